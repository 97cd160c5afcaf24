using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Encryption;

/// <summary>A file that may be an encrypted backup, a plain one, or something else.</summary>
public sealed class StoredBackup : IDisposable
{
    private readonly FileBytes _file;

    private StoredBackup(FileBytes file) => _file = file;

    /// <summary>Both copies of the key block; null when the file is not encrypted.</summary>
    internal KeyBlockSlots? Slots { get; private init; }

    /// <summary>The key block in force; null when the file is not encrypted.</summary>
    internal KeyBlock? KeyBlock => Slots?.InForce;

    /// <summary>Opens a file and reads its key block, if it has one.</summary>
    /// <exception cref="BackupException">BackupNotFound, FormatTooNew; BackupDamaged: both copies of the key block are, or the file has an impossible length.</exception>
    internal static StoredBackup Open(string path)
    {
        FileBytes file = FileBytes.Open(path);
        try
        {
            var start = new byte[FrameLayout.FramesOffset];
            KeyBlockSlots? slots = KeyBlockSlots.Parse(start.AsSpan(0, file.Read(start, 0)));
            if (slots is null) return new StoredBackup(file);
            KeyBlock keyBlock = slots.InForce ?? throw Damaged(path, "both copies of its key block are damaged");
            Require(keyBlock.Header.Format, path);
            if (!new FrameLayout(file.Length).IsPossible) throw Damaged(path, $"it was cut: no encrypted backup has {file.Length} bytes");
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
    public static ArchiveReader OpenArchive(string path, KeyRing keys)
    {
        StoredBackup backup = Open(path);
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
    internal ArchiveBytes Bytes(KeyRing keys) => KeyBlock is null ? _file : EncryptedBytes.Open(_file, keys.Unwrap(KeyBlock.Keys, KeyBlock.Binding, _file.Path), KeyBlock.Binding);

    public void Dispose() => _file.Dispose();

    private static void Require(int format, string path)
    {
        if (format > EncryptionHeader.CurrentFormat)
            throw new BackupException(BackupError.FormatTooNew, Invariant($"{path} is encrypted in format {format}; this program reads up to {EncryptionHeader.CurrentFormat}"), "update SchoolBackup");
    }

    private static BackupException Damaged(string path, string what) => new(BackupError.BackupDamaged, $"{path}: {what}", "use another copy or another backup");
}
