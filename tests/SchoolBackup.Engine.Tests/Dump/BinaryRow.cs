using SchoolBackup.Engine.Archive;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Dump;

/// <summary>Row packets of the binary protocol, written as the manual says.</summary>
internal static class BinaryRow
{
    private const byte Decimal = 0xF6;
    private const byte VarString = 0xFD;

    /// <summary>Columns whose values all come with a length before them: numbers as the digits of a DECIMAL, the rest as strings.</summary>
    public static Column[] Digits(IEnumerable<ColumnEntry> columns) =>
        [.. columns.Select(column => Wire(column.Kind is ColumnKind.Number or ColumnKind.EnumNumber or ColumnKind.Double or ColumnKind.Float ? Decimal : VarString))];

    public static Column Wire(byte type, ushort flags = 0, byte decimals = 0) => new("v", type, 63, flags, 0, decimals);

    public static byte[] Of(byte[]?[] values)
    {
        using var packet = new MemoryStream();
        packet.Write(Head([.. values.Select(value => value is null)]));
        Span<byte> length = stackalloc byte[9];
        foreach (byte[] value in values.OfType<byte[]>())
        {
            packet.Write(length[..LengthEncoded.WriteInteger(length, (ulong)value.Length)]);
            packet.Write(value);
        }

        return packet.ToArray();
    }

    /// <summary>The zero byte and the NULL bitmap that a row begins with.</summary>
    public static byte[] Head(bool[] isNull)
    {
        var head = new byte[1 + ((isNull.Length + 9) / 8)];
        for (int column = 0; column < isNull.Length; column++)
            if (isNull[column]) head[1 + ((column + 2) / 8)] |= (byte)(1 << ((column + 2) % 8));
        return head;
    }
}
