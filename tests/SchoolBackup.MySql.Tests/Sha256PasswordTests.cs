using SchoolBackup.Demo;

namespace SchoolBackup.MySql.Tests;

/// <summary>Accounts with sha256_password, which MySQL alone has.</summary>
[Trait("Server", "chosen by the test")]
public sealed class Sha256PasswordTests : IDisposable
{
    private const string Password = "chalk and ä";

    private readonly ThrowawayServer _server;

    public Sha256PasswordTests()
    {
        ServerRoot root = ServerRoot.Named("mysql-9.7");
        Assert.SkipUnless(root.IsThere, "no root of mysql-9.7: tests/servers mysql-9.7 makes it");
        _server = ThrowawayServer.Start(new ThrowawayServerOptions { Programs = ServerPrograms.Of(root), BufferPoolMiB = 64 });
    }

    private ConnectionOptions Sha =>
        new() { Server = "127.0.0.1", Port = _server.Port, User = "sha", Password = Password, SslMode = SslMode.Disabled };

    public void Dispose() => _server.Dispose();

    [Fact]
    public void Sha256_password_lets_in_whichever_way_the_server_is_reached()
    {
        foreach (string host in (string[])["%", "localhost"])
            _server.RunSql($"CREATE USER sha@'{host}' IDENTIFIED WITH sha256_password BY '{Password}'");
        string key = Path.Combine(_server.DataDirectory, "public_key.pem");
        ConnectionOptions[] ways =
        [
            Sha, Sha with { SslMode = SslMode.Required }, Sha with { ServerPublicKeyPath = key }, Sha with { Socket = _server.Socket },
        ];
        foreach (ConnectionOptions way in ways)
        {
            MySqlConnection.Open(way, CancellationToken.None).Dispose();
            Assert.Equal(ConnectFailure.AccessDenied, FailureOf(way with { Password = "slate" }));
            Assert.Equal(ConnectFailure.AccessDenied, FailureOf(way with { Password = "" }));
        }

        _server.RunSql("CREATE USER guest@'%' IDENTIFIED WITH sha256_password BY ''");
        MySqlConnection.Open(Sha with { User = "guest", Password = "" }, CancellationToken.None).Dispose();
        Assert.Equal(ConnectFailure.AccessDenied, FailureOf(Sha with { User = "guest" }));
    }

    private static ConnectFailure FailureOf(ConnectionOptions options) =>
        Assert.Throws<MySqlConnectException>(() => MySqlConnection.Open(options, CancellationToken.None)).Failure;
}
