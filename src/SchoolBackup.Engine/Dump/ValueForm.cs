using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Dump;

/// <summary>How the values of one column stand in an INSERT.</summary>
internal readonly struct ValueForm
{
    private readonly Body _body;

    private ValueForm(Body body, string before)
    {
        _body = body;
        Span<byte> block = stackalloc byte[Vector128<byte>.Count];
        BeforeLength = Encoding.ASCII.GetBytes(before, block);
        Before = Vector128.Create<byte>(block);
        QuoteLength = body is Body.Number or Body.Real ? 0 : 1;
    }

    private enum Body : byte
    {
        Number,
        Real,

        /// <summary>Dates: their text never holds what would have to be escaped.</summary>
        Date,
        Text,
    }

    /// <summary>What stands before a value, the comma or parenthesis first; of NULL only that.</summary>
    public Vector128<byte> Before { get; }

    /// <summary>How many bytes of <see cref="Before"/> count.</summary>
    public int BeforeLength { get; }

    /// <summary>Quotes behind the value: 0 or 1.</summary>
    public int QuoteLength { get; }

    /// <param name="column">The column.</param>
    /// <param name="separator">What stands between it and what comes before.</param>
    public static ValueForm Of(ColumnEntry column, string separator)
    {
        Body body = column.Kind switch
        {
            ColumnKind.Number or ColumnKind.EnumNumber => Body.Number,
            ColumnKind.Double or ColumnKind.Float => Body.Real,
            ColumnKind.Text when column.Charset is null => Body.Date,
            _ => Body.Text,
        };
        return new ValueForm(body, separator + Introducer(column) + (body is Body.Number or Body.Real ? "" : "'"));
    }

    /// <summary>Whether the first <paramref name="length"/> bytes of the block, at most all 16, stand for themselves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsPlain(Vector128<byte> block, int length) => _body switch
    {
        Body.Text => (SqlLiteral.Special(block) & ((1u << length) - 1)) == 0,
        Body.Real => length != 2,
        _ => true,
    };

    /// <summary>Writes a value of any length, without what stands around it.</summary>
    /// <returns>Bytes written.</returns>
    public int Write(ReadOnlySpan<byte> value, Span<byte> free)
    {
        if (_body == Body.Text) return SqlLiteral.EscapeWhole(value, free);
        // A bare -0 is the integer 0 negated; only as a floating-point literal does it keep its sign.
        if (_body == Body.Real && value.SequenceEqual("-0"u8)) value = "-0e0"u8;
        value.CopyTo(free);
        return value.Length;
    }

    private static string Introducer(ColumnEntry column) => column.Kind switch
    {
        ColumnKind.Binary => "_binary",
        // The session speaks utf8mb4; these are subsets of it, and their bytes mean the same.
        ColumnKind.Text when column.Charset is not (null or "utf8mb4" or "utf8mb3" or "utf8" or "ascii") => $"_{column.Charset}",
        _ => "",
    };
}
