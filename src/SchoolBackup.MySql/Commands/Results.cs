using System.Text;
using SchoolBackup.MySql.Packets;

namespace SchoolBackup.MySql.Commands;

/// <summary>Reads the answers to a statement: one or more results, each an OK or a set of rows.</summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response.html"/>
internal sealed class Results(PacketReader reader, PacketWriter writer)
{
    private const byte LocalFileRequest = 0xFB;

    // The servers allow 4,096 columns in a table; a SELECT can name a few more.
    private const ulong MostColumns = ushort.MaxValue;

    public ResultHead ReadHead()
    {
        ReadOnlySpan<byte> packet = reader.ReadAnswer();
        var cursor = new PacketCursor(packet, "result head");
        switch (packet.IsEmpty ? byte.MaxValue : packet[0])
        {
            case OkPacket.Header:
                return new ResultHead(ResultKind.Ok, OkPacket.Parse(packet), 0, "");
            case LocalFileRequest:
                return new ResultHead(ResultKind.LocalFile, default, 0, Encoding.UTF8.GetString(packet[1..]));
            default:
                ulong columns = cursor.ReadLengthEncodedInteger();
                if (columns > MostColumns || !cursor.Rest.IsEmpty) cursor.Malformed();
                return new ResultHead(ResultKind.Rows, default, (int)columns, "");
        }
    }

    public Column[] ReadColumns(int count)
    {
        var columns = new Column[count];
        for (int i = 0; i < count; i++) columns[i] = ColumnDefinition.Parse(reader.ReadAnswer());
        EofPacket.Parse(reader.ReadAnswer());
        return columns;
    }

    /// <summary>Moves to the next row, which is then the reader's current packet.</summary>
    /// <returns>False after the last, with what the server said at the <paramref name="end"/>.</returns>
    public bool TryReadRow(out EofPacket end)
    {
        ReadOnlySpan<byte> packet = reader.ReadAnswer();
        if (!EofPacket.IsEof(packet))
        {
            end = default;
            return true;
        }

        end = EofPacket.Parse(packet);
        return false;
    }

    /// <summary>Reads everything that is still to come, and throws the rows away.</summary>
    /// <param name="head">The beginning of the result that is due.</param>
    /// <returns>The last result.</returns>
    /// <exception cref="MySqlLineException">The server asked for a file.</exception>
    public CommandResult Drain(ResultHead head)
    {
        while (true)
        {
            CommandResult result;
            bool more;
            switch (head.Kind)
            {
                case ResultKind.Ok:
                    result = head.Ok.ToResult();
                    more = head.Ok.MoreResults;
                    break;
                case ResultKind.Rows:
                    EofPacket end = SkipRows(head.Columns);
                    result = new CommandResult(0, 0, end.Warnings, "");
                    more = end.MoreResults;
                    break;
                default:
                    throw RefuseFile(head.FileName);
            }

            if (!more) return result;
            head = ReadHead();
        }
    }

    /// <summary>Answers a request for a file that nobody offered: with nothing.</summary>
    /// <returns>The exception to throw.</returns>
    public MySqlLineException RefuseFile(string fileName)
    {
        writer.WritePacket([]);
        reader.Read(); // whatever the server makes of it: an orderly end lets it see that there is no file
        return new MySqlLineException($"the server asked for the local file «{fileName}», which no command has offered it; nothing was sent");
    }

    private EofPacket SkipRows(int columns)
    {
        ReadColumns(columns);
        EofPacket end;
        while (TryReadRow(out end))
        {
        }

        return end;
    }
}
