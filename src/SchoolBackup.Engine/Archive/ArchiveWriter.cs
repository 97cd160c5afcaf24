using System.Security.Cryptography;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Archive;

/// <summary>What a chunk is, before it has a place in the file.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Database">The database that it belongs to, or null.</param>
/// <param name="Table">The table, for structure and rows.</param>
internal sealed record ChunkLabel(ChunkKind Kind, string? Database = null, string? Table = null);

/// <summary>
/// Writes chunks one after another, then the index, and the header last of all. Not thread-safe; <see cref="ChunkSequence"/>
/// puts the chunks of many workers in order.
/// </summary>
internal sealed class ArchiveWriter
{
    private readonly Stream _destination;
    private readonly int _headerLength;
    private readonly List<ChunkEntry> _chunks = [];
    private long _position;
    private long _rawBytes;

    /// <param name="destination">A seekable stream that starts at its beginning.</param>
    /// <param name="container">Gzip members or plain text.</param>
    /// <param name="databases">Their names decide how much room the header needs.</param>
    public ArchiveWriter(Stream destination, BackupContainer container, IReadOnlyList<string> databases)
    {
        _destination = destination;
        Container = container;
        _headerLength = ArchiveText.HeaderLength(databases);
        _destination.Write(new byte[_headerLength]);
        _position = _headerLength;
    }

    public BackupContainer Container { get; }

    public long Position => _position;

    public IReadOnlyList<ChunkEntry> Chunks => _chunks;

    /// <summary>Appends a chunk that is already in its stored form.</summary>
    public void AppendStored(ChunkLabel label, ReadOnlySpan<byte> stored, long rawLength, long rows, ReadOnlySpan<byte> sha256)
    {
        _destination.Write(stored);
        Enter(label, stored.Length, rawLength, rows, sha256);
    }

    /// <summary>Compresses a chunk straight into the file: for small ones, and for those too large to be held twice.</summary>
    public void Append(ChunkLabel label, ReadOnlySpan<byte> raw, long rows)
    {
        using var hashed = new HashingWriteStream(_destination);
        if (Container == BackupContainer.Gzip)
        {
            using Stream member = GzipMember.Compressor(hashed, raw);
            member.Write(raw);
        }
        else
        {
            hashed.Write(raw);
        }

        Enter(label, hashed.Count, raw.Length, rows, hashed.Digest());
    }

    /// <summary>Writes index and header. The file is whole when this returns; to flush and publish it is the caller's part.</summary>
    /// <returns>The header with its lengths filled in.</returns>
    public ArchiveHeader Complete(ArchiveHeader header, ArchiveIndex index)
    {
        byte[] text = ArchiveText.Index(index);
        long offset = _position;
        Append(new ChunkLabel(ChunkKind.Epilogue), text, 0);
        ChunkEntry stored = _chunks[^1];
        _chunks.RemoveAt(_chunks.Count - 1);
        header = header with
        {
            RawBytes = _rawBytes - text.Length,
            FileLength = _position,
            IndexOffset = offset,
            IndexLength = stored.Length,
            IndexSha256 = stored.Sha256,
        };
        byte[] start = Container == BackupContainer.Gzip
            ? GzipMember.Stored(ArchiveText.Header(header, _headerLength - GzipMember.StoredOverhead))
            : ArchiveText.Header(header, _headerLength);
        _destination.Position = 0;
        _destination.Write(start);
        _destination.Flush();
        return header;
    }

    private void Enter(ChunkLabel label, long length, long rawLength, long rows, ReadOnlySpan<byte> sha256)
    {
        _chunks.Add(
            new ChunkEntry(label.Kind, label.Database, label.Table, _position, length, rawLength, rows, Convert.ToHexStringLower(sha256)));
        _position += length;
        _rawBytes += rawLength;
    }
}

/// <summary>Passes bytes on and learns their number and SHA-256.</summary>
internal sealed class HashingWriteStream(Stream destination) : WriteOnlyStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Count { get; private set; }

    public byte[] Digest() => _hash.GetHashAndReset();

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        destination.Write(bytes);
        Count += bytes.Length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }
}
