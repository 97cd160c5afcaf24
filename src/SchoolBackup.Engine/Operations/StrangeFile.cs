using System.Text;
using SchoolBackup.Engine.Errors;

namespace SchoolBackup.Engine.Operations;

/// <summary>Says of a file that is neither a backup nor SQL what it is, where its first bytes tell.</summary>
internal static class StrangeFile
{
    private const int HeadLength = 512;

    /// <summary>First bytes of what people keep dumps in, and what opens it. https://en.wikipedia.org/wiki/List_of_file_signatures</summary>
    private static readonly (byte[] Start, string What, string Hint)[] Known =
    [
        ([0xFF, 0xFE], "is UTF-16 text, as Windows PowerShell's > writes it", "dump again with --result-file=FILE, or convert it: iconv -f utf-16 -t utf-8 FILE"),
        ([0xFE, 0xFF], "is UTF-16 text", "convert it: iconv -f utf-16 -t utf-8 FILE"),
        ([.. "BZh"u8], "is compressed by bzip2", "unpack it with bunzip2 first"),
        ([0xFD, .. "7zXZ"u8], "is compressed by xz", "unpack it with unxz first"),
        ([0x28, 0xB5, 0x2F, 0xFD], "is compressed by zstd", "unpack it with unzstd first"),
        ([.. "PK"u8, 3, 4], "is a ZIP", "unpack it first, and give the file that is in it"),
        ([.. "7z"u8, 0xBC, 0xAF], "is an archive of 7-Zip", "unpack it first, and give the file that is in it"),
        ([.. "mysqldump: "u8], "begins with a message of mysqldump in line 1, and not with SQL", "remove line 1: the dump was redirected with 2>&1"),
        ([.. "mariadb-dump: "u8], "begins with a message of mariadb-dump in line 1, and not with SQL", "remove line 1: the dump was redirected with 2>&1"),
        ([.. "mysqlpump: "u8], "begins with a message of mysqlpump in line 1, and not with SQL", "remove line 1: the dump was redirected with 2>&1"),
    ];

    /// <summary>The error that names it.</summary>
    /// <param name="path">A file that is there.</param>
    public static BackupException At(string path)
    {
        var head = new byte[HeadLength];
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
        ReadOnlySpan<byte> start = head.AsSpan(0, file.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false));
        foreach ((byte[] known, string what, string hint) in Known)
            if (start.StartsWith(known)) return new BackupException(BackupError.NotABackup, $"{path} {what}", hint);
        int end = start.IndexOfAny((byte)'\r', (byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? start : start[..end];
        if (line.IndexOf("[Warning]"u8) >= 0)
        {
            return new BackupException(
                BackupError.NotABackup,
                $"{path} begins with a warning in line 1, and not with SQL: {Encoding.ASCII.GetString(line)}",
                "remove line 1: the dump was redirected with 2>&1");
        }

        return new BackupException(BackupError.NotABackup, $"{path} is neither a backup nor SQL", "check the name of the file; if it is encrypted, check that its key is given");
    }
}
