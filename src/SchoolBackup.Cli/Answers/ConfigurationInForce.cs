using System.Text.Json.Serialization;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Formatting;

namespace SchoolBackup.Cli.Answers;

/// <summary>What <c>config</c> answers.</summary>
internal sealed record ConfigurationInForce
{
    public required bool Enabled { get; init; }

    public required string Schedule { get; init; }

    public required int RetentionDays { get; init; }

    public required string BackupPath { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ExternalStoragePath { get; init; }

    public required bool CompressionEnabled { get; init; }

    public required EncryptionInForce Encryption { get; init; }

    public required JobStatus JobStatus { get; init; }

    public required IReadOnlyList<SettingInForce> Settings { get; init; }

    public static ConfigurationInForce From(BackupConfiguration configuration, MasterKey? key) => new()
    {
        Enabled = configuration.Enabled,
        Schedule = configuration.Schedule,
        RetentionDays = configuration.RetentionDays,
        BackupPath = configuration.Path,
        ExternalStoragePath = configuration.ExternalPaths.Count == 0 ? null : string.Join(BackupConfiguration.PlaceSeparator, configuration.ExternalPaths),
        CompressionEnabled = configuration.Compression,
        Encryption = new EncryptionInForce(key is not null, key?.Kind.ToString(), key?.Id, configuration.Key?.Setting.Detail),
        JobStatus = new JobStatus(Running: false, configuration.Schedule),
        Settings = [.. configuration.Settings.Select(setting => new SettingInForce(setting.Name, setting.Display, setting.Source.ToString(), setting.Detail))],
    };

    public static string Text(BackupConfiguration configuration, MasterKey? key, Palette colours)
    {
        var table = new TextTable(("SETTING", Side.Left), ("VALUE", Side.Left), ("SOURCE", Side.Left));
        foreach (Setting setting in configuration.Settings)
            table.Add(setting.Name, setting.Display ?? "", setting.Detail);
        string encryption = key is null ? "new backups are not encrypted" : $"new backups are encrypted with {key} of {configuration.Key?.Setting.Detail}";
        return string.Join('\n', [.. table.Lines(colours), Letters.Printable(encryption)]);
    }
}

/// <summary>The scheduled job: this program runs once and is started by cron or a timer, so no job of its own is ever running.</summary>
internal sealed record JobStatus(bool Running, string Schedule);

/// <summary>Whether new backups are encrypted, with which kind of key, its id (a passphrase has none), and where it comes from; never the key.</summary>
internal sealed record EncryptionInForce(bool Enabled, string? Kind, string? KeyId, string? Source);

/// <summary>One setting: its value as it was given (a secret as <c>****</c>), the kind of its source, and the place in words.</summary>
internal sealed record SettingInForce(string Name, string? Value, string Source, string Detail);
