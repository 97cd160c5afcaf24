using System.Buffers.Binary;

namespace SchoolBackup.Engine.Dump;

/// <summary>
/// Dates and times of the binary protocol as text. What is all zero at the end is left out on the wire, and written here.
/// </summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_binary_resultset.html#sect_protocol_binary_resultset_row_value_date"/>
internal static class TemporalText
{
    private const int MostDecimals = 6;

    private static readonly uint[] Powers = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

    /// <summary><c>YYYY</c>: a 0 alone would be loaded as the year 2000.</summary>
    /// <returns>Bytes written.</returns>
    public static int Year(int year, Span<byte> free)
    {
        Two(year / 100, free);
        Two(year % 100, free[2..]);
        return 4;
    }

    /// <summary><c>YYYY-MM-DD</c>.</summary>
    /// <returns>Bytes written.</returns>
    public static int Date(ReadOnlySpan<byte> value, Span<byte> free)
    {
        if (value.Length is not (0 or 4)) throw ValueForm.NotThisRow();
        return Day(value, free);
    }

    /// <summary><c>YYYY-MM-DD hh:mm:ss</c>, and as many digits of a second's fraction as the column has.</summary>
    /// <returns>Bytes written.</returns>
    public static int DateTime(ReadOnlySpan<byte> value, int decimals, Span<byte> free)
    {
        if (value.Length is not (0 or 4 or 7 or 11)) throw ValueForm.NotThisRow();
        int at = Day(value, free);
        free[at++] = (byte)' ';
        at += Clock(value.Length > 4 ? value[4] : 0, value.Length > 4 ? value.Slice(5, 2) : default, free[at..]);
        return at + Fraction(value.Length > 7 ? value[7..] : default, decimals, free[at..]);
    }

    /// <summary><c>-hhh:mm:ss</c>, and as many digits of a second's fraction as the column has.</summary>
    /// <returns>Bytes written.</returns>
    public static int Time(ReadOnlySpan<byte> value, int decimals, Span<byte> free)
    {
        if (value.Length is not (0 or 8 or 12)) throw ValueForm.NotThisRow();
        int at = 0;
        uint hours = 0;
        if (value.Length > 0)
        {
            if (value[0] != 0) free[at++] = (byte)'-';
            hours = (BinaryPrimitives.ReadUInt32LittleEndian(value[1..]) * 24) + value[5];
        }

        if (hours >= 1000) throw ValueForm.NotThisRow();
        at += Clock((int)hours, value.Length > 0 ? value.Slice(6, 2) : default, free[at..]);
        return at + Fraction(value.Length > 8 ? value[8..] : default, decimals, free[at..]);
    }

    private static int Day(ReadOnlySpan<byte> value, Span<byte> free)
    {
        Year(value.Length > 0 ? BinaryPrimitives.ReadUInt16LittleEndian(value) : 0, free);
        free[4] = (byte)'-';
        Two(value.Length > 0 ? value[2] : 0, free[5..]);
        free[7] = (byte)'-';
        Two(value.Length > 0 ? value[3] : 0, free[8..]);
        return 10;
    }

    private static int Clock(int hours, ReadOnlySpan<byte> rest, Span<byte> free)
    {
        int at = 0;
        if (hours >= 100) free[at++] = (byte)('0' + (hours / 100));
        Two(hours % 100, free[at..]);
        free[at + 2] = (byte)':';
        Two(rest.Length > 0 ? rest[0] : 0, free[(at + 3)..]);
        free[at + 5] = (byte)':';
        Two(rest.Length > 0 ? rest[1] : 0, free[(at + 6)..]);
        return at + 8;
    }

    private static int Fraction(ReadOnlySpan<byte> value, int decimals, Span<byte> free)
    {
        uint micros = value.Length > 0 ? BinaryPrimitives.ReadUInt32LittleEndian(value) : 0;
        // A server that says too little of a column must not cost a digit.
        int digits = decimals > MostDecimals || micros % Powers[decimals] != 0 ? MostDecimals : decimals;
        if (digits == 0) return 0;
        free[0] = (byte)'.';
        for (int digit = 1; digit <= digits; digit++) free[digit] = (byte)('0' + (micros / Powers[digit] % 10));
        return digits + 1;
    }

    private static void Two(int value, Span<byte> free)
    {
        if (value > 99) throw ValueForm.NotThisRow();
        free[1] = (byte)('0' + (value % 10));
        free[0] = (byte)('0' + (value / 10));
    }
}
