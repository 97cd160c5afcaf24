using SchoolBackup.Demo;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Servers;

/// <summary>Tests on a real server share one and take turns: some change its global settings, and a backup locks all of it for a moment.</summary>
[CollectionDefinition(Name)]
[Trait("Needs", "server")]
public sealed class OnServer : ICollectionFixture<TestServer>
{
    public const string Name = "on a real server";
}

/// <summary>A MariaDB server with a binary log, for as long as the tests run.</summary>
public sealed class TestServer : IDisposable
{
    public ThrowawayServer Server { get; } = Start();

    public ConnectionOptions Connection => ConnectionTo(Server);

    /// <summary>Another server, for tests that kill theirs.</summary>
    /// <remarks>What it has committed, it has written, though not to the disk: it survives SIGKILL, and costs little.</remarks>
    public static ThrowawayServer Start() => ThrowawayServer.Start(new ThrowawayServerOptions
    {
        BinaryLog = true,
        BufferPoolMiB = 64,
        ExtraArguments = ["--innodb-flush-log-at-trx-commit=2", "--sync-binlog=0", "--local-infile=1", "--max-allowed-packet=128M", "--log-bin-trust-function-creators=1"],
    });

    public static ConnectionOptions ConnectionTo(ThrowawayServer server) => new() { Server = "127.0.0.1", Port = server.Port, User = "root", Password = server.RootPassword };

    internal TestDatabase NewDatabase(string sql) => new(Server, sql);

    public void Dispose() => Server.Dispose();
}
