using System.Buffers;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Sql;

/// <summary>
/// The part of a stream that is in memory: a pooled buffer that holds the statement under way and grows with it, and a position
/// that moves through it.
/// </summary>
internal sealed class DumpWindow(Stream dump) : IDisposable
{
    // The largest max_allowed_packet that a server can be given: a longer statement could not be sent.
    // https://dev.mysql.com/doc/refman/8.4/en/server-system-variables.html#sysvar_max_allowed_packet
    private const int LongestStatement = 1 << 30;
    private const int NothingKept = -1;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(1 << 18);
    private int _end;
    private int _position;
    private int _kept = NothingKept;
    private long _discarded;
    private int _counted;
    private long _line = 1;

    /// <summary>What has been read and not yet passed.</summary>
    public ReadOnlySpan<byte> Rest => _buffer.AsSpan(_position, _end - _position);

    /// <summary>From <see cref="Keep"/> to the position.</summary>
    public ReadOnlyMemory<byte> Kept => _buffer.AsMemory(_kept, _position - _kept);

    /// <summary>Bytes of the stream before the position.</summary>
    public long Offset => _discarded + _position;

    /// <summary>The line that the position is in, from 1.</summary>
    public long Line => _line + Count(_counted, _position);

    public CancellationToken Stop { get; set; }

    public void Advance(int count) => _position += count;

    /// <summary>Everything from the position on stays in memory, until <see cref="Release"/>.</summary>
    /// <returns>The line that the position is in.</returns>
    public long Keep()
    {
        _line = Line;
        _counted = _position;
        _kept = _position;
        return _line;
    }

    public void Release() => _kept = NothingKept;

    /// <summary>Whether there are that many bytes from the position on; reads when they are not in memory yet.</summary>
    public bool Has(int count)
    {
        while (_end - _position < count)
        {
            if (!Fill())
                return false;
        }

        return true;
    }

    public bool StartsWith(ReadOnlySpan<byte> text) => Has(text.Length) && Rest.StartsWith(text);

    /// <summary>Passes everything up to the mark, or to the end of the stream.</summary>
    /// <returns>Whether the mark is there; the position is then on it.</returns>
    public bool AdvanceTo(byte mark)
    {
        do
        {
            int found = Rest.IndexOf(mark);
            if (found >= 0)
            {
                Advance(found);
                return true;
            }

            Advance(Rest.Length);
        }
        while (Fill());
        return false;
    }

    /// <summary>Reads on; false at the end of the stream.</summary>
    public bool Fill()
    {
        Stop.ThrowIfCancellationRequested();
        if (_end == _buffer.Length)
            MakeRoom();
        int read = dump.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void MakeRoom()
    {
        int from = _kept == NothingKept ? _position : _kept;
        int live = _end - from;
        _line += Count(_counted, from);
        byte[] target = live > _buffer.Length / 2 ? Larger() : _buffer;
        Buffer.BlockCopy(_buffer, from, target, 0, live);
        if (target != _buffer)
            ArrayPool<byte>.Shared.Return(_buffer);

        _buffer = target;
        _discarded += from;
        _end = live;
        _position -= from;
        _kept = _kept == NothingKept ? NothingKept : 0;
        _counted = 0;
    }

    private byte[] Larger()
    {
        if (_buffer.Length >= LongestStatement)
        {
            throw new BackupException(BackupError.BackupDamaged,
                Invariant($"the statement that begins in line {_line} is longer than 1 GiB"),
                hint: "no server takes such a statement: look for a missing delimiter or quote in the dump");
        }

        return ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
    }

    private int Count(int from, int to) => _buffer.AsSpan(from, to - from).Count((byte)'\n');
}
