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

    private static long ReadNumber(MySqlConnection connection, string sql)
    {
        using RowReader rows = connection.Query(sql);
        Assert.True(rows.Read());
        long value = rows.GetInt64(0);
        Assert.False(rows.Read());
        return value;
    }
}
