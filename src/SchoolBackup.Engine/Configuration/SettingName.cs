namespace SchoolBackup.Engine.Configuration;

/// <summary>The names of the settings: those of the command line's options.</summary>
public static class SettingName
{
    public const string Server = "server";
    public const string Port = "port";
    public const string Socket = "socket";
    public const string User = "user";
    public const string Password = "password";
    public const string Database = "database";
    public const string SslMode = "ssl-mode";
    public const string SslCa = "ssl-ca";
    public const string EnableCleartextPlugin = "enable-cleartext-plugin";
    public const string GetServerPublicKey = "get-server-public-key";
    public const string ServerPublicKeyPath = "server-public-key-path";
    public const string Path = "path";
    public const string ExternalPath = "external-path";
    public const string RetentionDays = "retention-days";
    public const string ExternalRetentionDays = "external-retention-days";
    public const string Schedule = "schedule";
    public const string Compression = "compression";
    public const string Enabled = "enabled";
    public const string OnStartup = "on-startup";
    public const string EncryptionKey = "encryption-key";
    public const string KeyFile = "key-file";
    public const string PassphraseFile = "passphrase-file";
    public const string OldKeyFiles = "old-key-file";
    public const string OldPassphraseFiles = "old-passphrase-file";
}
