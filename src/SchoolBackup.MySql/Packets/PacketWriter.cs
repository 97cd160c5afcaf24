using System.Buffers;
using System.Security.Cryptography;
using SchoolBackup.MySql.Transport;

namespace SchoolBackup.MySql.Packets;

/// <summary>Cuts what is sent into packets. Payloads are split at 16 MiB - 1 byte, as the protocol says.</summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_basic_packets.html"/>
internal sealed class PacketWriter(Channel channel, PacketSequence sequence) : IDisposable
{
    /// <summary>The longest payload of one packet; exactly so long a one is followed by another.</summary>
    public const int LargestPayload = 0xFFFFFF;

    private const int BufferSize = 128 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _used;

    /// <summary>Begins a command and sends it.</summary>
    public void WriteCommand(byte command, ReadOnlySpan<byte> argument)
    {
        sequence.Next = 0;
        int first = Math.Min(argument.Length + 1, LargestPayload);
        PutHeader(first);
        Put([command]);
        Put(argument[..(first - 1)]);
        if (first == LargestPayload) PutPackets(argument[(first - 1)..]);
        Flush();
    }

    /// <summary>Sends a packet of the conversation under way.</summary>
    public void WritePacket(ReadOnlySpan<byte> payload)
    {
        PutPackets(payload);
        Flush();
    }

    /// <summary>Forgets what was sent: it may have been a password.</summary>
    public void Wipe() => CryptographicOperations.ZeroMemory(_buffer);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void PutPackets(ReadOnlySpan<byte> payload)
    {
        int length;
        do
        {
            length = Math.Min(payload.Length, LargestPayload);
            PutHeader(length);
            Put(payload[..length]);
            payload = payload[length..];
        }
        while (length == LargestPayload);
    }

    private void PutHeader(int length) =>
        Put([(byte)length, (byte)(length >> 8), (byte)(length >> 16), sequence.Take()]);

    private void Put(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int taken = Math.Min(bytes.Length, _buffer.Length - _used);
            bytes[..taken].CopyTo(_buffer.AsSpan(_used));
            _used += taken;
            bytes = bytes[taken..];
            if (_used == _buffer.Length) Flush();
        }
    }

    private void Flush()
    {
        int used = _used;
        _used = 0;
        if (used > 0) channel.Write(_buffer.AsSpan(0, used));
    }
}
