using System.Text.Json;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Erp;

/// <summary>What a document shows next.</summary>
internal enum ErpPart
{
    Table,
    Row,
    End,
}

/// <summary>
/// Reads the ERP's JSON forward, <c>{"version":"1.0","timestamp":…,"tables":{"users":[{…},…],…}}</c>, one row at a time:
/// no more of it is in memory than the longest row.
/// </summary>
/// <param name="json">The text; it is disposed with this.</param>
/// <param name="path">The file, for messages.</param>
/// <param name="position">How far into the file that is.</param>
internal sealed class ErpDocument(Stream json, string path, Func<long> position) : IDisposable
{
    private readonly HashSet<string> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _tables = new(StringComparer.Ordinal);
    private byte[] _buffer = new byte[256 << 10];
    private int _start;
    private int _end;
    private bool _final;
    private JsonReaderState _state = new(ErpColumns.RowOptions);
    private Place _place;
    private (int Start, int Length) _row;
    private string _text = "";

    private enum Place
    {
        Outside,
        Document,
        Tables,
        Rows,
    }

    /// <summary>The document's version, once it has been met.</summary>
    public string? Version { get; private set; }

    /// <summary>When the backup was made, as the document says it.</summary>
    public string? Timestamp { get; private set; }

    /// <summary>Members of the document that this reader does not know.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>The table at hand.</summary>
    public string Table { get; private set; } = "";

    /// <summary>The row at hand: a JSON object, valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> Row => _buffer.AsSpan(_row.Start, _row.Length);

    /// <summary>Bytes of the file behind what has been read.</summary>
    public long Position => position();

    /// <summary>Moves to the next table, row, or the end; there, everything has been read, and the file's tag compared.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.BackupDamaged"/>; <see cref="BackupError.FormatTooNew"/>: another version.
    /// </exception>
    public ErpPart Read()
    {
        while (true)
        {
            JsonTokenType token = Next(_place == Place.Rows);
            switch (_place, token)
            {
                case (Place.Outside, JsonTokenType.StartObject):
                    _place = Place.Document;
                    break;
                case (Place.Outside, JsonTokenType.None):
                    return Ended();
                case (Place.Document, JsonTokenType.PropertyName):
                    ReadMember(_text);
                    break;
                case (Place.Document, JsonTokenType.EndObject):
                    _place = Place.Outside;
                    break;
                case (Place.Tables, JsonTokenType.PropertyName):
                    BeginTable(_text);
                    return ErpPart.Table;
                case (Place.Tables, JsonTokenType.EndObject):
                    _place = Place.Document;
                    break;
                case (Place.Rows, JsonTokenType.StartObject):
                    return ErpPart.Row;
                case (Place.Rows, JsonTokenType.EndArray):
                    _place = Place.Tables;
                    break;
                default:
                    throw NoBackup(_place == Place.Rows ? $"a row of {Table} is no object" : "its outline is another one");
            }
        }
    }

    public void Dispose() => json.Dispose();

    private void ReadMember(string name)
    {
        if (!_members.Add(name)) throw NoBackup($"'{name}' stands in it twice");
        if (name == "tables")
        {
            if (Next(whole: false) != JsonTokenType.StartObject) throw NoBackup("its tables are no object");
            _place = Place.Tables;
            return;
        }

        JsonTokenType value = Next(whole: true);
        if (name == "version") RequireVersion(value);
        else if (name == "timestamp") Timestamp = _text;
        else Unknown.Add(name);
    }

    private void RequireVersion(JsonTokenType value)
    {
        if (value is not (JsonTokenType.String or JsonTokenType.Number)) throw NoBackup("its version is no text");
        Version = _text;
        if (Version == "1.0") return;
        throw new BackupException(
            BackupError.FormatTooNew, $"{path} is a School ERP backup of version {Version}; this program reads version 1.0", "restore it with the system that wrote it, or with a newer SchoolBackup");
    }

    private void BeginTable(string name)
    {
        if (!_tables.Add(name)) throw NoBackup($"the table {name} stands in it twice");
        if (Next(whole: false) != JsonTokenType.StartArray) throw NoBackup($"the rows of {name} are no list");
        Table = name;
        _place = Place.Rows;
    }

    private ErpPart Ended() => Version is null ? throw NoBackup("it does not say its version") : ErpPart.End;

    /// <summary>Takes the next token; <paramref name="whole"/>, with all that belongs to it.</summary>
    private JsonTokenType Next(bool whole)
    {
        while (true)
        {
            if (TryNext(whole) is { } token) return token;
            Fill();
        }
    }

    private JsonTokenType? TryNext(bool whole)
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _final, _state);
        try
        {
            if (!reader.Read()) return _final ? JsonTokenType.None : null;
            JsonTokenType token = reader.TokenType;
            int at = _start + (int)reader.TokenStartIndex;
            if (token is JsonTokenType.PropertyName or JsonTokenType.String) _text = reader.GetString()!;
            else if (token == JsonTokenType.Number) _text = System.Text.Encoding.ASCII.GetString(reader.ValueSpan);
            if (whole && !reader.TrySkip()) return null;
            _start += (int)reader.BytesConsumed;
            _state = reader.CurrentState;
            _row = (at, _start - at);
            return token;
        }
        catch (JsonException broken)
        {
            throw NoBackup($"broken JSON: {broken.Message}", broken);
        }
        catch (InvalidOperationException noText)
        {
            throw NoBackup($"a name in it is no text: {noText.Message}", noText);
        }
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length) Array.Resize(ref _buffer, checked(_buffer.Length * 2));
        int count = json.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        _final = count == 0;
    }

    private BackupException NoBackup(string why, Exception? cause = null) =>
        new(
            BackupError.BackupDamaged,
            $"{path} opens, but holds no School ERP backup: {why}",
            "use another backup; the system that wrote this one made a mistake",
            cause);
}
