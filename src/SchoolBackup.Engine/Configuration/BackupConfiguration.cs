using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.MySql;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Configuration;

/// <summary>The configuration in force, each value checked.</summary>
public sealed record BackupConfiguration
{
    /// <summary>Where the server is and who asks; it names no database.</summary>
    public required ConnectionOptions Connection { get; init; }

    /// <summary>What stands between two places in one text; folders have it in their names nowhere that we have seen, and URLs need a colon.</summary>
    public const char PlaceSeparator = ';';

    /// <summary>The repository's location, as it was given.</summary>
    public required string Path { get; init; }

    /// <summary>Other places for each backup.</summary>
    public IReadOnlyList<string> ExternalPaths { get; init; } = [];

    /// <summary>The places of a backup in words: <c>/backups and /mnt/nas</c>.</summary>
    public string Folders => string.Join(" and ", [Path, .. ExternalPaths]);

    /// <summary>The repository.</summary>
    /// <exception cref="Errors.BackupException"><see cref="Errors.BackupError.PathInvalid"/>: its location names no place.</exception>
    public IRepository Repository => Places.At(Path);

    /// <summary>The other places.</summary>
    /// <inheritdoc cref="Repository"/>
    public IReadOnlyList<IRepository> Copies => [.. ExternalPaths.Select(Places.At)];

    /// <summary>All of them, the repository first.</summary>
    /// <inheritdoc cref="Repository"/>
    public IReadOnlyList<IRepository> Repositories => [Repository, .. Copies];

    /// <summary>After how many days a backup may go; at least 1.</summary>
    public required int RetentionDays { get; init; }

    /// <summary>The same for the other places, each of which is then judged by itself; null where they are judged with the repository.</summary>
    public int? ExternalRetentionDays { get; init; }

    /// <summary>A cron expression; it is checked where it is used.</summary>
    public required string Schedule { get; init; }

    public required bool Compression { get; init; }

    public required bool Enabled { get; init; }

    public required bool OnStartup { get; init; }

    /// <summary>The database to work on, or null when none was named.</summary>
    public string? Database { get; init; }

    /// <summary>Where the key is that encrypts new backups, or null.</summary>
    public KeySource? Key { get; init; }

    /// <summary>Where keys and passphrases of older backups are.</summary>
    public IReadOnlyList<KeySource> OldKeys { get; init; } = [];

    /// <summary>Reads the keys in force, for the caller to dispose.</summary>
    /// <param name="given">A key that somebody has in hand: it goes before the one that the settings name. Null for none.</param>
    /// <exception cref="Errors.BackupException"><see cref="Errors.BackupError.KeyInvalid"/>.</exception>
    public KeyRing ReadKeys(MasterKey? given = null) => new(given ?? Key?.Read(), [.. OldKeys.Select(source => source.Read())]);

    /// <summary>Every setting, with where it comes from.</summary>
    public required IReadOnlyList<Setting> Settings { get; init; }

    /// <summary>Whether somebody said what a setting is, wherever: then it is no default.</summary>
    /// <param name="name">One of <see cref="SettingName"/>.</param>
    public bool IsSaid(string name) => Settings.Single(setting => setting.Name == name).Source != ConfigurationSource.Default;

    /// <summary>The retention policy in force. The 30 days that nobody asked for give way to a rule that somebody did ask for.</summary>
    /// <param name="asked">The rules that were asked for; <see cref="RetentionPolicy.RetentionDays"/> is the setting's affair.</param>
    public RetentionPolicy Retention(RetentionPolicy asked)
    {
        int?[] rules = [asked.KeepLast, asked.KeepDaily, asked.KeepWeekly, asked.KeepMonthly, asked.KeepYearly];
        return asked with { RetentionDays = IsSaid(SettingName.RetentionDays) || rules.All(rule => rule is null) ? RetentionDays : null };
    }

    /// <summary>The retention policy of the other places, when it is another one than the repository's; else null.</summary>
    /// <param name="asked">The rules that were asked for.</param>
    public RetentionPolicy? ExternalRetention(RetentionPolicy asked) => ExternalRetentionDays is { } days ? asked with { RetentionDays = days } : null;
}
