using System.Collections;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Configuration;

/// <summary>All that configuration is made of. Only <see cref="FromProcess"/> looks at the process and the disk.</summary>
public sealed record ConfigurationInput
{
    private const string EnvFileName = ".env";

    /// <summary>Where servers put it: Debian, Red Hat, builds of one's own.</summary>
    private static readonly string[] SocketPlaces = ["/run/mysqld/mysqld.sock", "/var/lib/mysql/mysql.sock", "/tmp/mysql.sock"];

    /// <summary>Options that were given, by <see cref="SettingName"/>; null is "not given".</summary>
    public IReadOnlyDictionary<string, string?> Options { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>The server that somebody connected to, or null.</summary>
    public ConnectedServer? Connected { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public EnvFile? EnvFile { get; init; }

    public OptionFile? DefaultsFile { get; init; }

    /// <summary>
    /// The socket of a server on this machine, or null; used for <c>localhost</c> without a port, as the server's own clients do.
    /// </summary>
    public string? LocalSocket { get; init; }

    /// <summary>Gathers the input of this process.</summary>
    /// <param name="options">Options that were given, by <see cref="SettingName"/>.</param>
    /// <param name="files">The files to read.</param>
    /// <exception cref="BackupException"><see cref="BackupError.ConfigurationInvalid"/>: a file cannot be read or understood.</exception>
    public static ConfigurationInput FromProcess(IReadOnlyDictionary<string, string?> options, ConfigurationFiles files)
    {
        string unasked = Path.Combine(files.Folder, EnvFileName);
        string? envFile = files.EnvFile ?? (File.Exists(unasked) ? unasked : null);
        return new ConfigurationInput
        {
            Options = options,
            Environment = EnvironmentOfProcess(),
            EnvFile = envFile is null ? null : EnvFile.Parse(Read(envFile), envFile),
            DefaultsFile = files.DefaultsFile is null ? null : OptionFile.Read(files.DefaultsFile),
            LocalSocket = OperatingSystem.IsWindows() ? null : SocketPlaces.FirstOrDefault(File.Exists),
        };
    }

    private static Dictionary<string, string> EnvironmentOfProcess() =>
        System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(
            entry => (string)entry.Key, entry => (string?)entry.Value ?? "",
            OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw ConfigurationFault.Malformed(
                path, $"cannot read it: {fault.Message}", "check the path and the rights of this account", fault);
        }
    }
}

/// <summary>The files that configuration may come from.</summary>
/// <param name="Folder">Where a <c>.env</c> file may lie that nobody has to name; usually the current folder.</param>
/// <param name="EnvFile">A file of variables to read instead of that one, or null.</param>
/// <param name="DefaultsFile">A <c>my.cnf</c>, or null for none: unlike the server's clients, we look nowhere unasked.</param>
public sealed record ConfigurationFiles(string Folder, string? EnvFile = null, string? DefaultsFile = null);
