using System.Globalization;
using System.Text;

namespace SchoolBackup.Demo;

/// <summary>
/// Writes rows as LOAD DATA reads them by default: tabs between values, <c>\N</c> for NULL, backslashes before tab, line end and backslash.
/// </summary>
/// <seealso href="https://mariadb.com/kb/en/load-data-infile/"/>
internal sealed class TabFile(Stream output) : IDisposable
{
    private const int LongestNumber = 32;

    private readonly byte[] _buffer = new byte[1 << 18];
    private int _used;
    private bool _isRowStarted;

    public long Rows { get; private set; }

    public TabFile Null()
    {
        Start(2);
        _buffer[_used++] = (byte)'\\';
        _buffer[_used++] = (byte)'N';
        return this;
    }

    public TabFile Number(long value)
    {
        Start(LongestNumber);
        value.TryFormat(_buffer.AsSpan(_used), out int length, default, CultureInfo.InvariantCulture);
        _used += length;
        return this;
    }

    /// <summary>A DECIMAL with two digits after the point, from hundredths (not negative).</summary>
    public TabFile Money(long hundredths)
    {
        Number(hundredths / 100);
        _buffer[_used++] = (byte)'.';
        _buffer[_used++] = (byte)('0' + hundredths / 10 % 10);
        _buffer[_used++] = (byte)('0' + hundredths % 10);
        return this;
    }

    public TabFile Date(DateOnly day)
    {
        Start(LongestNumber);
        day.TryFormat(_buffer.AsSpan(_used), out int length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        _used += length;
        return this;
    }

    public TabFile Time(DateTime moment, string format = "yyyy-MM-dd HH:mm:ss")
    {
        Start(LongestNumber);
        moment.TryFormat(_buffer.AsSpan(_used), out int length, format, CultureInfo.InvariantCulture);
        _used += length;
        return this;
    }

    /// <summary>A text, or NULL.</summary>
    public TabFile Text(string? text)
    {
        if (text is null)
            return Null();
        Span<byte> utf8 = stackalloc byte[256];
        return Encoding.UTF8.TryGetBytes(text, utf8, out int length) ? Bytes(utf8[..length]) : Bytes(Encoding.UTF8.GetBytes(text));
    }

    public TabFile Bytes(ReadOnlySpan<byte> bytes)
    {
        Start(0);
        foreach (byte b in bytes)
        {
            if (_used + 2 > _buffer.Length)
                Flush();
            if (b is (byte)'\\' or (byte)'\t' or (byte)'\n')
                _buffer[_used++] = (byte)'\\';
            _buffer[_used++] = b;
        }

        return this;
    }

    public void EndRow()
    {
        _buffer[_used++] = (byte)'\n';
        _isRowStarted = false;
        Rows++;
    }

    public void Dispose()
    {
        Flush();
        output.Dispose();
    }

    private void Start(int length)
    {
        // One byte for the tab, a few for what follows a number, one for the line end.
        if (_used + length + 8 > _buffer.Length)
            Flush();
        if (_isRowStarted)
            _buffer[_used++] = (byte)'\t';
        _isRowStarted = true;
    }

    private void Flush()
    {
        output.Write(_buffer, 0, _used);
        _used = 0;
    }
}
