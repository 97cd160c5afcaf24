using System.Diagnostics;
using System.Net.Sockets;
using SchoolBackup.Demo;

namespace SchoolBackup.Demo.Tests;

public sealed class ThrowawayServerTests
{
    [Fact]
    public void A_server_answers_on_its_own_port_and_socket()
    {
        using var server = ThrowawayServer.Start();

        string[] answer = server.RunSql("SELECT @@port, @@socket, @@datadir, @@bind_address").Trim().Split('\t');

        Assert.Equal([$"{server.Port}", server.Socket, server.DataDirectory + "/", "127.0.0.1"], answer);
    }

    [Fact]
    public void Options_reach_the_server()
    {
        using var server = ThrowawayServer.Start(new ThrowawayServerOptions
        {
            BufferPoolMiB = 64,
            BinaryLog = true,
            RootPassword = "it's a \\ secret",
            ExtraArguments = ["--max-connections=17"],
        });

        Assert.Equal("67108864\t1\t17\n", server.RunSql("SELECT @@innodb_buffer_pool_size, @@log_bin, @@max_connections"));
        Assert.Throws<SqlFailedException>(() => new MariaDbClient(server.Programs, server.Socket, server.Port, "wrong").Run("SELECT 1"));
    }

    [Fact]
    public void A_failing_statement_is_an_error_that_names_it()
    {
        using var server = ThrowawayServer.Start();

        var failure = Assert.Throws<SqlFailedException>(() => server.RunSql("SELECT 1; SELECT nonsense;"));

        Assert.Contains("1054", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Committed_rows_survive_a_kill_and_a_restart()
    {
        using var server = ThrowawayServer.Start();
        server.RunSql("CREATE DATABASE d; CREATE TABLE d.t (a INT) ENGINE=InnoDB; INSERT INTO d.t VALUES (1)");
        int port = server.Port;

        server.Kill();
        Assert.False(Listens(port));
        server.Restart();
        Assert.Equal("1\n", server.RunSql("SELECT a FROM d.t"));
        server.RunSql("INSERT INTO d.t VALUES (2)");
        server.Restart();

        Assert.Equal(port, server.Port);
        Assert.Equal("2\n", server.RunSql("SELECT COUNT(*) FROM d.t"));
    }

    [Fact]
    public void Disposing_ends_the_process_and_removes_the_folder()
    {
        var server = ThrowawayServer.Start();
        string folder = Path.GetDirectoryName(server.DataDirectory)!;
        int port = server.Port;

        server.Dispose();

        Assert.False(Listens(port));
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void A_server_that_cannot_start_says_why_and_leaves_nothing()
    {
        string parent = Directory.CreateTempSubdirectory("sb-test-").FullName;
        try
        {
            var failure = Assert.Throws<InvalidOperationException>(() =>
                ThrowawayServer.Start(new ThrowawayServerOptions { ParentDirectory = parent, ExtraArguments = ["--no-such-option"] }));

            Assert.Contains("no-such-option", failure.Message, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFileSystemEntries(parent));
        }
        finally
        {
            Directory.Delete(parent, recursive: true);
        }
    }

    [Fact]
    public void Servers_started_at_once_do_not_disturb_each_other()
    {
        var servers = new ThrowawayServer[3];
        try
        {
            Parallel.For(0, servers.Length, i => servers[i] = ThrowawayServer.Start());

            Assert.Equal(servers.Length, servers.Select(server => server.RunSql("SELECT @@port")).Distinct().Count());
        }
        finally
        {
            foreach (ThrowawayServer? server in servers)
                server?.Dispose();
        }
    }

    private static bool Listens(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
