using System.IO.Compression;
using System.Text;
using SchoolBackup.Engine.Archive;

namespace SchoolBackup.Engine.Tests.Archive;

public sealed class EffortTests
{
    private static readonly byte[] Noise = Random(200_000);

    private static readonly byte[] Rows = Encoding.UTF8.GetBytes(string.Join(",\n", Enumerable.Range(0, 10_000).Select(n => $"({n},'pupil {n * 7919 % 10_007}','2026-04-14')")));

    [Fact]
    public void Noise_is_stored_and_text_is_not()
    {
        Assert.Equal(0, Level(Noise));
        Assert.NotEqual(0, Level(Rows));
        Assert.Equal(3, Level(Encoding.ASCII.GetBytes(Convert.ToBase64String(Noise))));
    }

    [Fact]
    public void What_shrinks_well_is_compressed_harder()
    {
        Assert.Equal(4, Level(new byte[1 << 20]));
        Assert.Equal(4, Level(Encoding.UTF8.GetBytes(string.Join(",\n", Enumerable.Range(0, 10_000).Select(n => $"({n},{n % 40},'2026-04-14','present','gate-1',NULL)")))));
    }

    [Fact]
    public void What_is_too_short_to_judge_is_compressed() => Assert.Equal(3, Level(Noise.AsSpan(0, 16_000)));

    /// <summary>A photo among rows does not make the rows around it large.</summary>
    [Fact]
    public void A_little_noise_among_rows_is_not_noise() => Assert.NotEqual(0, Level([.. Rows[..150_000], .. Noise[..20_000], .. Rows[..150_000]]));

    [Fact]
    public void Either_way_the_member_holds_the_text()
    {
        foreach (byte[] text in (byte[][])[Noise, Rows, []])
        {
            using var member = new MemoryStream();
            using (Stream compressor = GzipMember.Compressor(member, text)) compressor.Write(text);
            member.Position = 0;
            using var back = new MemoryStream();
            using (var gunzip = new GZipStream(member, CompressionMode.Decompress)) gunzip.CopyTo(back);
            Assert.True(back.ToArray().AsSpan().SequenceEqual(text));
        }
    }

    private static int Level(ReadOnlySpan<byte> text) => Effort.For(text).CompressionLevel;

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }
}
