using System.Buffers.Text;
using SchoolBackup.MySql.Commands;
using SchoolBackup.MySql.Packets;

namespace SchoolBackup.MySql;

/// <summary>
/// The rows of one result set, as the server sent them: forward only, each valid until the next. Reading allocates nothing per row or value.
/// </summary>
/// <remarks>
/// Disposing it before the end skips what is left when that is little (1 MiB, 1 s), and closes the connection otherwise.
/// </remarks>
public sealed class RowReader : IDisposable
{
    private readonly MySqlConnection _connection;
    private readonly Column[] _columns;
    private readonly RowProtocol _protocol;

    // Where each value of the current row lies, as far as somebody asked: NULL has the length -1.
    private readonly (int Start, int Length)[] _values;
    private int _found;
    private int _foundTo;
    private State _state;

    internal RowReader(MySqlConnection connection, RowProtocol protocol, Column[] columns)
    {
        _connection = connection;
        _protocol = protocol;
        _columns = columns;
        _values = new (int, int)[columns.Length];
    }

    internal RowReader(MySqlConnection connection, CommandResult withoutRows)
        : this(connection, RowProtocol.Text, [])
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
    /// The current row's payload, as its <see cref="RowProtocol"/> says: of a text row for each column a length-encoded string, or <see cref="LengthEncoded.Null"/>.
    /// Valid until the next <see cref="Read"/>.
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
    /// <exception cref="MySqlConnectionException">The row holds fewer values than the result set has columns.</exception>
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
            if (_connection.Results.TryReadRow(out EofPacket end))
            {
                _state = State.OnRow;
                _found = 0;
                _foundTo = 0;
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
    /// <exception cref="InvalidOperationException">It is NULL.</exception>
    /// <exception cref="ArgumentException">It is not UTF-8.</exception>
    public string GetString(int column) => GetNullableString(column) ?? throw IsNullHere(column);

    /// <summary>The value as UTF-8 text, or null for NULL.</summary>
    /// <exception cref="ArgumentException">It is not UTF-8.</exception>
    public string? GetNullableString(int column) => IsNull(column) ? null : SqlText.StrictUtf8.GetString(this[column]);

    /// <summary>The value as a whole number.</summary>
    /// <exception cref="InvalidOperationException">It is NULL.</exception>
    /// <exception cref="FormatException">It is no whole number, or does not fit.</exception>
    public long GetInt64(int column)
    {
        if (IsNull(column)) throw IsNullHere(column);
        ReadOnlySpan<byte> text = this[column];
        return Utf8Parser.TryParse(text, out long value, out int read) && read == text.Length
            ? value
            : throw new FormatException($"the value of column {_columns[column].Name} is no whole number of 64 bits");
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
        ReadOnlySpan<byte> row = Row;
        if ((uint)column >= (uint)_columns.Length) throw new ArgumentOutOfRangeException(nameof(column));
        while (_found <= column)
        {
            ReadOnlySpan<byte> rest = row[_foundTo..];
            if (!LengthEncoded.TryReadString(ref rest, out ReadOnlySpan<byte> value, out bool isNull))
                throw new MySqlConnectionException($"the server sent a row of {_found} values where {_columns.Length} columns were announced");
            _foundTo = row.Length - rest.Length;
            _values[_found++] = isNull ? (_foundTo, -1) : (_foundTo - value.Length, value.Length);
        }

        return _values[column];
    }

    private InvalidOperationException IsNullHere(int column) => new($"the value of column {_columns[column].Name} is NULL");
}
