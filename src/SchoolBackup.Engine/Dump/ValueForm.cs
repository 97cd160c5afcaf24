using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Dump;

/// <summary>How the values of one column come, and how they stand in an INSERT.</summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_binary_resultset.html#sect_protocol_binary_resultset_row_value"/>
[StructLayout(LayoutKind.Auto)]
internal readonly struct ValueForm
{
    private static readonly SearchValues<byte> NumberCharacters = SearchValues.Create("0123456789.-"u8);

    private readonly Wire _wire;
    private readonly byte _decimals;

    private ValueForm(Wire wire, byte decimals, string before)
    {
        _wire = wire;
        _decimals = decimals;
        Span<byte> block = stackalloc byte[Vector128<byte>.Count];
        BeforeLength = Encoding.ASCII.GetBytes(before, block);
        Before = Vector128.Create<byte>(block);
        QuoteLength = before[^1] == '\'' ? 1 : 0;
    }

    private enum Wire : byte
    {
        /// <summary>DECIMAL: its digits.</summary>
        Digits,
        Text,

        // From here on values have no length before them.
        Int8,
        UInt8,
        Int16,
        UInt16,
        Int32,
        UInt32,
        Int64,
        UInt64,
        Year,
        Float,
        Double,
        Date,
        DateTime,
        Time,
    }

    /// <summary>What stands before a value, the comma or parenthesis first; of NULL only that.</summary>
    public Vector128<byte> Before { get; }

    /// <summary>How many bytes of <see cref="Before"/> count.</summary>
    public int BeforeLength { get; }

    /// <summary>Quotes behind the value: 0 or 1.</summary>
    public int QuoteLength { get; }

    /// <summary>Whether <see cref="WriteFixed"/> reads the value; otherwise a length comes before it.</summary>
    public bool IsFixed => _wire >= Wire.Int8;

    /// <param name="column">What the backup says of the column.</param>
    /// <param name="wire">How the server sends it.</param>
    /// <param name="separator">What stands between it and what comes before.</param>
    public static ValueForm Of(ColumnEntry column, Column wire, string separator)
    {
        bool bare = column.Kind is ColumnKind.Number or ColumnKind.EnumNumber or ColumnKind.Double or ColumnKind.Float;
        return new ValueForm(WireOf(wire, bare), wire.Decimals, separator + Introducer(column) + (bare ? "" : "'"));
    }

    public static MySqlProtocolException NotThisRow() => new("the server sent a row that does not have the announced columns");

    /// <summary>Whether the first <paramref name="length"/> bytes of the block, at most all 16, stand for themselves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsPlain(Vector128<byte> block, int length) => _wire == Wire.Text && (SqlLiteral.Special(block) & ((1u << length) - 1)) == 0;

    /// <summary>Writes the bytes of a value of any length, without what stands around it.</summary>
    /// <returns>Bytes written.</returns>
    public int Write(ReadOnlySpan<byte> value, Span<byte> free)
    {
        if (_wire == Wire.Text) return SqlLiteral.EscapeWhole(value, free);
        // They stand there without quotes, so that nothing else may pass for them.
        if (value.IsEmpty || value.ContainsAnyExcept(NumberCharacters)) throw NotThisRow();
        value.CopyTo(free);
        return value.Length;
    }

    /// <summary>Reads a number or a date off the packet, and writes it without what stands around it.</summary>
    /// <returns>Bytes written.</returns>
    public int WriteFixed(ReadOnlySpan<byte> packet, ref int next, Span<byte> free) => _wire switch
    {
        Wire.Int8 => Number((sbyte)Take(packet, ref next, 1)[0], free),
        Wire.UInt8 => Number(Take(packet, ref next, 1)[0], free),
        Wire.Int16 => Number(BinaryPrimitives.ReadInt16LittleEndian(Take(packet, ref next, 2)), free),
        Wire.UInt16 => Number(BinaryPrimitives.ReadUInt16LittleEndian(Take(packet, ref next, 2)), free),
        Wire.Int32 => Number(BinaryPrimitives.ReadInt32LittleEndian(Take(packet, ref next, 4)), free),
        Wire.UInt32 => Number(BinaryPrimitives.ReadUInt32LittleEndian(Take(packet, ref next, 4)), free),
        Wire.Int64 => Number(BinaryPrimitives.ReadInt64LittleEndian(Take(packet, ref next, 8)), free),
        Wire.UInt64 => Number(BinaryPrimitives.ReadUInt64LittleEndian(Take(packet, ref next, 8)), free),
        Wire.Year => TemporalText.Year(BinaryPrimitives.ReadUInt16LittleEndian(Take(packet, ref next, 2)), free),
        Wire.Float => Real(BinaryPrimitives.ReadSingleLittleEndian(Take(packet, ref next, 4)), free),
        Wire.Double => Double(BinaryPrimitives.ReadDoubleLittleEndian(Take(packet, ref next, 8)), free),
        Wire.Date => TemporalText.Date(TakeTemporal(packet, ref next), free),
        Wire.DateTime => TemporalText.DateTime(TakeTemporal(packet, ref next), _decimals, free),
        _ => TemporalText.Time(TakeTemporal(packet, ref next), _decimals, free),
    };

    private static ReadOnlySpan<byte> Take(ReadOnlySpan<byte> packet, ref int next, int count)
    {
        if (packet.Length - next < count) throw NotThisRow();
        next += count;
        return packet.Slice(next - count, count);
    }

    private static ReadOnlySpan<byte> TakeTemporal(ReadOnlySpan<byte> packet, ref int next) =>
        Take(packet, ref next, Take(packet, ref next, 1)[0]);

    private static int Number<T>(T value, Span<byte> free)
        where T : IUtf8SpanFormattable
    {
        value.TryFormat(free, out int length, default, CultureInfo.InvariantCulture);
        return length;
    }

    /// <summary>
    /// Most numbers in a school have few decimals: thousandths that give the very same value back, in no more than 15 digits, are its
    /// shortest text, because a double tells all texts of 15 digits apart. The rest is the platform's.
    /// </summary>
    private static int Double(double value, Span<byte> free)
    {
        double thousandths = Math.Round(value * 1000);
        // Not for zero, which may have a sign, nor for what is no number.
        if (!(Math.Abs(thousandths) is > 0 and < 1e15) || thousandths / 1000 != value) return Real(value, free);
        (long whole, long rest) = Math.DivRem((long)thousandths, 1000);
        int at = 0;
        if (thousandths < 0) free[at++] = (byte)'-';
        at += Number(Math.Abs(whole), free[at..]);
        if (rest == 0) return at;
        free[at++] = (byte)'.';
        for (long digits = Math.Abs(rest), unit = 100; digits > 0; digits %= unit, unit /= 10) free[at++] = (byte)('0' + (digits / unit));
        return at;
    }

    /// <summary>
    /// The shortest digits that mean this value and no other. A bare -0 is the integer 0 negated; only as a floating-point literal does it
    /// keep its sign.
    /// </summary>
    private static int Real<T>(T value, Span<byte> free)
        where T : struct, IUtf8SpanFormattable
    {
        int length = Number(value, free);
        if (!free[..length].SequenceEqual("-0"u8)) return length;
        "-0e0"u8.CopyTo(free);
        return 4;
    }

    /// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/field__types_8h.html"/>
    private static Wire WireOf(Column wire, bool bare) => (wire.Type, (wire.Flags & Column.Unsigned) != 0) switch
    {
        (0x01, false) => Wire.Int8,
        (0x01, true) => Wire.UInt8,
        (0x02, false) => Wire.Int16,
        (0x02, true) => Wire.UInt16,
        (0x0D, _) => Wire.Year,
        (0x03 or 0x09, false) => Wire.Int32,
        (0x03 or 0x09, true) => Wire.UInt32,
        (0x08, false) => Wire.Int64,
        (0x08, true) => Wire.UInt64,
        (0x04, _) => Wire.Float,
        (0x05, _) => Wire.Double,
        (0x0A, _) => Wire.Date,
        (0x07 or 0x0C, _) => Wire.DateTime,
        (0x0B, _) => Wire.Time,
        _ => bare ? Wire.Digits : Wire.Text,
    };

    private static string Introducer(ColumnEntry column) => column.Kind switch
    {
        ColumnKind.Binary => "_binary",
        // The session speaks utf8mb4; these are subsets of it, and their bytes mean the same.
        ColumnKind.Text when column.Charset is not (null or "utf8mb4" or "utf8mb3" or "utf8" or "ascii") => $"_{column.Charset}",
        _ => "",
    };
}
