using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace SchoolBackup.MySql.Packets;

/// <summary>
/// Walks over a packet's fields; whatever is not there ends in a <see cref="MySqlConnectionException"/> that names the packet.
/// </summary>
internal ref struct PacketCursor(ReadOnlySpan<byte> payload, string packet)
{
    private readonly string _packet = packet;

    /// <summary>What has not been read yet.</summary>
    public ReadOnlySpan<byte> Rest { get; private set; } = payload;

    public byte ReadByte() => Take(1)[0];

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > Rest.Length) Malformed();
        ReadOnlySpan<byte> taken = Rest[..count];
        Rest = Rest[count..];
        return taken;
    }

    public ReadOnlySpan<byte> TakeRest() => Take(Rest.Length);

    public ReadOnlySpan<byte> TakeUntilNul()
    {
        int end = Rest.IndexOf((byte)0);
        if (end < 0) Malformed();
        ReadOnlySpan<byte> taken = Take(end);
        Take(1);
        return taken;
    }

    public ulong ReadLengthEncodedInteger()
    {
        ReadOnlySpan<byte> rest = Rest;
        if (!LengthEncoded.TryReadInteger(ref rest, out ulong value)) Malformed();
        Rest = rest;
        return value;
    }

    public ReadOnlySpan<byte> TakeLengthEncodedString()
    {
        ReadOnlySpan<byte> rest = Rest;
        if (!LengthEncoded.TryReadString(ref rest, out ReadOnlySpan<byte> value, out bool isNull) || isNull) Malformed();
        Rest = rest;
        return value;
    }

    public void Expect(byte header)
    {
        if (ReadByte() != header) Malformed();
    }

    [DoesNotReturn]
    public readonly void Malformed() => throw new MySqlProtocolException($"the server sent a malformed {_packet} packet");
}
