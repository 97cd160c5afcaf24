using SchoolBackup.Engine.Encryption;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>Tells what a file is that somebody gives for a backup.</summary>
internal static class Formats
{
    /// <summary>The dump at a path, or null when one of our own archives is there.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.NotABackup"/>: it is neither. <see cref="BackupError.BackupDamaged"/>: it is empty, its name promises a
    /// backup and its content is none, or its gzip begins with damage. <see cref="BackupError.KeyMissing"/>, <see cref="BackupError.KeyWrong"/>: its
    /// name says that it is encrypted. And what <see cref="StoredBackup.Open"/> throws.
    /// </exception>
    public static DumpFile? DumpAt(BackupRef backup, KeyRing keys)
    {
        string path = backup.Address;
        BackupHead head = BackupHead.Read(backup, KeyRing.Empty);
        if (head.Problem is { } problem) throw problem;
        if (head.Header is not null || head.KeyBlock is not null) return null;
        if (head.Foreign!.Tool != DumpTool.NotSql) return DumpFolder.Part(backup, head.Foreign) is { } part ? throw part : new DumpFile(backup, head.Compressed);
        if (head.IsErpByName || (backup.Name.EndsWith(".enc", StringComparison.OrdinalIgnoreCase) && BackupName.Parse(backup.Name) is null)) throw NotOpened(path, keys);
        throw StrangeFile.Named(backup) ?? (BackupName.Parse(backup.Name) is null
            ? new BackupException(BackupError.NotABackup, $"{path} is neither a backup nor SQL", "check the name of the file; if it is encrypted, check that its key is given")
            : new BackupException(BackupError.BackupDamaged, $"{path} has the name of a backup and the content of none", "use another copy or another backup"));
    }

    private static BackupException NotOpened(string path, KeyRing keys) => keys.IsEmpty
        ? new BackupException(BackupError.KeyMissing, $"{path} is encrypted, or no backup: without a key nobody can tell", "give its key by --key-file, BACKUP_ENCRYPTION_KEY_FILE or BACKUP_ENCRYPTION_KEY (64 digits)")
        : new BackupException(
            BackupError.KeyWrong,
            $"no key that was given opens {path}: its key is another one, or its first bytes are damaged",
            "give the key that it was written with; if that is the one, use another copy or another backup");
}
