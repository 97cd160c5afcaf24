using System.Globalization;
using System.Numerics;
using System.Text;
using SchoolBackup.MySql.Commands;
using SchoolBackup.MySql.Packets;

namespace SchoolBackup.MySql;

/// <summary>
/// The rows of one result set, as the server sent them: forward only, each valid until the next. Reading allocates nothing per row or
/// value.
/// </summary>
/// <remarks>
/// Disposing it before the end skips what is left when that is little (1 MiB, 1 s), and closes the connection otherwise.
/// </remarks>
public sealed class RowReader : IDisposable
{
    private readonly MySqlConnection _connection;
    private readonly Column[] _columns;
    private readonly RowProtocol _protocol;
    private readonly ResultBudget? _budget;

    // Where each value of the current row lies, if it is a text row: NULL has the length -1.
    private readonly (int Start, int Length)[] _values;
    private State _state;

    /// <param name="connection">Where the rows come from.</param>
    /// <param name="protocol">How they come.</param>
    /// <param name="columns">What they consist of.</param>
    /// <param name="budget">What all of them together may take, or null where each is read by itself.</param>
    internal RowReader(MySqlConnection connection, RowProtocol protocol, Column[] columns, ResultBudget? budget)
    {
        _budget = budget;
        _connection = connection;
        _protocol = protocol;
        _columns = columns;
        _values = new (int, int)[columns.Length];
    }

    internal RowReader(MySqlConnection connection, CommandResult withoutRows)
        : this(connection, RowProtocol.Text, [], budget: null)
    {
        _state = State.Ended;
        Warnings = withoutRows.Warnings;
    }

    private enum State
    {
        BeforeFirst,
        OnRow,
        Ended,
        Failed,
        Disposed,
    }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<Column> Columns => _columns;

    /// <summary>How many warnings SHOW WARNINGS would list; known after the last row.</summary>
    public int Warnings { get; private set; }

    /// <summary>
    /// The current row's payload, as its <see cref="RowProtocol"/> says: of a text row for each column a length-encoded string, or
    /// <see cref="LengthEncoded.Null"/>. Valid until the next <see cref="Read"/>.
    /// </summary>
    public ReadOnlySpan<byte> Row
    {
        get
        {
            if (_state != State.OnRow) throw new InvalidOperationException("the reader does not stand on a row");
            return _connection.CurrentPacket;
        }
    }

    /// <summary>A value's bytes; empty for NULL. Valid until the next <see cref="Read"/>.</summary>
    /// <exception cref="MySqlProtocolException">The result has no such column.</exception>
    /// <exception cref="InvalidOperationException">The rows are binary.</exception>
    public ReadOnlySpan<byte> this[int column]
    {
        get
        {
            (int start, int length) = Find(column);
            return length > 0 ? Row.Slice(start, length) : default;
        }
    }

    /// <summary>Moves to the next row.</summary>
    /// <returns>False after the last; then the statement is over, further results of it included.</returns>
    /// <exception cref="MySqlException">The server broke the rows off.</exception>
    /// <exception cref="MySqlConnectionException">The connection broke; the rows so far are not all.</exception>
    /// <exception cref="OperationCanceledException">The connection's token fired.</exception>
    public bool Read()
    {
        if (_state >= State.Ended) return EndedOrThrow();

        try
        {
            if (_connection.Results.TryReadRow(_budget?.Row ?? _connection.Limits.Row, out EofPacket end))
            {
                _state = State.OnRow;
                _budget?.Take(Row.Length);
                if (_protocol == RowProtocol.Text) FindValues(Row);
                return true;
            }

            Warnings = end.Warnings;
            if (end.MoreResults) _connection.Results.Drain(_connection.Results.ReadHead());
        }
        catch (Exception e)
        {
            _state = State.Failed;
            _connection.FailCommand(e);
            throw;
        }

        _state = State.Failed; // unless nothing stopped it meanwhile
        _connection.EndCommand();
        _state = State.Ended;
        return false;
    }

    /// <summary>Whether the value is NULL.</summary>
    public bool IsNull(int column) => Find(column).Length < 0;

    /// <summary>The value as UTF-8 text.</summary>
    /// <exception cref="MySqlProtocolException">It is NULL, or no UTF-8.</exception>
    public string GetString(int column) => GetNullableString(column) ?? throw IsNullHere(column);

    /// <summary>The value as UTF-8 text, or null for NULL.</summary>
    /// <exception cref="MySqlProtocolException">It is no UTF-8.</exception>
    public string? GetNullableString(int column)
    {
        if (IsNull(column)) return null;
        try
        {
            return SqlText.StrictUtf8.GetString(this[column]);
        }
        catch (DecoderFallbackException e)
        {
            throw new MySqlProtocolException($"the value of column {_columns[column].Name} is no UTF-8", e);
        }
    }

    /// <summary>The value as a whole number.</summary>
    /// <exception cref="MySqlProtocolException">It is NULL, no whole number, or does not fit.</exception>
    public long GetInt64(int column) => GetInteger<long>(column);

    /// <summary>The value as a whole number of any size.</summary>
    /// <exception cref="MySqlProtocolException">It is NULL, no whole number, or does not fit.</exception>
    public T GetInteger<T>(int column)
        where T : IBinaryInteger<T>
    {
        if (IsNull(column)) throw IsNullHere(column);
        return T.TryParse(this[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T? value)
            ? value
            : throw new MySqlProtocolException($"the value of column {_columns[column].Name} is no whole number, or does not fit");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        bool unread = _state < State.Ended;
        _state = State.Disposed;
        if (unread) _connection.AbandonRows();
    }

    private bool EndedOrThrow()
    {
        ObjectDisposedException.ThrowIf(_state == State.Disposed, this);
        return _state == State.Ended ? false : throw new InvalidOperationException("the rows broke off; there is no next one");
    }

    private (int Start, int Length) Find(int column)
    {
        if (_protocol != RowProtocol.Text) throw new InvalidOperationException("the values of a binary row are not text");
        if (_state != State.OnRow) throw new InvalidOperationException("the reader does not stand on a row");
        if (column >= _values.Length)
            throw new MySqlProtocolException($"the server answered with {_values.Length} columns where more were asked for");
        return _values[column];
    }

    private void FindValues(ReadOnlySpan<byte> row)
    {
        ReadOnlySpan<byte> rest = row;
        for (int column = 0; column < _values.Length; column++)
        {
            if (!LengthEncoded.TryReadString(ref rest, out ReadOnlySpan<byte> value, out bool isNull))
                throw new MySqlProtocolException(
                    Invariant($"the server sent a row of {column} values where {_columns.Length} columns were announced"));
            int end = row.Length - rest.Length;
            _values[column] = isNull ? (end, -1) : (end - value.Length, value.Length);
        }

        if (!rest.IsEmpty)
            throw new MySqlProtocolException($"the server sent a row of more than the {_columns.Length} columns that were announced");
    }

    private MySqlProtocolException IsNullHere(int column) => new($"the value of column {_columns[column].Name} is NULL");
}
