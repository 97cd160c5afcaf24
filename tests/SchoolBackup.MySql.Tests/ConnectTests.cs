using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using SchoolBackup.MySql.Tests.Servers;

namespace SchoolBackup.MySql.Tests;

/// <summary>Ways in, and reasons why there is none, on a real server.</summary>
[Collection(MariaDb.Name)]
public sealed class ConnectTests(MariaDbServer server)
{
    [Fact]
    public void TCP_with_the_servers_usual_password_leads_to_a_session_in_utf8mb4()
    {
        using MySqlConnection connection = MySqlConnection.Open(server.Teacher, CancellationToken.None);

        Assert.Equal(MariaDbServer.IsMySql ? ServerFlavor.MySql : ServerFlavor.MariaDb, connection.Server.Flavor);
        Assert.True(connection.Server.Quirks.IsSupported);
        Assert.False(connection.IsEncrypted);
        Assert.Equal(connection.ConnectionId.ToString(CultureInfo.InvariantCulture), Ask(connection, "SELECT CONNECTION_ID()"));
        Assert.Equal("school", Ask(connection, "SELECT DATABASE()"));
        Assert.Equal("utf8mb4utf8mb4utf8mb4", Ask(connection, "SELECT CONCAT(@@character_set_client, @@character_set_connection, @@character_set_results)"));
    }

    [Fact]
    public void A_host_name_with_two_address_families_finds_the_one_that_answers()
    {
        using MySqlConnection connection = MySqlConnection.Open(server.Teacher with { Server = "localhost" }, CancellationToken.None);

        Assert.Equal("1", Ask(connection, "SELECT 1"));
    }

    [Fact]
    public void The_Unix_socket_is_not_encrypted_unless_asked_for()
    {
        using MySqlConnection plain = MySqlConnection.Open(server.Root, CancellationToken.None);
        using MySqlConnection encrypted = MySqlConnection.Open(server.Root with { SslMode = SslMode.Required }, CancellationToken.None);

        Assert.False(plain.IsEncrypted);
        Assert.True(encrypted.IsEncrypted);
    }

    [Theory]
    [InlineData(SslMode.Preferred)]
    [InlineData(SslMode.Required)]
    public void TLS_without_proof_is_taken_as_it_comes(SslMode mode)
    {
        using MySqlConnection connection = MySqlConnection.Open(server.Teacher with { SslMode = mode }, CancellationToken.None);

        Assert.True(connection.IsEncrypted);
        Assert.Equal("school", Ask(connection, "SELECT DATABASE()"));
        Assert.NotEqual("", Ask(connection, "SHOW SESSION STATUS LIKE 'Ssl_cipher'", column: 1));
    }

    [Fact]
    public void VerifyCA_wants_the_authority_and_not_the_name()
    {
        ConnectionOptions options = server.Teacher with { SslMode = SslMode.VerifyCA, SslCa = server.CertificateFile };

        MySqlConnection.Open(options, CancellationToken.None).Dispose();

        Assert.Equal(ConnectFailure.Tls, FailureOf(options with { SslCa = OtherAuthority() }));
        Assert.Equal(ConnectFailure.Tls, FailureOf(options with { SslCa = null }));
        Assert.Equal(ConnectFailure.Tls, FailureOf(options with { SslCa = "no such file.pem" }));
    }

    [Fact]
    public void VerifyIdentity_wants_the_name_too()
    {
        ConnectionOptions options = server.Teacher with { SslMode = SslMode.VerifyIdentity, SslCa = server.CertificateFile };

        MySqlConnection.Open(options with { Server = "localhost" }, CancellationToken.None).Dispose();

        Assert.Equal(ConnectFailure.Tls, FailureOf(options));
    }

    [Fact]
    public void A_wrong_password_is_access_denied()
    {
        var e = Assert.Throws<MySqlConnectException>(() => MySqlConnection.Open(server.Teacher with { Password = "slate and pencil" }, CancellationToken.None));

        Assert.Equal(ConnectFailure.AccessDenied, e.Failure);
        Assert.Equal(1045, Assert.IsType<MySqlException>(e.InnerException).Number);
        Assert.DoesNotContain("slate", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_database_is_told_apart()
    {
        Assert.Equal(ConnectFailure.UnknownDatabase, FailureOf(server.Root with { Database = "hogwarts" }));
    }

    [Fact]
    public void A_database_that_the_account_may_not_use_is_access_denied()
    {
        Assert.Equal(ConnectFailure.AccessDenied, FailureOf(server.Teacher with { Database = "mysql" }));
    }

    [Fact]
    public void Nobody_there_is_unreachable()
    {
        Assert.Equal(ConnectFailure.Unreachable, FailureOf(server.Teacher with { Server = "no-such-host.invalid" }));
        Assert.Equal(ConnectFailure.Unreachable, FailureOf(server.Teacher with { Port = MariaDbServer.FreePort() }));
        Assert.Equal(ConnectFailure.Unreachable, FailureOf(server.Teacher with { Port = 123456 }));
        Assert.Equal(ConnectFailure.Unreachable, FailureOf(server.Root with { Socket = "/nowhere/mysqld.sock" }));
    }

    [Fact]
    public void A_socket_that_is_not_there_says_so()
    {
        var e = Assert.Throws<MySqlConnectException>(() => MySqlConnection.Open(server.Root with { Socket = "/nowhere/mysqld.sock" }, CancellationToken.None));
        Assert.Equal("cannot connect to /nowhere/mysqld.sock: there is no such file", e.Message);
    }

    [Theory]
    [InlineData("127.0.0.1:3306")]
    [InlineData("localhost:3306")]
    [InlineData("[::1]:3306")]
    public void A_server_with_its_port_is_no_server(string name)
    {
        var e = Assert.Throws<MySqlConnectException>(() => MySqlConnection.Open(server.Teacher with { Server = name }, CancellationToken.None));
        Assert.Equal(ConnectFailure.NoServerName, e.Failure);
        Assert.StartsWith($"cannot connect to {name}: ", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost", "localhost:3306")]
    [InlineData("127.0.0.1", "127.0.0.1:3306")]
    [InlineData("::1", "[::1]:3306")]
    [InlineData("[::1]", "[::1]:3306")]
    [InlineData("fe80::1%eth0", "[fe80::1%eth0]:3306")]
    public void A_message_names_address_and_port_so_that_they_can_be_told_apart(string name, string endpoint) =>
        Assert.Equal(endpoint, new ConnectionOptions { Server = name }.Endpoint);

    [Theory]
    [Trait("Server", "mariadb")]
    [InlineData("x")]
    [InlineData("chalk, blackboard, and a password of more than thirty-two bytes: ä")]
    public void Ed25519_lets_in(string password)
    {
        using MySqlConnection root = MySqlConnection.Open(server.Root, CancellationToken.None);
        root.Execute($"CREATE OR REPLACE USER edward@'%' IDENTIFIED VIA ed25519 USING PASSWORD('{password}')");
        ConnectionOptions edward = server.Teacher with { User = "edward", Password = password, Database = null };

        // Each challenge is another.
        for (int i = 0; i < 10; i++) MySqlConnection.Open(edward, CancellationToken.None).Dispose();

        Assert.Equal(ConnectFailure.AccessDenied, FailureOf(edward with { Password = "wrong" }));
    }

    /// <summary>The server asks one after the other.</summary>
    [Fact]
    [Trait("Server", "mariadb")]
    public void An_account_with_two_plugins_is_let_in_by_the_second()
    {
        using MySqlConnection root = MySqlConnection.Open(server.Root, CancellationToken.None);
        root.Execute("CREATE OR REPLACE USER two@'%' IDENTIFIED VIA ed25519 USING PASSWORD('another') OR mysql_native_password USING PASSWORD('chalk')");

        MySqlConnection.Open(server.Teacher with { User = "two", Password = "chalk", Database = null }, CancellationToken.None).Dispose();
    }

    [Fact]
    [Trait("Server", "mariadb")]
    public void Parsec_lets_in()
    {
        using MySqlConnection root = MySqlConnection.Open(server.Root, CancellationToken.None);
        Assert.SkipUnless(Ask(root, "SELECT COUNT(*) FROM information_schema.plugins WHERE plugin_name = 'parsec'") == "1", "MariaDB has parsec from 11.6 on");
        root.Execute("CREATE OR REPLACE USER paula@'%' IDENTIFIED VIA parsec USING PASSWORD('chalk and ä')");
        ConnectionOptions paula = server.Teacher with { User = "paula", Password = "chalk and ä", Database = null };

        for (int i = 0; i < 10; i++) MySqlConnection.Open(paula, CancellationToken.None).Dispose();

        Assert.Equal(ConnectFailure.AccessDenied, FailureOf(paula with { Password = "wrong" }));
    }

    [Fact]
    public void Preferred_satisfies_a_server_that_insists_on_TLS()
    {
        using MySqlConnection root = MySqlConnection.Open(server.Root, CancellationToken.None);
        root.Execute("SET GLOBAL require_secure_transport = ON");
        try
        {
            // MariaDB 10 does not say that it is for want of TLS.
            Assert.Contains(FailureOf(server.Teacher), (ConnectFailure[])[ConnectFailure.AccessDenied, ConnectFailure.Tls]);
            MySqlConnection.Open(server.Teacher with { SslMode = SslMode.Preferred }, CancellationToken.None).Dispose();
        }
        finally
        {
            root.Execute("SET GLOBAL require_secure_transport = OFF");
        }
    }

    [Fact]
    public void An_empty_password_lets_in_where_there_is_none()
    {
        using MySqlConnection root = MySqlConnection.Open(server.Root, CancellationToken.None);
        root.Execute("DROP USER IF EXISTS guest@'%'");
        root.Execute("CREATE USER guest@'%'");

        MySqlConnection.Open(server.Teacher with { User = "guest", Password = "", Database = null }, CancellationToken.None).Dispose();

        Assert.Equal(ConnectFailure.AccessDenied, FailureOf(server.Teacher with { Password = "" }));
    }

    [Fact]
    public void Goodbye_is_said_so_that_no_client_counts_as_aborted()
    {
        using MySqlConnection root = MySqlConnection.Open(server.Root, CancellationToken.None);
        string before = Ask(root, "SHOW GLOBAL STATUS LIKE 'Aborted_clients'", column: 1);

        MySqlConnection connection = MySqlConnection.Open(server.Teacher, CancellationToken.None);
        uint id = connection.ConnectionId;
        connection.Dispose();
        connection.Dispose();
        Processes.WaitUntilGone(root, id);

        Assert.Equal(before, Ask(root, "SHOW GLOBAL STATUS LIKE 'Aborted_clients'", column: 1));
        Assert.Throws<ObjectDisposedException>(() => connection.Execute("SELECT 1"));
    }

    [Fact]
    public void The_password_is_in_no_text_of_the_options()
    {
        Assert.DoesNotContain("chalk", $"{server.Teacher}", StringComparison.Ordinal);
    }

    private static ConnectFailure FailureOf(ConnectionOptions options) =>
        Assert.Throws<MySqlConnectException>(() => MySqlConnection.Open(options, CancellationToken.None)).Failure;

    private string OtherAuthority()
    {
        using X509Certificate2 other = TestCertificate.SelfSigned("localhost");
        string file = Path.Combine(Path.GetDirectoryName(server.CertificateFile)!, "other.pem");
        File.WriteAllText(file, other.ExportCertificatePem());
        return file;
    }

    private static string Ask(MySqlConnection connection, string sql, int column = 0)
    {
        using RowReader rows = connection.Query(sql);
        Assert.True(rows.Read());
        return rows.GetString(column);
    }
}
