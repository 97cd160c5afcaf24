using System.Text;
using SchoolBackup.Engine.Archive;

namespace SchoolBackup.Engine.Tests.Archive;

public sealed class CompressionHeuristicTests
{
    private static readonly byte[] Noise = Random(200_000);

    private static readonly byte[] Rows = Encoding.UTF8.GetBytes(string.Join(",\n", Enumerable.Range(0, 10_000).Select(n => $"({n},'pupil {n * 7919 % 10_007}','2026-04-14')")));

    [Fact]
    public void Noise_is_stored_and_text_is_not()
    {
        Assert.Equal(DeflateLevel.Store, CompressionHeuristic.For(Noise));
        Assert.NotEqual(DeflateLevel.Store, CompressionHeuristic.For(Rows));
        Assert.Equal(DeflateLevel.Usual, CompressionHeuristic.For(Encoding.ASCII.GetBytes(Convert.ToBase64String(Noise))));
    }

    [Fact]
    public void What_shrinks_well_is_compressed_harder()
    {
        Assert.Equal(DeflateLevel.Harder, CompressionHeuristic.For(new byte[1 << 20]));
        Assert.Equal(DeflateLevel.Harder, CompressionHeuristic.For(Encoding.UTF8.GetBytes(string.Join(",\n", Enumerable.Range(0, 10_000).Select(n => $"({n},{n % 40},'2026-04-14','present','gate-1',NULL)")))));
    }

    [Fact]
    public void What_is_too_short_to_judge_is_compressed() => Assert.Equal(DeflateLevel.Usual, CompressionHeuristic.For(Noise.AsSpan(0, 16_000)));

    /// <summary>A photo among rows does not make the rows around it large.</summary>
    [Fact]
    public void A_little_noise_among_rows_is_not_noise() => Assert.NotEqual(DeflateLevel.Store, CompressionHeuristic.For([.. Rows[..150_000], .. Noise[..20_000], .. Rows[..150_000]]));

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }
}
