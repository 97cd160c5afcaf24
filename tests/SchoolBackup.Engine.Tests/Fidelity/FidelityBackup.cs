using System.Diagnostics;
using SchoolBackup.Demo;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Fidelity;

/// <summary>The schema that holds everything that backups are known to lose, its description, and its backups.</summary>
public sealed class FidelityBackup : IDisposable
{
    public const string Database = "fidelity";

    private readonly TempFolder _folder = new();

    public FidelityBackup(TestServer server)
    {
        Server = server.Server;
        Server.RunSql($"CREATE DATABASE {Database}");
        string scripts = Path.Combine(AppContext.BaseDirectory, "fidelity");
        string flavour = Server.Programs.IsMySql ? "mysql-" : "";
        Server.Client.RunFile(Path.Combine(scripts, $"{flavour}schema.sql"), Database);
        Server.Client.RunFile(Path.Combine(scripts, $"{flavour}data.sql"), Database);
        Description = FidelityComparison.Describe(Server.Client, Database);
        Seen = ApplicationView.Describe(Options.Connection, Database);
        Gzip = Run.Backup(Options).Files[0];
    }

    public ThrowawayServer Server { get; }

    /// <summary>What the original holds.</summary>
    public IReadOnlyList<string> Description { get; }

    /// <summary>What an application reads of it, through MySqlConnector.</summary>
    public IReadOnlyList<string> Seen { get; }

    /// <summary>Path of its backup.</summary>
    public string Gzip { get; }

    internal BackupOptions Options => new() { Connection = TestServer.ConnectionTo(Server), Databases = [Database], Repository = Places.At(_folder.Path), Readers = 2 };

    internal RestoreOptions Restore(string? target) => new() { Connection = Options.Connection, Backup = Places.Backup(Gzip), TargetDatabase = target, Loaders = 2 };

    /// <summary>A second backup, as a plain SQL file.</summary>
    internal string Plain() => Run.Backup(Options with { Container = BackupContainer.Sql }).Files[0];

    /// <summary>Runs a backup through the client, as <c>gunzip -c FILE | mariadb --comments DATABASE</c> does.</summary>
    public void Pipe(string file, string database)
    {
        using var gunzip = Process.Start(new ProcessStartInfo("gzip", ["-dcf", file]) { RedirectStandardOutput = true })!;
        Server.Client.Run(gunzip.StandardOutput.BaseStream, database);
        gunzip.WaitForExit();
        Assert.Equal(0, gunzip.ExitCode);
    }

    public void Dispose()
    {
        Server.RunSql($"SET foreign_key_checks = 0; DROP DATABASE IF EXISTS {Database}; DROP DATABASE IF EXISTS fidelity_other");
        _folder.Dispose();
    }
}
