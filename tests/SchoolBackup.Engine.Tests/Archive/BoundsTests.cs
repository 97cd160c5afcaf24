using System.Diagnostics;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Operations;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Tests.Archive;

/// <summary>What a file says of its own size is no reason to believe it, and what only has a backup's name is none.</summary>
public sealed class BoundsTests : IDisposable
{
    private const string Name = "backup_2026-04-14T02-00-00_school.sql.gz";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_index_that_grows_without_end_is_refused_at_its_bound()
    {
        string file = Write(index => index with { Warnings = [.. Enumerable.Repeat(new string('a', 1 << 20), 60)] });
        Assert.Contains("grows to more than", Run.Fails(BackupError.BackupDamaged, () => ArchiveReader.Open(Places.Backup(file)).Dispose()).Message, StringComparison.Ordinal);
        Assert.Equal(BackupValidity.Invalid, Verify(file, VerifyLevel.Checksum).Validity);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-1)]
    [InlineData(6L << 30)]
    public void A_chunk_is_as_long_as_the_index_says_or_damaged(long claimed)
    {
        string file = Write(index => index with { Chunks = [.. index.Chunks.Select(chunk => chunk with { RawLength = claimed })] });
        Assert.Equal(BackupValidity.Invalid, Verify(file, VerifyLevel.Checksum).Validity);
        Assert.Equal(BackupValidity.Invalid, Verify(file, VerifyLevel.Content).Validity);
        var options = new ExportOptions { Backup = Places.Backup(file), To = _folder["out.sql"], Format = ExportFormat.Sql };
        Run.Fails(BackupError.BackupDamaged, () => new ExportOperation(TimeProvider.System, new NoProgress()).Run(options, CancellationToken.None));
        Assert.False(File.Exists(_folder["out.sql"]));
    }

    [Fact]
    public void Reading_stops_where_a_chunk_becomes_longer_than_it_should()
    {
        string file = Write(index => index with { Chunks = [.. index.Chunks.Select(chunk => chunk with { RawLength = 10 })] });
        using ArchiveReader archive = ArchiveReader.Open(Places.Backup(file));
        using Stream text = archive.OpenChunk(archive.Index.Chunks[0]);
        long read = 0;
        Run.Fails(BackupError.BackupDamaged, () =>
        {
            var block = new byte[1000];
            for (int count = text.Read(block); count > 0; count = text.Read(block)) read += count;
        });
        Assert.Equal(0, read);
    }

    [Fact]
    public async Task A_pipe_with_the_name_of_a_backup_is_none_and_nobody_waits_for_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs mkfifo");
        using (Process make = Process.Start("mkfifo", [_folder[Name], _folder["dump.sql"], _folder["x.sql.gz.enc"]])) make.WaitForExit();
        var keys = new KeyRing(Encryption.EncryptedFile.Key);
        Task all = Task.Run(() =>
        {
            Assert.Empty(Catalogue.List([Places.At(_folder.Path)], keys));
            Run.Fails(BackupError.NotABackup, () => Run.Verify(new VerifyOptions { Backup = Places.Backup(_folder[Name]), Level = VerifyLevel.Checksum }));
            Run.Fails(BackupError.NotABackup, () => Run.Verify(new VerifyOptions { Backup = Places.Backup(_folder["dump.sql"]), Level = VerifyLevel.Content, Keys = keys }));
            Assert.Equal(BackupError.NotABackup, BackupHead.Read(Places.Backup(_folder["x.sql.gz.enc"]), keys).Problem?.Code);
        }, TestContext.Current.CancellationToken);
        await all.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.True(RegularFile.MayBe(_folder.Path));
        Assert.True(RegularFile.MayBe(_folder["nothing"]));
        Assert.False(RegularFile.MayBe("/dev/null"));
    }

    private static VerifyResult Verify(string file, VerifyLevel level) => Run.Verify(new VerifyOptions { Backup = Places.Backup(file), Level = level });

    private string Write(Func<ArchiveIndex, ArchiveIndex> change)
    {
        using FileStream file = File.Create(_folder[Name]);
        var writer = new ArchiveWriter(file, BackupContainer.Gzip, ["school"]);
        writer.Append(new ChunkLabel(ChunkKind.Prologue), new byte[100_000], 0);
        writer.Complete(SmallArchive.Header(new DateTimeOffset(2026, 4, 14, 2, 0, 0, TimeSpan.Zero), "school"), change(new ArchiveIndex { Databases = [], Tables = [], Objects = [], Chunks = writer.Chunks }));
        return file.Name;
    }
}
