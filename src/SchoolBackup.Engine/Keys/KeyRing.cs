using System.Security.Cryptography;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Keys;

/// <summary>The keys that a run may open backups with. Disposing wipes them.</summary>
/// <param name="current">The one that new backups are encrypted with, or null.</param>
/// <param name="older">Those that older backups may need.</param>
public sealed class KeyRing(MasterKey? current, params IReadOnlyList<MasterKey> older) : IDisposable
{
    /// <summary>No key at all.</summary>
    public static KeyRing Empty { get; } = new(current: null);

    public MasterKey? Current { get; } = current;

    public bool IsEmpty => All.Count == 0;

    /// <summary>The keys that cost nothing to try: a passphrase takes a good part of a second for each salt.</summary>
    internal KeyRing Quick => new(Current as RawKey, [.. older.OfType<RawKey>()]);

    /// <summary>Those that are keys and no passphrases, as bytes: the School ERP's files know no other.</summary>
    internal IReadOnlyList<RawKey> Raw => [.. All.OfType<RawKey>()];

    private List<MasterKey> All { get; } = current is null ? [.. older] : [current, .. older];

    public void Dispose()
    {
        foreach (MasterKey key in All) key.Dispose();
    }

    /// <summary>Opens whichever wrap one of the keys opens.</summary>
    /// <param name="wraps">What the file offers.</param>
    /// <param name="binding">What the wraps belong to.</param>
    /// <param name="path">The file, for the message.</param>
    /// <returns>The data key, for the caller to wipe.</returns>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.KeyMissing"/>, <see cref="BackupError.KeyWrong"/>; <see cref="BackupError.BackupDamaged"/>: the right key
    /// finds its wrap altered.
    /// </exception>
    internal byte[] Unwrap(IReadOnlyList<KeyWrap> wraps, ReadOnlySpan<byte> binding, string path)
    {
        string needed = string.Join(
            " or ",
            wraps.Select(wrap => wrap.Kind == KeyKind.Passphrase ? "a passphrase" : $"key {wrap.Id}").Distinct(StringComparer.Ordinal));
        if (IsEmpty)
            throw new BackupException(
                BackupError.KeyMissing, $"{path} is encrypted, and no key is given: {needed} opens it", HintFor(wraps));
        foreach (KeyWrap wrap in wraps)
        {
            foreach (MasterKey key in All)
            {
                if (Unwrap(key, wrap, binding, path) is { } dataKey) return dataKey;
            }
        }

        throw new BackupException(
            BackupError.KeyWrong,
            $"{path} is encrypted, and {string.Join(" and ", All)} does not open it: {needed} does",
            "name the key that it was encrypted with, too: by --old-key-file or BACKUP_ENCRYPTION_OLD_KEY_FILES, or BACKUP_ENCRYPTION_OLD_PASSPHRASE_FILES for a passphrase; if a rotation was interrupted, run 'schoolbackup key rotate' again");
    }

    /// <summary>Where a key that opens one of the wraps can be given.</summary>
    private static string HintFor(IReadOnlyList<KeyWrap> wraps)
    {
        const string key = "the key by --key-file, BACKUP_ENCRYPTION_KEY_FILE or BACKUP_ENCRYPTION_KEY (64 digits)";
        const string passphrase = "the passphrase by --passphrase-file or BACKUP_ENCRYPTION_PASSPHRASE_FILE";
        KeyKind[] kinds = [.. wraps.Select(wrap => wrap.Kind).Distinct().Order()];
        return "give " + string.Join(", or ", kinds.Select(kind => kind == KeyKind.Key ? key : passphrase));
    }

    private static byte[]? Unwrap(MasterKey key, KeyWrap wrap, ReadOnlySpan<byte> binding, string path)
    {
        try
        {
            return key.Unwrap(wrap, binding);
        }
        catch (AuthenticationTagMismatchException altered)
        {
            throw new BackupException(
                BackupError.BackupDamaged, $"{path}: the data key that {wrap.Id} opens was altered, or belongs to another file", "use another copy or another backup", altered);
        }
    }
}
