using System.Diagnostics;
using System.Text;
using SchoolBackup.MySql.Packets;
using SchoolBackup.MySql.Transport;

namespace SchoolBackup.MySql.Commands;

/// <summary>Asks a statement and reads its answers: one or more results, each an OK or a set of rows.</summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response.html"/>
internal sealed class Results(Channel channel, PacketReader reader, PacketWriter writer)
{
    private const byte QueryCommand = 0x03;
    private const byte PrepareCommand = 0x16;
    private const byte ExecuteCommand = 0x17;
    private const byte CloseCommand = 0x19;
    private const byte LocalFileRequest = 0xFB;
    private const long MostSkipped = 1024 * 1024;

    // The servers allow 4,096 columns in a table; a SELECT can name a few more.
    private const ulong MostColumns = ushort.MaxValue;

    private static readonly TimeSpan LongestSkip = TimeSpan.FromSeconds(1);

    /// <summary>Sends the statement.</summary>
    /// <exception cref="MySqlException">The server hung up on it, and said why.</exception>
    public void Ask(ReadOnlySpan<byte> sql)
    {
        try
        {
            writer.WriteCommand(QueryCommand, sql);
        }
        catch (MySqlConnectionException)
        {
            ThrowLastWord();
            throw;
        }
    }

    /// <summary>Prepares a statement without parameters and asks for its answer, whose rows come in the binary protocol.</summary>
    /// <exception cref="MySqlException">The server refuses it.</exception>
    /// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_command_phase_ps.html"/>
    public void AskPrepared(ReadOnlySpan<byte> sql)
    {
        writer.WriteCommand(PrepareCommand, sql);
        var cursor = new PacketCursor(reader.ReadAnswer(), "prepared statement");
        cursor.Expect(OkPacket.Header);
        Span<byte> execute = stackalloc byte[9];
        cursor.Take(4).CopyTo(execute);
        int columns = cursor.ReadUInt16();
        if (cursor.ReadUInt16() > 0) cursor.Malformed();
        if (columns > 0) ReadColumns(columns);
        // No cursor; once.
        execute[5] = 1;
        writer.WriteCommand(ExecuteCommand, execute);
        // The server forgets it as soon as it has answered, so that nothing is left to do behind the last row; this command has no answer.
        writer.WriteCommand(CloseCommand, execute[..4]);
    }

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
    /// <exception cref="MySqlConnectionException">The server asked for a file.</exception>
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
    public MySqlConnectionException RefuseFile(string fileName)
    {
        writer.WritePacket([]);
        reader.Read(); // whatever the server makes of it: an orderly end lets it see that there is no file
        return new MySqlConnectionException($"the server asked for the local file '{fileName}', which no command has offered it; nothing was sent");
    }

    /// <summary>Reads the rest of the statement's rows if that is little (1 MiB, 1 s).</summary>
    /// <param name="timeout">The connection's timeout, once that is done.</param>
    /// <returns>Whether the statement is over, and the next can be asked.</returns>
    public bool TrySkipRest(TimeSpan timeout)
    {
        try
        {
            channel.Timeout = LongestSkip;
            bool atEnd = ReachesEnd();
            channel.Timeout = timeout;
            return atEnd;
        }
        catch (MySqlConnectionException)
        {
            return false;
        }
    }

    private bool ReachesEnd()
    {
        long begun = Stopwatch.GetTimestamp();
        try
        {
            EofPacket end;
            for (long skipped = 0; TryReadRow(out end); skipped += reader.Current.Length)
            {
                if (skipped > MostSkipped || Stopwatch.GetElapsedTime(begun) > LongestSkip) return false;
            }

            return !end.MoreResults || ReadHead() is { Kind: ResultKind.Ok, Ok.MoreResults: false };
        }
        catch (MySqlException)
        {
            return true; // the statement failed behind the rows that were wanted, and is over
        }
    }

    // A server that hangs up on a statement, because it is larger than max_allowed_packet for one, says so first.
    private void ThrowLastWord()
    {
        try
        {
            channel.Timeout = TimeSpan.FromSeconds(1);
            reader.ReadAnswer();
        }
        catch (MySqlException e)
        {
            channel.Close(e.Message);
            throw;
        }
        catch (MySqlConnectionException)
        {
            // It did not: the failure to write is what there is to tell.
        }
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
