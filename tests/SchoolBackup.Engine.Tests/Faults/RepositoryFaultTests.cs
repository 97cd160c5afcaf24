using System.Collections.Concurrent;
using System.Diagnostics;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Operations;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Tests.Faults;

[Collection(OnServer.Name)]
public sealed class RepositoryFaultTests(TestServer server)
{
    [Fact]
    public void A_path_that_is_a_file()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        var before = new Before(school);
        Run.Fails(BackupError.PathInvalid, () => Run.Backup(school.BackupOptions with { Repository = Places.At(file) }));
        before.AssertNothingChanged();
    }

    [Fact]
    public void A_path_that_cannot_be_written_to()
    {
        using TempFolder readOnly = TempFolder.OnTmpfs("ro,size=1m");
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        Run.Fails(BackupError.PathNotWritable, () => Run.Backup(school.BackupOptions with { Repository = Places.At(readOnly.Path) }));
    }

    [Fact]
    public void A_run_finds_the_repository_locked_by_another_process_and_that_goes_on()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        using Process other = RepositoryLockChild.Hold(school.Repository);
        BackupException refused = Run.Fails(BackupError.RepositoryLocked, () => Run.Backup(school.BackupOptions));
        Assert.Contains($"process {other.Id} ", refused.Message, StringComparison.Ordinal);
        Assert.False(other.HasExited);
        other.Kill();
        other.WaitForExit();
        Assert.Equal(BackupValidity.Valid, Run.Verify(new VerifyOptions { Backup = Places.Backup(school.BackUpToFile()) }).Validity);
    }

    [Fact]
    public async Task A_second_run_of_this_process_waits_for_the_first_and_says_so()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        using var waits = new ManualResetEventSlim();
        Task<BackupResult>? second = null;
        BackupResult first = Run.Backup(school.BackupOptions, progress =>
        {
            if (progress.Phase != RunPhase.Reading || second is not null) return;
            second = Task.Run(() => Run.Backup(school.BackupOptions, its =>
            {
                if (its.Phase == RunPhase.Waiting) waits.Set();
            }));
            waits.Wait();
            Assert.Empty(Directory.GetFiles(school.Repository, "backup_*.gz"));
        });
        Assert.NotNull(second);
        Assert.All([first, await second], result => Assert.Equal(BackupValidity.Valid, Run.Verify(new VerifyOptions { Backup = Places.Backup(result.Files[0]) }).Validity));
    }

    [Fact]
    public void Runs_with_their_folders_exchanged_both_succeed()
    {
        using var other = new TempFolder();
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        BackupOptions there = school.BackupOptions with { Copies = [Places.At(other.Path)] };
        BackupOptions back = there with { Repository = Places.At(other.Path), Copies = [Places.At(school.Repository)] };
        var results = new ConcurrentBag<BackupResult>();
        Parallel.For(0, 8, run => results.Add(Run.Backup(run % 2 == 0 ? there : back)));
        Assert.All(results, result => Assert.Equal(2, result.Files.Count));
        Assert.Equal(8, Directory.GetFiles(other.Path, "backup_*.gz").Length);
    }

    [Fact]
    public void Restores_whose_safety_backups_go_into_one_folder_both_succeed()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        string[] targets = [school.Name + "_a", school.Name + "_b"];
        for (int round = 0; round < 2; round++)
            Parallel.ForEach(targets, target => Run.Restore(school.RestoreOptions(file) with { TargetDatabase = target, SafetyRepository = Places.At(school.Repository) }));
        Assert.Equal(3, Directory.GetFiles(school.Repository, "backup_*.gz").Length);
    }

    [Theory]
    [InlineData(BackupContainer.Gzip)]
    [InlineData(BackupContainer.SchoolErp)]
    public void Stopped_while_it_waits_it_leaves_nothing(BackupContainer container)
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        using var stop = new CancellationTokenSource();
        using (RunQueue.Take([Places.At(school.Repository)], new NoProgress(), default))
        {
            BackupOptions options = school.BackupOptions with { Container = container, Key = container == BackupContainer.SchoolErp ? RawKey.NewRandom() : null };
            Assert.ThrowsAny<OperationCanceledException>(() => Run.Backup(options, _ => stop.Cancel(), stop.Token));
        }

        Assert.Empty(Directory.GetFiles(school.Repository));
    }

    /// <summary>Names tell whole seconds, and a safety backup comes right behind a backup.</summary>
    [Fact]
    public void Backups_of_one_database_right_after_one_another_all_find_a_name()
    {
        using TestDatabase school = server.NewDatabase("CREATE TABLE t (a INT PRIMARY KEY); INSERT INTO t VALUES (1)");
        BackupResult[] results = [.. Enumerable.Range(0, 4).Select(_ => new BackupOperation(TimeProvider.System, new Progress<RunProgress>()).Run(school.BackupOptions, default))];
        Assert.Equal(4, results.Select(result => result.Files[0]).Distinct().Count());
        Assert.All(results, result => Assert.Equal(BackupName.Parse(Path.GetFileName(result.Files[0]))!.Timestamp.ToUnixTimeSeconds(), result.Header.Started.ToUnixTimeSeconds()));
    }

    [Fact]
    public void A_disk_that_is_too_small_is_refused_before_anything_is_read()
    {
        using TempFolder small = TempFolder.OnTmpfs("size=1m");
        using TestDatabase school = server.NewDatabase(School.Large);
        BackupException failure = Run.Fails(BackupError.NoSpace, () => Run.Backup(
            school.BackupOptions with { Repository = Places.At(small.Path) }, progress => Assert.NotEqual(RunPhase.Reading, progress.Phase)));
        Assert.Contains("may need", failure.Message, StringComparison.Ordinal);
        Assert.Empty(small.VisibleNames);
    }

    /// <summary>Somebody else fills the disk while the backup is being written.</summary>
    [Theory]
    [InlineData(BackupContainer.Gzip)]
    [InlineData(BackupContainer.Sql)]
    public void A_disk_that_fills_up_under_way(BackupContainer container)
    {
        using TempFolder disk = TempFolder.OnTmpfs("size=80m");
        using TestDatabase school = server.NewDatabase(School.Large);
        BackupOptions options = school.BackupOptions with { Repository = Places.At(disk.Path), Container = container };
        string previous = Run.Backup(options).Files[0];
        byte[] bytes = File.ReadAllBytes(previous);
        string filler = disk["filler"];

        Run.Fails(BackupError.NoSpace, () => Run.Backup(options, progress =>
        {
            if (progress.Phase == RunPhase.Reading && !File.Exists(filler)) Fill(filler);
        }));

        Assert.Equal([Path.GetFileName(previous), "filler"], disk.VisibleNames);
        Assert.Equal(bytes, File.ReadAllBytes(previous));
        File.Delete(filler);
        Assert.Equal(BackupValidity.Valid, Run.Verify(new VerifyOptions { Backup = Places.Backup(Run.Backup(options).Files[0]) }).Validity);
    }

    [Fact]
    public void An_external_copy_that_fails_does_not_cost_the_local_one()
    {
        using TempFolder small = TempFolder.OnTmpfs("size=1m");
        using var other = new TempFolder();
        using TestDatabase school = server.NewDatabase(School.Large);
        string notAFolder = other["file"];
        File.WriteAllText(notAFolder, "x");

        foreach (string external in (string[])[notAFolder, small.Path])
        {
            string[] before = Directory.GetFiles(school.Repository, "backup_*.gz");
            BackupException failure = Run.Fails(BackupError.ExternalCopyFailed, () => Run.Backup(school.BackupOptions with { Copies = [Places.At(external)] }));
            string published = Assert.Single(Directory.GetFiles(school.Repository, "backup_*.gz").Except(before));
            Assert.Contains(published, failure.Message, StringComparison.Ordinal);
            Assert.Equal(BackupValidity.Valid, Run.Verify(new VerifyOptions { Backup = Places.Backup(published) }).Validity);
        }

        Assert.Empty(small.VisibleNames);
    }

    [Fact]
    public void A_mount_that_is_not_mounted_is_no_empty_folder()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        using var mountPoint = new TempFolder();
        BackupOptions both = school.BackupOptions with { Copies = [Places.At(mountPoint.Path)] };
        // Before the first backup the disk is there, and afterwards it is not.
        using (mountPoint.Mounted("size=4m")) Assert.Equal(2, Run.Backup(both).Copies.Count);
        Assert.Empty(mountPoint.Names);

        BackupException failure = Run.Fails(BackupError.ExternalCopyFailed, () => Run.Backup(both));
        Assert.Contains("not to be mounted", failure.Message, StringComparison.Ordinal);
        var copy = new CopyOptions { Backups = Catalogue.List([Places.At(school.Repository)]), Destinations = [Places.At(mountPoint.Path)] };
        Assert.All(new CopyOperation(TimeProvider.System, new NoProgress()).Run(copy, default), result => Assert.Equal(BackupError.PathInvalid, result.Failure?.Code));
        Assert.Empty(mountPoint.Names);

        // The same, had the repository itself been the mount.
        BackupOptions turned = both with { Repository = Places.At(mountPoint.Path), Copies = [both.Repository] };
        Run.Fails(BackupError.PathInvalid, () => Run.Backup(turned));
        File.WriteAllText(Path.Combine(school.Repository, ".schoolbackup.places"), "");
        Assert.Equal(2, Run.Backup(turned).Copies.Count); // a new disk, as the hint says
    }

    [Fact]
    public void An_external_repository_that_is_busy_does_not_cost_the_local_backup()
    {
        using var external = new TempFolder();
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        using (Places.At(external.Path).Enter(TimeProvider.System, default))
            Run.Fails(BackupError.ExternalCopyFailed, () => Run.Backup(school.BackupOptions with { Copies = [Places.At(external.Path)] }));
        Assert.Single(Directory.GetFiles(school.Repository, "backup_*.gz"));
        Assert.Empty(external.VisibleNames);

        BackupResult both = Run.Backup(school.BackupOptions with { Copies = [Places.At(external.Path)] });
        Assert.Equal(2, both.Files.Count);
        Assert.Equal(File.ReadAllBytes(both.Files[0]), File.ReadAllBytes(both.Files[1]));
    }

    private static void Fill(string path)
    {
        using FileStream file = File.Create(path, bufferSize: 0);
        var block = new byte[64 << 10];
        for (int size = block.Length; size > 0; size /= 2)
        {
            try
            {
                while (true) file.Write(block, 0, size);
            }
            catch (IOException)
            {
                // Full for blocks of this size; a smaller one may still find room.
            }
        }
    }
}
