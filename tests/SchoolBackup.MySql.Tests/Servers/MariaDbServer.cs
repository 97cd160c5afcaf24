using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace SchoolBackup.MySql.Tests.Servers;

/// <summary>A real MariaDB in a folder of its own; stopped and deleted with the fixture.</summary>
public sealed class MariaDbServer : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sb-client-").FullName;
    private readonly Process _process;

    public MariaDbServer()
    {
        Certificate = TestCertificate.SelfSigned("localhost");
        File.WriteAllText(CertificateFile, Certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder, "key.pem"), Certificate.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Install();
        Port = FreePort();
        _process = Start();
        WaitUntilUp();
        using MySqlConnection root = MySqlConnection.Open(Root, CancellationToken.None);
        root.Execute("CREATE DATABASE school");
        root.Execute("CREATE USER teacher@'%' IDENTIFIED VIA mysql_native_password USING PASSWORD('chalk and blackboard')");
        root.Execute("GRANT ALL ON school.* TO teacher@'%'");
    }

    public X509Certificate2 Certificate { get; }

    public string CertificateFile => Path.Combine(_folder, "cert.pem");

    public int Port { get; }

    public string SocketPath => Path.Combine(_folder, "s");

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

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Ends the server as a power cut would.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Process.Start("kill", ["-TERM", $"{_process.Id}"]).WaitForExit();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(30))) Kill();
        }

        _process.Dispose();
        Certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Install()
    {
        using Process install = Run("mariadb-install-db", "--no-defaults", "--auth-root-authentication-method=normal", "--skip-test-db", $"--datadir={DataFolder}", $"--user={Environment.UserName}");
        install.StandardInput.Close();
        string output = install.StandardOutput.ReadToEnd();
        install.WaitForExit();
        if (install.ExitCode != 0) throw new InvalidOperationException($"mariadb-install-db failed: {output}");
    }

    private string DataFolder => Path.Combine(_folder, "data");

    private Process Start() => Run(
        "mariadbd",
        "--no-defaults",
        $"--user={Environment.UserName}",
        $"--datadir={DataFolder}",
        $"--socket={SocketPath}",
        $"--port={Port}",
        "--bind-address=127.0.0.1",
        "--skip-networking=0",
        $"--log-error={Path.Combine(_folder, "log")}",
        $"--pid-file={Path.Combine(_folder, "pid")}",
        $"--ssl-cert={CertificateFile}",
        $"--ssl-key={Path.Combine(_folder, "key.pem")}",
        "--max-allowed-packet=128M",
        "--local-infile=1",
        "--innodb-flush-log-at-trx-commit=0",
        "--innodb-log-file-size=128M",
        "--loose-plugin-load-add=auth_ed25519");

    private static Process Run(string program, params string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    private void WaitUntilUp()
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                MySqlConnection.Open(Root, CancellationToken.None).Dispose();
                return;
            }
            catch (MySqlConnectException e) when (e.Failure == ConnectFailure.Unreachable && !_process.HasExited && patience.Elapsed < TimeSpan.FromMinutes(1))
            {
                Thread.Sleep(50);
            }
        }
    }
}

/// <summary>The tests that share one server.</summary>
[CollectionDefinition(Name)]
public sealed class MariaDb : ICollectionFixture<MariaDbServer>
{
    public const string Name = "MariaDB";
}
