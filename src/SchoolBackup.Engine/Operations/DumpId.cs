using System.Buffers.Binary;
using System.Security.Cryptography;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>
/// The id of a dump that another tool wrote and that carries none. It comes of the content, so that a copy has the same one, and of as much of it as a
/// list reads: its length, its beginning, and its end, where tools write the time and a gzip the checksum of all of its text.
/// </summary>
internal static class DumpId
{
    /// <summary>Bytes of the beginning that count.</summary>
    public const int HeadLength = 16 << 10;

    private const int TailLength = 1 << 10;
    private const int IdLength = 16;

    /// <summary>The first half of the SHA-256 of length (8 bytes, big-endian) ‖ beginning ‖ end, in hexadecimal digits.</summary>
    /// <param name="file">The file.</param>
    /// <param name="head">Its first <see cref="HeadLength"/> bytes, or all when it is shorter.</param>
    public static string Of(IStoredFile file, ReadOnlySpan<byte> head)
    {
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(length, file.Item.Length);
        var tail = new byte[TailLength];
        using Stream end = file.Range(Math.Max(0, file.Item.Length - TailLength), TailLength);
        int count = end.ReadAtLeast(tail, TailLength, throwOnEndOfStream: false);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(length);
        hash.AppendData(head);
        hash.AppendData(tail, 0, count);
        return Convert.ToHexStringLower(hash.GetHashAndReset()[..IdLength]);
    }
}
