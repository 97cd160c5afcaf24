using SchoolBackup.Engine.Encryption;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>What can be said of an encrypted backup without its key: little, and this says how little.</summary>
internal static class EncryptedStructure
{
    /// <summary>Looks at key block and length of an encrypted backup when no key is given; null when there is more to do than that.</summary>
    /// <returns>Not checked: whether a frame is whole, only the key can tell.</returns>
    public static VerifyResult? WithoutKey(VerifyOptions options)
    {
        if (!options.Keys.IsEmpty || options.Level == VerifyLevel.Restore) return null;
        try
        {
            using StoredBackup stored = StoredBackup.Open(options.Backup);
            if (stored.KeyBlock is not { } keyBlock) return null;
            return new VerifyResult
            {
                Backup = options.Backup,
                Validity = BackupValidity.NotChecked,
                Level = options.Level,
                Encrypted = true,
                Duration = TimeSpan.Zero,
                Remarks =
                [
                    $"it is encrypted with {string.Join(" or ", keyBlock.Keys.Select(key => key.Id))}: without the key, only its key block and the number and lengths of its frames were looked at, and they are in order",
                    .. Remarks(options.Backup),
                ],
            };
        }
        catch (BackupException damaged) when (damaged.Code == BackupError.BackupDamaged)
        {
            return null; // What is found without a key is found with one, and is noted there.
        }
    }

    /// <summary>What the key block of a file has lost, though it still serves.</summary>
    public static IReadOnlyList<string> Remarks(BackupRef backup)
    {
        using StoredBackup stored = StoredBackup.Open(backup);
        return stored.Slots is { Agree: false }
            ? ["one of the two copies of its key block is damaged or outdated; the other one serves, and 'schoolbackup key rotate' mends it"]
            : [];
    }
}
