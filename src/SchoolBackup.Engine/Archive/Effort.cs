using System.IO.Compression;
using SchoolBackup.Engine.Repositories;

namespace SchoolBackup.Engine.Archive;

/// <summary>
/// How hard deflate should work on a chunk, from a quick look at its text alone: the same text always makes the same member. Photos,
/// archives and ciphertext are stored, because deflate only wastes time on them; text that shrinks well is compressed one
/// level harder, because there a level costs least and brings most (docs/benchmarks.md).
/// </summary>
internal static class Effort
{
    private const int SampleLength = 8 << 10;
    private const int Samples = 4;

    /// <summary>Below this ratio a chunk is stored.</summary>
    private const double NothingToGain = 1.05;

    /// <summary>Above this ratio a chunk is worth level 4.</summary>
    private const double ShrinksWell = 4;

    private static readonly ZLibCompressionOptions Store = new() { CompressionLevel = 0 };

    /// <summary>zlib-ng's level 3: 3 % larger than level 6 at two thirds of the time.</summary>
    private static readonly ZLibCompressionOptions Usual = new() { CompressionLevel = 3 };

    private static readonly ZLibCompressionOptions Harder = new() { CompressionLevel = 4 };

    public static ZLibCompressionOptions For(ReadOnlySpan<byte> raw) =>
        raw.Length < Samples * SampleLength ? Usual : Ratio(raw) switch
        {
            < NothingToGain => Store,
            > ShrinksWell => Harder,
            _ => Usual,
        };

    /// <summary>How many times smaller the usual level makes a few pieces from all over the text.</summary>
    private static double Ratio(ReadOnlySpan<byte> raw)
    {
        var count = new CountingStream();
        using (var trial = new DeflateStream(count, Usual))
        {
            for (int sample = 0; sample < Samples; sample++)
                trial.Write(raw.Slice((int)((long)(raw.Length - SampleLength) * sample / (Samples - 1)), SampleLength));
        }

        return (double)(Samples * SampleLength) / count.Bytes;
    }

    private sealed class CountingStream : WriteOnlyStream
    {
        public long Bytes { get; private set; }

        public override void Write(ReadOnlySpan<byte> bytes) => Bytes += bytes.Length;
    }
}
