using SchoolBackup.Engine.Configuration;

namespace SchoolBackup.Pipeline;

/// <summary>What the parameters say about the configuration. What is null was not given: the environment, <c>.env</c>, <c>my.cnf</c> and the defaults have their say.</summary>
internal sealed record ConfigurationForm
{
    /// <summary>The session's location: relative paths begin here, and a <c>.env</c> file may lie here.</summary>
    public required string Folder { get; init; }

    public string? EnvFile { get; init; }

    public string? DefaultsFile { get; init; }

    public string? Path { get; init; }

    public string? ExternalPath { get; init; }

    public string? Server { get; init; }

    public int? Port { get; init; }

    public string? Socket { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    public string? SslMode { get; init; }

    public string? SslCA { get; init; }

    public int? RetentionDays { get; init; }

    /// <summary>The configuration in force; its folders are full paths.</summary>
    /// <exception cref="Engine.Errors.BackupException">InvalidOption or ConfigurationInvalid.</exception>
    public BackupConfiguration Resolve()
    {
        ConfigurationInput input = ConfigurationInput.FromProcess(Options(), new ConfigurationFiles(Folder, EnvFile, DefaultsFile));
        BackupConfiguration configuration = ConfigurationResolver.Resolve(input);
        return configuration with
        {
            Path = System.IO.Path.GetFullPath(configuration.Path, Folder),
            ExternalPath = configuration.ExternalPath is { } external ? System.IO.Path.GetFullPath(external, Folder) : null,
        };
    }

    private Dictionary<string, string?> Options() => new(StringComparer.Ordinal)
    {
        [SettingName.Path] = Path,
        [SettingName.ExternalPath] = ExternalPath,
        [SettingName.Server] = Server,
        [SettingName.Port] = Port?.ToString(),
        [SettingName.Socket] = Socket,
        [SettingName.User] = User,
        [SettingName.Password] = Password,
        [SettingName.SslMode] = SslMode,
        [SettingName.SslCa] = SslCA,
        [SettingName.RetentionDays] = RetentionDays?.ToString(),
    };
}
