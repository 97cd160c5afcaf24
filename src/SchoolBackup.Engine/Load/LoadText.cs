using System.Buffers;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// Turns the INSERT statements of our own chunks into the text that LOAD DATA reads: the escapes of both are the same, so
/// what stands between the quotes goes through as it is. Holds one block of text, however long a row may be.
/// </summary>
/// <seealso href="https://mariadb.com/kb/en/load-data-infile/"/>
internal sealed class LoadText : IDisposable
{
    /// <summary>Ends a field: the one byte, besides the newline, that our literals never hold unescaped.</summary>
    public const byte FieldEnd = 0x1a;

    private const int BlockBytes = 256 << 10;

    /// <summary>Longer than any bare value: a DECIMAL has 65 digits.</summary>
    private const int LongestBare = 512;

    /// <summary>Longer than USE and the longest name there is: 64 characters of four bytes.</summary>
    private const int LongestUse = 512;

    private static readonly SearchValues<byte> StringEnds = SearchValues.Create("'\\"u8);
    /// <summary>
    /// What numbers and hexadecimal literals are made of: no blank and no bracket, so that nothing else is taken for a value.
    /// </summary>
    private static readonly SearchValues<byte> BareBytes = SearchValues.Create(
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+-."u8);

    /// <summary>What stands before a quote: a character set's name.</summary>
    private static readonly SearchValues<byte> IntroducerBytes = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz_ "u8);

    private readonly byte[] _insert;
    private readonly byte[] _block;
    private readonly byte[] _out = ArrayPool<byte>.Shared.Rent(BlockBytes);
    private Stream _source = Stream.Null;
    private Stream _target = Stream.Null;
    private string _place = "";
    private int _start;
    private int _end;
    private int _written;
    private bool _sourceDone;

    public LoadText(TableEntry table)
    {
        _insert = SchemaText.Insert(table);
        _block = ArrayPool<byte>.Shared.Rent(Math.Max(BlockBytes, _insert.Length * 2));
    }

    /// <summary>Rows written by all calls so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Converts one chunk.</summary>
    /// <exception cref="BackupException">BackupDamaged when the text is not of our making.</exception>
    public void Convert(Stream chunk, Stream target, string place)
    {
        (_source, _target, _place) = (chunk, target, place);
        (_start, _end, _written, _sourceDone) = (0, 0, 0, false);
        while (Has(1)) Statement();
        FlushOut();
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_block);
        ArrayPool<byte>.Shared.Return(_out);
    }

    private ReadOnlySpan<byte> Rest => _block.AsSpan(_start, _end - _start);

    private void Statement()
    {
        Has(Math.Max(_insert.Length, LongestUse));
        if (Rest.StartsWith(_insert))
        {
            _start += _insert.Length;
            do Row();
            while (Separator());
            return;
        }

        // USE and COMMIT are the session's business, not the rows'.
        if (!Rest.StartsWith("COMMIT;\n"u8) && !Rest.StartsWith("USE `"u8)) throw Damaged("an unknown statement");
        int end = Rest.IndexOf(";\n"u8);
        if (end < 0) throw Damaged("an unfinished statement");
        _start += end + 2;
    }

    /// <summary>True when another row follows, false when the statement ends.</summary>
    private bool Separator()
    {
        if (!Has(2)) throw Damaged("a statement that does not end");
        byte separator = _block[_start];
        if (separator is not ((byte)',' or (byte)';') || _block[_start + 1] != '\n') throw Damaged("something between two rows");
        _start += 2;
        return separator == ',';
    }

    private void Row()
    {
        Expect((byte)'(');
        while (true)
        {
            Value();
            byte next = Next();
            Put(next == ',' ? FieldEnd : (byte)'\n');
            if (next == ')') break;
            if (next != ',') throw Damaged("a value that does not end");
        }

        Rows++;
    }

    private void Value()
    {
        Has(LongestBare);
        ReadOnlySpan<byte> rest = Rest;
        if (rest.Length == 0) throw Damaged("a row that does not end");
        if (rest.StartsWith("NULL"u8))
        {
            _start += 4;
            Put("\\N"u8);
            return;
        }

        if (rest[0] is (byte)'\'' or (byte)'_')
        {
            int quote = rest.IndexOf((byte)'\'');
            if (quote < 0 || rest[..quote].ContainsAnyExcept(IntroducerBytes)) throw Damaged("a value without its quote");
            _start += quote + 1;
            Quoted();
            return;
        }

        int end = rest.IndexOfAnyExcept(BareBytes);
        if (end is < 1 or > LongestBare) throw Damaged("a value that is none");
        Put(rest[..end]);
        _start += end;
    }

    private void Quoted()
    {
        while (true)
        {
            ReadOnlySpan<byte> rest = Rest;
            int end = rest.IndexOfAny(StringEnds);
            if (end < 0)
            {
                Put(rest);
                _start = _end;
                if (!Has(1)) throw Damaged("a string that does not end");
                continue;
            }

            if (rest[end] == '\'')
            {
                Put(rest[..end]);
                _start += end + 1;
                return;
            }

            Put(rest[..end]);
            _start += end;
            if (!Has(2)) throw Damaged("a string that does not end");
            Put(Rest[..2]);
            _start += 2;
        }
    }

    private void Expect(byte expected)
    {
        if (Next() != expected) throw Damaged("a row that does not begin");
    }

    private byte Next() => Has(1) ? _block[_start++] : throw Damaged("a row that does not end");

    /// <summary>Makes <paramref name="count"/> bytes available, or as many as there are; false when there are fewer.</summary>
    private bool Has(int count)
    {
        while (_end - _start < count && !_sourceDone)
        {
            if (_start > 0)
            {
                Rest.CopyTo(_block);
                (_start, _end) = (0, _end - _start);
            }

            int read = _source.Read(_block.AsSpan(_end));
            _end += read;
            _sourceDone = read == 0;
        }

        return _end - _start >= count;
    }

    private void Put(byte value)
    {
        if (_written == _out.Length) FlushOut();
        _out[_written++] = value;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _out.Length - _written) FlushOut();
        if (bytes.Length > _out.Length)
        {
            _target.Write(bytes);
            return;
        }

        bytes.CopyTo(_out.AsSpan(_written));
        _written += bytes.Length;
    }

    private void FlushOut()
    {
        _target.Write(_out.AsSpan(0, _written));
        _written = 0;
    }

    private BackupException Damaged(string what) => new(
        BackupError.BackupDamaged, $"the rows at {_place} cannot be read: {what}", "use another copy or another backup");
}
