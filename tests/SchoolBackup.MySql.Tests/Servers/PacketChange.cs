using System.Collections.Concurrent;

namespace SchoolBackup.MySql.Tests.Servers;

/// <summary>What can become of a packet.</summary>
internal enum PacketFault
{
    None,

    /// <summary>One bit of what it says.</summary>
    Content,

    /// <summary>One bit of its length or its number.</summary>
    Header,

    /// <summary>It says less than it did, and its length agrees.</summary>
    Cut,

    /// <summary>Another length than it has.</summary>
    Length,
    Dropped,
    Repeated,

    /// <summary>It comes behind the next.</summary>
    Swapped,

    /// <summary>It comes byte by byte, and is whole.</summary>
    Trickled,

    /// <summary>Nothing comes from here on.</summary>
    Silence,
    Closed,

    /// <summary>The connection is closed in the middle of it.</summary>
    Torn,
}

/// <summary>One packet of a conversation is changed; drawn by number, so that a failure names its own.</summary>
internal sealed class PacketChange(Way way, int packet, PacketFault fault, Random random) : IWireChange
{
    private const int HeaderLength = 4;

    private readonly ConcurrentDictionary<Way, int> _passed = new();
    private byte[]? _held;

    /// <summary>No change; counts.</summary>
    public static PacketChange None => new(Way.ToClient, -1, PacketFault.None, new Random(0));

    /// <summary>Whether what became of the packet shows in its place or form, and not only in what it says: to a server, less is another statement.</summary>
    public bool IsOfForm => fault != PacketFault.Content && !(fault == PacketFault.Cut && way == Way.ToServer);

    /// <summary>How many packets have passed.</summary>
    public int Passed(Way on) => _passed.GetValueOrDefault(on);

    /// <param name="seed">Its number.</param>
    /// <param name="way">Which way the packet goes.</param>
    /// <param name="like">Whose packets were counted.</param>
    public static PacketChange Draw(int seed, Way way, PacketChange like)
    {
        var random = new Random(seed);
        return new PacketChange(way, random.Next(like.Passed(way)), (PacketFault)random.Next(1, (int)PacketFault.Torn + 1), random);
    }

    public byte[] Take(Stream source)
    {
        var header = new byte[HeaderLength];
        if (source.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength) return [];
        byte[] whole = [.. header, .. new byte[Length(header)]];
        source.ReadExactly(whole.AsSpan(HeaderLength));
        return whole;
    }

    public WireFate Pass(Way on, byte[] piece, Stream target)
    {
        int number = _passed.AddOrUpdate(on, 1, (_, count) => count + 1) - 1;
        if (on == way && number == packet) return Change(piece, target);
        target.Write(_held is { } held && on == way ? [.. piece, .. held] : piece);
        if (on == way) _held = null;
        return WireFate.GoOn;
    }

    public override string ToString() => $"{fault} of packet {packet} {way}";

    private static int Length(byte[] header) => header[0] | (header[1] << 8) | (header[2] << 16);

    private WireFate Change(byte[] piece, Stream target)
    {
        int said = piece.Length - HeaderLength;
        switch (fault)
        {
            case PacketFault.Content when said > 0:
                piece[HeaderLength + random.Next(said)] ^= Bit();
                break;
            case PacketFault.Header:
                piece[random.Next(HeaderLength)] ^= Bit();
                break;
            case PacketFault.Cut when said > 0:
                piece = WithLength(piece[..(HeaderLength + random.Next(said))], null);
                break;
            case PacketFault.Length:
                piece = WithLength(piece, random.Next(2) == 0 ? random.Next(said + 1) : said + random.Next(1, 1000));
                break;
            case PacketFault.Dropped:
                return WireFate.GoOn;
            case PacketFault.Repeated:
                piece = [.. piece, .. piece];
                break;
            case PacketFault.Swapped:
                _held = piece;
                return WireFate.GoOn;
            case PacketFault.Trickled:
                foreach (byte b in piece) target.WriteByte(b);
                return WireFate.GoOn;
            case PacketFault.Silence:
                return WireFate.FallSilent;
            case PacketFault.Closed:
                return WireFate.HangUp;
            case PacketFault.Torn:
                target.Write(piece, 0, random.Next(1, piece.Length));
                return WireFate.HangUp;
        }

        target.Write(piece);
        return WireFate.GoOn;
    }

    private byte Bit() => (byte)(1 << random.Next(8));

    private static byte[] WithLength(byte[] piece, int? length)
    {
        int claimed = length ?? piece.Length - HeaderLength;
        return [(byte)claimed, (byte)(claimed >> 8), (byte)(claimed >> 16), .. piece[3..]];
    }
}
