using System.Buffers;
using SchoolBackup.MySql.Packets;

namespace SchoolBackup.MySql.Commands;

/// <summary>What a LOAD DATA LOCAL INFILE statement reads: bytes written here go to the server in packets of 128 KiB.</summary>
internal sealed class LocalFileStream(PacketWriter writer, CommandCancellation cancellation) : Stream
{
    // Far below the smallest max_allowed_packet that anyone runs with.
    private const int PacketSize = 128 * 1024;

    private byte[]? _packet = ArrayPool<byte>.Shared.Rent(PacketSize);
    private int _used;

    public override bool CanRead => false;

    public override bool CanWrite => _packet is not null;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            ObjectDisposedException.ThrowIf(_packet is null, this);
            int taken = Math.Min(buffer.Length, PacketSize - _used);
            buffer[..taken].CopyTo(_packet.AsSpan(_used));
            _used += taken;
            buffer = buffer[taken..];
            if (_used == PacketSize) Flush();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Sends what is held back. An empty packet would end the file, so nothing is sent where there is nothing.</summary>
    public override void Flush()
    {
        if (_packet is null || _used == 0) return;
        cancellation.ThrowIfStopped();
        writer.WritePacket(_packet.AsSpan(0, _used));
        _used = 0;
    }

    /// <summary>Sends the rest and the end of the file.</summary>
    public void Complete()
    {
        Flush();
        writer.WritePacket([]);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && _packet is { } packet)
        {
            _packet = null;
            ArrayPool<byte>.Shared.Return(packet);
        }

        base.Dispose(disposing);
    }
}
