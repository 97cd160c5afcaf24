using SchoolBackup.Demo;

namespace SchoolBackup.Cli.Tests;

/// <summary>
/// A server whose accounts log in by the tickets of a <see cref="KerberosRealm"/>: teacher, pupil, and backup, who is teacher.
/// </summary>
public sealed class KerberosSchool : IDisposable
{
    public const string Service = $"mariadb/localhost@{KerberosRealm.Name}";

    private const string HasPlugin =
        "SELECT COUNT(*) FROM information_schema.plugins WHERE plugin_name = 'gssapi' AND plugin_status = 'ACTIVE'";

    private readonly KerberosRealm? _realm;
    private readonly ThrowawayServer? _server;

    public KerberosSchool()
    {
        if (!KerberosRealm.CanBeMade) return;
        _realm = new KerberosRealm("teacher", "pupil", "mariadb/localhost");
        // The server hands it to its library of Kerberos; for other tests it means nothing.
        Environment.SetEnvironmentVariable("KRB5_CONFIG", _realm.Configuration);
        _server = ThrowawayServer.Start(new ThrowawayServerOptions
        {
            ExtraArguments =
            [
                "--loose-plugin-load-add=auth_gssapi", $"--loose-gssapi-keytab-path={_realm.Keytab}",
                $"--loose-gssapi-principal-name={Service}",
            ],
        });
        Environment.SetEnvironmentVariable("KRB5_CONFIG", null);
        if (_server.RunSql(HasPlugin).Trim() != "1") return;
        _server.RunSql($"""
            CREATE DATABASE school;
            USE school;
            CREATE TABLE pupils (id INT PRIMARY KEY, name VARCHAR(50));
            INSERT INTO pupils SELECT seq, CONCAT('pupil ', seq) FROM seq_1_to_500;
            CREATE USER teacher@'%' IDENTIFIED VIA gssapi;
            CREATE USER pupil@'%' IDENTIFIED VIA gssapi;
            CREATE USER backup@'%' IDENTIFIED VIA gssapi AS 'teacher@{KerberosRealm.Name}';
            GRANT ALL ON *.* TO teacher@'%', pupil@'%', backup@'%';
            """);
        IsThere = true;
    }

    public bool IsThere { get; }

    public KerberosRealm Realm => _realm!;

    public ThrowawayServer Server => _server!;

    public void Dispose()
    {
        _server?.Dispose();
        _realm?.Dispose();
    }
}
