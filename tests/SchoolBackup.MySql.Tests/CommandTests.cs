using SchoolBackup.MySql.Tests.Servers;

namespace SchoolBackup.MySql.Tests;

/// <summary>Statements and rows, on a real server.</summary>
[Collection(MariaDb.Name)]
public sealed class CommandTests(MariaDbServer server)
{
    private MySqlConnection Open() => MySqlConnection.Open(server.Teacher, CancellationToken.None);

    [Fact]
    public void Execute_returns_what_the_OK_packet_says()
    {
        using MySqlConnection connection = Open();
        connection.Execute("CREATE TEMPORARY TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, v TINYINT)");

        CommandResult result = connection.Execute("INSERT IGNORE INTO t (v) VALUES (1), (2), (300)");

        Assert.Equal(3, result.AffectedRows);
        Assert.Equal(1, result.LastInsertId);
        Assert.Equal(1, result.Warnings);
        Assert.Equal("Records: 3  Duplicates: 0  Warnings: 1", result.Info);
    }

    [Fact]
    public void A_refused_statement_throws_the_servers_words_and_the_session_goes_on()
    {
        using MySqlConnection connection = Open();

        var e = Assert.Throws<MySqlException>(() => connection.Execute("SELECT * FROM no_such_table"));

        Assert.Equal(1146, e.Number);
        Assert.Equal("42S02", e.SqlState);
        Assert.Contains("no_such_table", e.Message, StringComparison.Ordinal);
        Assert.Equal(1, ReadNumber(connection, "SELECT 1"));
    }

    [Fact]
    public void Rows_come_as_the_server_sent_them()
    {
        using MySqlConnection connection = Open();
        using RowReader rows = connection.Query("SELECT 'å' AS a, NULL AS b, '' AS c, -9223372036854775808 AS d, x'00FF' AS e");

        Assert.Equal(["a", "b", "c", "d", "e"], rows.Columns.Select(c => c.Name));
        Assert.True(rows.Read());
        Assert.Equal([2, .. "å"u8, 0xFB, 0, 20, .. "-9223372036854775808"u8, 2, 0x00, 0xFF], rows.Row.ToArray());
        Assert.Equal(long.MinValue, rows.GetInt64(3));
        Assert.Equal("å", rows.GetString(0));
        Assert.True(rows.IsNull(1));
        Assert.Null(rows.GetNullableString(1));
        Assert.False(rows.IsNull(2));
        Assert.Equal("", rows.GetString(2));
        Assert.Equal([0x00, 0xFF], rows[4].ToArray());
        Assert.False(rows.Read());
        Assert.False(rows.Read());
    }

    [Fact]
    public void Binary_rows_come_as_the_server_holds_them()
    {
        using MySqlConnection connection = Open();
        connection.Execute("CREATE TEMPORARY TABLE held (c INT, d DOUBLE)");
        connection.Execute("INSERT INTO held VALUES (-2, 0.1e0)");
        using (RowReader rows = connection.Query("SELECT 'å' AS a, NULL AS b, c, d FROM held", RowProtocol.Binary))
        {
            Assert.Equal(["a", "b", "c", "d"], rows.Columns.Select(c => c.Name));
            Assert.True(rows.Read());
            Assert.Equal([0x00, 0b1000, 2, .. "å"u8, .. BitConverter.GetBytes(-2), .. BitConverter.GetBytes(0.1)], rows.Row.ToArray());
            Assert.Throws<InvalidOperationException>(() => rows.GetString(0));
            Assert.False(rows.Read());
        }

        Assert.Equal(1, ReadNumber(connection, "SELECT 1"));
    }

    [Fact]
    public void No_statement_stays_prepared()
    {
        using MySqlConnection connection = Open();
        for (int round = 0; round < 20; round++)
        {
            using RowReader rows = connection.Query("SELECT seq FROM numbers WHERE seq <= 1000", RowProtocol.Binary);
            // The rest of every second one is thrown away.
            Assert.True(rows.Read());
            while (round % 2 == 0 && rows.Read())
            {
            }
        }

        using RowReader open = connection.Query("SHOW STATUS LIKE 'Prepared_stmt_count'");
        Assert.True(open.Read());
        Assert.Equal(0, open.GetInt64(1));
    }

    [Theory]
    [InlineData("SELECT * FROM no_such_table", 1146)]
    [InlineData("SELECT seq, IF(seq = 5000, (SELECT 1 UNION SELECT 2), 1) FROM numbers", 1242)]
    public void A_refused_binary_query_throws_the_servers_words_and_the_session_goes_on(string sql, int number)
    {
        using MySqlConnection connection = Open();

        var e = Assert.Throws<MySqlException>(() =>
        {
            using RowReader rows = connection.Query(sql, RowProtocol.Binary);
            while (rows.Read())
            {
            }
        });

        Assert.Equal(number, e.Number);
        Assert.Equal(1, ReadNumber(connection, "SELECT 1"));
    }

    [Fact]
    public void A_statement_without_rows_can_be_queried()
    {
        using MySqlConnection connection = Open();
        using RowReader rows = connection.Query("SET @a = 1");

        Assert.Empty(rows.Columns);
        Assert.False(rows.Read());
        Assert.Equal(1, ReadNumber(connection, "SELECT @a"));
    }

    [Fact]
    public void The_results_of_a_procedure_are_all_read()
    {
        using MySqlConnection connection = Open();
        connection.Execute("DROP PROCEDURE IF EXISTS three");
        connection.Execute("CREATE PROCEDURE three() BEGIN SELECT 1 AS a; SELECT seq FROM numbers; SELECT 3; END");

        connection.Execute("CALL three()");
        Assert.Equal(1, ReadNumber(connection, "CALL three()"));
        Assert.Equal(4, ReadNumber(connection, "SELECT 4"));
    }

    [Fact]
    public void An_error_in_a_later_result_is_not_lost()
    {
        using MySqlConnection connection = Open();
        connection.Execute("DROP PROCEDURE IF EXISTS broken");
        connection.Execute("CREATE PROCEDURE broken() BEGIN SELECT 1 AS a; SELECT * FROM no_such_table; END");

        Assert.Equal(1146, Assert.Throws<MySqlException>(() => connection.Execute("CALL broken()")).Number);
        Assert.Equal(1146, Assert.Throws<MySqlException>(() => ReadNumber(connection, "CALL broken()")).Number);
        Assert.Equal(4, ReadNumber(connection, "SELECT 4"));
    }

    [Fact]
    public void Warnings_are_known_after_the_last_row()
    {
        using MySqlConnection connection = Open();
        using RowReader rows = connection.Query("SELECT CAST('12x' AS SIGNED), CAST('y' AS SIGNED)");

        Assert.True(rows.Read());
        Assert.False(rows.Read());
        Assert.Equal(2, rows.Warnings);
    }

    [Fact]
    public void A_second_command_waits_for_the_rows_of_the_first()
    {
        using MySqlConnection connection = Open();
        using RowReader rows = connection.Query("SELECT 1");

        Assert.Throws<InvalidOperationException>(() => connection.Execute("SELECT 2"));
        Assert.True(rows.Read());
        Assert.False(rows.Read());
        connection.Execute("SELECT 2");
    }

    [Fact]
    public void A_few_unread_rows_are_skipped()
    {
        using MySqlConnection connection = Open();

        connection.Query("SELECT seq FROM numbers WHERE seq <= 1000").Dispose();

        Assert.Equal(2, ReadNumber(connection, "SELECT 2"));
    }

    [Fact]
    public void Many_unread_rows_cost_the_connection()
    {
        using MySqlConnection connection = Open();
        using (RowReader rows = connection.Query($"SELECT a.seq {MariaDbServer.Endless}"))
        {
            Assert.True(rows.Read());
        }

        Assert.False(connection.IsOpen);
        Assert.ThrowsAny<MySqlConnectionException>(() => connection.Execute("SELECT 1"));
    }

    [Fact]
    public void A_connection_with_unread_rows_is_disposed_without_reading_them()
    {
        using MySqlConnection watcher = MySqlConnection.Open(server.Root, CancellationToken.None);
        MySqlConnection connection = Open();
        RowReader rows = connection.Query($"SELECT a.seq {MariaDbServer.Endless}");
        Assert.True(rows.Read());

        connection.Dispose();
        Assert.ThrowsAny<Exception>(() => { while (rows.Read()) { } });
        rows.Dispose();

        Processes.WaitUntilGone(watcher, connection.ConnectionId);
    }

    [Fact]
    public void A_value_is_asked_for_where_there_is_one()
    {
        using MySqlConnection connection = Open();
        using RowReader rows = connection.Query("SELECT NULL, 'x', x'FF'");

        Assert.Throws<InvalidOperationException>(() => rows.Row.Length);
        Assert.True(rows.Read());
        Assert.Throws<MySqlProtocolException>(() => rows.GetInt64(0));
        Assert.Throws<MySqlProtocolException>(() => rows.GetString(0));
        Assert.Throws<MySqlProtocolException>(() => rows.GetInt64(1));
        Assert.Throws<MySqlProtocolException>(() => rows.GetString(2));
        Assert.Throws<MySqlProtocolException>(() => rows.IsNull(3));
        Assert.Equal("x", rows.GetString(1));
    }

    /// <summary>The payload of the row is four bytes longer than the value.</summary>
    [Theory]
    [InlineData(0xFFFFFF - 4 - 1)]
    [InlineData(0xFFFFFF - 4)]
    [InlineData(0xFFFFFF - 4 + 1)]
    [InlineData(64 * 1024 * 1024)]
    public void Rows_at_and_over_the_packet_limit_come_whole(int length)
    {
        using MySqlConnection connection = Open();
        using RowReader rows = connection.Query($"SELECT CONCAT('<', REPEAT('x', {length - 2}), '>'), 'after' UNION ALL SELECT 'small', 'row'");

        Assert.True(rows.Read());
        Assert.Equal(length, rows[0].Length);
        Assert.Equal((byte)'<', rows[0][0]);
        Assert.Equal(-1, rows[0][1..^1].IndexOfAnyExcept((byte)'x'));
        Assert.Equal((byte)'>', rows[0][^1]);
        Assert.Equal("after", rows.GetString(1));
        Assert.True(rows.Read());
        Assert.Equal("row", rows.GetString(1));
        Assert.False(rows.Read());
    }

    /// <summary>The payload of the command is one byte longer than the statement.</summary>
    [Theory]
    [InlineData(0xFFFFFF - 2)]
    [InlineData(0xFFFFFF - 1)]
    [InlineData(0xFFFFFF)]
    [InlineData((2 * 0xFFFFFF) - 1)]
    [InlineData(64 * 1024 * 1024)]
    public void Statements_at_and_over_the_packet_limit_arrive_whole(int length)
    {
        using MySqlConnection connection = Open();
        byte[] sql = new byte[length];
        sql.AsSpan().Fill((byte)'y');
        "SET @v = '"u8.CopyTo(sql);
        sql[^1] = (byte)'\'';

        connection.Execute(sql);

        Assert.Equal(1, ReadNumber(connection, $"SELECT @v = REPEAT('y', {length - 11})"));
    }

    [Fact]
    public void A_64_MiB_blob_comes_back_as_it_went()
    {
        using MySqlConnection connection = Open();
        connection.Execute("DROP TABLE IF EXISTS photo");
        connection.Execute("CREATE TABLE photo (id INT PRIMARY KEY, data LONGBLOB)");
        byte[] photo = new byte[64 * 1024 * 1024];
        new Random(1).NextBytes(photo);
        for (int i = 0; i < photo.Length; i++)
            if (photo[i] is (byte)'\\' or (byte)'\'') photo[i] = 0;

        connection.Execute([.. "INSERT INTO photo VALUES (1, _binary'"u8, .. photo, (byte)'\'', (byte)')']);

        using RowReader rows = connection.Query("SELECT * FROM photo");
        Assert.True(rows.Read());
        Assert.True(rows[1].SequenceEqual(photo));
        Assert.False(rows.Read());
    }

    [Fact]
    public void A_statement_larger_than_the_server_takes_is_the_servers_error()
    {
        using MySqlConnection root = MySqlConnection.Open(server.Root, CancellationToken.None);
        root.Execute("SET GLOBAL max_allowed_packet = 1048576");
        try
        {
            using MySqlConnection connection = Open();
            Assert.Equal(1153, Assert.Throws<MySqlException>(() => connection.Execute(new byte[40_000_000])).Number);
        }
        finally
        {
            root.Execute("SET GLOBAL max_allowed_packet = 134217728");
        }
    }

    [Fact]
    public void A_giant_row_takes_little_more_than_its_own_size()
    {
        const int Giant = 64 * 1024 * 1024;
        using MySqlConnection connection = Open();
        using RowReader rows = connection.Query($"SELECT 1, REPEAT('x', {Giant}), 'after' UNION ALL SELECT 2, 'small', 'row'");
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.True(rows.Read());

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, Giant, Giant * 5L / 4);
        Assert.Equal("after", rows.GetString(2));
        Assert.True(rows.Read());
        Assert.Equal("small", rows.GetString(1));
        Assert.False(rows.Read());
    }

    [Fact]
    public void Reading_rows_allocates_nothing_for_each()
    {
        using MySqlConnection connection = Open();
        long sum = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        using (RowReader rows = connection.Query("SELECT seq, REPEAT('x', seq MOD 300), NULL, seq * 2 FROM numbers WHERE seq <= 100000"))
        {
            while (rows.Read())
            {
                sum += rows.GetInt64(3) + rows[1].Length;
                if (!rows.IsNull(2)) Assert.Fail("NULL is NULL");
            }
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal(10_000_100_000 + 14_940_100, sum);
    }

    private static long ReadNumber(MySqlConnection connection, string sql)
    {
        using RowReader rows = connection.Query(sql);
        Assert.True(rows.Read());
        long value = rows.GetInt64(0);
        Assert.False(rows.Read());
        return value;
    }
}
