using System.Buffers.Binary;
using System.Text;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Dump;

/// <summary>
/// Turns row packets of the text protocol into rows of an INSERT statement. Bytes go through as they are stored; the only
/// allocation is the buffer's growth.
/// </summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response_text_resultset_row.html"/>
internal sealed class RowText
{
    /// <summary>Beyond this size the escapes are counted first, so that the buffer does not grow to twice a giant row.</summary>
    private const int CountEscapesFrom = 1 << 20;

    private const byte Null = 0xFB;

    private readonly Form[] _forms;
    private readonly byte[][] _introducers;
    private readonly int _overhead;

    public RowText(IReadOnlyList<ColumnEntry> columns)
    {
        _forms = [.. columns.Select(column => column.Kind switch
        {
            ColumnKind.Number or ColumnKind.EnumNumber => Form.Bare,
            ColumnKind.Double or ColumnKind.Float => Form.BareReal,
            // Dates: their text never holds what would have to be escaped.
            ColumnKind.Text when column.Charset is null => Form.QuotedPlain,
            _ => Form.Quoted,
        })];
        _introducers = [.. columns.Select(Introducer)];
        _overhead = _introducers.Sum(text => text.Length + 8) + 24;
    }

    private enum Form : byte
    {
        Bare,
        BareReal,
        QuotedPlain,
        Quoted,
    }

    /// <summary>Appends <c>(…,…)</c>.</summary>
    public void Append(ReadOnlySpan<byte> packet, PooledBuffer text)
    {
        int room = packet.Length < CountEscapesFrom ? packet.Length * 2 : packet.Length + SqlLiteral.CountEscaped(packet);
        Span<byte> free = text.Free(room + _overhead);
        int at = 0;
        free[at++] = (byte)'(';
        for (int column = 0; column < _forms.Length; column++)
        {
            if (column > 0) free[at++] = (byte)',';
            if (packet[0] == Null)
            {
                "NULL"u8.CopyTo(free[at..]);
                at += 4;
                packet = packet[1..];
                continue;
            }

            int length = packet[0];
            if (length < Null) packet = packet[1..];
            else length = ReadLength(ref packet);
            at += Value(column, packet[..length], free[at..]);
            packet = packet[length..];
        }

        free[at++] = (byte)')';
        text.Advance(at);
    }

    private static byte[] Introducer(ColumnEntry column) => column.Kind switch
    {
        ColumnKind.Binary => "_binary"u8.ToArray(),
        // The session speaks utf8mb4; these are subsets of it, and their bytes mean the same.
        ColumnKind.Text when column.Charset is not (null or "utf8mb4" or "utf8mb3" or "utf8" or "ascii") => Encoding.ASCII.GetBytes($"_{column.Charset}"),
        _ => [],
    };

    private static int ReadLength(ref ReadOnlySpan<byte> packet)
    {
        byte first = packet[0];
        int size = first switch { 0xFC => 3, 0xFD => 4, 0xFE => 9, _ => 1 };
        int length = first switch
        {
            0xFC => BinaryPrimitives.ReadUInt16LittleEndian(packet[1..]),
            0xFD => BinaryPrimitives.ReadUInt16LittleEndian(packet[1..]) | (packet[3] << 16),
            0xFE => checked((int)BinaryPrimitives.ReadUInt64LittleEndian(packet[1..])),
            0xFF => throw new MySqlLineException("a row holds a value without a length"),
            _ => first,
        };
        packet = packet[size..];
        return length;
    }

    private int Value(int column, ReadOnlySpan<byte> value, Span<byte> free)
    {
        switch (_forms[column])
        {
            case Form.Bare:
                value.CopyTo(free);
                return value.Length;
            case Form.BareReal:
                // A bare -0 is the integer 0 negated; only as a floating-point literal does it keep its sign.
                if (value.SequenceEqual("-0"u8)) value = "-0e0"u8;
                value.CopyTo(free);
                return value.Length;
            case Form.QuotedPlain:
                free[0] = (byte)'\'';
                value.CopyTo(free[1..]);
                free[value.Length + 1] = (byte)'\'';
                return value.Length + 2;
            default:
                ReadOnlySpan<byte> introducer = _introducers[column];
                introducer.CopyTo(free);
                int at = introducer.Length;
                free[at++] = (byte)'\'';
                at += SqlLiteral.EscapeWhole(value, free[at..]);
                free[at++] = (byte)'\'';
                return at;
        }
    }
}
