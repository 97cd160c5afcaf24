using SchoolBackup.Errors;
using SchoolBackup.Storage.Rclone;

namespace SchoolBackup.Storage.Tests.Rclone;

/// <summary>What others do meanwhile, and what the dead have left: a remote has no lock.</summary>
public sealed class RcloneWritingTests : IDisposable
{
    private const string Name = "backup_2026-11-21T02-00-00_school.sql.gz";

    private readonly RcloneRemotes _remotes = new();

    public void Dispose() => _remotes.Dispose();

    [Theory]
    [InlineData("local")]
    [InlineData("webdav")]
    [InlineData("sftp")]
    public void Of_many_writers_of_one_name_one_wins_and_the_others_are_told(string kind)
    {
        IRepository place = Place(kind);
        BackupError?[] outcomes = new BackupError?[4];
        Parallel.For(0, outcomes.Length, new ParallelOptions { MaxDegreeOfParallelism = outcomes.Length }, i =>
        {
            try
            {
                Write(place, Enumerable.Repeat((byte)(i + 1), 100_000).ToArray());
            }
            catch (BackupException lost)
            {
                outcomes[i] = lost.Code;
            }
        });

        int winner = Array.IndexOf(outcomes, null);
        Assert.All(outcomes.Where((_, i) => i != winner), outcome => Assert.Equal(BackupError.BackupExists, outcome));
        Assert.Equal(Enumerable.Repeat((byte)(winner + 1), 100_000), Read(place));
        Assert.Equal([Name], Left());
    }

    [Fact]
    public void A_run_gives_way_to_a_smaller_claim()
    {
        IRepository place = Place("local");
        WriteServed($".schoolbackup/claims/{Name}.000000000000", "");
        Assert.Equal(BackupError.BackupExists, Assert.Throws<BackupException>(() => Write(place, [1])).Code);
        Assert.Equal([$".schoolbackup/claims/{Name}.000000000000"], Left());
    }

    [Fact]
    public async Task A_run_waits_until_a_larger_claim_is_gone_and_looks_for_the_name_then()
    {
        IRepository place = Place("local");
        string claim = WriteServed($".schoolbackup/claims/{Name}.zzzzzzzzzzzz", "");
        Task<BackupError> late = Task.Run(() => Assert.Throws<BackupException>(() => Write(place, [1])).Code);
        while (!late.IsCompleted && Left().Count(path => path.Contains("claims", StringComparison.Ordinal)) < 2) Thread.Sleep(20);
        WriteServed(Name, "of the run that was first");
        File.Delete(claim);
        Assert.Equal(BackupError.BackupExists, await late);
        Assert.Equal("of the run that was first"u8, Read(place));
        Assert.Equal([Name], Left());
    }

    [Fact]
    public void What_a_dead_run_has_left_is_removed_a_day_later()
    {
        IRepository place = Place("local");
        string[] left = [$".schoolbackup/{Name}.0123456789ab.part", $".schoolbackup/claims/{Name}.0123456789ab",
            $".schoolbackup/{Name}.ba9876543210.part"];
        foreach (string path in left) WriteServed(path, "x");
        foreach (string path in left[..2]) File.SetLastWriteTimeUtc(Path.Combine(_remotes.Served, path), DateTime.UtcNow.AddHours(-25));
        using IRepositoryWriter writer = place.Enter(TimeProvider.System, default);
        Assert.Equal([Name], writer.Abandoned);
        Assert.Equal(left[2..], Left());
    }

    [Fact]
    public void A_replacement_that_was_about_to_take_its_place_takes_it_when_the_file_is_gone()
    {
        IRepository place = Place("local");
        WriteServed($".schoolbackup/{Name}.0123456789ab.head", "whole");
        place.Enter(TimeProvider.System, default).Dispose();
        Assert.Equal("whole"u8, Read(place));
        Assert.Equal([Name], Left());
    }

    [Fact]
    public void A_file_that_is_removed_does_not_come_back_from_a_replacement()
    {
        IRepository place = Place("local");
        WriteServed(Name, "old");
        WriteServed($".schoolbackup/{Name}.0123456789ab.head", "new");
        using (IRepositoryWriter writer = place.Enter(TimeProvider.System, default)) writer.Delete(Name, default);
        place.Enter(TimeProvider.System, default).Dispose();
        Assert.Empty(Left());
    }

    [Theory]
    [InlineData("webdav")] // it keeps neither times nor hashes, so the files look alike
    [InlineData("local")]
    public void A_head_is_replaced_where_nothing_else_differs(string kind)
    {
        IRepository place = Place(kind);
        using IRepositoryWriter writer = place.Enter(TimeProvider.System, default);
        using (IPendingFile file = writer.Create(Name, default))
        {
            file.Content.Write("old head, and the rest"u8);
            file.Complete();
        }

        writer.WriteHead(Name, [(0, "new"u8.ToArray())], () => { }, default);
        Assert.Equal("new head, and the rest"u8, Read(place));
        Assert.Equal([Name], Left());
    }

    [Fact]
    public void What_waits_to_be_sent_is_its_owners_alone_and_goes()
    {
        string path;
        using (SpoolFile spool = SpoolFile.Make(Name))
        {
            path = Path.Combine(SpoolFile.Folder, spool.Name);
            spool.Content.Write("a school's data"u8);
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
            SpoolFile.RemoveAbandoned(SpoolFile.Folder, TimeProvider.System);
            Assert.True(File.Exists(path));
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        Assert.False(File.Exists(path));
        File.WriteAllText(path, "of a run that was killed");
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
        SpoolFile.RemoveAbandoned(SpoolFile.Folder, TimeProvider.System);
        Assert.False(File.Exists(path));
    }

    private static void Write(IRepository place, byte[] content, CancellationToken stop = default)
    {
        using IRepositoryWriter writer = place.Enter(TimeProvider.System, stop);
        using IPendingFile file = writer.Create(Name, stop);
        file.Content.Write(content);
        file.Complete();
    }

    private static byte[] Read(IRepository place)
    {
        using Stream content = new BackupRef(place, Name).OpenWhole();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private IRepository Place(string kind) => new RcloneKind(_remotes.Service()).At("rclone:" + _remotes.Remote(kind));

    private string WriteServed(string path, string content)
    {
        string full = Path.Combine(_remotes.Served, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return full;
    }

    /// <summary>Every file that is there, our own among them.</summary>
    private IEnumerable<string> Left() => Directory.EnumerateFiles(_remotes.Served, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(_remotes.Served, path).Replace('\\', '/')).Order(StringComparer.Ordinal);
}
