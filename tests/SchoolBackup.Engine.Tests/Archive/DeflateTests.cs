using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;
using SchoolBackup.Engine.Archive;

namespace SchoolBackup.Engine.Tests.Archive;

public sealed class DeflateTests
{
    /// <summary>Runs and noise in any mixture and length, down to nothing, as either compressor makes them, behind what the buffer holds already.</summary>
    [Fact]
    public void Every_member_holds_its_text() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Elements(Enum.GetValues<DeflateLevel>()).ToArbitrary(), (seed, level) =>
        {
            byte[] text = Text(new Random(seed));
            using var memory = new PooledBuffer(16);
            memory.Write("before"u8);
            Deflate.Gzip(text, level, memory);
            using var filtered = new MemoryStream();
            using (Stream filter = Deflate.Filter(filtered, level)) filter.Write(text);

            Assert.True(Read(memory.Written[6..].ToArray()).AsSpan().SequenceEqual(text));
            Assert.True(Read(filtered.ToArray()).AsSpan().SequenceEqual(text));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Libdeflate_says_when_a_member_does_not_fit()
    {
        Assert.True(Libdeflate.IsPresent, "libdeflate lies beside the engine for every platform that these tests run on");
        var noise = new byte[100_000];
        new Random(1).NextBytes(noise);
        Assert.Equal(0, Libdeflate.Gzip(noise, new byte[50_000], 1));
    }

    private static byte[] Text(Random random)
    {
        var text = new byte[random.Next(4) switch { 0 => random.Next(4), 1 => random.Next(1000), _ => random.Next(300_000) }];
        for (int at = 0; at < text.Length;)
        {
            Span<byte> piece = text.AsSpan(at, Math.Min(random.Next(1, 2000), text.Length - at));
            if (random.Next(2) == 0) random.NextBytes(piece);
            else piece.Fill((byte)random.Next(256));
            at += piece.Length;
        }

        return text;
    }

    private static byte[] Read(byte[] member)
    {
        using var back = new MemoryStream();
        using (var gunzip = new GZipStream(new MemoryStream(member), CompressionMode.Decompress)) gunzip.CopyTo(back);
        return back.ToArray();
    }
}
