using System.CommandLine;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Errors;

namespace SchoolBackup.Cli.Options;

/// <summary>
/// The options that every command has, because the configuration is made of them: one set of options in a script serves all commands.
/// There is none for the password or a key: everybody on the machine can read a process's arguments.
/// </summary>
internal sealed class SettingOptions
{
    private readonly Option<string>[] _settings =
    [
        Setting(SettingName.Server, "HOST", "Host name or address of the server [DB_HOST; default: localhost]"),
        Setting(SettingName.Port, "PORT", "TCP port [DB_PORT; default: 3306]"),
        Setting(SettingName.Socket, "PATH", "Unix domain socket, or named pipe on Windows, instead of TCP"),
        Setting(SettingName.User, "NAME", "Account [DB_USER; default: root]; its password comes from DB_PASSWORD, MYSQL_PWD, .env, --defaults-file, or is asked for"),
        Setting(SettingName.SslMode, "MODE", "Disabled, Preferred, Required, VerifyCA or VerifyIdentity [default: Preferred]"),
        Setting(SettingName.SslCa, "FILE", "PEM file of the certificate authorities to trust"),
        Setting(SettingName.Path, "DIR", "Folder of the backups, s3://BUCKET/PREFIX or rclone:REMOTE:PATH [BACKUP_PATH; default: ./backups]"),
        Setting(SettingName.KeyFile, "FILE", "Key that encrypts and opens backups, in a file that its owner alone may read [BACKUP_ENCRYPTION_KEY_FILE, or the key itself in BACKUP_ENCRYPTION_KEY]"),
        Setting(SettingName.PassphraseFile, "FILE", "Passphrase instead of a key [BACKUP_ENCRYPTION_PASSPHRASE_FILE]"),
    ];

    private readonly Option<string[]> _externalPaths =
        RunOptions.Names("--" + SettingName.ExternalPath, "DIR", "Another place, such as a mounted share, s3://BUCKET/PREFIX or rclone:REMOTE:PATH, that gets every backup, too; several may be named [BACKUP_EXTERNAL_PATH, separated by ;]");

    private readonly Option<string[]> _oldKeyFiles =
        RunOptions.Names("--" + SettingName.OldKeyFiles, "FILE", "Key that older backups were encrypted with [BACKUP_ENCRYPTION_OLD_KEY_FILES, separated as in PATH]");

    private readonly Option<string[]> _oldPassphraseFiles =
        RunOptions.Names("--" + SettingName.OldPassphraseFiles, "FILE", "Passphrase that older backups were encrypted with [BACKUP_ENCRYPTION_OLD_PASSPHRASE_FILES]");

    private readonly Option<bool> _passphrase = RunOptions.Flag("--passphrase", "Ask for the passphrase on the terminal");

    private readonly Option<string> _defaultsFile = new("--defaults-file") { HelpName = "FILE", Description = "A my.cnf, whose [client] group gives server, account and password" };

    private readonly Option<string> _envFile = new("--env-file") { HelpName = "FILE", Description = "File of variables [default: .env in the current folder]" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[.. _settings, _externalPaths, _oldKeyFiles, _oldPassphraseFiles, _passphrase, _defaultsFile, _envFile]) command.Options.Add(option);
    }

    /// <summary>The configuration in force.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="more">Settings that options of a single command give, by name; null values are not given.</param>
    /// <exception cref="BackupException">InvalidOption or ConfigurationInvalid.</exception>
    public BackupConfiguration Resolve(ParseResult parsed, params (string Name, string? Value)[] more)
    {
        Dictionary<string, string?> options = _settings.ToDictionary(option => option.Name[2..], parsed.GetValue, StringComparer.Ordinal)!;
        options[SettingName.ExternalPath] = Joined(BackupConfiguration.PlaceSeparator, parsed.GetRequiredValue(_externalPaths));
        options[SettingName.OldKeyFiles] = Joined(Path.PathSeparator, parsed.GetRequiredValue(_oldKeyFiles));
        options[SettingName.OldPassphraseFiles] = Joined(Path.PathSeparator, parsed.GetRequiredValue(_oldPassphraseFiles));
        foreach ((string name, string? value) in more) options[name] = value;
        var files = new ConfigurationFiles(Environment.CurrentDirectory, parsed.GetValue(_envFile), parsed.GetValue(_defaultsFile));
        return ConfigurationResolver.Resolve(ConfigurationInput.FromProcess(options, files));
    }

    /// <summary>The keys in force, for the caller to dispose.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="configuration">What <see cref="Resolve"/> made of it.</param>
    /// <param name="use">What a passphrase would be asked for; null where it would not be used.</param>
    /// <param name="shell">The terminal.</param>
    /// <exception cref="BackupException">KeyInvalid or InvalidOption.</exception>
    public KeyRing Keys(ParseResult parsed, BackupConfiguration configuration, PassphraseUse? use, Shell shell) =>
        KeysInForce.Of(configuration, parsed.GetValue(_passphrase) ? use : null, shell);

    private static string? Joined(char separator, string[] paths) => paths.Length > 0 ? string.Join(separator, paths) : null;

    private static Option<string> Setting(string name, string value, string description) => new("--" + name) { HelpName = value, Description = description };
}
