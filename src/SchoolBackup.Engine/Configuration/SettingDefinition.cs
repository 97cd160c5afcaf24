namespace SchoolBackup.Engine.Configuration;

/// <summary>By which names a setting goes, and what it is when nobody says anything.</summary>
/// <param name="Name">Its own name, and that of its option.</param>
/// <param name="Default">The value when there is none; null for no value.</param>
/// <param name="Variables">
/// Its variables in the environment and in <c>.env</c>, the most specific first: <c>DB_HOST</c> says one thing, <c>DATABASE_URL</c> says it
/// among others, and the <c>MYSQL_</c> ones are meant for every client of the machine.
/// </param>
internal sealed record SettingDefinition(string Name, string? Default, params string[] Variables)
{
    /// <summary>All settings, in the order in which people read them.</summary>
    /// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/environment-variables.html"/>
    public static readonly IReadOnlyList<SettingDefinition> All =
    [
        new(SettingName.Server, "localhost", "DB_HOST", DatabaseUrl.Variable, "MYSQL_HOST") { OptionFileName = "host" },
        new(SettingName.Port, "3306", "DB_PORT", DatabaseUrl.Variable, "MYSQL_TCP_PORT"),
        new(SettingName.Socket, Default: null, DatabaseUrl.Variable, "MYSQL_UNIX_PORT"),
        new(SettingName.User, "root", "DB_USER", DatabaseUrl.Variable),
        new(SettingName.Password, "", "DB_PASSWORD", DatabaseUrl.Variable, "MYSQL_PWD"),
        new(SettingName.Database, Default: null, "DB_NAME", DatabaseUrl.Variable),
        new(SettingName.SslMode, "PREFERRED", DatabaseUrl.Variable),
        new(SettingName.SslCa, Default: null, DatabaseUrl.Variable),
        new(SettingName.EnableCleartextPlugin, "false", DatabaseUrl.Variable, "LIBMYSQL_ENABLE_CLEARTEXT_PLUGIN") { IsSwitch = true },
        new(SettingName.GetServerPublicKey, "false", DatabaseUrl.Variable) { IsSwitch = true },
        new(SettingName.ServerPublicKeyPath, Default: null, DatabaseUrl.Variable),
        new(SettingName.Path, "./backups", "BACKUP_PATH"),
        new(SettingName.ExternalPath, Default: null, "BACKUP_EXTERNAL_PATH"),
        new(SettingName.RetentionDays, "30", "BACKUP_RETENTION_DAYS"),
        new(SettingName.ExternalRetentionDays, Default: null, "BACKUP_EXTERNAL_RETENTION_DAYS"),
        new(SettingName.Schedule, "0 2 * * *", "BACKUP_SCHEDULE"),
        new(SettingName.Compression, "true", "BACKUP_COMPRESSION"),
        new(SettingName.Enabled, "true", "BACKUP_ENABLED"),
        new(SettingName.OnStartup, "false", "BACKUP_ON_STARTUP"),
        new(SettingName.EncryptionKey, Default: null, "BACKUP_ENCRYPTION_KEY"),
        new(SettingName.KeyFile, Default: null, "BACKUP_ENCRYPTION_KEY_FILE"),
        new(SettingName.PassphraseFile, Default: null, "BACKUP_ENCRYPTION_PASSPHRASE_FILE"),
        new(SettingName.OldKeyFiles, Default: null, "BACKUP_ENCRYPTION_OLD_KEY_FILES"),
        new(SettingName.OldPassphraseFiles, Default: null, "BACKUP_ENCRYPTION_OLD_PASSPHRASE_FILES"),
    ];

    /// <summary>Whether its name alone, in <c>my.cnf</c>, turns it on.</summary>
    public bool IsSwitch { get; init; }

    /// <summary>Its name in <c>my.cnf</c>.</summary>
    public string OptionFileName { get; init; } = Name;
}
