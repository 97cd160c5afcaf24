using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Encryption;

/// <summary>A file that may be an encrypted backup, a plain one, or something else.</summary>
public sealed class StoredBackup : IDisposable
{
    private readonly IStoredFile _file;

    private StoredBackup(IStoredFile file) => _file = file;

    /// <summary>The file, which is disposed with this.</summary>
    internal IStoredFile File => _file;

    /// <summary>Both copies of the key block; null when the file is not encrypted.</summary>
    internal KeyBlockSlots? Slots { get; private init; }

    /// <summary>The key block in force; null when the file is not encrypted.</summary>
    internal KeyBlock? KeyBlock => Slots?.InForce;

    /// <summary>Opens a file and reads its key block, if it has one.</summary>
    /// <exception cref="BackupException">
    /// BackupNotFound, FormatTooNew; BackupDamaged: both copies of the key block are, or the file has an impossible length.
    /// </exception>
    internal static StoredBackup Open(BackupRef backup)
    {
        string path = backup.Address;
        IStoredFile file = backup.Open();
        try
        {
            var start = new byte[FrameLayout.FramesOffset];
            using Stream head = file.Range(0, start.Length);
            KeyBlockSlots? slots = KeyBlockSlots.Parse(start.AsSpan(0, head.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
            if (slots is null) return new StoredBackup(file);
            KeyBlock keyBlock = slots.InForce ?? throw Damaged(path, "both copies of its key block are damaged");
            Require(keyBlock.Header.Format, path);
            if (!new FrameLayout(file.Item.Length).IsPossible)
                throw Damaged(path, $"it was cut: no encrypted backup has {file.Item.Length} bytes");
            return new StoredBackup(file) { Slots = slots };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens the archive in a file, encrypted or not.</summary>
    /// <exception cref="BackupException">KeyMissing, KeyWrong, BackupNotFound, NotABackup, FormatTooNew or BackupDamaged.</exception>
    public static ArchiveReader OpenArchive(BackupRef file, KeyRing keys)
    {
        StoredBackup backup = Open(file);
        try
        {
            return ArchiveReader.Open(backup.Bytes(keys));
        }
        catch
        {
            backup.Dispose();
            throw;
        }
    }

    /// <summary>The archive's bytes; whoever disposes them needs not dispose this.</summary>
    /// <exception cref="BackupException">KeyMissing, KeyWrong; BackupDamaged: the file ends elsewhere than the backup.</exception>
    internal ArchiveBytes Bytes(KeyRing keys) => KeyBlock is null
        ? new PlainBytes(_file)
        : EncryptedBytes.Open(_file, keys.Unwrap(KeyBlock.Keys, KeyBlock.Binding, _file.Address), KeyBlock.Binding);

    public void Dispose() => _file.Dispose();

    private static void Require(int format, string path)
    {
        if (format > EncryptionHeader.CurrentFormat)
            throw new BackupException(
                BackupError.FormatTooNew,
                Invariant($"{path} is encrypted in format {format}; this program reads up to {EncryptionHeader.CurrentFormat}"),
                "update SchoolBackup");
    }

    private static BackupException Damaged(string path, string what) =>
        new(BackupError.BackupDamaged, $"{path}: {what}", "use another copy or another backup");
}
