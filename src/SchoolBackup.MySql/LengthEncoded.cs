using System.Buffers.Binary;

namespace SchoolBackup.MySql;

/// <summary>
/// The protocol's integers and strings of variable length. Row payloads of the text protocol are nothing but such strings.
/// </summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_dt_integers.html"/>
public static class LengthEncoded
{
    /// <summary>The first byte of an SQL NULL in a row of the text protocol.</summary>
    public const byte Null = 0xFB;

    /// <summary>Takes an integer off the front of <paramref name="rest"/>.</summary>
    /// <returns>False, with <paramref name="rest"/> as it was, when the bytes end too early or begin with no length (0xFB, 0xFF).</returns>
    public static bool TryReadInteger(scoped ref ReadOnlySpan<byte> rest, out ulong value)
    {
        value = 0;
        if (rest.IsEmpty) return false;

        byte first = rest[0];
        if (first < Null)
        {
            value = first;
            rest = rest[1..];
            return true;
        }

        int size = first switch { 0xFC => 2, 0xFD => 3, 0xFE => 8, _ => 0 };
        if (size == 0 || rest.Length <= size) return false;

        value = size switch
        {
            2 => BinaryPrimitives.ReadUInt16LittleEndian(rest[1..]),
            3 => BinaryPrimitives.ReadUInt16LittleEndian(rest[1..]) | ((uint)rest[3] << 16),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(rest[1..]),
        };
        rest = rest[(size + 1)..];
        return true;
    }

    /// <summary>Takes a string, or the NULL of a text row, off the front of <paramref name="rest"/>.</summary>
    /// <param name="rest">What is left of the row; moves on behind the value.</param>
    /// <param name="value">The value's bytes; empty for NULL.</param>
    /// <param name="isNull">Whether it is NULL rather than a string.</param>
    /// <returns>False, with <paramref name="rest"/> as it was, when the bytes end too early.</returns>
    public static bool TryReadString(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> value, out bool isNull)
    {
        if (!rest.IsEmpty && rest[0] == Null)
        {
            value = default;
            isNull = true;
            rest = rest[1..];
            return true;
        }

        isNull = false;
        ReadOnlySpan<byte> after = rest;
        if (!TryReadInteger(ref after, out ulong length) || length > (ulong)after.Length)
        {
            value = default;
            return false;
        }

        value = after[..(int)length];
        rest = after[(int)length..];
        return true;
    }

    /// <summary>Writes an integer; <paramref name="target"/> needs room for up to nine bytes.</summary>
    /// <returns>How many bytes were written.</returns>
    public static int WriteInteger(Span<byte> target, ulong value)
    {
        switch (value)
        {
            case < Null:
                target[0] = (byte)value;
                return 1;
            case <= ushort.MaxValue:
                target[0] = 0xFC;
                BinaryPrimitives.WriteUInt16LittleEndian(target[1..], (ushort)value);
                return 3;
            case <= 0xFFFFFF:
                target[0] = 0xFD;
                BinaryPrimitives.WriteUInt16LittleEndian(target[1..], (ushort)value);
                target[3] = (byte)(value >> 16);
                return 4;
            default:
                target[0] = 0xFE;
                BinaryPrimitives.WriteUInt64LittleEndian(target[1..], value);
                return 9;
        }
    }

    /// <summary>
    /// The least number of bytes that the text row beginning with <paramref name="start"/> must have: where the value that
    /// reaches beyond it ends, or the length of <paramref name="start"/> when none does.
    /// </summary>
    internal static long LeastRowLength(ReadOnlySpan<byte> start)
    {
        ReadOnlySpan<byte> rest = start;
        while (TryReadString(ref rest, out _, out _))
        {
        }

        ReadOnlySpan<byte> value = rest;
        if (!TryReadInteger(ref value, out ulong length)) return start.Length;
        return start.Length - value.Length + (long)Math.Min(length, (ulong)int.MaxValue);
    }
}
