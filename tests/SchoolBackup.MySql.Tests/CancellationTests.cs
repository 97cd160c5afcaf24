using SchoolBackup.MySql.Tests.Servers;

namespace SchoolBackup.MySql.Tests;

/// <summary>Stopping what runs on a real server.</summary>
[Collection(MariaDb.Name)]
public sealed class CancellationTests(MariaDbServer server) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public void Dispose() => _stop.Dispose();

    public static TheoryData<string> Lines => ["TCP", "Unix socket", "TLS"];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_statement_under_way_is_killed(string channel)
    {
        using MySqlConnection watcher = MySqlConnection.Open(server.Root, CancellationToken.None);
        using MySqlConnection connection = MySqlConnection.Open(OptionsFor(channel), _stop.Token);
        _stop.CancelAfter(200);

        var e = Assert.Throws<OperationCanceledException>(() => connection.Execute("SELECT SLEEP(60), 'killed statement'"));

        Assert.Equal(_stop.Token, e.CancellationToken);
        Assert.True(connection.IsOpen, "the server ended it in good order");
        Processes.WaitUntilNobodyRuns(watcher, "killed statement");
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Rows_under_way_end(string channel)
    {
        using MySqlConnection watcher = MySqlConnection.Open(server.Root, CancellationToken.None);
        using MySqlConnection connection = MySqlConnection.Open(OptionsFor(channel), _stop.Token);
        long rowsRead = 0;

        Assert.Throws<OperationCanceledException>(() =>
        {
            using RowReader rows = connection.Query($"SELECT a.seq, 'killed rows' {MariaDbServer.Endless}");
            while (rows.Read())
            {
                if (++rowsRead == 1000) _stop.Cancel();
            }
        });

        Assert.InRange(rowsRead, 1000, 99_999_999_999);
        Processes.WaitUntilNobodyRuns(watcher, "killed rows");
    }

    [Fact]
    public void A_reader_that_does_not_read_on_is_not_waited_for()
    {
        using MySqlConnection watcher = MySqlConnection.Open(server.Root, CancellationToken.None);
        using MySqlConnection connection = MySqlConnection.Open(server.Teacher, _stop.Token);
        RowReader rows = connection.Query($"SELECT a.seq, 'unread rows' {MariaDbServer.Endless}");
        Assert.True(rows.Read());

        _stop.Cancel();
        rows.Dispose();

        Processes.WaitUntilNobodyRuns(watcher, "unread rows");
        Assert.Throws<OperationCanceledException>(() => connection.Execute("SELECT 1"));
    }

    [Fact]
    public void A_command_begun_too_late_is_not_sent()
    {
        using MySqlConnection connection = MySqlConnection.Open(server.Teacher, _stop.Token);
        connection.Execute("DROP TABLE IF EXISTS too_late");
        connection.Execute("CREATE TABLE too_late (a INT)");

        _stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => connection.Execute("INSERT INTO too_late VALUES (1)"));
        Assert.Throws<OperationCanceledException>(() => connection.Query("INSERT INTO too_late VALUES (2)"));
        Assert.Throws<OperationCanceledException>(() => connection.LoadLocal("LOAD DATA LOCAL INFILE 'x' INTO TABLE too_late", _ => { }));
        Assert.Throws<OperationCanceledException>(() => MySqlConnection.Open(server.Teacher, _stop.Token));
        using MySqlConnection other = MySqlConnection.Open(server.Teacher, CancellationToken.None);
        using RowReader rows = other.Query("SELECT * FROM too_late");
        Assert.False(rows.Read());
    }

    [Fact]
    public void A_load_under_way_ends_and_leaves_nothing()
    {
        using MySqlConnection watcher = MySqlConnection.Open(server.Teacher, CancellationToken.None);
        watcher.Execute("DROP TABLE IF EXISTS stopped_load");
        watcher.Execute("CREATE TABLE stopped_load (a INT) ENGINE=InnoDB");
        using MySqlConnection connection = MySqlConnection.Open(server.Teacher, _stop.Token);

        Assert.Throws<OperationCanceledException>(() => connection.LoadLocal("LOAD DATA LOCAL INFILE 'x' INTO TABLE stopped_load", file =>
        {
            for (int i = 0; ; i++)
            {
                file.Write("1234567\n"u8);
                if (i == 100_000) _stop.Cancel();
            }
        }));

        Processes.WaitUntilGone(watcher, connection.ConnectionId);
        using RowReader rows = watcher.Query("SELECT * FROM stopped_load LIMIT 1");
        Assert.False(rows.Read());
    }

    [Fact]
    public void Disposing_on_another_thread_ends_the_command()
    {
        MySqlConnection connection = MySqlConnection.Open(server.Teacher, CancellationToken.None);
        using var later = new Timer(_ => connection.Dispose(), state: null, dueTime: 200, Timeout.Infinite);

        Assert.ThrowsAny<MySqlConnectionException>(() => connection.Execute("SELECT SLEEP(60)"));
    }

    private ConnectionOptions OptionsFor(string channel) => channel switch
    {
        "Unix socket" => server.Root with { Database = "school" },
        "TLS" => server.Teacher with { SslMode = SslMode.Required },
        _ => server.Teacher,
    };
}
