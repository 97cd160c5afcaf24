using SchoolBackup.Demo;

namespace SchoolBackup.Engine.Tests.Servers;

/// <summary>Servers beside this machine's own, each started when a test first asks for it.</summary>
public sealed class OtherServers : IDisposable
{
    /// <summary>What stands for this machine's own server.</summary>
    public const string Own = "own";

    private readonly Dictionary<string, ThrowawayServer> _started = [];

    /// <summary>The server of this name; the test is skipped where tests/servers has not made its root.</summary>
    public ThrowawayServer Named(string name)
    {
        if (_started.TryGetValue(name, out ThrowawayServer? started)) return started;
        ServerRoot root = ServerRoot.Named(name);
        Assert.SkipUnless(name == Own || root.IsThere, $"no root of {name}: tests/servers {name} makes it");
        ThrowawayServer server = ThrowawayServer.Start(new ThrowawayServerOptions
        {
            Programs = name == Own ? null : ServerPrograms.Of(root),
            BufferPoolMiB = 64,
            ExtraArguments = ["--innodb-flush-log-at-trx-commit=0", "--sync-binlog=0", "--max-allowed-packet=128M", "--local-infile=1", "--log-bin-trust-function-creators=1"],
        });
        _started.Add(name, server);
        return server;
    }

    public void Dispose()
    {
        foreach (ThrowawayServer server in _started.Values) server.Dispose();
    }
}
