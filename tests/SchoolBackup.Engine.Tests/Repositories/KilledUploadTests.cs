using System.Diagnostics;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Storage;
using SchoolBackup.Storage.Rclone;
using SchoolBackup.Storage.Tests.Rclone;

namespace SchoolBackup.Engine.Tests.Repositories;

/// <summary>
/// A run that is killed while rclone sends its backup: rclone ends with it, nothing is published, and the next run tidies up.
/// </summary>
public sealed class KilledUploadTests : IDisposable
{
    private readonly RcloneRemotes _remotes = new();

    public void Dispose() => _remotes.Dispose();

    [Fact]
    public void Rclone_ends_with_the_run_that_started_it_and_the_next_one_tidies_up()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are told apart by /proc");
        using var temporary = new TempFolder();
        string remote = "rclone:" + _remotes.Remote("local");
        using Process child = ChildTest.Start<KilledUploadChild>(
            nameof(KilledUploadChild.Uploads_until_it_is_killed),
            (KilledUploadChild.PlaceVariable, remote), ("TMPDIR", temporary.Path), ("RCLONE_BWLIMIT", "1M"));
        while (!child.HasExited && !Parts().Any()) Thread.Sleep(20);
        Assert.NotEmpty(Rclones(temporary.Path));
        Assert.NotEmpty(Spooled(temporary));
        child.Kill();
        child.WaitForExit();

        while (Rclones(temporary.Path).Any()) Thread.Sleep(20);
        IRepository place = Places.At(remote);
        Assert.Empty(place.List(default));

        foreach (string path in Parts().Concat(Spooled(temporary))) File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-2));
        place.Enter(TimeProvider.System, default).Dispose();
        SpoolFile.RemoveAbandoned(temporary.Path, TimeProvider.System);
        Assert.Empty(Parts());
        Assert.Empty(Spooled(temporary));
    }

    private static string[] Spooled(TempFolder temporary) => Directory.GetFiles(temporary.Path, "*.spool");

    private IEnumerable<string> Parts() =>
        Directory.EnumerateFiles(_remotes.Served, RepositoryLockChild.FileName + ".*.part*", SearchOption.AllDirectories);

    /// <summary>The processes of rclone that have this folder for temporary files.</summary>
    private static IEnumerable<int> Rclones(string temporary)
    {
        foreach (Process process in Process.GetProcessesByName("rclone"))
        {
            using (process)
                if (RcloneRemotes.EnvironmentOf(process).Contains(temporary, StringComparison.Ordinal)) yield return process.Id;
        }
    }
}

/// <summary>What <see cref="KilledUploadTests"/> runs in a process of its own: explicit, thus never by itself.</summary>
public sealed class KilledUploadChild
{
    internal const string PlaceVariable = "SCHOOLBACKUP_TEST_PLACE";

    [Fact(Explicit = true)]
    public void Uploads_until_it_is_killed()
    {
        using IRepositoryWriter writer = Places.At(Environment.GetEnvironmentVariable(PlaceVariable)!).Enter(TimeProvider.System, default);
        using IPendingFile file = writer.Create(RepositoryLockChild.FileName, default);
        file.Content.Write(new byte[100 << 20]);
        file.Complete();
    }
}
