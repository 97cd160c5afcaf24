using System.Security.Cryptography;
using System.Text.Json;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Archive;

/// <summary>Reads an archive by its index. Chunks can be read by many threads at once.</summary>
public sealed class ArchiveReader : IDisposable
{
    /// <summary>Enough for the head of any header.</summary>
    private const int HeadLength = 64 << 10;

    /// <summary>Text of one chunk, at most: chunks of ours hold 2 MiB, or one row, and no server sends a row of more than 1 GiB.</summary>
    private const long LongestChunk = int.MaxValue;

    /// <summary>Text of an index, at most, and how far its stored bytes may grow: half of it are digests, which do not shrink.</summary>
    private const long LongestIndex = 1L << 30;
    private const long IndexSlack = 16 << 20;
    private const long IndexGrowth = 64;

    private readonly ArchiveBytes _bytes;

    private ArchiveReader(ArchiveBytes bytes, BackupContainer container, ArchiveHeader header)
    {
        _bytes = bytes;
        Container = container;
        Header = header;
        Index = ReadIndex();
    }

    public string Path => _bytes.Path;

    public BackupContainer Container { get; }

    public ArchiveHeader Header { get; }

    public ArchiveIndex Index { get; }

    /// <summary>Opens a backup that is not encrypted, and checks that header, index and length belong together.</summary>
    /// <exception cref="BackupException">NotABackup, FormatTooNew or BackupDamaged.</exception>
    public static ArchiveReader Open(BackupRef backup) => Open(PlainBytes.Open(backup));

    /// <summary>Opens a backup wherever its bytes come from. They belong to the reader from then on, even when this fails.</summary>
    /// <inheritdoc cref="Open(BackupRef)"/>
    internal static ArchiveReader Open(ArchiveBytes bytes)
    {
        try
        {
            (ArchiveHeader header, BackupContainer container) = Parse(bytes)
                ?? throw new BackupException(
                    BackupError.NotABackup,
                    $"{bytes.Path} is not a SchoolBackup archive",
                    "check the name; dumps of other tools can be restored, but hold no index");
            return new ArchiveReader(bytes, container, header);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Reads the header alone, in one small read; null when the file does not begin like an archive.</summary>
    /// <exception cref="BackupException">FormatTooNew, or BackupDamaged when the file has another length than the header says.</exception>
    public static ArchiveHeader? ReadHeader(BackupRef backup)
    {
        using PlainBytes bytes = PlainBytes.Open(backup);
        return ReadHeader(bytes);
    }

    /// <inheritdoc cref="ReadHeader(BackupRef)"/>
    internal static ArchiveHeader? ReadHeader(ArchiveBytes bytes) => Parse(bytes)?.Header;

    /// <summary>The text of a chunk. Reading on to its end checks length and hash.</summary>
    /// <exception cref="BackupException">BackupDamaged, from the stream's Read.</exception>
    public Stream OpenChunk(ChunkEntry chunk) => new ChunkStream(_bytes, Container, chunk);

    public void Dispose() => _bytes.Dispose();

    internal static BackupException Damaged(string path, ChunkEntry chunk, string what) =>
        Damaged(path, Invariant($"the chunk at byte {chunk.Offset} ({chunk.Kind.ToString().ToLowerInvariant()} of {chunk.Table ?? chunk.Database ?? "the file"}) is damaged: {what}"));

    private static BackupException Damaged(string path, string what) =>
        new(
            BackupError.BackupDamaged,
            $"{path}: {what}",
            "use another copy or another backup; other tables of this file can still be extracted if their chunks are whole");

    private static (ArchiveHeader Header, BackupContainer Container)? Parse(ArchiveBytes bytes)
    {
        var head = new byte[HeadLength];
        using Stream range = bytes.Range(0, HeadLength);
        int count = range.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
        ReadOnlySpan<byte> start = head.AsSpan(0, count);
        int stored = GzipMember.StoredLength(start);
        BackupContainer container = stored >= 0 ? BackupContainer.Gzip : BackupContainer.Sql;
        int length = stored >= 0 ? stored : PlainHeaderLength(start);
        int offset = stored >= 0 ? 15 : 0;
        if (length < 0 || !start[Math.Min(offset, count)..].StartsWith(System.Text.Encoding.ASCII.GetBytes(ArchiveText.Signature)))
            return null;
        if (offset + length > count) throw Damaged(bytes.Path, Invariant($"it ends after {count} bytes, within its header"));
        ReadOnlySpan<byte> text = start.Slice(offset, length);
        bool whole = container == BackupContainer.Sql || start.StartsWith(GzipMember.Stored(text));
        ArchiveHeader header = (whole ? ParseHeader(text) : null) ?? throw Damaged(bytes.Path, "its header is damaged");
        if (header.Format > ArchiveHeader.CurrentFormat)
            throw new BackupException(
                BackupError.FormatTooNew,
                Invariant($"{bytes.Path} has format {header.Format}; this program reads up to {ArchiveHeader.CurrentFormat}"),
                "update SchoolBackup");
        // The head of a packed backup is the same when it is unpacked, and so is the length that stands in it.
        if (container == BackupContainer.Sql && bytes.Length > header.FileLength)
        {
            throw new BackupException(
                BackupError.BackupDamaged,
                Invariant($"{bytes.Path} has {bytes.Length} bytes and was written with {header.FileLength}: ")
                    + "it looks like a packed backup that gunzip or a browser has unpacked",
                "use the packed file; or restore this one with the server's client (mysql DATABASE < FILE), which checks nothing");
        }

        if (bytes.Length != header.FileLength)
            throw Damaged(bytes.Path, Invariant($"it has {bytes.Length} bytes and should have {header.FileLength}"));
        return (header, container);
    }

    private static int PlainHeaderLength(ReadOnlySpan<byte> start)
    {
        // Signature, JSON and digest are three lines; the fourth newline ends the padding.
        int length = 0;
        for (int line = 0; line < 3; line++)
        {
            int end = start[length..].IndexOf((byte)'\n');
            if (end < 0) return -1;
            length += end + 1;
        }

        return length;
    }

    private static ArchiveHeader? ParseHeader(ReadOnlySpan<byte> text)
    {
        try
        {
            return ArchiveText.ParseHeader(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private ArchiveIndex ReadIndex()
    {
        var entry = new ChunkEntry(
            ChunkKind.Epilogue, null, "the index", Header.IndexOffset, Header.IndexLength, -1, 0, Header.IndexSha256);
        if (entry.Offset < 0 || entry.Length < 0 || entry.Offset + entry.Length != Header.FileLength)
            throw Damaged(Path, "its header names an index outside the file");
        using MemoryStream text = IndexText(entry);
        ArchiveIndex index;
        try
        {
            index = ArchiveText.ParseIndex(text.GetBuffer().AsSpan(0, (int)text.Length));
        }
        catch (Exception failure) when (failure is FormatException or JsonException or IndexOutOfRangeException)
        {
            throw Damaged(Path, $"its index cannot be read: {failure.Message}");
        }

        if (Contradiction(Header, index) is { } wrong) throw Damaged(Path, $"its index contradicts itself: {wrong}");
        long expected = index.Chunks.Count > 0 ? index.Chunks[0].Offset : Header.IndexOffset;
        foreach (ChunkEntry chunk in index.Chunks)
        {
            if (chunk.RawLength is < 0 or > LongestChunk || chunk.Rows < 0)
                throw Damaged(
                    Path, chunk, Invariant($"its index says {chunk.RawLength} bytes of text, and a chunk has at most {LongestChunk}"));
            if (chunk.Offset != expected || chunk.Length < 0) throw Damaged(Path, Invariant($"its index leaves a gap at byte {expected}"));
            expected += chunk.Length;
        }

        return expected == Header.IndexOffset ? index : throw Damaged(Path, Invariant($"its index leaves a gap at byte {expected}"));
    }

    /// <summary>What whoever reads the index relies on and does not find in it, or null.</summary>
    private static string? Contradiction(ArchiveHeader header, ArchiveIndex index)
    {
        if (index.Databases.FirstOrDefault(one => one.Name is null || one.Charset is null || one.Collation is null) is not null)
            return "a database lacks its name or its defaults";
        if (index.Databases.FirstOrDefault(one => !IsWord(one.Charset) || !IsWord(one.Collation)) is { } odd)
            return $"the defaults of {odd.Name} are no words";
        if (index.Objects.FirstOrDefault(one => one.Database is null || one.Name is null || one.Type is null) is not null)
            return "an object lacks its name";
        // A restore replaces what the index names; a list shows what the header names.
        if (index.Databases.FirstOrDefault(one => !header.Databases.Contains(one.Name, StringComparer.Ordinal)) is { } foreign)
            return $"its header names no database {foreign.Name}";
        if (index.Databases.DistinctBy(one => one.Name, StringComparer.Ordinal).Count() < index.Databases.Count)
            return "a database is in it twice";
        if (index.Chunks.FirstOrDefault(one => one.Sha256 is null) is not null) return "a chunk lacks its hash";
        var tables = new HashSet<(string, string)>();
        foreach (TableEntry table in index.Tables)
        {
            if (table.Name is null || table.Database is null || table.Type is null || table.Collations is null || table.Columns is null || table.Columns.Any(column => column?.Name is null)) return "a table lacks its name or its columns";
            if (!table.Collations.All(IsWord) || !table.Columns.All(column => column.Charset is null || IsWord(column.Charset)))
                return $"a character set or collation of the table {table.Name} is no word";
            if (!tables.Add((table.Database, table.Name))) return $"the table {table.Name} is in it twice";
        }

        return null;
    }

    // They stand in statements as they are.
    private static bool IsWord(string? text) =>
        text is { Length: > 0 } && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');

    /// <summary>The index, inflated as far as an index of so many stored bytes may grow.</summary>
    private MemoryStream IndexText(ChunkEntry entry)
    {
        long most = Math.Min(LongestIndex, IndexSlack + (entry.Length * IndexGrowth));
        var text = new MemoryStream();
        var block = new byte[64 << 10];
        using Stream chunk = OpenChunk(entry);
        for (int count = chunk.Read(block); count > 0; count = chunk.Read(block))
        {
            if (text.Length + count > most) throw Damaged(Path, Invariant($"its index of {entry.Length} stored bytes grows to more than {most}, which none of ours does"));
            text.Write(block, 0, count);
        }

        return text;
    }

    /// <summary>The text of one chunk, checked when its end is reached.</summary>
    private sealed class ChunkStream : ReadOnlyStream
    {
        private readonly StoredBytes _stored;
        private readonly Stream _text;
        private readonly ChunkEntry _chunk;
        private readonly string _path;
        private long _count;

        public ChunkStream(ArchiveBytes bytes, BackupContainer container, ChunkEntry chunk)
        {
            _stored = new StoredBytes(bytes.Range(chunk.Offset, chunk.Length));
            _text = container == BackupContainer.Gzip ? GzipMember.Decompressor(_stored) : _stored;
            _chunk = chunk;
            _path = bytes.Path;
        }

        public override int Read(Span<byte> buffer)
        {
            int count;
            try
            {
                count = _text.Read(buffer);
            }
            catch (InvalidDataException)
            {
                // .NET's own words are those of a ZIP: 'the archive entry was compressed using an unsupported compression method'.
                throw Damaged(_path, _chunk, "its compressed bytes make no sense");
            }

            _count += count;
            if (_chunk.RawLength >= 0 && _count > _chunk.RawLength)
                throw Damaged(_path, _chunk, Invariant($"it holds more than the {_chunk.RawLength} bytes of text that it should"));
            if (count == 0 && buffer.Length > 0) CheckEnd();
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _text.Dispose();
                _stored.Dispose();
            }

            base.Dispose(disposing);
        }

        private void CheckEnd()
        {
            // What the decompressor did not ask for still counts.
            _stored.CopyTo(Null, 64 << 10);
            if (_stored.Count != _chunk.Length || _stored.Digest() != _chunk.Sha256) throw Damaged(_path, _chunk, "its SHA-256 differs");
            if (_chunk.RawLength >= 0 && _count != _chunk.RawLength)
                throw Damaged(_path, _chunk, Invariant($"it holds {_count} bytes of text and should hold {_chunk.RawLength}"));
        }
    }

    /// <summary>A part of the bytes that learns its SHA-256 while it is read.</summary>
    private sealed class StoredBytes(Stream part) : ReadOnlyStream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private string? _digest;

        public long Count { get; private set; }

        public string Digest() => _digest ??= Convert.ToHexStringLower(_hash.GetHashAndReset());

        public override int Read(Span<byte> buffer)
        {
            int count = part.Read(buffer);
            _hash.AppendData(buffer[..count]);
            Count += count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                part.Dispose();
                _hash.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
