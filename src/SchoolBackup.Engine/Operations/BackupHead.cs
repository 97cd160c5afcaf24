using System.Globalization;
using System.IO.Compression;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Encryption;
using SchoolBackup.Engine.Erp;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>What a file tells of itself in its first bytes. Nothing more is read, so that a thousand files are listed at once.</summary>
internal sealed record BackupHead
{
    /// <summary>More than the comments and settings that any tool begins with.</summary>
    private const int TextLength = 8 << 10;

    /// <summary>Compressed bytes to take that text from; a head that shrinks less than this is no SQL.</summary>
    private const int StoredLength = DumpId.HeadLength;

    private string? _written;

    /// <summary>The run, for one of our own backups that can be read.</summary>
    public ArchiveHeader? Header { get; private init; }

    /// <summary>What an encrypted backup tells without a key; null when it is not encrypted.</summary>
    public EncryptionHeader? KeyBlock { get; private init; }

    /// <summary>The ids of the keys that open an encrypted backup.</summary>
    public IReadOnlyList<string> KeyIds { get; private init; } = [];

    /// <summary>What another tool wrote; null for our own backups and for what cannot be read.</summary>
    public ForeignDump? Foreign { get; private init; }

    /// <summary>True for a backup of the School ERP that one of the keys opens.</summary>
    public bool IsErp { get; private init; }

    /// <summary>True when only the name says that it is a backup of the School ERP: no key that was given opens it, and without one its bytes look like any noise.</summary>
    public bool IsErpByName { get; private init; }

    public required bool Compressed { get; init; }

    /// <summary>Its stable name, 32 hexadecimal digits: the same wherever a copy lies, and whatever it is called. Null for what cannot be read.</summary>
    public string? Id { get; private init; }

    /// <summary>
    /// Says what a verification spoke of: the id, or, for a dump of another tool, its length and time of writing. Those change whenever it is
    /// written anew, and the id of such a dump need not: it does not look into the middle.
    /// </summary>
    public string? VerifiedAs => _written ?? Id;

    /// <summary>Why it cannot be read, or null.</summary>
    public BackupException? Problem { get; private init; }

    /// <summary>Reads the head of a file; what is wrong with it is <see cref="Problem"/>, never an exception.</summary>
    /// <param name="backup">The file.</param>
    /// <param name="keys">Without the right one, an encrypted backup tells its key block and no more.</param>
    public static BackupHead Read(BackupRef backup, KeyRing keys)
    {
        bool namedGzip = backup.Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        try
        {
            using StoredBackup stored = StoredBackup.Open(backup);
            if (stored.KeyBlock is { } keyBlock) return OfEncrypted(stored, keyBlock, keys);
            using ErpFile? erp = ErpFile.At(backup, keys);
            if (erp is not null) return new BackupHead { IsErp = true, Id = erp.Id, Compressed = true };
            return ArchiveReader.ReadHeader(stored.Bytes(KeyRing.Empty)) is { } header
                ? new BackupHead { Header = header, Id = header.Id, Compressed = namedGzip }
                : OfDump(stored.File);
        }
        catch (BackupException problem)
        {
            return new BackupHead { Problem = problem, Compressed = namedGzip };
        }
    }

    private static BackupHead OfEncrypted(StoredBackup stored, KeyBlock keyBlock, KeyRing keys)
    {
        var head = new BackupHead { KeyBlock = keyBlock.Header, KeyIds = [.. keyBlock.Keys.Select(key => key.Id)], Id = keyBlock.Header.Id, Compressed = keyBlock.Header.Compressed };
        try
        {
            using ArchiveBytes bytes = stored.Bytes(keys.Quick);
            return ArchiveReader.ReadHeader(bytes) is { } header
                ? head with { Header = header }
                : head with { Problem = new BackupException(BackupError.BackupDamaged, $"{bytes.Path}: what is encrypted in it is no backup", "use another copy or another backup") };
        }
        catch (BackupException locked) when (locked.Code is BackupError.KeyMissing or BackupError.KeyWrong)
        {
            return head;
        }
        catch (BackupException problem)
        {
            return head with { Problem = problem };
        }
    }

    private static BackupHead OfDump(IStoredFile file)
    {
        var stored = new byte[StoredLength];
        using Stream start = file.Range(0, StoredLength);
        int count = start.ReadAtLeast(stored, StoredLength, throwOnEndOfStream: false);
        bool compressed = DumpFile.IsGzip(stored.AsSpan(0, count));
        var head = new BackupHead
        {
            Compressed = compressed,
            Id = DumpId.Of(file, stored.AsSpan(0, count)),
            _written = string.Create(CultureInfo.InvariantCulture, $"{file.Item.Length}-{file.Item.Modified.UtcTicks}"),
        };
        if (count == 0) return head with { Problem = new BackupException(BackupError.BackupDamaged, $"{file.Address} is empty", "use another backup") };
        try
        {
            byte[] text = compressed ? Text(stored, count) : stored[..Math.Min(count, TextLength)];
            // The rest of our own header under a first line that is not: it was ours.
            if (text.AsSpan().IndexOf("\n-- header sha256 "u8) >= 0)
                return head with { Problem = new BackupException(BackupError.BackupDamaged, $"{file.Address}: its header is damaged", "use another copy or another backup") };
            ForeignDump dump = ForeignDump.Recognise(text, default);
            if (dump.Tool != DumpTool.NotSql || BackupName.Parse(file.Item.Name)?.Container != BackupContainer.SchoolErp) return head with { Foreign = dump };
            // A backup of the School ERP then, as far as anybody can tell: its id is the same with and without the key.
            return ErpFile.IdOf(stored.AsSpan(0, count)) is { } id
                ? head with { Foreign = dump, IsErpByName = true, Id = id, _written = null }
                : head with { Foreign = dump, IsErpByName = true };
        }
        catch (InvalidDataException damaged)
        {
            return head with { Problem = new BackupException(BackupError.BackupDamaged, $"{file.Address} is a damaged gzip: {damaged.Message}", "use another backup", damaged) };
        }
    }

    private static byte[] Text(byte[] stored, int count)
    {
        using var text = new GZipStream(new MemoryStream(stored, 0, count), CompressionMode.Decompress);
        var head = new byte[TextLength];
        return head[..text.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }
}
