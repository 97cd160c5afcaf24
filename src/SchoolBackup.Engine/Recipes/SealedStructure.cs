using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Sealing;

namespace SchoolBackup.Engine.Recipes;

/// <summary>What can be said of a sealed backup without its key: little, and this says how little.</summary>
internal static class SealedStructure
{
    /// <summary>Looks at seal and length of a sealed backup when no key is given; null when there is more to do than that.</summary>
    /// <returns>Not checked: whether a frame is whole, only the key can tell.</returns>
    public static VerifyResult? WithoutKey(VerifyOptions options)
    {
        if (!options.Keys.IsEmpty || options.Level == VerifyLevel.Restore) return null;
        try
        {
            using StoredBackup stored = StoredBackup.Open(options.File);
            if (stored.Seal is not { } seal) return null;
            return new VerifyResult
            {
                File = options.File,
                Validity = BackupValidity.NotChecked,
                Level = options.Level,
                Sealed = true,
                Duration = TimeSpan.Zero,
                Remarks =
                [
                    $"it is sealed with {string.Join(" or ", seal.Keys.Select(key => key.Id))}: without the key, only its seal and the number and lengths of its frames were looked at, and they are in order",
                    .. Remarks(options.File),
                ],
            };
        }
        catch (BackupException damaged) when (damaged.Code == BackupError.BackupDamaged)
        {
            return null; // What is found without a key is found with one, and is noted there.
        }
    }

    /// <summary>What the seal of a file has lost, though it still serves.</summary>
    public static IReadOnlyList<string> Remarks(string path)
    {
        using StoredBackup stored = StoredBackup.Open(path);
        return stored.Slots is { Agree: false }
            ? ["one of the two copies of its seal is damaged or outdated; the other one serves, and «schoolbackup key rotate» mends it"]
            : [];
    }
}
