using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Dump;

/// <summary>
/// Turns row packets of the binary protocol into rows of an INSERT statement. The text of a row depends on its values alone, not on the
/// server's version or settings, so its hash is the row's content. The only allocation is the buffer's growth.
/// </summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_binary_resultset.html#sect_protocol_binary_resultset_row"/>
internal sealed class RowText
{
    /// <summary>Beyond this size the escapes are counted first, so that the buffer does not grow to twice a giant row.</summary>
    private const int CountEscapesFrom = 1 << 20;

    private const int Block = 16;

    private const int LongestRow = 1536 << 20;

    /// <summary>What a number or a date may need beyond twice its bytes on the wire, and NULL beyond its bit.</summary>
    private const int Growth = 32;

    private readonly ValueForm[] _forms;
    private readonly int _firstValue;
    private readonly int _overhead;

    /// <param name="columns">What the backup says of the columns.</param>
    /// <param name="wire">How the server sends them.</param>
    public RowText(IReadOnlyList<ColumnEntry> columns, IReadOnlyList<Column> wire)
    {
        if (columns.Count != wire.Count) throw ValueForm.NotThisRow();
        _forms = [.. columns.Select((column, number) => ValueForm.Of(column, wire[number], number == 0 ? "(" : ","))];
        // A header byte, and a bit for each column behind two that are unused.
        _firstValue = 1 + ((_forms.Length + 9) / 8);
        _overhead = _forms.Sum(form => form.BeforeLength + Growth) + (2 * Block);
    }

    /// <summary>Appends <c>(…,…)</c>.</summary>
    /// <returns>The row's text.</returns>
    /// <exception cref="MySqlConnectionException">The packet is no row of these columns.</exception>
    /// <remarks>
    /// Optimized at once: what the runtime compiles quickly first is slowest where vectors are used, and a dump is over before it has
    /// noticed.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<byte> Append(ReadOnlySpan<byte> packet, PooledBuffer text)
    {
        int room = packet.Length < CountEscapesFrom ? packet.Length * 2 : Room(packet);
        Span<byte> free = text.Free(room + _overhead);
        int at = 0;
        int next = _firstValue;
        if (packet.Length < next || packet[0] != 0) throw ValueForm.NotThisRow();
        for (int column = 0; column < _forms.Length; column++)
        {
            ref readonly ValueForm form = ref _forms[column];
            form.Before.CopyTo(free[at..]);
            if ((packet[1 + ((column + 2) >> 3)] & (1 << ((column + 2) & 7))) != 0)
            {
                "NULL"u8.CopyTo(free[(at + 1)..]);
                at += 5;
                continue;
            }

            at += form.BeforeLength;
            if (form.IsFixed)
            {
                at += form.WriteFixed(packet, ref next, free[at..]);
            }
            else
            {
                int length = Length(packet, ref next);
                if (length <= Block && packet.Length - next >= Block)
                {
                    // Most values are shorter than a block: it goes over whole, and what follows writes over the rest of it.
                    Vector128<byte> block = Vector128.Create(packet[next..]);
                    block.CopyTo(free[at..]);
                    at += form.IsPlain(block, length) ? length : form.Write(packet.Slice(next, length), free[at..]);
                }
                else
                {
                    at += form.Write(packet.Slice(next, length), free[at..]);
                }

                next += length;
            }

            free[at] = (byte)'\'';
            at += form.QuoteLength;
        }

        if (next != packet.Length) throw ValueForm.NotThisRow();
        free[at++] = (byte)')';
        text.Advance(at);
        return free[..at];
    }

    private static int Room(ReadOnlySpan<byte> packet)
    {
        long room = packet.Length + (long)SqlLiteral.CountEscaped(packet);
        return room <= LongestRow
            ? (int)room
            : throw new BackupException(
                BackupError.NotSupported,
                "a row needs an INSERT of more than 1.5 GiB, which no server takes (max_allowed_packet)",
                "shorten the row's values, or leave the table's rows out with --structure-only");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Length(ReadOnlySpan<byte> packet, ref int next)
    {
        int length = next < packet.Length ? packet[next] : throw ValueForm.NotThisRow();
        if (length >= LengthEncoded.Null) return LongLength(packet, ref next);
        next++;
        return length <= packet.Length - next ? length : throw ValueForm.NotThisRow();
    }

    private static int LongLength(ReadOnlySpan<byte> packet, ref int next)
    {
        ReadOnlySpan<byte> rest = packet[next..];
        if (!LengthEncoded.TryReadInteger(ref rest, out ulong length) || length > (ulong)rest.Length) throw ValueForm.NotThisRow();
        next = packet.Length - rest.Length;
        return (int)length;
    }
}
