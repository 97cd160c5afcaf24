using System.Buffers;
using System.Buffers.Binary;
using SchoolBackup.MySql.Transport;

namespace SchoolBackup.MySql.Packets;

/// <summary>
/// Reads packets in large blocks and hands each out in place. A packet's bytes are valid until the next is read. Those over
/// 1 MiB are gathered apart, in an array of their own size.
/// </summary>
internal sealed class PacketReader(Channel channel, PacketSequence sequence) : IDisposable
{
    private const int HeaderLength = 4;
    private const int BlockSize = 256 * 1024;
    private const int LargestInPlace = 1024 * 1024;
    private const int LargestKept = 4 * 1024 * 1024;
    private const int RoomForSmallValues = 64 * 1024;

    private byte[] _block = ArrayPool<byte>.Shared.Rent(BlockSize);
    private int _next;
    private int _end;
    private byte[] _giant = [];
    private byte[] _current = [];
    private int _start;
    private int _length;
    private bool _isOutOfOrder;

    /// <summary>The last packet that was read.</summary>
    public ReadOnlySpan<byte> Current => new(_current, _start, _length);

    /// <summary>Bytes that came with the last packet, and are not part of it, lie here.</summary>
    public bool HasMore => _next < _end;

    /// <summary>
    /// Whether something came that nobody has asked for; the error by which a server ends a session may come at any time.
    /// </summary>
    public bool HasUnasked =>
        HasMore && !(_end - _next > HeaderLength && _block[_next + 3] == 0 && _block[_next + HeaderLength] == ErrPacket.Header);

    /// <summary>Reads the next packet; an ERR is thrown, a progress report is passed over.</summary>
    /// <exception cref="MySqlException">The server says so.</exception>
    /// <exception cref="MySqlConnectionException">
    /// The connection broke, the bytes make no sense, or they are more than <paramref name="bound"/>.
    /// </exception>
    public ReadOnlySpan<byte> ReadAnswer(PacketBound bound)
    {
        while (true)
        {
            ReadOnlySpan<byte> packet = Read(bound);
            if (packet.IsEmpty || packet[0] != ErrPacket.Header) return packet;
            if (!_isOutOfOrder && ErrPacket.IsProgress(packet)) continue;
            MySqlException failure = ErrPacket.Parse(packet).ToException();
            // It answers no command, so that none may follow.
            if (_isOutOfOrder) channel.Close(failure.Message);
            throw failure;
        }
    }

    /// <summary>Reads the next packet, whatever it says.</summary>
    /// <exception cref="MySqlConnectionException">
    /// The connection broke, the packet is out of order, or longer than <paramref name="bound"/>.
    /// </exception>
    public ReadOnlySpan<byte> Read(PacketBound bound)
    {
        int length = ReadHeader();
        bound.Check(length);
        if (length > LargestInPlace) return ReadGiant(length, bound);
        if (_giant.Length > LargestKept) _giant = [];

        if (_end - _next < length) Fill(length);
        _current = _block;
        _start = _next;
        _length = length;
        _next += length;
        return Current;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_block);
        (_block, _current, _giant) = ([], [], []);
        (_next, _end, _start, _length) = (0, 0, 0, 0);
    }

    private int ReadHeader()
    {
        if (_end - _next < HeaderLength) Fill(HeaderLength);
        uint header = BinaryPrimitives.ReadUInt32LittleEndian(_block.AsSpan(_next));
        var number = (byte)(header >> 24);
        var length = (int)(header & PacketWriter.LargestPayload);
        _isOutOfOrder = number != sequence.Next;
        if (_isOutOfOrder) PassOnlyAnError(number);
        _next += HeaderLength;
        sequence.Next = (byte)(number + 1);
        return length;
    }

    // A server that ends an idle session says why with number 0, before it has read the command that it seems to answer.
    private void PassOnlyAnError(byte number)
    {
        if (_end - _next <= HeaderLength) Fill(HeaderLength + 1);
        if (_block[_next + HeaderLength] != ErrPacket.Header) throw OutOfOrder(number, sequence.Next);
    }

    // In the middle of a row, what looks like an error is a part of it.
    private int ReadHeaderWithin()
    {
        byte due = sequence.Next;
        int length = ReadHeader();
        return _isOutOfOrder ? throw OutOfOrder((byte)(sequence.Next - 1), due) : length;
    }

    private MySqlProtocolException OutOfOrder(byte number, byte due) =>
        new($"{channel.Endpoint} sent packet number {number} where {due} was due");

    /// <summary>Brings at least <paramref name="count"/> unread bytes into the block.</summary>
    private void Fill(int count)
    {
        int have = _end - _next;
        byte[] target = count <= _block.Length ? _block : ArrayPool<byte>.Shared.Rent(count);
        _block.AsSpan(_next, have).CopyTo(target);
        if (target != _block)
        {
            ArrayPool<byte>.Shared.Return(_block);
            _block = target;
        }

        _next = 0;
        _end = have;
        while (_end < count) _end += channel.Read(_block.AsSpan(_end));
    }

    private ReadOnlySpan<byte> ReadGiant(int length, PacketBound bound)
    {
        int total = 0;
        bool more;
        do
        {
            more = length == PacketWriter.LargestPayload;
            ReserveGiant(total, length, bound);
            TakeInto(_giant.AsSpan(total, length));
            total += length;
            if (more) length = ReadHeaderWithin();
        }
        while (more);

        _current = _giant;
        _start = 0;
        _length = total;
        return Current;
    }

    // One packet tells its length. Of a row cut into several, the values' own lengths tell how long it will be at least, so
    // that it is hardly ever copied; where they do not, it grows by a quarter.
    private void ReserveGiant(int used, int length, PacketBound bound)
    {
        long needed = (long)used + length;
        bound.Check(needed);
        if (needed <= _giant.Length) return;

        long wanted = needed;
        if (length == PacketWriter.LargestPayload)
        {
            ReadOnlySpan<byte> known = used > 0 ? _giant.AsSpan(0, used) : _block.AsSpan(_next, _end - _next);
            wanted = Math.Max(wanted, LengthEncoded.LeastRowLength(known) + RoomForSmallValues);
        }

        if (used > 0) wanted = Math.Max(wanted, used + (used / 4));
        byte[] grown = GC.AllocateUninitializedArray<byte>((int)Math.Min(wanted, bound.Bytes));
        _giant.AsSpan(0, used).CopyTo(grown);
        _giant = grown;
    }

    private void TakeInto(Span<byte> target)
    {
        int had = Math.Min(_end - _next, target.Length);
        _block.AsSpan(_next, had).CopyTo(target);
        _next += had;
        target = target[had..];
        while (!target.IsEmpty) target = target[channel.Read(target)..];
    }
}
