using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Load;

/// <summary>A dump that another tool wrote: SQL as it is, or in a gzip.</summary>
/// <param name="Backup">Where it lies.</param>
/// <param name="Compressed">Whether it is a gzip.</param>
internal sealed record DumpFile(BackupRef Backup, bool Compressed)
{
    /// <summary>How people write it, for messages.</summary>
    public string Path => Backup.Address;

    /// <summary>The SQL text; a damaged gzip is a <see cref="BackupException"/> from its Read.</summary>
    public DumpText OpenText()
    {
        Stream file = Backup.OpenWhole();
        return new DumpText(Compressed ? new CheckedGzipStream(file, Path) : file);
    }

    /// <summary>RFC 1952, 2.3.1: ID1 and ID2.</summary>
    public static bool IsGzip(ReadOnlySpan<byte> start) => start.StartsWith<byte>([0x1f, 0x8b]);

    /// <summary>What a tool calls itself.</summary>
    public static string NameOf(DumpTool? tool) => tool switch
    {
        DumpTool.MySqlDump => "mysqldump",
        DumpTool.MariaDbDump => "mariadb-dump",
        DumpTool.MyDumper => "mydumper",
        DumpTool.PhpMyAdmin => "phpMyAdmin",
        DumpTool.MySqlBackupNet => "MySqlBackup.NET",
        _ => "unknown",
    };
}

/// <summary>Passes the text of a dump on, and keeps its first and last bytes: they tell what wrote it and whether it is whole.</summary>
internal sealed class DumpText(Stream text) : ReadOnlyStream
{
    private readonly byte[] _head = new byte[8 << 10];
    private readonly byte[] _tail = new byte[1 << 10];
    private int _headLength;
    private int _tailLength;

    /// <summary>Bytes passed on so far.</summary>
    public long Count { get; private set; }

    /// <summary>What the dump is; of its end it speaks the truth only when it was read to the end.</summary>
    public ForeignDump Describe() => ForeignDump.Recognise(_head.AsSpan(0, _headLength), _tail.AsSpan(0, _tailLength));

    public override int Read(Span<byte> buffer)
    {
        int count = text.Read(buffer);
        Remember(buffer[..count]);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = text.Read(buffer, offset, count);
        Remember(buffer.AsSpan(offset, read));
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) text.Dispose();
        base.Dispose(disposing);
    }

    private void Remember(ReadOnlySpan<byte> bytes)
    {
        Count += bytes.Length;
        ReadOnlySpan<byte> first = bytes[..Math.Min(bytes.Length, _head.Length - _headLength)];
        first.CopyTo(_head.AsSpan(_headLength));
        _headLength += first.Length;

        ReadOnlySpan<byte> last = bytes[^Math.Min(bytes.Length, _tail.Length)..];
        int kept = Math.Min(_tailLength, _tail.Length - last.Length);
        _tail.AsSpan(_tailLength - kept, kept).CopyTo(_tail);
        last.CopyTo(_tail.AsSpan(kept));
        _tailLength = kept + last.Length;
    }
}
