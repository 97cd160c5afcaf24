using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Export;

/// <summary>
/// Turns the text that LOAD DATA would read into CSV, as it is written to it: RFC 4180 in UTF-8, a header, lines that end in CR LF. NULL is
/// an empty field, an empty text is <c>""</c>; bytes, and text in character sets other than UTF-8 and latin1, stand as <c>0x</c> and
/// hexadecimal digits.
/// </summary>
internal sealed class CsvText : WriteOnlyStream
{
    private readonly Stream _target;
    private readonly FieldForm[] _forms;
    private readonly MemoryStream _field = new();
    private readonly PooledBuffer _line = new(64 << 10);
    private int _column;
    private bool _escaped;
    private bool _isNull;

    public CsvText(Stream target, IReadOnlyList<ColumnEntry> columns)
    {
        _target = target;
        _forms = [.. columns.Select(Form)];
        for (int column = 0; column < columns.Count; column++)
        {
            if (column > 0) _line.Write(","u8);
            Quote(System.Text.Encoding.UTF8.GetBytes(columns[column].Name));
        }

        _line.Write("\r\n"u8);
    }

    private enum FieldForm
    {
        /// <summary>Digits and dates: nothing in them has to be quoted.</summary>
        Bare,
        Text,
        Latin1,
        Hex,
    }

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        foreach (byte one in bytes)
        {
            if (_escaped) Unescape(one);
            else if (one == '\\') _escaped = true;
            else if (one == LoadText.FieldEnd) EndField();
            else if (one == '\n') EndLine();
            else _field.WriteByte(one);
        }
    }

    public override void Flush()
    {
        _target.Write(_line.Written);
        _line.Clear();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _line.Dispose();
            _field.Dispose();
        }

        base.Dispose(disposing);
    }

    private static FieldForm Form(ColumnEntry column) => column.Kind switch
    {
        ColumnKind.Binary => FieldForm.Hex,
        ColumnKind.Text when column.Charset is null => FieldForm.Bare,
        ColumnKind.Text when column.Charset is "utf8mb4" or "utf8mb3" or "utf8" or "ascii" => FieldForm.Text,
        ColumnKind.Text when column.Charset is "latin1" => FieldForm.Latin1,
        ColumnKind.Text => FieldForm.Hex,
        ColumnKind.Parsed => FieldForm.Text,
        _ => FieldForm.Bare,
    };

    private void Unescape(byte letter)
    {
        _escaped = false;
        if (letter == 'N') _isNull = true;
        else _field.WriteByte(
            letter switch { (byte)'0' => 0, (byte)'n' => (byte)'\n', (byte)'r' => (byte)'\r', (byte)'Z' => 0x1a, _ => letter });
    }

    private void EndLine()
    {
        EndField();
        _column = 0;
        _line.Write("\r\n"u8);
        if (_line.Length > 256 << 10) Flush();
    }

    private void EndField()
    {
        if (_column > 0) _line.Write(","u8);
        ReadOnlySpan<byte> value = _field.GetBuffer().AsSpan(0, (int)_field.Length);
        if (!_isNull) WriteValue(value);
        _field.SetLength(0);
        _isNull = false;
        _column++;
    }

    private void WriteValue(ReadOnlySpan<byte> value)
    {
        switch (_forms[_column])
        {
            case FieldForm.Bare:
                _line.Write(value);
                break;
            case FieldForm.Text:
                Quote(value);
                break;
            case FieldForm.Latin1:
                Quote(System.Text.Encoding.UTF8.GetBytes(ServerLatin1.Decode(value)));
                break;
            default:
                _line.Write("0x"u8);
                _line.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(value)));
                break;
        }
    }

    /// <summary>Quotes are for what needs them, and for the empty text, which is not NULL.</summary>
    private void Quote(ReadOnlySpan<byte> value)
    {
        if (value.Length > 0 && value.IndexOfAny("\",\r\n"u8) < 0)
        {
            _line.Write(value);
            return;
        }

        _line.Write("\""u8);
        for (int quote = value.IndexOf((byte)'"'); quote >= 0; quote = value.IndexOf((byte)'"'))
        {
            _line.Write(value[..(quote + 1)]);
            _line.Write("\""u8);
            value = value[(quote + 1)..];
        }

        _line.Write(value);
        _line.Write("\""u8);
    }
}
