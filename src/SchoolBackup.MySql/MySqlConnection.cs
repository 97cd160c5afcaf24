using SchoolBackup.MySql.Commands;
using SchoolBackup.MySql.LogIn;

namespace SchoolBackup.MySql;

/// <summary>
/// One session on a server. Not thread-safe: one thread at a time, except for <see cref="Dispose"/>. It is made for workers that each
/// own a thread and a connection; its calls wait.
/// </summary>
/// <remarks>
/// Every command may throw <see cref="MySqlException"/> (the server says no; the session goes on), <see cref="MySqlConnectionException"/> (the session is
/// over), <see cref="OperationCanceledException"/> (the token given to <see cref="Open"/> fired; it is not known whether the statement took effect) and
/// <see cref="InvalidOperationException"/> (the rows of an earlier query are still being read).
/// </remarks>
public sealed class MySqlConnection : IDisposable
{
    private const byte Quit = 0x01;

    private readonly Session _session;
    private readonly ConnectionOptions _options;
    private readonly CommandCancellation _cancellation;
    private readonly SilenceWatch? _watch;
    private int _state = (int)State.Idle;

    private MySqlConnection(Session session, ConnectionOptions options, CancellationToken stop)
    {
        _session = session;
        _options = options;
        Results = new Results(session.Channel, session.Reader, session.Writer, options.Limits);
        _cancellation = new CommandCancellation(options, session.ConnectionId, session.Channel.Dispose, stop);
        _watch = SilenceWatch.Begin(session.Channel, options, session.ConnectionId);
    }

    private enum State
    {
        Idle,
        Busy,
        Disposed,
    }

    /// <summary>What the server says it is.</summary>
    public ServerVersion Server => _session.Server;

    /// <summary>The session's number on the server, which KILL takes.</summary>
    public uint ConnectionId => _session.ConnectionId;

    /// <summary>Whether the connection is encrypted.</summary>
    public bool IsEncrypted => _session.Channel.IsEncrypted;

    /// <summary>Whether another command can be sent: false once the connection broke or was given up.</summary>
    public bool IsOpen => _session.Channel.ClosedBecause is null && Volatile.Read(ref _state) != (int)State.Disposed;

    internal Results Results { get; }

    internal WireLimits Limits => _options.Limits;

    internal ReadOnlySpan<byte> CurrentPacket => _session.Reader.Current;

    /// <summary>Connects and logs in.</summary>
    /// <param name="options">Where to, as whom, and how long to wait.</param>
    /// <param name="stop">
    /// Ends the attempt, and later every command of the connection: the one under way by KILL QUERY from a second connection, or by closing the connection
    /// when that does not end it within 5 s; a later one before it is sent.
    /// </param>
    /// <exception cref="MySqlConnectException">No session came about; <see cref="MySqlConnectException.Failure"/> says why.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> fired.</exception>
    public static MySqlConnection Open(ConnectionOptions options, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        stop.ThrowIfCancellationRequested();
        return new MySqlConnection(ConnectOperation.Run(options, stop), options, stop);
    }

    /// <summary>Runs a statement and reads all its results to the end; rows are thrown away.</summary>
    /// <returns>What the last result said.</returns>
    public CommandResult Execute(string sql)
    {
        ArgumentNullException.ThrowIfNull(sql);
        using var text = new SqlText(sql);
        return Execute(text.Bytes);
    }

    /// <summary>Runs a statement that is there in UTF-8, such as a large INSERT, and reads all its results to the end.</summary>
    /// <returns>What the last result said.</returns>
    public CommandResult Execute(ReadOnlySpan<byte> sql)
    {
        CommandResult result;
        BeginCommand();
        try
        {
            Results.Ask(sql);
            result = Results.Drain(Results.ReadHead());
        }
        catch (Exception e)
        {
            FailCommand(e);
            throw;
        }

        EndCommand();
        return result;
    }

    /// <summary>Runs a statement and hands out the rows of its first result. Read them to the end, or dispose the reader, before the next command.</summary>
    /// <returns>A reader without columns or rows when the statement answers with none.</returns>
    public RowReader Query(string sql) => Query(sql, RowProtocol.Text);

    /// <summary>Like <see cref="Query(string)"/>, with a choice of how the values come.</summary>
    public RowReader Query(string sql, RowProtocol protocol) => Query(sql, protocol, budget: null);

    /// <summary>Runs a query and holds its whole result, within <see cref="WireLimits.ResultRows"/> and <see cref="WireLimits.ResultBytes"/>.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="map">Makes a <typeparamref name="T"/> of a row.</param>
    /// <exception cref="MySqlProtocolException">It has more, or there is no result.</exception>
    public IReadOnlyList<T> ReadAll<T>(string sql, Func<RowReader, T> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var all = new List<T>();
        using RowReader rows = Query(sql, RowProtocol.Text, new ResultBudget(Limits));
        if (rows.Columns.Count == 0) throw new MySqlProtocolException("the server answered a query without a result");
        while (rows.Read()) all.Add(map(rows));
        return all;
    }

    private RowReader Query(string sql, RowProtocol protocol, ResultBudget? budget)
    {
        ArgumentNullException.ThrowIfNull(sql);
        using var text = new SqlText(sql);
        CommandResult result;
        BeginCommand();
        try
        {
            Column[]? prepared = null;
            if (protocol == RowProtocol.Binary) prepared = Results.AskPrepared(text.Bytes);
            else Results.Ask(text.Bytes);
            ResultHead head = Results.ReadHead();
            if (head.Kind == ResultKind.Rows) return new RowReader(this, protocol, Results.ReadColumns(head.Columns, prepared), budget);
            result = Results.Drain(head);
        }
        catch (Exception e)
        {
            FailCommand(e);
            throw;
        }

        EndCommand();
        return new RowReader(this, result);
    }

    /// <summary>Runs a LOAD DATA LOCAL INFILE statement on bytes that the caller writes; the file name in it does not matter.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="write">
    /// Writes the file into the stream, which is valid during the call. When it throws, the connection is closed, so that the server takes back what it has
    /// loaded, and the exception goes up.
    /// </param>
    /// <exception cref="MySqlProtocolException">The server ran it without asking for a file, as it does with other statements.</exception>
    /// <returns>What the server says of it. LOCAL turns errors of values into warnings: look at their number.</returns>
    /// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/load-data-local-security.html"/>
    public CommandResult LoadLocal(string sql, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(write);
        using var text = new SqlText(sql);
        CommandResult result;
        BeginCommand();
        try
        {
            Results.Ask(text.Bytes);
            ResultHead head = Results.ReadHead();
            if (head.Kind != ResultKind.LocalFile) throw new MySqlProtocolException("the server ran a LOAD DATA LOCAL INFILE without asking for its file");
            SendFile(write);
            result = Results.Drain(Results.ReadHead());
        }
        catch (Exception e)
        {
            FailCommand(e);
            throw;
        }

        EndCommand();
        return result;
    }

    /// <summary>Ends the session. While a command is under way, or rows are unread, the connection is just closed, and the server notices.</summary>
    public void Dispose()
    {
        var before = (State)Interlocked.Exchange(ref _state, (int)State.Disposed);
        if (before == State.Disposed) return;

        _cancellation.Dispose();
        _watch?.Dispose();
        if (before == State.Idle)
        {
            SayGoodbye();
            ReleaseBuffers();
        }

        // A command under way uses the buffers until it notices; it gives them back itself.
        _session.Channel.Dispose();
        _cancellation.End();
    }

    /// <summary>Ends a command whose answer was read to the end.</summary>
    /// <exception cref="OperationCanceledException">The stop fired meanwhile: the answer may be cut short, and does not count.</exception>
    /// <exception cref="MySqlProtocolException">Something lies behind the answer's end: it may not have been the end, nor the next answer the next command's.</exception>
    internal void EndCommand()
    {
        MySqlProtocolException? unasked = _session.Reader.HasUnasked ? new MySqlProtocolException("the server sent more than one answer") : null;
        if (unasked is not null) _session.Channel.Close(unasked.Message);
        LeaveCommand();
        _cancellation.ThrowIfStopped();
        if (unasked is not null) throw unasked;
    }

    /// <summary>Ends a command that failed. After the server's own errors the session goes on, after all others its state is unknown.</summary>
    /// <exception cref="OperationCanceledException">The stop had fired, which explains the failure.</exception>
    internal void FailCommand(Exception failure)
    {
        if (failure is not MySqlException || _session.Reader.HasUnasked) _session.Channel.Close(failure.Message);
        LeaveCommand();
        _cancellation.ThrowIfStopped();
    }

    /// <summary>Ends a query whose rows nobody wants any more.</summary>
    internal void AbandonRows()
    {
        if (IsOpen && (!Results.TrySkipRest(_options.IdleTimeout) || _session.Reader.HasUnasked)) _session.Channel.Close("the rows of an earlier query were not read to their end");
        LeaveCommand();
    }

    private void BeginCommand()
    {
        var before = (State)Interlocked.CompareExchange(ref _state, (int)State.Busy, (int)State.Idle);
        ObjectDisposedException.ThrowIf(before == State.Disposed, this);
        if (before == State.Busy) throw new InvalidOperationException("the rows of an earlier query are still being read on this connection");
        try
        {
            _cancellation.Begin();
            if (_session.Channel.ClosedBecause is { } reason) throw new MySqlConnectionException($"the connection to {_options.Endpoint} is closed: {reason}");
        }
        catch
        {
            LeaveCommand();
            throw;
        }
    }

    private void LeaveCommand()
    {
        _cancellation.End();
        var before = (State)Interlocked.CompareExchange(ref _state, (int)State.Idle, (int)State.Busy);
        if (before == State.Disposed) ReleaseBuffers();
    }

    private void ReleaseBuffers()
    {
        _session.Reader.Dispose();
        _session.Writer.Dispose();
    }

    private void SendFile(Action<Stream> write)
    {
        using var file = new LocalFileStream(_session.Writer, _cancellation);
        try
        {
            write(file);
            file.Complete();
        }
        catch (Exception e)
        {
            _session.Channel.Close($"the file for LOAD DATA broke off: {e.Message}");
            throw;
        }
    }

    private void SayGoodbye()
    {
        if (_session.Channel.ClosedBecause is not null) return;
        try
        {
            _session.Writer.WriteCommand(Quit, []);
        }
        catch (MySqlConnectionException e)
        {
            _session.Channel.Close(e.Message); // gone already, which is all that was wanted
        }
    }
}
