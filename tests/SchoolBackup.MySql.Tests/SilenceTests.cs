using SchoolBackup.MySql.Tests.Servers;

namespace SchoolBackup.MySql.Tests;

/// <summary>A connection whose statements may take longer than its idle timeout: it waits for as long as the server works, and no longer.</summary>
[Collection(MariaDb.Name)]
public sealed class SilenceTests(MariaDbServer server)
{
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(60);

    [Fact]
    public void A_statement_that_takes_long_is_waited_for()
    {
        using MySqlConnection connection = MySqlConnection.Open(Patient(server.Port), TestContext.Current.CancellationToken);

        Assert.Equal(["0"], connection.ReadAll("SELECT SLEEP(4)", row => row.GetString(0)));
    }

    [Fact]
    public async Task An_answer_that_is_lost_is_not()
    {
        using var proxy = new WireProxy(server.Port, AtTheNextAnswer(PacketFault.Dropped));
        using MySqlConnection connection = MySqlConnection.Open(Patient(proxy.Port), TestContext.Current.CancellationToken);

        MySqlConnectionException lost = await Fails(connection, "DO 1");

        Assert.Contains("its answer to the last one is lost", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_has_ended_unheard_is_not()
    {
        PacketChange silence = AtTheNextAnswer(PacketFault.Silence);
        using var proxy = new WireProxy(server.Port, silence);
        using MySqlConnection connection = MySqlConnection.Open(Patient(proxy.Port), TestContext.Current.CancellationToken);
        using MySqlConnection other = MySqlConnection.Open(server.Teacher, TestContext.Current.CancellationToken);
        int before = silence.Passed(Way.ToClient);

        // It answers at once, and goes on working.
        Task<MySqlConnectionException> failing = Fails(connection, "SELECT REPEAT('x', 100000) UNION ALL SELECT SLEEP(30)");
        while (silence.Passed(Way.ToClient) == before) await Task.Delay(20, TestContext.Current.CancellationToken);
        other.Execute($"KILL {connection.ConnectionId}");

        Assert.Contains("the session has ended on the server", (await failing).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_answers_nobody_is_not()
    {
        using var done = new ManualResetEventSlim();
        using var mute = new ScriptedServer(s =>
        {
            s.LetIn();
            s.Receive();
            done.Wait(Forever);
        });
        using MySqlConnection connection = MySqlConnection.Open(
            mute.Options with { OnSilence = OnSilence.Ask, IdleTimeout = TimeSpan.FromSeconds(1) }, TestContext.Current.CancellationToken);

        MySqlConnectionException lost = await Fails(connection, "DO 1");
        done.Set();

        Assert.Contains("did not let the client in", lost.Message, StringComparison.Ordinal);
    }

    private static Task<MySqlConnectionException> Fails(MySqlConnection connection, string sql) =>
        Task.Run(() => Assert.Throws<MySqlConnectionException>(() => connection.Execute(sql))).WaitAsync(Forever);

    private ConnectionOptions Patient(int port) =>
        server.Teacher with { Port = port, SslMode = SslMode.Disabled, OnSilence = OnSilence.Ask, IdleTimeout = TimeSpan.FromSeconds(1) };

    /// <summary>What becomes of the first packet behind a log-in.</summary>
    private PacketChange AtTheNextAnswer(PacketFault fault)
    {
        var whole = PacketChange.None;
        using var proxy = new WireProxy(server.Port, whole);
        using MySqlConnection connection = MySqlConnection.Open(Patient(proxy.Port), TestContext.Current.CancellationToken);
        return new PacketChange(Way.ToClient, whole.Passed(Way.ToClient), fault, new Random(0));
    }
}
