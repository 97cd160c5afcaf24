using FsCheck;
using FsCheck.Fluent;
using SchoolBackup.MySql.Packets;
using SchoolBackup.MySql.Transport;

namespace SchoolBackup.MySql.Tests;

/// <summary>Packets out of a stream that comes in pieces.</summary>
public sealed class PacketReaderTests
{
    private static readonly PacketBound Any = new WireLimits().Row;

    [Fact]
    public void Packets_of_any_size_come_out_of_pieces_of_any_size() =>
        Prop.ForAll(Gen.Choose(100, 70_000).ToArbitrary(), Gen.ListOf(Gen.OneOf(Gen.Choose(0, 300), Gen.Choose(200_000, 300_000), Gen.Choose(1_000_000, 1_200_000))).ToArbitrary(), (piece, sizes) =>
        {
            byte[][] payloads = [.. sizes.Take(8).Select((size, i) => RandomBytes(size, i))];
            using var channel = new Channel(new PiecewiseStream(Packets(payloads), piece), "test", isLocal: true);
            using var reader = new PacketReader(channel, new PacketSequence());
            foreach (byte[] expected in payloads)
            {
                Assert.True(reader.Read(Any).SequenceEqual(expected));
                Assert.True(reader.Current.SequenceEqual(expected));
            }

            Assert.False(reader.HasMore);
            Assert.ThrowsAny<MySqlConnectionException>(() => ReadOn(reader));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Fact]
    public void Any_bytes_end_in_an_error_and_never_hang() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            using var channel = new Channel(new PiecewiseStream(bytes, 3), "test", isLocal: true);
            using var reader = new PacketReader(channel, new PacketSequence());
            Assert.ThrowsAny<MySqlConnectionException>(() => ReadOn(reader));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_the_writer_cuts_the_reader_puts_together()
    {
        foreach (int size in (int[])[0, 1, 200_000, 0xFFFFFE, 0xFFFFFF, 0x1000000, 2 * 0xFFFFFF])
        {
            using var written = new MemoryStream();
            using (var channel = new Channel(written, "test", isLocal: true))
            using (var writer = new PacketWriter(channel, new PacketSequence()))
            {
                writer.WriteCommand(3, RandomBytes(size, size));
                writer.WritePacket(RandomBytes(size, size));
            }

            using var back = new Channel(new PiecewiseStream(written.ToArray(), int.MaxValue), "test", isLocal: true);
            using var reader = new PacketReader(back, new PacketSequence());
            Assert.True(reader.Read(Any).SequenceEqual((byte[])[3, .. RandomBytes(size, size)]));
            Assert.True(reader.Read(Any).SequenceEqual(RandomBytes(size, size)));
            Assert.False(reader.HasMore);
        }
    }

    private static void ReadOn(PacketReader reader)
    {
        while (true) reader.Read(Any);
    }

    private static byte[] RandomBytes(int size, int seed)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Packets(byte[][] payloads)
    {
        using var stream = new MemoryStream();
        for (int i = 0; i < payloads.Length; i++)
        {
            stream.Write([(byte)payloads[i].Length, (byte)(payloads[i].Length >> 8), (byte)(payloads[i].Length >> 16), (byte)i]);
            stream.Write(payloads[i]);
        }

        return stream.ToArray();
    }

    /// <summary>Gives no more than a piece at a time, as sockets do.</summary>
    private sealed class PiecewiseStream(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(piece, buffer.Length)]);
    }
}
