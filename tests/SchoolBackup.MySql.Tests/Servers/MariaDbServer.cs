using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using SchoolBackup.Demo;

namespace SchoolBackup.MySql.Tests.Servers;

/// <summary>A real server with a certificate of ours, a database and an account; stopped and deleted with the fixture.</summary>
public sealed class MariaDbServer : IDisposable
{
    /// <summary>Ends with a select from more rows than anybody waits for.</summary>
    public const string Endless = "FROM school.numbers a, school.numbers b, school.numbers c";

    private static readonly string[] Plugins = ["--loose-plugin-load-add=auth_ed25519", "--loose-plugin-load-add=auth_parsec"];

    // MySQL would join by a table of hashes, and fill the disk before it sends a row.
    private const string RowByRow = "--optimizer-switch=block_nested_loop=off";

    private readonly string _certificates = Directory.CreateTempSubdirectory("sb-client-").FullName;
    private readonly ThrowawayServer _server;

    public MariaDbServer()
    {
        Certificate = TestCertificate.SelfSigned("localhost");
        File.WriteAllText(CertificateFile, Certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, Certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        _server = ThrowawayServer.Start(new ThrowawayServerOptions
        {
            ExtraArguments =
            [
                $"--ssl-cert={CertificateFile}", $"--ssl-key={KeyFile}", "--max-allowed-packet=128M", "--local-infile=1",
                "--innodb-flush-log-at-trx-commit=0", .. IsMySql ? [RowByRow] : Plugins,
            ],
        });
        using MySqlConnection root = MySqlConnection.Open(Root, CancellationToken.None);
        root.Execute("CREATE DATABASE school");
        root.Execute("CREATE USER teacher@'%' IDENTIFIED BY 'chalk and blackboard'");
        root.Execute("GRANT ALL ON school.* TO teacher@'%'");
        // As many numbers as a test could want, on every server.
        root.Execute("CREATE TABLE school.numbers (seq INT NOT NULL PRIMARY KEY)");
        root.Execute("INSERT INTO school.numbers VALUES (1)");
        for (int known = 1; known < 100_000; known *= 2) root.Execute($"INSERT INTO school.numbers SELECT seq + {known} FROM school.numbers");
    }

    /// <summary>Whether the server of this run is MySQL, and not MariaDB.</summary>
    public static bool IsMySql { get; } = ServerPrograms.Find().IsMySql;

    public X509Certificate2 Certificate { get; }

    public string CertificateFile => Path.Combine(_certificates, "cert.pem");

    public int Port => _server.Port;

    public string SocketPath => _server.Socket;

    /// <summary>The administrator, over the Unix socket.</summary>
    public ConnectionOptions Root => new() { Socket = SocketPath, User = "root" };

    /// <summary>An account with a password, over TCP without TLS.</summary>
    public ConnectionOptions Teacher => new()
    {
        Server = "127.0.0.1",
        Port = Port,
        User = "teacher",
        Password = "chalk and blackboard",
        Database = "school",
        SslMode = SslMode.Disabled,
    };

    private string KeyFile => Path.Combine(_certificates, "key.pem");

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Ends the server as a power cut would.</summary>
    public void Kill() => _server.Kill();

    public void Dispose()
    {
        _server.Dispose();
        Certificate.Dispose();
        Directory.Delete(_certificates, recursive: true);
    }
}

/// <summary>The tests that share one server.</summary>
[CollectionDefinition(Name)]
[Trait("Needs", "server")]
public sealed class MariaDb : ICollectionFixture<MariaDbServer>
{
    public const string Name = "MariaDB";
}
