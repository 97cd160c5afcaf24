namespace SchoolBackup.Engine.Configuration;

/// <summary>
/// A server that somebody named once, for all that comes after: how it is reached, who asks, and maybe which database is meant. It is one
/// thing. Where another server is named, nothing of it is used, so that no password goes where it does not belong.
/// </summary>
public sealed class ConnectedServer
{
    private const string Place = "the connected server";

    private static readonly string[] Settings =
    [
        SettingName.Server, SettingName.Port, SettingName.Socket, SettingName.User, SettingName.Password, SettingName.SslMode, SettingName.SslCa,
        SettingName.EnableCleartextPlugin, SettingName.GetServerPublicKey, SettingName.ServerPublicKeyPath,
    ];

    private readonly Dictionary<string, string?> _values;

    /// <summary>
    /// Keeps the connection of a configuration, its defaults, too: what the environment says later is about other servers.
    /// </summary>
    /// <param name="configuration">The configuration that was in force when somebody connected.</param>
    /// <param name="database">The database that is meant where none is named, or null.</param>
    public ConnectedServer(BackupConfiguration configuration, string? database)
    {
        _values = configuration.Settings.Where(setting => Settings.Contains(setting.Name, StringComparer.Ordinal))
            .ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal);
        if (database is not null) _values[SettingName.Database] = database;
    }

    /// <summary>Whether the options name no server, or this one.</summary>
    internal bool IsMeant(IReadOnlyDictionary<string, string?> options) =>
        Fits(options, SettingName.Server) && Fits(options, SettingName.Socket);

    /// <summary>What it says of a setting; null when nothing.</summary>
    internal Setting? Find(string name) =>
        _values.TryGetValue(name, out string? value) ? new Setting(name, value, ConfigurationSource.Connection, Place) : null;

    private bool Fits(IReadOnlyDictionary<string, string?> options, string name) =>
        options.GetValueOrDefault(name) is not { } named || named.Equals(_values[name], StringComparison.OrdinalIgnoreCase);
}
