using SchoolBackup.MySql.Tests.Servers;

namespace SchoolBackup.MySql.Tests;

/// <summary>LOAD DATA LOCAL on a real server.</summary>
[Collection(MariaDb.Name)]
public sealed class LoadLocalTests : IDisposable
{
    private const string Load = "LOAD DATA LOCAL INFILE 'rows' INTO TABLE pupil CHARACTER SET utf8mb4 (id, name)";

    private readonly MySqlConnection _connection;
    private readonly MariaDbServer _server;

    public LoadLocalTests(MariaDbServer server)
    {
        _server = server;
        _connection = MySqlConnection.Open(server.Teacher, CancellationToken.None);
        _connection.Execute("DROP TABLE IF EXISTS pupil");
        _connection.Execute("CREATE TABLE pupil (id INT PRIMARY KEY, name VARCHAR(10) CHARACTER SET utf8mb4) ENGINE=InnoDB");
    }

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void What_is_written_is_loaded()
    {
        CommandResult result = _connection.LoadLocal(Load, file =>
        {
            file.Write("1\tÅsa\n"u8);
            file.Flush();
            file.Write("2\t\\N\n"u8.ToArray(), 0, 5);
        });

        Assert.Equal(new CommandResult(2, 0, 0, "Records: 2  Deleted: 0  Skipped: 0  Warnings: 0"), result);
        using RowReader rows = _connection.Query("SELECT id, name FROM pupil ORDER BY id");
        Assert.True(rows.Read());
        Assert.Equal("Åsa", rows.GetString(1));
        Assert.True(rows.Read());
        Assert.True(rows.IsNull(1));
        Assert.False(rows.Read());
    }

    [Fact]
    public void An_empty_file_loads_nothing()
    {
        Assert.Equal(0, _connection.LoadLocal(Load, _ => { }).AffectedRows);
        Assert.Equal(0, _connection.LoadLocal(Load, file => file.Write([])).AffectedRows);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(3_000_000)]
    public void Writes_of_any_size_arrive_whole(int size)
    {
        byte[] all = [.. Enumerable.Range(0, 200_000).SelectMany(i => System.Text.Encoding.ASCII.GetBytes($"{i}\tn{i}\n"))];

        CommandResult result = _connection.LoadLocal(Load, file =>
        {
            for (int at = 0; at < all.Length; at += size) file.Write(all.AsSpan(at, Math.Min(size, all.Length - at)));
        });

        Assert.Equal(200_000, result.AffectedRows);
        using RowReader rows = _connection.Query("SELECT SUM(id), COUNT(*) FROM pupil WHERE name = CONCAT('n', id)");
        Assert.True(rows.Read());
        Assert.Equal(19_999_900_000, rows.GetInt64(0));
        Assert.Equal(200_000, rows.GetInt64(1));
    }

    [Fact]
    public void Values_that_do_not_fit_are_counted_as_warnings()
    {
        CommandResult result = _connection.LoadLocal(Load, file => file.Write("1\tmuch too long a name\n1\tdouble\nx\tno number\n"u8));

        Assert.Equal(3, result.Warnings);
    }

    [Fact]
    public void A_writer_that_fails_closes_the_line_and_nothing_is_loaded()
    {
        var e = Assert.Throws<InvalidDataException>(() => _connection.LoadLocal(Load, file =>
        {
            for (int i = 0; i < 100_000; i++) file.Write(System.Text.Encoding.ASCII.GetBytes($"{i}\tx\n"));
            throw new InvalidDataException("the chunk is damaged");
        }));

        Assert.Equal("the chunk is damaged", e.Message);
        Assert.False(_connection.IsOpen);
        using MySqlConnection other = MySqlConnection.Open(_server.Teacher, CancellationToken.None);
        Processes.WaitUntilGone(other, _connection.ConnectionId);
        using RowReader rows = other.Query("SELECT * FROM pupil LIMIT 1");
        Assert.False(rows.Read());
    }

    [Fact]
    public void A_statement_that_the_server_refuses_asks_for_no_file()
    {
        var e = Assert.Throws<MySqlException>(() =>
            _connection.LoadLocal("LOAD DATA LOCAL INFILE 'x' INTO TABLE nobody", _ => Assert.Fail("nobody asked for the file")));

        Assert.Equal(1146, e.Number);
        Assert.True(_connection.IsOpen);
    }

    [Fact]
    public void A_statement_that_asks_for_no_file_is_an_error()
    {
        Assert.Throws<MySqlProtocolException>(() => _connection.LoadLocal("SELECT 1", _ => Assert.Fail("nobody asked for the file")));
        Assert.False(_connection.IsOpen);
    }

    [Fact]
    public void The_stream_is_of_no_use_after_the_call()
    {
        Stream? kept = null;
        _connection.LoadLocal(Load, file => kept = file);

        Assert.Throws<ObjectDisposedException>(() => kept!.WriteByte(1));
    }

    [Fact]
    public void A_LOAD_LOCAL_by_the_wrong_door_sends_nothing()
    {
        var e = Assert.ThrowsAny<MySqlConnectionException>(() => _connection.Execute("LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE pupil"));

        Assert.Contains("/etc/hostname", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_at_the_end_of_the_file_is_the_servers()
    {
        _connection.Execute("DROP TABLE IF EXISTS checked");
        _connection.Execute("CREATE TABLE checked (a INT CHECK (a < 10)) ENGINE=InnoDB");

        Assert.Throws<MySqlException>(() => _connection.LoadLocal("LOAD DATA LOCAL INFILE 'x' REPLACE INTO TABLE checked", file => file.Write("1\n11\n"u8)));

        Assert.True(_connection.IsOpen);
    }
}
