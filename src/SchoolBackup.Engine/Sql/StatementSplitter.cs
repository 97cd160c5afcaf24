using System.Buffers;
using System.Text;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Sql;

/// <summary>What a statement asks of the one who runs it.</summary>
public enum StatementKind
{
    /// <summary>For the server.</summary>
    Sql,

    /// <summary><c>USE db</c>: go to the database that <see cref="StatementSplitter.Argument"/> names.</summary>
    Use,

    /// <summary><c>source file</c>: read the file that <see cref="StatementSplitter.Argument"/> names.</summary>
    Source,
}

/// <summary>
/// Reads a dump statement by statement, as the <c>mysql</c> client does: delimiters, strings, comments, changes of sql_mode. It holds
/// one statement in memory. Bytes come out as they stand in the dump, but for white space and comments around the statement.
/// </summary>
/// <remarks>
/// The client's own commands that run programs or write files (<c>system</c>, <c>\!</c>, <c>tee</c>, <c>pager</c> …) are an error:
/// they have no place in a dump.
/// </remarks>
/// <param name="dump">The text of the dump; not disposed.</param>
/// <param name="dialect">The sql_mode that the dump starts in.</param>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/mysql-commands.html"/>
public sealed class StatementSplitter(Stream dump, SqlDialect dialect = default) : IDisposable
{
    private readonly DumpWindow _window = new(dump);
    private readonly SqlModeTracker _mode = new(dialect);
    private byte[] _delimiter = ";"u8.ToArray();
    private SearchValues<byte> _stops = StopsFor((byte)';');
    private bool _started;

    /// <summary>The statement without its delimiter; good until the next <see cref="Read"/>.</summary>
    public ReadOnlyMemory<byte> Statement { get; private set; }

    public StatementKind Kind { get; private set; }

    /// <summary>The database of USE, the file of source, otherwise empty.</summary>
    public string Argument { get; private set; } = "";

    /// <summary>The line that the statement begins in, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Bytes of the dump before the statement.</summary>
    public long Offset { get; private set; }

    /// <summary>How the server will read the next statement, by the SET statements up to now.</summary>
    public SqlDialect Dialect => _mode.Dialect;

    /// <summary>Goes to the next statement.</summary>
    /// <returns>False at the end of the dump.</returns>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.BackupDamaged"/>: the dump ends in the middle of a statement, a string or a comment;
    /// <see cref="BackupError.NotSupported"/>: a client command; <see cref="BackupError.NotABackup"/>: UTF-16.
    /// </exception>
    public bool Read(CancellationToken stop = default)
    {
        _window.Stop = stop;
        if (!_started)
            SkipByteOrderMark();
        while (true)
        {
            _window.Release();
            Statement = default;
            SkipTrivia();
            if (!_window.Has(1))
                return false;

            Line = _window.Keep();
            Offset = _window.Offset;
            if (_window.StartsWith(_delimiter))
                _window.Advance(_delimiter.Length);
            else if (_window.StartsWith(@"/*M!999999\-"u8))
                _window.AdvanceTo((byte)'\n');
            else if (ReadStatement())
                return true;
        }
    }

    public void Dispose() => _window.Dispose();

    private bool ReadStatement()
    {
        Kind = StatementKind.Sql;
        Argument = "";
        string command = ClientCommand.At(_window, _delimiter);
        switch (command)
        {
            case "":
                ReadSql();
                _mode.Observe(Statement.Span);
                return true;
            case "DELIMITER":
                SetDelimiter();
                return false;
            case "USE":
            case "SOURCE":
                Kind = command == "USE" ? StatementKind.Use : StatementKind.Source;
                Argument = ReadArgument(command.Length);
                return true;
            default:
                throw Refused(command.ToLowerInvariant());
        }
    }

    private void ReadSql()
    {
        while (true)
        {
            _window.Advance(PlainLength(_window.Rest));
            if (_window.Rest.IsEmpty)
            {
                if (!_window.Fill())
                    throw Unfinished("statement", Line);
                continue;
            }

            byte found = _window.Rest[0];
            if (found == _delimiter[0] && _window.StartsWith(_delimiter))
            {
                Statement = _window.Kept;
                _window.Advance(_delimiter.Length);
                return;
            }

            if (found is (byte)'\'' or (byte)'"' or (byte)'`')
                SkipQuoted(found);
            else if (!SkipComment())
                SkipOther(found);
        }
    }

    // Nearly all of a dump is rows: numbers, and strings without a backslash. This passes them without a look at anything else.
    private int PlainLength(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (true)
        {
            int stop = text[at..].IndexOfAny(_stops);
            if (stop < 0)
                return text.Length;
            at += stop;
            ReadOnlySpan<byte> behind = text[(at + 1)..];
            int skip = text[at] switch
            {
                (byte)'\'' => behind.IndexOfAny((byte)'\'', (byte)'\\') is var end and >= 0 && behind[end] == '\'' ? end + 2 : 0,
                (byte)'-' when _delimiter[0] != '-' => behind is [not (byte)'-', ..] ? 1 : 0,
                _ => 0,
            };
            if (skip == 0)
                return at;
            at += skip;
        }
    }

    private void SkipOther(byte found)
    {
        if (found != '\\')
            _window.Advance(1);
        else if (_window.StartsWith(@"\N"u8))
            _window.Advance(2);
        else
            throw Refused(_window.Has(2) ? $@"\{(char)_window.Rest[1]}" : @"\");
    }

    // A doubled quote needs no care here: it ends one string and begins the next.
    private void SkipQuoted(byte quote)
    {
        bool escapes = quote != '`' && !Dialect.NoBackslashEscapes && !(quote == '"' && Dialect.AnsiQuotes);
        int from = 1;
        while (true)
        {
            ReadOnlySpan<byte> rest = _window.Rest;
            int found = escapes ? rest[from..].IndexOfAny(quote, (byte)'\\') : rest[from..].IndexOf(quote);
            if (found >= 0 && rest[from + found] == quote)
            {
                _window.Advance(from + found + 1);
                return;
            }

            from = found < 0 ? rest.Length : from + found + 2;
            if (from >= rest.Length && !_window.Has(from + 1))
                throw Unfinished(quote == '`' ? "quoted name" : "string", _window.Line);
        }
    }

    private void SkipTrivia()
    {
        while (_window.Has(1))
        {
            byte next = _window.Rest[0];
            if (next is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r'))
                _window.Advance(1);
            // The client takes -- at the beginning of a line for a comment, whatever follows.
            else if (_window.StartsWith(_delimiter) || !(SkipComment() || SkipLineOf("--"u8)))
                return;
        }
    }

    private bool SkipComment()
    {
        if (SkipLineOf("#"u8) || (_window.StartsWith("--"u8) && (!_window.Has(3) || _window.Rest[2] <= ' ') && SkipLineOf("--"u8)))
            return true;
        if (!_window.StartsWith("/*"u8) || _window.StartsWith("/*!"u8) || _window.StartsWith("/*M!"u8))
            return false;

        long line = _window.Line;
        _window.Advance(2);
        while (_window.AdvanceTo((byte)'*'))
        {
            if (_window.StartsWith("*/"u8))
            {
                _window.Advance(2);
                return true;
            }

            _window.Advance(1);
        }

        throw Unfinished("comment", line);
    }

    private bool SkipLineOf(ReadOnlySpan<byte> start)
    {
        if (!_window.StartsWith(start))
            return false;
        _window.AdvanceTo((byte)'\n');
        return true;
    }

    private void SetDelimiter()
    {
        string delimiter = ClientCommand.FirstWord(ReadLine("DELIMITER".Length));
        if (delimiter.Length == 0 || delimiter.AsSpan().ContainsAny(@"\'""`"))
        {
            throw new BackupException(BackupError.BackupDamaged, Invariant($"line {Line} of the dump has a DELIMITER command without a usable delimiter"),
                hint: "look whether the dump was edited or cut; a delimiter is one word without backslash and quotes");
        }

        _delimiter = Encoding.UTF8.GetBytes(delimiter);
        _stops = StopsFor(_delimiter[0]);
    }

    private string ReadArgument(int commandLength)
    {
        int line = ClientCommand.LengthToDelimiter(ReadLine(0), _delimiter, Dialect);
        // ReadLine has moved to the end of the line: what stands behind the delimiter is read again.
        _window.Advance(line - _window.Kept.Length);
        Statement = _window.Kept;
        if (_window.StartsWith(_delimiter))
            _window.Advance(_delimiter.Length);
        return Kind == StatementKind.Use
            ? ClientCommand.FirstWord(Statement.Span[commandLength..])
            : Encoding.UTF8.GetString(Statement.Span[commandLength..]).Trim();
    }

    private ReadOnlySpan<byte> ReadLine(int from)
    {
        _window.AdvanceTo((byte)'\n');
        return _window.Kept.Span[from..];
    }

    private void SkipByteOrderMark()
    {
        _started = true;
        if (_window.StartsWith([0xEF, 0xBB, 0xBF]))
            _window.Advance(3);
        else if (_window.StartsWith([0xFF, 0xFE]) || _window.StartsWith([0xFE, 0xFF]))
            throw new BackupException(BackupError.NotABackup, "the dump is UTF-16 text",
                hint: "make it with mysqldump --result-file, as > in Windows PowerShell writes UTF-16 and damages binary values");
    }

    private static SearchValues<byte> StopsFor(byte delimiter) => SearchValues.Create([delimiter, .. @"'""`\#-/"u8]);

    private BackupException Refused(string command) => new(BackupError.NotSupported,
        Invariant($"line {_window.Line} of the dump has the client command '{command}'"),
        hint: "a dump has no such commands, they run programs or write files: find out where it comes from, then remove the line");

    private static BackupException Unfinished(string what, long line) => new(BackupError.BackupDamaged,
        Invariant($"the dump ends inside a {what} that begins in line {line}"),
        hint: "it was cut or never finished: take another copy of the dump");
}
