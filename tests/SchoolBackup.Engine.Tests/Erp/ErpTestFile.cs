using System.IO.Compression;
using System.Text;
using SchoolBackup.Engine.Erp;
using SchoolBackup.Engine.Keys;

namespace SchoolBackup.Engine.Tests.Erp;

/// <summary>Files in the School ERP's layout, right or wrong in one place.</summary>
internal static class ErpTestFile
{
    /// <summary>For tests alone; the committed file of Node.js was made with it.</summary>
    public const string KeyDigits = "5c27005c270a0d1a0f8e4d2b6a91c3e57f3019d8b246ea8c5170fe93ad42b86b";

    public static RawKey Key { get; } = RawKey.Parse(KeyDigits, "the tests' key");

    public static KeyRing Keys { get; } = new(Key);

    public static RawKey OtherKey { get; } = RawKey.NewRandom();

    public static KeyRing OtherKeys { get; } = new(OtherKey);

    public static byte[] Gzip(string json)
    {
        using var text = new MemoryStream();
        using (var gzip = new GZipStream(text, CompressionLevel.Optimal)) gzip.Write(Encoding.UTF8.GetBytes(json));
        return text.ToArray();
    }

    /// <summary>Encrypts anything into the layout.</summary>
    public static byte[] Encrypt(byte[] content)
    {
        using var file = new MemoryStream();
        using (var cipher = new ErpCipherStream(file, Key.Bytes))
        {
            cipher.Write(content);
            cipher.Complete();
        }

        return file.ToArray();
    }

    /// <summary>A whole backup with these tables, as the inside of the object.</summary>
    public static byte[] WithTables(string tables) =>
        Encrypt(Gzip("""{"version":"1.0","timestamp":"2025-11-21T10:28:30.846Z","tables":{""" + tables + "}}"));
}
