using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SchoolBackup.Engine.Sql;

/// <summary>Byte strings as <c>'…'</c>, for sessions without NO_BACKSLASH_ESCAPES.</summary>
/// <remarks>
/// Escaped are \0, \n, \r, \\, ', and 0x1A: what the server needs, what the <c>mysql</c> client would change on its way
/// (it joins \r\n and stops at \0), and the end-of-file mark of Windows.
/// </remarks>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/string-literals.html"/>
public static class SqlLiteral
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create("\0\n\r\\'\u001A"u8);

    /// <summary>For each byte the letter that stands behind its backslash, or 0.</summary>
    private static readonly byte[] Letters = LetterTable();

    /// <summary>Bytes that the literal of a value of that length can need, quotes included.</summary>
    public static int MaxLength(int valueLength) => checked((2 * valueLength) + 2);

    /// <summary>A literal for the engine's own statements, which means the same under every sql_mode.</summary>
    public static string Quote(string text) =>
        text.Contains('\\', StringComparison.Ordinal)
            ? $"CONVERT(0x{Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text))} USING utf8mb4)"
            : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>How many bytes of the value take two in a literal.</summary>
    public static int CountEscaped(ReadOnlySpan<byte> value)
    {
        int count = 0;
        for (int next = value.IndexOfAny(Escaped); next >= 0; next = value.IndexOfAny(Escaped))
        {
            count++;
            value = value[(next + 1)..];
        }

        return count;
    }

    /// <summary>Writes the value as a literal.</summary>
    /// <param name="value">Any bytes.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public static int Write(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        if (destination.Length < MaxLength(value.Length))
            throw new ArgumentException(
                Invariant($"a literal of {value.Length} bytes can need {MaxLength(value.Length)}"), nameof(destination));

        destination[0] = (byte)'\'';
        int length = 1 + Escape(value, destination[1..], out _);
        destination[length] = (byte)'\'';
        return length + 1;
    }

    /// <summary>Writes the value as a literal, in pieces, so that a large value needs no buffer of twice its size.</summary>
    public static void Write(IBufferWriter<byte> target, ReadOnlySpan<byte> value)
    {
        target.Write("'"u8);
        while (!value.IsEmpty)
        {
            Span<byte> piece = target.GetSpan(Math.Clamp(value.Length, 2, 1 << 16));
            target.Advance(Escape(value, piece, out int read));
            value = value[read..];
        }

        target.Write("'"u8);
    }

    /// <summary>Escapes as much of the value as the destination holds, without the quotes around it.</summary>
    /// <param name="value">Any bytes.</param>
    /// <param name="destination">At least two bytes, or nothing may be written.</param>
    /// <param name="read">Bytes of the value that are done.</param>
    /// <returns>Bytes written.</returns>
    public static int Escape(ReadOnlySpan<byte> value, Span<byte> destination, out int read)
    {
        int written = 0;
        read = 0;
        while (read < value.Length)
        {
            int run = value[read..].IndexOfAny(Escaped);
            int plain = Math.Min(run < 0 ? value.Length - read : run, destination.Length - written);
            value.Slice(read, plain).CopyTo(destination[written..]);
            read += plain;
            written += plain;
            if (run != plain || destination.Length - written < 2)
                break;

            destination[written++] = (byte)'\\';
            destination[written++] = EscapeLetter(value[read++]);
        }

        return written;
    }

    /// <summary>Escapes the whole value, without the quotes around it: the hot path of a backup, sixteen bytes at a time.</summary>
    /// <param name="value">Any bytes.</param>
    /// <param name="destination">At least as long as the value, <see cref="CountEscaped"/> and 16 bytes more.</param>
    /// <returns>Bytes written.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int EscapeWhole(ReadOnlySpan<byte> value, Span<byte> destination)
    {
        ReadOnlySpan<byte> whole = value;
        int written = 0;
        while (value.Length >= Vector128<byte>.Count)
        {
            Vector128<byte> block = Vector128.Create(value);
            block.CopyTo(destination[written..]);
            uint special = Special(block);
            int run = special == 0 ? Vector128<byte>.Count : BitOperations.TrailingZeroCount(special);
            written += run;
            if (special != 0)
            {
                destination[written++] = (byte)'\\';
                destination[written++] = Letters[value[run++]];
            }

            value = value[run..];
        }

        // The last block again, ending where the value ends: what was written of it before is written over by the same bytes, unless it was
        // escaped.
        int again = Vector128<byte>.Count - value.Length;
        if (!value.IsEmpty && again <= whole.Length - value.Length)
        {
            Vector128<byte> last = Vector128.Create(whole[^Vector128<byte>.Count..]);
            if (Special(last) == 0)
            {
                last.CopyTo(destination[(written - again)..]);
                return written + value.Length;
            }
        }

        foreach (byte one in value)
        {
            byte letter = Letters[one];
            if (letter != 0) destination[written++] = (byte)'\\';
            destination[written++] = letter != 0 ? letter : one;
        }

        return written;
    }

    /// <summary>Which bytes of the block would have to be escaped: one bit for each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Special(Vector128<byte> block) =>
        (Vector128.Equals(block, Vector128<byte>.Zero) | Vector128.Equals(block, Vector128.Create((byte)'\n')) | Vector128.Equals(block, Vector128.Create((byte)'\r'))
        | Vector128.Equals(block, Vector128.Create((byte)0x1A)) | Vector128.Equals(block, Vector128.Create((byte)'\'')) | Vector128.Equals(block, Vector128.Create((byte)'\\')))
        .ExtractMostSignificantBits();

    /// <summary>The value of a literal <c>'…'</c> or <c>"…"</c>, as the server reads it.</summary>
    /// <param name="literal">One <see cref="SqlTokenKind.StringLiteral"/> token, quotes included.</param>
    /// <param name="dialect">Whether a backslash escapes.</param>
    /// <exception cref="FormatException">It is no literal.</exception>
    public static byte[] Unescape(ReadOnlySpan<byte> literal, SqlDialect dialect = default)
    {
        if (literal.Length < 2 || literal[0] is not ((byte)'\'' or (byte)'"') || literal[^1] != literal[0])
            throw new FormatException("not a string literal: it does not stand between quotes");

        byte quote = literal[0];
        ReadOnlySpan<byte> inner = literal[1..^1];
        byte[] value = new byte[inner.Length];
        int length = 0;
        for (int at = 0; at < inner.Length; at++)
        {
            byte b = inner[at];
            bool isEscape = b == '\\' && !dialect.NoBackslashEscapes;
            if (!isEscape && b != quote)
            {
                value[length++] = b;
                continue;
            }

            if (++at >= inner.Length || (b == quote && inner[at] != quote))
                throw new FormatException("not a string literal: a quote or a backslash stands alone");
            // In a pattern \% and \_ mean more than % and _, so the server keeps their backslash.
            if (isEscape && inner[at] is (byte)'%' or (byte)'_')
                value[length++] = b;
            value[length++] = isEscape ? UnescapeLetter(inner[at]) : quote;
        }

        return value[..length];
    }

    private static byte EscapeLetter(byte value) => value switch
    {
        0 => (byte)'0',
        (byte)'\n' => (byte)'n',
        (byte)'\r' => (byte)'r',
        0x1A => (byte)'Z',
        _ => value,
    };

    private static byte UnescapeLetter(byte letter) => letter switch
    {
        (byte)'0' => 0,
        (byte)'b' => (byte)'\b',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        (byte)'Z' => 0x1A,
        _ => letter,
    };

    private static byte[] LetterTable()
    {
        var letters = new byte[256];
        foreach (byte escaped in "\0\n\r\\'\u001A"u8) letters[escaped] = EscapeLetter(escaped);
        return letters;
    }
}
