using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SchoolBackup.Engine.Archive;

/// <summary>
/// The content hash of a table: the sum, modulo 2^64, of XXH64 (seed 0) over each row's SQL text, from parenthesis to parenthesis. A sum
/// does not depend on the order of rows, so a restored table can be hashed in whatever order it is read, by any number of connections. It
/// finds accidents; against forgery there is the SHA-256 of every chunk.
/// </summary>
/// <seealso href="https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md"/>
internal static class RowHash
{
    private const ulong P1 = 0x9E3779B185EBCA87;
    private const ulong P2 = 0xC2B2AE3D27D4EB4F;
    private const ulong P3 = 0x165667B19E3779F9;
    private const ulong P4 = 0x85EBCA77C2B2AE63;
    private const ulong P5 = 0x27D4EB2F165667C5;

    /// <summary>XXH64 with seed 0.</summary>
    public static ulong Of(ReadOnlySpan<byte> row)
    {
        int at = 0;
        ulong hash;
        if (row.Length >= 32)
        {
            ulong a = unchecked(P1 + P2), b = P2, c = 0, d = unchecked(0 - P1);
            for (; at <= row.Length - 32; at += 32)
            {
                a = Round(a, Lane(row, at));
                b = Round(b, Lane(row, at + 8));
                c = Round(c, Lane(row, at + 16));
                d = Round(d, Lane(row, at + 24));
            }

            hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
            hash = Merge(Merge(Merge(Merge(hash, a), b), c), d);
        }
        else
        {
            hash = P5;
        }

        hash += (ulong)row.Length;
        for (; at <= row.Length - 8; at += 8) hash = (BitOperations.RotateLeft(hash ^ Round(0, Lane(row, at)), 27) * P1) + P4;
        if (at <= row.Length - 4)
        {
            hash = (BitOperations.RotateLeft(hash ^ (BinaryPrimitives.ReadUInt32LittleEndian(row[at..]) * P1), 23) * P2) + P3;
            at += 4;
        }

        for (; at < row.Length; at++) hash = BitOperations.RotateLeft(hash ^ (row[at] * P5), 11) * P1;
        hash = (hash ^ (hash >> 33)) * P2;
        hash = (hash ^ (hash >> 29)) * P3;
        return hash ^ (hash >> 32);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Lane(ReadOnlySpan<byte> row, int at) => BinaryPrimitives.ReadUInt64LittleEndian(row.Slice(at, 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Round(ulong accumulator, ulong lane) => BitOperations.RotateLeft(accumulator + (lane * P2), 31) * P1;

    private static ulong Merge(ulong hash, ulong accumulator) => ((hash ^ Round(0, accumulator)) * P1) + P4;
}
