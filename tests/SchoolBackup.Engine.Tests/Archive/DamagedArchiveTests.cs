using System.Buffers.Binary;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Archive;

/// <summary>Whatever happens to a file: nobody ever calls it valid.</summary>
public sealed class DamagedArchiveTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<BackupContainer> Containers => [BackupContainer.Gzip, BackupContainer.Sql];

    private string Path => _folder["backup_2026-04-14T02-00-00_school.sql.gz"];

    [Theory]
    [MemberData(nameof(Containers))]
    public void Is_valid_as_it_was_written(BackupContainer container) => Assert.Equal(BackupValidity.Valid, Verify(TinyArchive.Bytes(container)));

    [Theory]
    [MemberData(nameof(Containers))]
    public void One_bit_flipped_in_any_byte_is_found(BackupContainer container)
    {
        byte[] whole = TinyArchive.Bytes(container);
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] bytes = [.. whole];
            bytes[at] ^= (byte)(1 << (at % 8));
            Assert.True(Verify(bytes) != BackupValidity.Valid, $"nothing is found, though bit {at % 8} of byte {at} was flipped");
        }
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void Cut_at_any_byte_is_found(BackupContainer container)
    {
        byte[] whole = TinyArchive.Bytes(container);
        for (int length = 0; length < whole.Length; length++) Assert.True(Verify(whole[..length]) != BackupValidity.Valid, $"nothing is found, though it was cut after {length} bytes");
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void Bytes_behind_the_end_are_found(BackupContainer container)
    {
        byte[] whole = TinyArchive.Bytes(container);
        foreach (byte[] tail in (byte[][])[[0], "\n"u8.ToArray(), new byte[4096], whole]) NeverValid([.. whole, .. tail], $"{tail.Length} bytes more");
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void A_chunk_removed_doubled_or_swapped_is_found(BackupContainer container)
    {
        byte[] whole = TinyArchive.Bytes(container);
        IReadOnlyList<ChunkEntry> chunks = Index(whole).Chunks;
        (int first, int second, int third) = ((int)chunks[2].Offset, (int)chunks[3].Offset, (int)chunks[4].Offset);
        byte[] before = whole[..first], one = whole[first..second], other = whole[second..third], after = whole[third..];
        NeverValid([.. before, .. other, .. after], "removed");
        NeverValid([.. before, .. one, .. one, .. other, .. after], "doubled");
        NeverValid([.. before, .. one, .. one, .. after], "one in the place of another");
        NeverValid([.. before, .. other, .. one, .. after], "swapped");
        // The header says how long the file is; a forger of accidents would have to mend that, too.
        NeverValid(WithLength([.. before, .. other, .. after], container), "removed, with a header that fits the length");
        NeverValid(WithLength([.. before, .. one, .. one, .. other, .. after], container), "doubled, with a header that fits the length");
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void Parts_of_two_backups_do_not_make_one(BackupContainer container)
    {
        byte[] mine = TinyArchive.Bytes(container), yours = TinyArchive.Bytes(container, null, "Esha", "Firoz", "Gita", "Hari");
        int myIndex = (int)Header(mine).IndexOffset, yourIndex = (int)Header(yours).IndexOffset;
        NeverValid([.. mine[..myIndex], .. yours[yourIndex..]], "another's index");
        int header = ArchiveText.HeaderLength(["school"]);
        NeverValid([.. yours[..header], .. mine[header..]], "another's header");
        NeverValid(WithLength([.. mine[..myIndex], .. yours[yourIndex..]], container), "another's index, with a header that fits the length");
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void A_newer_format_is_named_as_that(BackupContainer container)
    {
        byte[] newer = TinyArchive.Bytes(container, header => header with { Format = ArchiveHeader.CurrentFormat + 1 });
        File.WriteAllBytes(Path, newer);
        Run.Fails(BackupError.FormatTooNew, () => ArchiveReader.Open(Places.Backup(Path)).Dispose());
        Run.Fails(BackupError.FormatTooNew, () => ArchiveReader.ReadHeader(Places.Backup(Path)));
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void A_backup_from_the_future_is_still_a_backup(BackupContainer container) =>
        Assert.Equal(BackupValidity.Valid, Verify(TinyArchive.Bytes(container, header => header with { Started = new DateTimeOffset(2999, 1, 1, 0, 0, 0, TimeSpan.Zero) })));

    public static TheoryData<string, byte[]> Strangers => new()
    {
        { "an empty file", [] },
        { "zeros", new byte[10_000] },
        { "text", "-- MariaDB dump 10.19\nCREATE TABLE t (a int);\n"u8.ToArray() },
        { "a photo", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] },
        { "an unfinished backup", [.. new byte[8192], .. TinyArchive.Bytes(BackupContainer.Gzip)[8192..]] },
        { "a gzip of something else", GzipMember.Stored("SELECT 1;\n"u8) },
        { "the head of a gzip", [0x1f, 0x8b, 8] },
        { "our first line and no more", "-- SchoolBackup archive. Any client restores it"u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Strangers))]
    public void What_is_no_backup_is_not_taken_for_one(string what, byte[] bytes)
    {
        File.WriteAllBytes(Path, bytes);
        BackupException refused = Assert.Throws<BackupException>(() => ArchiveReader.Open(Places.Backup(Path)).Dispose());
        Assert.True(refused.Code == BackupError.NotABackup, $"{what}: {refused}");
        NeverValid(bytes, what);
    }

    [Fact]
    public void A_file_that_is_not_there_is_not_found() =>
        Run.Fails(BackupError.BackupNotFound, () => Run.Verify(new VerifyOptions { Backup = Places.Backup(_folder["nothing.sql.gz"]), Level = VerifyLevel.Content }));

    [Fact]
    public void Rows_that_the_index_does_not_know_of_are_found()
    {
        using var file = new MemoryStream();
        var writer = new ArchiveWriter(file, BackupContainer.Gzip, ["school"]);
        writer.Append(new ChunkLabel(ChunkKind.Rows, "school", "pupil"), "INSERT INTO `pupil` (`id`,`name`) VALUES\n(1,'Asha');\nCOMMIT;\n"u8, 1);
        writer.Complete(TinyArchive.Header("school"), new ArchiveIndex { Databases = [], Tables = [TinyArchive.Pupils], Objects = [], Chunks = writer.Chunks });
        NeverValid(file.ToArray(), "the table should have four rows");
    }

    /// <summary>Chunks are checked on all cores; whichever is done first, the report is of the first in the file.</summary>
    [Theory]
    [InlineData(VerifyLevel.Checksum)]
    [InlineData(VerifyLevel.Content)]
    public void Of_many_damages_the_first_in_the_file_is_named(VerifyLevel level)
    {
        byte[] bytes = ManyChunks(400);
        IReadOnlyList<ChunkEntry> chunks = Index(bytes).Chunks;
        foreach (int first in (int[])[0, 1, 57, 399])
        {
            byte[] damaged = [.. bytes];
            // Small chunks behind a large one: they are done long before it.
            for (int number = first; number < chunks.Count; number++) damaged[chunks[number].Offset + chunks[number].Length - 9] ^= 1;
            File.WriteAllBytes(Path, damaged);
            VerifyResult result = Run.Verify(new VerifyOptions { Backup = Places.Backup(Path), Level = level });
            Assert.Contains($"byte {chunks[first].Offset} ", Assert.Single(result.Problems), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_verification_can_be_stopped()
    {
        File.WriteAllBytes(Path, ManyChunks(400));
        using var stop = new CancellationTokenSource();
        int checkedChunks = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => Run.Verify(new VerifyOptions { Backup = Places.Backup(Path) }, _ =>
        {
            if (Interlocked.Increment(ref checkedChunks) == 20) stop.Cancel();
        }, stop.Token));
        Assert.InRange(checkedChunks, 20, 399);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Every tenth chunk is a large one.</summary>
    private static byte[] ManyChunks(int count)
    {
        using var file = new MemoryStream();
        var writer = new ArchiveWriter(file, BackupContainer.Gzip, ["school"]);
        for (int number = 0; number < count; number++)
        {
            string name = new('x', number % 10 == 0 || number == 57 ? 300_000 : 3);
            writer.Append(new ChunkLabel(ChunkKind.Rows, "school", "pupil"), System.Text.Encoding.UTF8.GetBytes($"INSERT INTO `pupil` (`id`,`name`) VALUES\n({number},'{name}');\nCOMMIT;\n"), 1);
        }

        writer.Complete(TinyArchive.Header("school"), new ArchiveIndex { Databases = [], Tables = [TinyArchive.Pupils with { Rows = count }], Objects = [], Chunks = writer.Chunks });
        return file.ToArray();
    }

    private BackupValidity Verify(byte[] bytes, VerifyLevel level = VerifyLevel.Content)
    {
        File.WriteAllBytes(Path, bytes);
        return Run.Verify(new VerifyOptions { Backup = Places.Backup(Path), Level = level }).Validity;
    }

    private void NeverValid(byte[] bytes, string what)
    {
        foreach (VerifyLevel level in (VerifyLevel[])[VerifyLevel.Checksum, VerifyLevel.Content])
        {
            // The rows of a table are counted by the deeper level alone.
            if (level == VerifyLevel.Checksum && what.Contains("should have", StringComparison.Ordinal)) continue;
            Assert.True(Verify(bytes, level) != BackupValidity.Valid, $"{level} finds nothing, though {what}");
        }
    }

    private ArchiveHeader Header(byte[] bytes)
    {
        File.WriteAllBytes(Path, bytes);
        return ArchiveReader.ReadHeader(Places.Backup(Path))!;
    }

    private ArchiveIndex Index(byte[] bytes)
    {
        File.WriteAllBytes(Path, bytes);
        using ArchiveReader archive = ArchiveReader.Open(Places.Backup(Path));
        return archive.Index;
    }

    /// <summary>The file with a header that is whole and tells of its new length.</summary>
    private byte[] WithLength(byte[] bytes, BackupContainer container)
    {
        ArchiveHeader header = Header(TinyArchive.Bytes(container));
        long moved = bytes.Length - header.FileLength;
        header = header with { FileLength = bytes.Length, IndexOffset = header.IndexOffset + moved };
        int length = container == BackupContainer.Gzip ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(11)) + GzipMember.StoredOverhead : ArchiveText.HeaderLength(["school"]);
        byte[] start = container == BackupContainer.Gzip ? GzipMember.Stored(ArchiveText.Header(header, length - GzipMember.StoredOverhead)) : ArchiveText.Header(header, length);
        return [.. start, .. bytes[length..]];
    }
}
