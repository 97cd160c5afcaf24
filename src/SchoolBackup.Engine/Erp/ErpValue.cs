using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Erp;

/// <summary>
/// Writes the values of one column as JSON: as what JSON has wherever that is exact, and in one of the forms of <c>docs/erp-format.md</c>
/// elsewhere.
/// </summary>
internal sealed class ErpValue(ColumnInfo column, ColumnEntry entry)
{
    /// <summary>A JavaScript number holds any number of so many digits.</summary>
    private const int ExactDigits = 15;

    /// <summary>What the JSON writer takes as one value.</summary>
    private const int LongestText = 160_000_000;
    private const int LongestBytes = 120_000_000;

    private static readonly SearchValues<byte> OfNumbers = SearchValues.Create("0123456789.eE+-"u8);

    // Nobody puts these documents into HTML, and names stay readable.
    private readonly JsonEncodedText _name = JsonEncodedText.Encode(column.Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    /// <exception cref="BackupException">NotSupported: a value that is longer than JSON is written here.</exception>
    public void Write(Utf8JsonWriter json, RowReader row, int number)
    {
        json.WritePropertyName(_name);
        if (row.IsNull(number))
        {
            json.WriteNullValue();
            return;
        }

        ReadOnlySpan<byte> value = row[number];
        switch (entry.Kind)
        {
            case ColumnKind.Number when IsExact(value):
            case ColumnKind.Double or ColumnKind.Float when IsJsonNumber(value):
                json.WriteRawValue(value, skipInputValidation: true);
                break;
            case ColumnKind.EnumNumber:
                WriteMember(json, value);
                break;
            case ColumnKind.Binary:
                WriteBytes(json, value, null);
                break;
            // Only a member's text can be empty here if '' is no member: it is the value that stands for none.
            case ColumnKind.Text when column.DataType == "enum" && value.Length == 0:
                WriteMember(json, "0"u8);
                break;
            case ColumnKind.Text:
                WriteText(json, value);
                break;
            default:
                WriteUtf8(json, value);
                break;
        }
    }

    private void WriteText(Utf8JsonWriter json, ReadOnlySpan<byte> value)
    {
        switch (entry.Charset)
        {
            case null or "utf8mb4" or "utf8mb3" or "utf8" or "ascii" when Utf8.IsValid(value):
                WriteUtf8(json, value);
                break;
            case "latin1":
                json.WriteStringValue(ServerLatin1.Decode(value));
                break;
            default:
                WriteBytes(json, value, entry.Charset);
                break;
        }
    }

    private void WriteUtf8(Utf8JsonWriter json, ReadOnlySpan<byte> value)
    {
        if (value.Length > LongestText) throw TooLong(value.Length);
        json.WriteStringValue(value);
    }

    /// <summary>Of text, with the character set that its bytes are in.</summary>
    private void WriteBytes(Utf8JsonWriter json, ReadOnlySpan<byte> value, string? charset)
    {
        if (value.Length > LongestBytes) throw TooLong(value.Length);
        json.WriteStartObject();
        json.WriteBase64String("$binary"u8, value);
        if (charset is not null) json.WriteString("charset"u8, charset);
        json.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter json, ReadOnlySpan<byte> digits)
    {
        json.WriteStartObject();
        json.WritePropertyName("$enum"u8);
        json.WriteRawValue(digits, skipInputValidation: true);
        json.WriteEndObject();
    }

    private static bool IsExact(ReadOnlySpan<byte> value) =>
        IsJsonNumber(value) && value.Length - value.Count((byte)'.') - value.Count((byte)'-') <= ExactDigits;

    /// <summary>JSON has no leading zeros, which ZEROFILL and YEAR have, and no words for infinities.</summary>
    private static bool IsJsonNumber(ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> digits = value.StartsWith("-"u8) ? value[1..] : value;
        bool isPlain = digits.Length > 0 && char.IsAsciiDigit((char)digits[0]) && digits[^1] != '.'
            && digits.IndexOfAnyExcept(OfNumbers) < 0;
        return isPlain && !(digits[0] == '0' && digits.Length > 1 && char.IsAsciiDigit((char)digits[1]));
    }

    private BackupException TooLong(int length) => new(
        BackupError.NotSupported,
        Invariant($"a value of the column {column.Name} has {length >> 20} MiB, more than this program writes as one JSON value"),
        "leave the table out with --exclude-table, or use the archive's own format");
}
