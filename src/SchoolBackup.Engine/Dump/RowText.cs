using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
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

    private const int Block = 16;

    private readonly ValueForm[] _forms;
    private readonly int _overhead;

    public RowText(IReadOnlyList<ColumnEntry> columns)
    {
        _forms = [.. columns.Select((column, number) => ValueForm.Of(column, number == 0 ? "(" : ","))];
        // What stands around a value, or NULL; and blocks that are written whole where less of them counts.
        _overhead = _forms.Sum(form => form.BeforeLength + 8) + (2 * Block);
    }

    /// <summary>Appends <c>(…,…)</c>.</summary>
    /// <exception cref="MySqlLineException">The packet is no row of these columns.</exception>
    /// <remarks>Optimized at once: what the runtime compiles quickly first is slowest where vectors are used, and a dump is over before it has noticed.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Append(ReadOnlySpan<byte> packet, PooledBuffer text)
    {
        int room = packet.Length < CountEscapesFrom ? packet.Length * 2 : packet.Length + SqlLiteral.CountEscaped(packet);
        Span<byte> free = text.Free(room + _overhead);
        int at = 0;
        int next = 0;
        foreach (ref readonly ValueForm form in _forms.AsSpan())
        {
            form.Before.CopyTo(free[at..]);
            int length = next < packet.Length ? packet[next++] : throw NotThisRow();
            if (length == LengthEncoded.Null)
            {
                "NULL"u8.CopyTo(free[(at + 1)..]);
                at += 5;
                continue;
            }

            if (length > LengthEncoded.Null) length = ReadLength(packet, ref next);
            at += form.BeforeLength;
            if (length <= Block && packet.Length - next >= Block)
            {
                // Most values are shorter than a block: it goes over whole, and what follows writes over the rest of it.
                Vector128<byte> block = Vector128.Create(packet[next..]);
                block.CopyTo(free[at..]);
                at += form.IsPlain(block, length) ? length : form.Write(packet.Slice(next, length), free[at..]);
            }
            else
            {
                if (length > packet.Length - next) throw NotThisRow();
                at += form.Write(packet.Slice(next, length), free[at..]);
            }

            next += length;
            free[at] = (byte)'\'';
            at += form.QuoteLength;
        }

        if (next != packet.Length) throw NotThisRow();
        free[at++] = (byte)')';
        text.Advance(at);
    }

    /// <summary>The length behind a first byte that is none itself.</summary>
    private static int ReadLength(ReadOnlySpan<byte> packet, ref int next)
    {
        ReadOnlySpan<byte> rest = packet[(next - 1)..];
        if (!LengthEncoded.TryReadInteger(ref rest, out ulong length) || length > (ulong)rest.Length) throw NotThisRow();
        next = packet.Length - rest.Length;
        return (int)length;
    }

    private static MySqlLineException NotThisRow() => new("the server sent a row that does not have the announced columns");
}
