using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Encryption;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Archive;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Encryption;

/// <summary>Encrypted files made without a server.</summary>
internal static class EncryptedFile
{
    public const string Name = "backup_2026-04-14T02-00-00_school.sql.gz.enc";

    public static readonly EncryptionHeader Header = new()
    {
        Id = "0123456789abcdef0123456789abcdef",
        Tool = "SchoolBackup 0.1.0",
        Started = new DateTimeOffset(2026, 4, 14, 2, 0, 0, TimeSpan.Zero),
        Compressed = true,
    };

    /// <summary>A key that is the same in each test, and that no rule calls weak.</summary>
    public static RawKey Key { get; } = RawKey.Parse("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "a test");

    public static RawKey OtherKey { get; } = RawKey.Parse("f0e1d2c3b4a5968778695a4b3c2d1e0ff1e2d3c4b5a69788796a5b4c3d2e1f00", "a test");

    public static KeyRing Ring => new(Key);

    /// <summary>Encrypts any content; its first bytes are written last, as an archive's are.</summary>
    public static byte[] Encrypt(byte[] content, MasterKey key, int piece = int.MaxValue, EncryptionHeader? header = null)
    {
        using var file = new MemoryStream();
        using EncryptingStream stream = EncryptingStream.Begin(file, header ?? Header, key);
        int head = Math.Min(content.Length, 4096);
        stream.Write(new byte[head]);
        for (int at = head; at < content.Length; at += Math.Min(piece, content.Length - at)) stream.Write(content.AsSpan(at, Math.Min(piece, content.Length - at)));
        stream.Position = 0;
        stream.Write(content.AsSpan(0, head));
        stream.Complete();
        return file.ToArray();
    }

    /// <summary>An encrypted archive of one small table, in four frames when its rows are long.</summary>
    public static byte[] Archive(MasterKey key, BackupContainer container = BackupContainer.Gzip, params string[] names) => Encrypt(TinyArchive.Bytes(container, null, names), key);

    /// <summary>Names that do not compress, and so make frames.</summary>
    public static string[] LongNames(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 4).Select(_ => string.Concat(Enumerable.Range(0, 60_000).Select(_ => (char)random.Next('0', 'z'))).Replace('\\', '-').Replace('\'', '-'))];
    }

    /// <summary>The content again.</summary>
    public static byte[] Open(string path, KeyRing keys)
    {
        using StoredBackup stored = StoredBackup.Open(Places.Backup(path));
        using ArchiveBytes bytes = stored.Bytes(keys);
        return Part(bytes, 0, bytes.Length);
    }

    public static byte[] Part(ArchiveBytes bytes, long offset, long length)
    {
        using var part = new MemoryStream();
        using Stream range = bytes.Range(offset, length);
        range.CopyTo(part);
        return part.ToArray();
    }
}
