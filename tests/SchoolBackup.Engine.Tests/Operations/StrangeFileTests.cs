using System.Text;
using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;

namespace SchoolBackup.Engine.Tests.Operations;

/// <summary>Whoever gives a dump in another wrapping is told which, and not that a key is missing.</summary>
public sealed class StrangeFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<byte[], string> Files => new()
    {
        { [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("-- MySQL dump 10.13\r\n")], "UTF-16" },
        { [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("-- MySQL dump 10.13\r\n")], "UTF-16" },
        { [.. "BZh91AY&SY"u8], "bzip2" },
        { [0xFD, .. "7zXZ"u8, 0, 0, 4], "xz" },
        { [0x28, 0xB5, 0x2F, 0xFD, 4], "zstd" },
        { [.. "PK"u8, 3, 4, 20, 0], "ZIP" },
        { [.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], "7-Zip" },
        { [.. "mysqldump: [Warning] Using a password on the command line interface can be insecure.\n-- MySQL dump\n"u8], "line 1" },
        { [.. "mysql: [Warning] Using a password on the command line interface can be insecure.\n-- MySQL dump\n"u8], "line 1" },
        { [.. "Dear parents,"u8], "neither a backup nor SQL" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void It_is_named(byte[] content, string what)
    {
        File.WriteAllBytes(_folder["school.sql"], content);
        BackupException refused = Run.Fails(BackupError.NotABackup, () => DumpFile.At(_folder["school.sql"], KeyRing.Empty));
        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
