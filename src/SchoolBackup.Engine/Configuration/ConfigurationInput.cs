using System.Collections;
using SchoolBackup.Engine.Errors;

namespace SchoolBackup.Engine.Configuration;

/// <summary>All that configuration is made of. Only <see cref="FromProcess"/> looks at the process and the disk.</summary>
public sealed record ConfigurationInput
{
    private const string EnvFileName = ".env";

    /// <summary>Options that were given, by <see cref="SettingName"/>; null is "not given".</summary>
    public IReadOnlyDictionary<string, string?> Options { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public EnvFile? EnvFile { get; init; }

    public OptionFile? DefaultsFile { get; init; }

    /// <summary>Gathers the input of this process.</summary>
    /// <param name="options">Options that were given, by <see cref="SettingName"/>.</param>
    /// <param name="defaultsFile">A <c>my.cnf</c>, or null for none: unlike the server's clients, we look nowhere unasked.</param>
    /// <param name="folder">Where a <c>.env</c> file may lie; usually the current folder.</param>
    /// <exception cref="BackupException"><see cref="BackupError.ConfigurationInvalid"/>: a file cannot be read or understood.</exception>
    public static ConfigurationInput FromProcess(IReadOnlyDictionary<string, string?> options, string? defaultsFile, string folder)
    {
        string envFile = Path.Combine(folder, EnvFileName);
        return new ConfigurationInput
        {
            Options = options,
            Environment = EnvironmentOfProcess(),
            EnvFile = File.Exists(envFile) ? EnvFile.Parse(Read(envFile), envFile) : null,
            DefaultsFile = defaultsFile is null ? null : OptionFile.Read(defaultsFile),
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
            throw ConfigurationFault.Malformed(path, $"cannot read it: {fault.Message}", "check the rights of this account, or remove the file", fault);
        }
    }
}
