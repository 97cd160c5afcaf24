using System.Globalization;
using System.IO.Compression;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Recipes;

/// <summary>What a file tells of itself in its first bytes. Nothing more is read, so that a thousand files are listed at once.</summary>
internal sealed record BackupHead
{
    /// <summary>More than the comments and settings that any tool begins with.</summary>
    private const int TextLength = 8 << 10;

    /// <summary>Compressed bytes to take that text from; a head that shrinks less than this is no SQL.</summary>
    private const int StoredLength = 16 << 10;

    /// <summary>The run, for one of our own backups that can be read.</summary>
    public ArchiveHeader? Header { get; private init; }

    /// <summary>What another tool wrote; null for our own backups and for what cannot be read.</summary>
    public ForeignDump? Foreign { get; private init; }

    public required bool Compressed { get; init; }

    /// <summary>
    /// Says which backup a verification spoke of. A dump of another tool has no id of its own, and a hash would mean to read it all;
    /// its length and time of writing change whenever it is written anew.
    /// </summary>
    public string? Id { get; private init; }

    /// <summary>Why it cannot be read, or null.</summary>
    public BackupException? Problem { get; private init; }

    /// <summary>Reads the head of a file; what is wrong with it is <see cref="Problem"/>, never an exception.</summary>
    public static BackupHead Read(string path)
    {
        bool namedGzip = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        try
        {
            return ArchiveReader.ReadHeader(path) is { } header
                ? new BackupHead { Header = header, Id = header.Id, Compressed = namedGzip }
                : OfDump(path);
        }
        catch (BackupException problem)
        {
            return new BackupHead { Problem = problem, Compressed = namedGzip };
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            return new BackupHead { Problem = StorageFault.OnRead(fault, path), Compressed = namedGzip };
        }
    }

    private static BackupHead OfDump(string path)
    {
        var file = new FileInfo(path);
        using FileStream stream = file.OpenRead();
        var stored = new byte[StoredLength];
        int count = stream.ReadAtLeast(stored, StoredLength, throwOnEndOfStream: false);
        bool compressed = DumpFile.IsGzip(stored.AsSpan(0, count));
        var head = new BackupHead
        {
            Compressed = compressed,
            Id = string.Create(CultureInfo.InvariantCulture, $"{file.Length}-{file.LastWriteTimeUtc.Ticks}"),
        };
        if (count == 0) return head with { Problem = new BackupException(BackupError.BackupDamaged, $"{path} is empty", "use another backup") };
        try
        {
            return head with { Foreign = ForeignDump.Recognise(compressed ? Text(stored, count) : stored.AsSpan(0, Math.Min(count, TextLength)), default) };
        }
        catch (InvalidDataException damaged)
        {
            return head with { Problem = new BackupException(BackupError.BackupDamaged, $"{path} is a damaged gzip: {damaged.Message}", "use another backup", damaged) };
        }
    }

    private static byte[] Text(byte[] stored, int count)
    {
        using var text = new GZipStream(new MemoryStream(stored, 0, count), CompressionMode.Decompress);
        var head = new byte[TextLength];
        return head[..text.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
    }
}
