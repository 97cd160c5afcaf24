using System.Diagnostics;
using System.Text;
using SchoolBackup.MySql.Packets;
using SchoolBackup.MySql.Transport;

namespace SchoolBackup.MySql.Commands;

/// <summary>Asks a statement and reads its answers: one or more results, each an OK or a set of rows.</summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_com_query_response.html"/>
internal sealed class Results(Channel channel, PacketReader reader, PacketWriter writer, WireLimits limits)
{
    private const byte QueryCommand = 0x03;
    private const byte PrepareCommand = 0x16;
    private const byte ExecuteCommand = 0x17;
    private const byte CloseCommand = 0x19;
    private const byte LocalFileRequest = 0xFB;
    private const long MostSkipped = 1024 * 1024;

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
    /// <returns>The columns that its rows will have.</returns>
    /// <exception cref="MySqlException">The server refuses it.</exception>
    /// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_command_phase_ps.html"/>
    public Column[] AskPrepared(ReadOnlySpan<byte> sql)
    {
        writer.WriteCommand(PrepareCommand, sql);
        var cursor = new PacketCursor(reader.ReadAnswer(limits.Answer), "prepared statement");
        cursor.Expect(OkPacket.Header);
        Span<byte> execute = stackalloc byte[9];
        cursor.Take(4).CopyTo(execute);
        int columns = cursor.ReadUInt16();
        if (cursor.ReadUInt16() > 0) cursor.Malformed();
        Column[] prepared = columns > 0 ? ReadColumns(columns) : [];
        // No cursor; once.
        execute[5] = 1;
        writer.WriteCommand(ExecuteCommand, execute);
        // The server forgets it as soon as it has answered, so that nothing is left to do behind the last row; this command has no answer.
        writer.WriteCommand(CloseCommand, execute[..4]);
        return prepared;
    }

    public ResultHead ReadHead()
    {
        ReadOnlySpan<byte> packet = reader.ReadAnswer(limits.Answer);
        var cursor = new PacketCursor(packet, "result head");
        switch (packet.IsEmpty ? byte.MaxValue : packet[0])
        {
            case OkPacket.Header:
                return new ResultHead(ResultKind.Ok, OkPacket.Parse(packet), 0, "");
            case LocalFileRequest:
                return new ResultHead(ResultKind.LocalFile, default, 0, Encoding.UTF8.GetString(packet[1..]));
            default:
                ulong columns = cursor.ReadLengthEncodedInteger();
                if (columns == 0 || !cursor.Rest.IsEmpty) cursor.Malformed();
                if (columns > (ulong)limits.Columns) throw PacketBound.Exceeded(nameof(WireLimits.Columns), limits.Columns);
                return new ResultHead(ResultKind.Rows, default, (int)columns, "");
        }
    }

    /// <param name="count">How many of them come.</param>
    /// <param name="prepared">
    /// What was said of them when the statement was prepared, or null: how their bytes are to be read must not have changed.
    /// </param>
    public Column[] ReadColumns(int count, Column[]? prepared)
    {
        Column[] columns = ReadColumns(count);
        if (prepared is not null && !columns.Select(HowRead).SequenceEqual(prepared.Select(HowRead)))
            throw new MySqlProtocolException("the server sent other columns than it had announced");
        return columns;
    }

    public Column[] ReadColumns(int count)
    {
        if (count > limits.Columns) throw PacketBound.Exceeded(nameof(WireLimits.Columns), limits.Columns);
        var columns = new Column[count];
        long bytes = 0;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> definition = reader.ReadAnswer(limits.Answer);
            bytes += definition.Length;
            if (bytes > limits.ColumnBytes) throw PacketBound.Exceeded(nameof(WireLimits.ColumnBytes), limits.ColumnBytes);
            columns[i] = ColumnDefinition.Parse(definition);
        }

        EofPacket.Parse(reader.ReadAnswer(limits.Answer));
        return columns;
    }

    /// <summary>Moves to the next row, which is then the reader's current packet.</summary>
    /// <param name="bound">The longest that it may be.</param>
    /// <param name="end">After the last: what the server said behind it.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryReadRow(PacketBound bound, out EofPacket end)
    {
        ReadOnlySpan<byte> packet = reader.ReadAnswer(bound);
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
        for (int results = 1; ; results++)
        {
            if (results > limits.Results) throw PacketBound.Exceeded(nameof(WireLimits.Results), limits.Results);
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
        reader.Read(limits.Answer); // whatever the server makes of it: an orderly end lets it see that there is no file
        return new MySqlProtocolException(
            $"the server asked for the local file '{fileName}', which no command has offered it; nothing was sent");
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
            for (long skipped = 0; TryReadRow(limits.Row, out end); skipped += reader.Current.Length)
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

    private static (string, byte, ushort, bool) HowRead(Column column) =>
        (column.Name, column.Type, column.Charset, (column.Flags & Column.Unsigned) != 0);

    // A server that hangs up on a statement, because it is larger than max_allowed_packet for one, says so first.
    private void ThrowLastWord()
    {
        try
        {
            channel.Timeout = TimeSpan.FromSeconds(1);
            reader.ReadAnswer(limits.Answer);
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
        var budget = new ResultBudget(limits);
        EofPacket end;
        while (TryReadRow(budget.Row, out end)) budget.Take(reader.Current.Length);
        return end;
    }
}
