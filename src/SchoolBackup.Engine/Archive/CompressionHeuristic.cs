namespace SchoolBackup.Engine.Archive;

/// <summary>
/// How hard deflate should work on a chunk, from a quick look at its text alone: the same text always makes the same member. Photos,
/// archives and ciphertext are stored, because deflate only wastes time on them; text that shrinks well is compressed
/// harder, because there it costs least and brings most (docs/benchmarks.md).
/// </summary>
internal static class CompressionHeuristic
{
    private const int SampleLength = 8 << 10;
    private const int Samples = 4;

    /// <summary>Below this ratio a chunk is stored.</summary>
    private const double NothingToGain = 1.05;

    /// <summary>Above this ratio a chunk is worth the harder level.</summary>
    private const double ShrinksWell = 5.15;

    public static DeflateLevel For(ReadOnlySpan<byte> raw) =>
        raw.Length < Samples * SampleLength ? DeflateLevel.Usual : Ratio(raw) switch
        {
            < NothingToGain => DeflateLevel.Store,
            > ShrinksWell => DeflateLevel.Harder,
            _ => DeflateLevel.Usual,
        };

    /// <summary>How many times smaller the usual level makes a few pieces from all over the text.</summary>
    private static double Ratio(ReadOnlySpan<byte> raw)
    {
        using var sample = new PooledBuffer(Samples * SampleLength);
        for (int number = 0; number < Samples; number++)
            sample.Write(raw.Slice((int)((long)(raw.Length - SampleLength) * number / (Samples - 1)), SampleLength));

        using var member = new PooledBuffer(sample.Length);
        Deflate.Gzip(sample.Written, DeflateLevel.Usual, member);
        return (double)sample.Length / member.Length;
    }
}
