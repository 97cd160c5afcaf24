using System.IO.Compression;
using System.Reflection;
using System.Runtime.InteropServices;

namespace SchoolBackup.Engine.Archive;

/// <summary>
/// libdeflate, which lies beside the engine for six platforms (<c>native/build</c> makes it): a whole chunk at once in three quarters of
/// the time that a stream takes (docs/benchmarks.md). Elsewhere backups are made a little slower, and read by the same readers.
/// </summary>
/// <seealso href="https://github.com/ebiggers/libdeflate/blob/v1.25/libdeflate.h"/>
internal static class Libdeflate
{
    private const string Library = "libdeflate";

    /// <summary>Whether it can be used here: it was found and loaded, and what it made of a text came back.</summary>
    public static bool IsPresent { get; } = Load() && MakesWhatIsRead();

    /// <summary>Makes one gzip member.</summary>
    /// <param name="raw">Its text.</param>
    /// <param name="member">Where it goes.</param>
    /// <param name="level">1 to 12.</param>
    /// <returns>The member's length, or 0 when it does not fit, or libdeflate finds no memory.</returns>
    public static int Gzip(ReadOnlySpan<byte> raw, Span<byte> member, int level)
    {
        nint compressor = Allocate(level);
        if (compressor == 0) return 0;
        try
        {
            return (int)Compress(
                compressor,
                in MemoryMarshal.GetReference(raw),
                (nuint)raw.Length,
                ref MemoryMarshal.GetReference(member),
                (nuint)member.Length);
        }
        finally
        {
            Free(compressor);
        }
    }

    private static bool Load()
    {
        Assembly engine = typeof(Libdeflate).Assembly;
        // An assembly within a single file lies nowhere.
        string folder = Path.GetDirectoryName(engine.Location) is { Length: > 0 } beside ? beside : AppContext.BaseDirectory;
        (string system, string extension) =
            OperatingSystem.IsWindows() ? ("win", ".dll") : OperatingSystem.IsMacOS() ? ("osx", ".dylib") : ("linux", ".so");
        string runtime = Invariant($"{system}-{RuntimeInformation.ProcessArchitecture}").ToLowerInvariant();
        if (!NativeLibrary.TryLoad(Path.Combine(folder, "native", runtime, Library + extension), out nint library)) return false;
        NativeLibrary.SetDllImportResolver(engine, (name, _, _) => name == Library ? library : 0);
        return true;
    }

    // A library that this machine's loader takes may still be one that nobody has run on such a machine.
    private static bool MakesWhatIsRead()
    {
        byte[] text = [.. Enumerable.Range(0, 10_000).Select(i => (byte)(i % 100 * (i / 1000)))];
        var member = new byte[text.Length];
        int length = Gzip(text, member, 1);
        using var gunzip = new GZipStream(new MemoryStream(member, 0, length), CompressionMode.Decompress);
        var back = new byte[text.Length + 1];
        return length > 0 && gunzip.ReadAtLeast(back, back.Length, throwOnEndOfStream: false) == text.Length
            && back.AsSpan(0, text.Length).SequenceEqual(text);
    }

#pragma warning disable SYSLIB1054 // LibraryImport needs unsafe code
    [DllImport(Library, EntryPoint = "libdeflate_alloc_compressor")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Allocate(int level);

    [DllImport(Library, EntryPoint = "libdeflate_gzip_compress")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nuint Compress(nint compressor, ref readonly byte raw, nuint rawLength, ref byte member, nuint room);

    [DllImport(Library, EntryPoint = "libdeflate_free_compressor")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Free(nint compressor);
#pragma warning restore SYSLIB1054
}
