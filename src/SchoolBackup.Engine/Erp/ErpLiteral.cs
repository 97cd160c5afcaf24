using System.Buffers.Text;
using System.Text.Json;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Erp;

/// <summary>
/// Writes a value of the document as SQL for the column that it is meant for: JSON's own forms, those of <c>docs/erp-format.md</c>, and
/// those that JavaScript makes of dates and buffers.
/// </summary>
internal sealed class ErpLiteral(PooledBuffer text)
{
    /// <summary>How many of the values so far are ENUMs that hold no member: what only a server stores that is not strict.</summary>
    public int WithoutMember { get; private set; }

    private byte[] _scratch = new byte[4 << 10];

    /// <summary>Writes the value that the reader stands on, and moves the reader to its end.</summary>
    /// <exception cref="BackupException">BackupDamaged: the value has no meaning for such a column.</exception>
    public void Write(ref Utf8JsonReader value, ReadOnlySpan<byte> row, ColumnInfo column)
    {
        switch (value.TokenType)
        {
            case JsonTokenType.Null:
                text.Write("NULL"u8);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                bool isText = ErpType.IsText(column);
                if (value.TokenType == JsonTokenType.True) text.Write(isText ? "'true'"u8 : "1"u8);
                else text.Write(isText ? "'false'"u8 : "0"u8);
                break;
            case JsonTokenType.Number:
                WriteNumber(value.ValueSpan, column);
                break;
            case JsonTokenType.String:
                WriteText(Unescaped(ref value, column), column);
                break;
            default:
                WriteObject(ref value, row, column);
                break;
        }
    }

    private void WriteNumber(ReadOnlySpan<byte> digits, ColumnInfo column)
    {
        // A bare -0 is the integer 0 negated; only as a floating-point literal does it keep its sign.
        if (digits.SequenceEqual("-0"u8) && column.DataType is "double" or "float") text.Write("-0e0"u8);
        else if (ErpType.IsText(column)) Quote(digits);
        else text.Write(ErpType.LargestFloat(digits, column) is { } largest ? largest : digits);
    }

    private void WriteText(ReadOnlySpan<byte> value, ColumnInfo column)
    {
        if (column.DataType is "datetime" or "timestamp" or "date") value = ErpType.SqlTime(value, _scratch);
        if (ErpType.IsBytes(column)) text.Write("_binary"u8);
        Quote(value);
    }

    /// <summary>An object is one of the forms for what JSON has none, or a document in a JSON column.</summary>
    private void WriteObject(ref Utf8JsonReader value, ReadOnlySpan<byte> row, ColumnInfo column)
    {
        int start = (int)value.TokenStartIndex;
        Utf8JsonReader inside = value;
        value.Skip();
        if (inside.TokenType == JsonTokenType.StartObject && TryWriteForm(ref inside, column)) return;
        if (!ErpType.IsText(column)) throw NoValue(column, "an object or a list");
        Quote(row[start..(int)value.BytesConsumed]);
    }

    private bool TryWriteForm(ref Utf8JsonReader inside, ColumnInfo column)
    {
        inside.Read();
        if (inside.TokenType != JsonTokenType.PropertyName) return false;
        if (inside.ValueTextEquals("$binary"u8)) WriteBytes(ref inside, column);
        else if (inside.ValueTextEquals("$enum"u8)) WriteMember(ref inside, column);
        else if (inside.ValueTextEquals("type"u8) && ErpType.IsBytes(column)) WriteBuffer(ref inside, column);
        else return false;
        return true;
    }

    /// <summary><c>{"$binary":"base64"}</c>; of text that JSON cannot hold, with its character set.</summary>
    private void WriteBytes(ref Utf8JsonReader inside, ColumnInfo column)
    {
        inside.Read();
        if (inside.TokenType != JsonTokenType.String) throw NoValue(column, "a '$binary' that is no text");
        byte[] bytes = Decoded(Unescaped(ref inside, column), column);
        inside.Read();
        string introducer = "_binary";
        if (inside.TokenType == JsonTokenType.PropertyName && inside.ValueTextEquals("charset"u8))
        {
            inside.Read();
            string charset = inside.GetString() ?? "";
            if (charset.Length == 0 || !charset.All(char.IsAsciiLetterOrDigit)) throw NoValue(column, $"the character set '{charset}'");
            introducer = "_" + charset;
        }

        text.Write(System.Text.Encoding.ASCII.GetBytes(introducer));
        Quote(bytes);
    }

    /// <summary><c>{"$enum":0}</c>: a member by its number, 0 for the value that is none.</summary>
    private void WriteMember(ref Utf8JsonReader inside, ColumnInfo column)
    {
        inside.Read();
        if (inside.TokenType != JsonTokenType.Number || !inside.TryGetUInt16(out ushort member))
            throw NoValue(column, "a '$enum' that is no number");
        if (member == 0 && column.DataType == "enum") WithoutMember++;
        text.Write(inside.ValueSpan);
    }

    /// <summary><c>{"type":"Buffer","data":[1,2,3]}</c>, as Node.js writes bytes.</summary>
    private void WriteBuffer(ref Utf8JsonReader inside, ColumnInfo column)
    {
        bool isBuffer = inside.Read() && inside.TokenType == JsonTokenType.String && inside.ValueTextEquals("Buffer"u8)
            && inside.Read() && inside.TokenType == JsonTokenType.PropertyName && inside.ValueTextEquals("data"u8) && inside.Read()
                && inside.TokenType == JsonTokenType.StartArray;
        if (!isBuffer) throw NoValue(column, "an object");
        var bytes = new List<byte>();
        while (inside.Read() && inside.TokenType == JsonTokenType.Number)
            bytes.Add(inside.TryGetByte(out byte one) ? one : throw NoValue(column, "a number that is no byte"));
        text.Write("_binary"u8);
        Quote(bytes.ToArray());
    }

    private static byte[] Decoded(ReadOnlySpan<byte> base64, ColumnInfo column)
    {
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        return Base64.DecodeFromUtf8(base64, bytes, out int read, out int written) == System.Buffers.OperationStatus.Done
            && read == base64.Length
            ? bytes[..written]
            : throw NoValue(column, "a '$binary' that is no base64");
    }

    private ReadOnlySpan<byte> Unescaped(ref Utf8JsonReader value, ColumnInfo column)
    {
        if (!value.ValueIsEscaped) return value.ValueSpan;
        if (_scratch.Length < value.ValueSpan.Length) _scratch = new byte[value.ValueSpan.Length];
        try
        {
            return _scratch.AsSpan(0, value.CopyString(_scratch));
        }
        catch (InvalidOperationException)
        {
            throw NoValue(column, "text with half a character");
        }
    }

    private void Quote(ReadOnlySpan<byte> value) => text.Advance(SqlLiteral.Write(value, text.Free(SqlLiteral.MaxLength(value.Length))));

    private static BackupException NoValue(ColumnInfo column, string what) => new(
        BackupError.BackupDamaged, $"the backup has {what} for the column {Identifier.Quote(column.Name)} of type {column.ColumnType}", "compare the table's definition with that of the time of the backup");
}
