using System.IO.Compression;
using System.Text;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>Says of a file that is neither a backup nor SQL of ours what it is, where its first bytes tell.</summary>
internal static class StrangeFile
{
    private const int HeadLength = 1024;

    /// <summary>Compressed bytes to take that from.</summary>
    private const int StoredLength = 16 << 10;

    private const string Unpack = "unpack it first, and give the file that is in it";
    private const string Redirected = "remove line 1: the dump was redirected with 2>&1";
    private const string OtherServer = "SchoolBackup restores dumps of MySQL and MariaDB; what is for another server has to be converted by a tool for such migrations";
    private const string Utf16 = "convert it: iconv -f utf-16 -t utf-8 FILE; binary values are damaged in it, so dump again with --result-file=FILE where you can";
    private const string Utf32 = "convert it: iconv -f utf-32 -t utf-8 FILE";

    /// <summary>
    /// First bytes of what people keep dumps in, or take for one, and what opens it; the longer of two that begin alike stands first.
    /// https://en.wikipedia.org/wiki/List_of_file_signatures
    /// </summary>
    private static readonly (byte[] Start, string What, string Hint)[] Known =
    [
        ([0xFF, 0xFE, 0, 0], "is UTF-32 text", Utf32),
        ([0, 0, 0xFE, 0xFF], "is UTF-32 text", Utf32),
        ([0xFF, 0xFE], "is UTF-16 text, as Windows PowerShell's > writes it", Utf16),
        ([0xFE, 0xFF], "is UTF-16 text", Utf16),
        ([.. "BZh"u8], "is compressed by bzip2", "unpack it with bunzip2 first"),
        ([0xFD, .. "7zXZ"u8], "is compressed by xz", "unpack it with unxz first"),
        ([0x5D, 0, 0], "is compressed by lzma", "unpack it with unlzma first"),
        ([0x28, 0xB5, 0x2F, 0xFD], "is compressed by zstd", "unpack it with unzstd first"),
        ([0x04, 0x22, 0x4D, 0x18], "is compressed by lz4", "unpack it with unlz4 first"),
        ([0x1F, 0x9D], "is compressed by compress", "unpack it with uncompress first"),
        ([.. "LZIP"u8], "is compressed by lzip", "unpack it with lzip -d first"),
        ([.. "PK"u8, 3, 4], "is a ZIP", Unpack),
        ([.. "7z"u8, 0xBC, 0xAF], "is an archive of 7-Zip", Unpack),
        ([.. "Rar!"u8], "is an archive of RAR", Unpack),
        ([.. "XBSTCK"u8], "is a physical backup, a stream of mariadb-backup or XtraBackup", "unpack it with mbstream -x or xbstream -x, prepare it, and start a server on it"),
        ([0xFE, .. "bin"u8], "is a binary log of a server", "read it with mariadb-binlog or mysqlbinlog; it holds changes, and no database"),
        ([.. "SQLite format 3"u8], "is a database of SQLite", OtherServer),
        ([.. "PGDMP"u8], "is a dump of PostgreSQL (pg_dump -Fc)", OtherServer),
        ([.. "TAPE"u8], "is a backup of Microsoft SQL Server", OtherServer),
        ([.. "MSSQLBAK"u8], "is a backup of Microsoft SQL Server", OtherServer),
        ([0, 1, 0, 0, .. "Standard "u8], "is a database of Microsoft Access", OtherServer),
        ([.. "mysqldump: "u8], "begins with a message of mysqldump in line 1, and not with SQL", Redirected),
        ([.. "mariadb-dump: "u8], "begins with a message of mariadb-dump in line 1, and not with SQL", Redirected),
        ([.. "mysqlpump: "u8], "begins with a message of mysqlpump in line 1, and not with SQL", Redirected),
    ];

    /// <summary>What a text has near its beginning, whatever its case.</summary>
    private static readonly (string Word, string What, string Hint)[] KnownTexts =
    [
        ("<mysqldump", "is XML, as mysqldump --xml writes it", "dump again without --xml"),
        ("<pma_xml_export", "is XML, as phpMyAdmin exports it", "export again, and choose SQL as the format"),
        ("<!doctype html", "is a web page, and no dump", "download the dump again; such a page often says that one has to log in first"),
        ("<html", "is a web page, and no dump", "download the dump again; such a page often says that one has to log in first"),
        ("<?xml", "is XML, and not SQL", "export again, and choose SQL as the format"),
    ];

    /// <summary>The error that names it; null for what nobody knows.</summary>
    /// <param name="backup">A file that is there.</param>
    public static BackupException? Named(BackupRef backup)
    {
        byte[] head = Head(backup);
        (string What, string Hint)? found = ByBytes(head) ?? ByText(Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n'));
        return found is { } one ? new BackupException(BackupError.NotABackup, $"{backup} {one.What}", one.Hint) : null;
    }

    private static (string What, string Hint)? ByBytes(ReadOnlySpan<byte> head)
    {
        foreach ((byte[] known, string what, string hint) in Known)
            if (head.StartsWith(known)) return (what, hint);
        // POSIX, ustar interchange format: the magic of a tar is in the middle of its first block.
        if (head.Length > 262 && head.Slice(257, 5).SequenceEqual("ustar"u8)) return ("is an archive of tar", "unpack it with tar -xf first, and give the file that is in it");
        // Letters of a text without a byte order mark: each has one zero byte beside it, or three.
        if (head.Length < 8) return null;
        return (head[0], head[1], head[2], head[3]) switch
        {
            (not 0, 0, 0, 0) => ("is UTF-32 text without a byte order mark", "convert it: iconv -f utf-32le -t utf-8 FILE"),
            (0, 0, 0, not 0) => ("is UTF-32 text without a byte order mark", "convert it: iconv -f utf-32be -t utf-8 FILE"),
            (not 0, 0, not 0, 0) => ("is UTF-16 text without a byte order mark", Utf16.Replace("utf-16", "utf-16le", StringComparison.Ordinal)),
            (0, not 0, 0, not 0) => ("is UTF-16 text without a byte order mark", Utf16.Replace("utf-16", "utf-16be", StringComparison.Ordinal)),
            _ => null,
        };
    }

    private static (string What, string Hint)? ByText(string text)
    {
        if (OtherDialect.ServerOf(text) is { } server) return ($"is SQL for {server}", OtherServer);
        if (text.StartsWith('<'))
        {
            foreach ((string word, string what, string hint) in KnownTexts)
                if (text.Contains(word, StringComparison.OrdinalIgnoreCase)) return (what, hint);
        }

        string line = text.Split(['\r', '\n'], 2)[0];
        return line.Contains("[Warning]", StringComparison.Ordinal) ? ($"begins with a warning in line 1, and not with SQL: {line}", Redirected) : null;
    }

    /// <summary>The first bytes; of a gzip, those of what is in it.</summary>
    private static byte[] Head(BackupRef backup)
    {
        using IStoredFile file = backup.Open();
        using Stream start = file.Range(0, StoredLength);
        var stored = new byte[StoredLength];
        int count = start.ReadAtLeast(stored, StoredLength, throwOnEndOfStream: false);
        if (!DumpFile.IsGzip(stored.AsSpan(0, count))) return stored[..Math.Min(count, HeadLength)];
        using var content = new GZipStream(new MemoryStream(stored, 0, count), CompressionMode.Decompress);
        var head = new byte[HeadLength];
        return head[..content.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false)];
    }
}
