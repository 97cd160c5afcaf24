using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Erp;

/// <summary>
/// A backup of the School ERP, opened with the key that fits. It has no mark of its own: that a key fits is what it is recognised by.
/// </summary>
internal sealed class ErpFile : IDisposable
{
    private readonly IStoredFile _file;
    private readonly RawKey _key;

    private ErpFile(IStoredFile file, BackupRef backup, string id, RawKey key)
    {
        (_file, _key) = (file, key);
        (Backup, Id) = (backup, id);
    }

    public BackupRef Backup { get; }

    /// <summary>How people write it, for messages.</summary>
    public string Path => Backup.Address;

    /// <summary>Its stable name: the IV, which is random and no two files share, in 32 hexadecimal digits.</summary>
    public string Id { get; }

    public long Length => _file.Item.Length;

    /// <summary>
    /// The file of a backup, or null when none of the keys makes a gzip of its first bytes: it is something else, or its key is another
    /// one.
    /// </summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.PathInvalid"/>: it cannot be read. <see cref="BackupError.BackupNotFound"/>,
    /// <see cref="BackupError.NotABackup"/>.
    /// </exception>
    public static ErpFile? At(BackupRef backup, KeyRing keys)
    {
        if (keys.IsEmpty) return null;
        IStoredFile file = backup.Open();
        ErpFile? found = null;
        try
        {
            var head = new byte[ErpEnvelope.HeadLength + ErpEnvelope.SampleLength];
            using Stream start = file.Range(0, head.Length);
            if (start.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length) return null;
            byte[] iv = head[..ErpEnvelope.IvLength];
            if (keys.Raw.FirstOrDefault(key => ErpEnvelope.LooksOpen(key.Bytes, iv, head.AsSpan(ErpEnvelope.HeadLength))) is { } fitting)
                found = new ErpFile(file, backup, IdOf(head)!, fitting);
            return found;
        }
        finally
        {
            if (found is null) file.Dispose();
        }
    }

    /// <summary>The id of a file by its first bytes; null when they are too few.</summary>
    public static string? IdOf(ReadOnlySpan<byte> start) =>
        start.Length < ErpEnvelope.HeadLength ? null : Convert.ToHexStringLower(start[..ErpEnvelope.IvLength]);

    /// <summary>Compares the tag with every byte. Nothing of the file may be believed before.</summary>
    /// <param name="report">Gets the bytes read so far.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="BackupException"><see cref="BackupError.BackupDamaged"/>.</exception>
    public void CheckTag(Action<long> report, CancellationToken stop)
    {
        using var plain = new ErpPlainStream(_file, _key.Bytes);
        var block = new byte[256 << 10];
        while (plain.Read(block) > 0)
        {
            stop.ThrowIfCancellationRequested();
            report(plain.Position);
        }
    }

    /// <summary>The document, from its beginning; a damaged gzip is a <see cref="BackupException"/> from its Read.</summary>
    public ErpDocument OpenDocument()
    {
        var plain = new ErpPlainStream(_file, _key.Bytes);
        return new ErpDocument(new CheckedGzipStream(plain, Path), Path, () => plain.Position);
    }

    /// <summary>The document's text; damage is a <see cref="BackupException"/> from its Read, at its end at the latest.</summary>
    public Stream OpenText() => new CheckedGzipStream(new ErpPlainStream(_file, _key.Bytes), Path);

    public void Dispose() => _file.Dispose();
}
