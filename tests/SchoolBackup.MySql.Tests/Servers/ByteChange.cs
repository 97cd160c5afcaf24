using System.Collections.Concurrent;

namespace SchoolBackup.MySql.Tests.Servers;

/// <summary>What can become of a byte.</summary>
internal enum ByteFault
{
    None,
    Flipped,
    Removed,
    Inserted,
    Silence,
    Closed,
}

/// <summary>One place of a stream of bytes is changed, whatever the bytes are: encrypted ones, too.</summary>
internal sealed class ByteChange(Way way, long at, ByteFault fault, Random random) : IWireChange
{
    private readonly ConcurrentDictionary<Way, long> _passed = new();

    /// <summary>No change; counts.</summary>
    public static ByteChange None => new(Way.ToClient, -1, ByteFault.None, new Random(0));

    /// <summary>How many bytes have passed.</summary>
    public long Passed(Way on) => _passed.GetValueOrDefault(on);

    /// <param name="seed">Its number.</param>
    /// <param name="way">Which way the byte goes.</param>
    /// <param name="like">Whose bytes were counted.</param>
    public static ByteChange Draw(int seed, Way way, ByteChange like)
    {
        var random = new Random(seed);
        return new ByteChange(way, random.NextInt64(like.Passed(way)), (ByteFault)random.Next(1, (int)ByteFault.Closed + 1), random);
    }

    public byte[] Take(Stream source)
    {
        var block = new byte[16 * 1024];
        return block[..source.Read(block)];
    }

    public WireFate Pass(Way on, byte[] piece, Stream target)
    {
        long before = _passed.AddOrUpdate(on, piece.Length, (_, count) => count + piece.Length) - piece.Length;
        if (on != way || at < before || at >= before + piece.Length)
        {
            target.Write(piece);
            return WireFate.GoOn;
        }

        var here = (int)(at - before);
        target.Write(piece, 0, here);
        switch (fault)
        {
            case ByteFault.Flipped:
                piece[here] ^= (byte)(1 << random.Next(8));
                break;
            case ByteFault.Removed:
                here++;
                break;
            case ByteFault.Inserted:
                target.WriteByte((byte)random.Next(256));
                break;
            case ByteFault.Silence:
                return WireFate.FallSilent;
            case ByteFault.Closed:
                return WireFate.HangUp;
        }

        target.Write(piece, here, piece.Length - here);
        return WireFate.GoOn;
    }

    public override string ToString() => $"{fault} at byte {at} {way}";
}
