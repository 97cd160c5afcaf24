using System.Globalization;
using System.Collections;
using SchoolBackup.Demo;

namespace SchoolBackup.Cli.Demonstration;

/// <summary>What becomes of the demo's folder.</summary>
internal enum Leftovers
{
    Remove,
    Keep,
}

/// <summary>
/// A server and a folder of the demo's own. The process works in that folder, and its environment names that server and nothing else, so
/// that the commands of the story are short, and cannot reach anybody's real database.
/// </summary>
internal sealed class DemoStage : IDisposable
{
    private static readonly string[] Ours = ["DB_", "BACKUP_", "MYSQL_", "DATABASE_URL"];

    private readonly string _before = Environment.CurrentDirectory;
    private readonly Leftovers _leftovers;

    private DemoStage(ThrowawayServer server, string folder, Leftovers leftovers)
    {
        (Server, Folder, _leftovers) = (server, folder, leftovers);
        Environment.CurrentDirectory = folder;
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            if (Ours.Any(prefix => ((string)variable.Key).StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
                Environment.SetEnvironmentVariable((string)variable.Key, null);
        foreach ((string name, string value) in Variables) Environment.SetEnvironmentVariable(name, value);
        Environment.SetEnvironmentVariable("DB_PASSWORD", server.RootPassword);
    }

    public ThrowawayServer Server { get; }

    /// <summary>Where the backups of the story lie.</summary>
    public string Folder { get; }

    /// <summary>What leads the commands to the server, apart from the password.</summary>
    public IReadOnlyList<(string Name, string Value)> Variables => OperatingSystem.IsWindows()
        ? [("DB_HOST", "127.0.0.1"), ("DB_PORT", Server.Port.ToString(CultureInfo.InvariantCulture)), ("DB_USER", "root")]
        : [("MYSQL_UNIX_PORT", Server.Socket), ("DB_USER", "root")];

    /// <summary>Starts the server.</summary>
    /// <exception cref="ServerProgramsMissingException">No MariaDB is installed.</exception>
    public static DemoStage Set(Leftovers leftovers)
    {
        ThrowawayServer server = ThrowawayServer.Start(new ThrowawayServerOptions { RootPassword = Guid.NewGuid().ToString("N") });
        try
        {
            return new DemoStage(server, Directory.CreateTempSubdirectory("schoolbackup-demo-").FullName, leftovers);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        Server.Dispose();
        if (_leftovers == Leftovers.Remove) Directory.Delete(Folder, recursive: true);
        else Console.WriteLine($"the backups are kept in {Folder}");
    }
}
