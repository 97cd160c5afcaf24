using FsCheck;
using FsCheck.Fluent;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Archive;

public sealed class ArchiveRoundTripTests
{
    private static readonly Arbitrary<Case> Cases =
        (from container in Gen.Elements(BackupContainer.Gzip, BackupContainer.Sql)
         from databases in Gen.Choose(1, 40)
         from seeds in Gen.Choose(0, int.MaxValue).ArrayOf()
         select new Case(container, [.. Enumerable.Range(0, databases).Select(number => $"scho\"ol नेपाल {number}")], [.. seeds.Select(Chunk)])).ToArbitrary();

    [Fact]
    public void Every_chunk_comes_back_as_it_was_written() =>
        Prop.ForAll(Cases, one =>
        {
            using var folder = new TempFolder();
            ArchiveHeader header = Write(folder["a"], one);
            using ArchiveReader archive = ArchiveReader.Open(Places.Backup(folder["a"]));
            return archive.Container == one.Container
                && archive.Header.Databases.SequenceEqual(one.Databases)
                && archive.Header.FileLength == new FileInfo(folder["a"]).Length
                && archive.Header.RawBytes == one.Chunks.Sum(chunk => chunk.Length)
                && header.Id == ArchiveReader.ReadHeader(Places.Backup(folder["a"]))!.Id
                && archive.Index.Chunks.Select(chunk => Text(archive, chunk)).SequenceEqual(one.Chunks, ByBytes.Instance);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_gunzip_makes_of_it_is_all_its_text() =>
        Prop.ForAll(Cases, one =>
        {
            using var folder = new TempFolder();
            Write(folder["a"], one with { Container = BackupContainer.Gzip });
            Write(folder["b"], one with { Container = BackupContainer.Sql });
            using var unzipped = new MemoryStream();
            using (FileStream file = File.OpenRead(folder["a"]))
            using (var gunzip = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionMode.Decompress)) gunzip.CopyTo(unzipped);
            // Between the header and the index, which tell of their own places, both hold the same bytes.
            byte[] text = [.. one.Chunks.SelectMany(chunk => chunk)];
            return unzipped.ToArray().AsSpan().IndexOf(text) >= 0 && File.ReadAllBytes(folder["b"]).AsSpan().IndexOf(text) >= 0;
        }).QuickCheckThrowOnFailure();

    /// <summary>Too many names for one header are refused before anything is written over.</summary>
    [Fact]
    public void A_header_holds_hundreds_of_databases_and_refuses_thousands()
    {
        using var folder = new TempFolder();
        string[] databases = [.. Enumerable.Range(0, 400).Select(number => $"a_school_in_the_district_of_kathmandu_with_a_long_name_{number:0000}")];
        Write(folder["a"], new Case(BackupContainer.Gzip, databases, [Chunk(5)]));
        using ArchiveReader archive = ArchiveReader.Open(Places.Backup(folder["a"]));
        Assert.Equal(databases, archive.Header.Databases);

        string[] thousands = [.. Enumerable.Range(0, 40).SelectMany(_ => databases)];
        Servers.Run.Fails(Errors.BackupError.InvalidOption, () => Write(folder["b"], new Case(BackupContainer.Gzip, thousands, [])));
    }

    private static ArchiveHeader Write(string path, Case one)
    {
        using FileStream file = File.Create(path);
        var writer = new ArchiveWriter(file, one.Container, one.Databases);
        foreach (byte[] chunk in one.Chunks) writer.Append(new ChunkLabel(ChunkKind.Rows, "school", "t"), chunk, 1);
        return writer.Complete(TinyArchive.Header(one.Databases), new ArchiveIndex { Databases = [], Tables = [], Objects = [], Chunks = writer.Chunks });
    }

    private static byte[] Text(ArchiveReader archive, ChunkEntry chunk)
    {
        using var text = new MemoryStream();
        using Stream stored = archive.OpenChunk(chunk);
        stored.CopyTo(text);
        return text.ToArray();
    }

    /// <summary>Empty, text that repeats, and noise that does not shrink; up to a few hundred KiB.</summary>
    private static byte[] Chunk(int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[seed % 7 == 0 ? 0 : random.Next(1, seed % 11 == 0 ? 300_000 : 3_000)];
        if (seed % 2 == 0) random.NextBytes(bytes);
        else bytes.AsSpan().Fill((byte)seed);
        return bytes;
    }

    private sealed record Case(BackupContainer Container, string[] Databases, byte[][] Chunks);

    private sealed class ByBytes : IEqualityComparer<byte[]>
    {
        public static readonly ByBytes Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => obj.Length;
    }
}
