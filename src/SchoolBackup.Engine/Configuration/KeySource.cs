using SchoolBackup.Engine.Keys;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Configuration;

/// <summary>Where a master key is to be had. Nothing is read before <see cref="Read"/>.</summary>
/// <param name="Setting">The setting that says so.</param>
public sealed record KeySource(Setting Setting)
{
    /// <summary>Reads the key, for the caller to dispose.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.KeyInvalid"/>.</exception>
    /// <remarks>A key in a variable stays in memory as the text that .NET made of it: only files spare that.</remarks>
    public MasterKey Read() => Setting.Name switch
    {
        SettingName.EncryptionKey => RawKey.Parse(Setting.Value, Setting.Detail),
        SettingName.PassphraseFile or SettingName.OldPassphraseFiles => KeyFile.ReadPassphrase(Setting.Value!),
        _ => KeyFile.ReadKey(Setting.Value!),
    };

    /// <summary>The key in force, by the strongest source that gives one.</summary>
    /// <exception cref="BackupException">ConfigurationInvalid, or InvalidOption for options: one source gives two.</exception>
    internal static KeySource? InForce(params IReadOnlyList<Setting> settings)
    {
        Setting[] given = [.. settings.Where(setting => !string.IsNullOrEmpty(setting.Value)).OrderBy(setting => setting.Source)];
        if (given is [var first, var second, ..] && first.Source == second.Source)
        {
            throw new BackupException(
                first.Source == ConfigurationSource.Option ? BackupError.InvalidOption : BackupError.ConfigurationInvalid,
                $"{first.Detail} and {second.Detail} each give a key, and only one can encrypt",
                "leave one of them out; what older backups were encrypted with is named by --old-key-file, BACKUP_ENCRYPTION_OLD_KEY_FILES or BACKUP_ENCRYPTION_OLD_PASSPHRASE_FILES");
        }

        return given.Length > 0 ? new KeySource(given[0]) : null;
    }

    /// <summary>The files that a list of paths names, separated as in PATH.</summary>
    internal static IReadOnlyList<KeySource> Files(Setting setting) =>
        [.. (setting.Value ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(path => new KeySource(setting with { Value = path }))];
}
