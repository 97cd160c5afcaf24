using System.Buffers.Binary;
using System.IO.Compression;

namespace SchoolBackup.Engine.Archive;

/// <summary>One member of a gzip file: a chunk that can be read alone.</summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc1952"/>
internal static class GzipMember
{
    /// <summary>Header (10) and trailer (8) of a member, and the head (5) of its one stored block.</summary>
    public const int StoredOverhead = 23;

    private static ReadOnlySpan<byte> Head => [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

    /// <summary>Makes one member of a text that is held in memory, as hard as it deserves.</summary>
    public static void Compress(ReadOnlySpan<byte> raw, PooledBuffer member) => Deflate.Gzip(raw, CompressionHeuristic.For(raw), member);

    /// <summary>A filter that makes one member of what is written to it, as hard as its text deserves.</summary>
    public static Stream Compressor(Stream destination, ReadOnlySpan<byte> raw) =>
        Deflate.Filter(destination, CompressionHeuristic.For(raw));

    /// <summary>A filter that reads one member.</summary>
    public static Stream Decompressor(Stream source) => new GZipStream(source, CompressionMode.Decompress, leaveOpen: true);

    /// <summary>
    /// Wraps <paramref name="text"/> (at most 65,535 bytes) as a member of exactly <see cref="StoredOverhead"/> more bytes.
    /// </summary>
    public static byte[] Stored(ReadOnlySpan<byte> text)
    {
        var member = new byte[StoredOverhead + text.Length];
        Head.CopyTo(member);
        member[10] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(member.AsSpan(11), checked((ushort)text.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(member.AsSpan(13), (ushort)~text.Length);
        text.CopyTo(member.AsSpan(15));
        BinaryPrimitives.WriteUInt32LittleEndian(member.AsSpan(15 + text.Length), Crc32(text));
        BinaryPrimitives.WriteInt32LittleEndian(member.AsSpan(19 + text.Length), text.Length);
        return member;
    }

    /// <summary>
    /// The length of the stored text that a member's first bytes announce, or -1 when they are not those of <see cref="Stored"/>.
    /// </summary>
    public static int StoredLength(ReadOnlySpan<byte> start) =>
        start.Length >= 15 && start.StartsWith(Head) && start[10] == 1
        && BinaryPrimitives.ReadUInt16LittleEndian(start[11..]) == (ushort)~BinaryPrimitives.ReadUInt16LittleEndian(start[13..])
            ? BinaryPrimitives.ReadUInt16LittleEndian(start[11..])
            : -1;

    /// <summary>CRC-32 as gzip uses it; only for headers, which the platform's streams cannot place at a fixed length.</summary>
    private static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320 & (0u - (crc & 1)));
        }

        return ~crc;
    }
}
