using System.Diagnostics;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Tests.Repositories;

public sealed class RepositoryLockTests : IDisposable
{
    private const string Unfinished = RepositoryLockChild.FileName + LocalRepository.PartialExtension;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_second_run_is_told_who_holds_the_lock()
    {
        var repository = new LocalRepository(_folder.Path);
        using IRepositoryWriter held = repository.Enter(new FixedClock(), default);
        BackupException error = Assert.Throws<BackupException>(() => repository.Enter(new FixedClock(), default));
        Assert.Equal(BackupError.RepositoryLocked, error.Code);
        Assert.Equal($"the repository {_folder.Path} is locked by process {Environment.ProcessId} on host {Environment.MachineName} "
            + "since 2026-11-21 02:00:00 UTC", error.Message);
        Assert.NotEmpty(error.Hint);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{\"ProcessId\":")]
    public void A_second_run_is_refused_even_when_it_cannot_tell_by_whom(string? run)
    {
        var repository = new LocalRepository(_folder.Path);
        using IRepositoryWriter held = repository.Enter(TimeProvider.System, default);
        File.Delete(_folder[RepositoryLock.RunFileName]);
        if (run is not null)
            File.WriteAllText(_folder[RepositoryLock.RunFileName], run);
        BackupException error = Assert.Throws<BackupException>(() => repository.Enter(TimeProvider.System, default));
        Assert.Equal(BackupError.RepositoryLocked, error.Code);
        Assert.EndsWith("another run", error.Message);
    }

    [Fact]
    public void After_one_run_the_next_one_may_start()
    {
        var repository = new LocalRepository(_folder.Path);
        for (int i = 0; i < 3; i++)
        {
            using IRepositoryWriter held = repository.Enter(TimeProvider.System, default);
            Assert.Empty(held.Abandoned);
        }
    }

    [Fact]
    public void Only_one_of_many_gets_the_lock()
    {
        var repository = new LocalRepository(_folder.Path);
        int inside = 0, most = 0, runs = 0;
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            try
            {
                using IRepositoryWriter held = repository.Enter(TimeProvider.System, default);
                most = int.Max(most, Interlocked.Increment(ref inside));
                Thread.Yield();
                Interlocked.Decrement(ref inside);
                Interlocked.Increment(ref runs);
            }
            catch (BackupException locked) when (locked.Code == BackupError.RepositoryLocked)
            {
                Thread.Yield();
            }
        });
        Assert.Equal(1, most);
        Assert.InRange(runs, 1, 200);
    }

    [Fact]
    public void What_a_dead_run_left_unfinished_is_removed_and_nothing_else()
    {
        var repository = new LocalRepository(_folder.Path);
        string[] others = ["backup_2026-11-20T02-00-00_school.sql.gz", "download.sql.gz.partial", "x.partial"];
        foreach (string name in others.Append(Unfinished))
            File.WriteAllText(_folder[name], "x");
        using IRepositoryWriter held = repository.Enter(TimeProvider.System, default);
        Assert.Equal([Unfinished], held.Abandoned);
        Assert.Equal(others, _folder.VisibleNames);
    }

    [Fact]
    public void A_killed_run_blocks_nobody_and_its_unfinished_backup_goes()
    {
        var repository = new LocalRepository(_folder.Path);
        using (Process child = RepositoryLockChild.Hold(_folder.Path))
        {
            BackupException error = Assert.Throws<BackupException>(() => repository.Enter(TimeProvider.System, default));
            Assert.Equal(BackupError.RepositoryLocked, error.Code);
            Assert.Contains($"process {child.Id} ", error.Message);
            child.Kill();
            child.WaitForExit();
        }
        using IRepositoryWriter held = repository.Enter(TimeProvider.System, default);
        Assert.Equal([Unfinished], held.Abandoned);
        Assert.Empty(_folder.VisibleNames);
    }

    [Fact]
    public void A_file_system_without_locks_is_refused()
    {
        using Process child = StartChild(nameof(RepositoryLockChild.Finds_no_locks), ("DOTNET_SYSTEM_IO_DISABLEFILELOCKING", "1"));
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Assert.True(child.ExitCode == 0, output);
        Assert.Contains("Total: 1", output);
    }

    private Process StartChild(string method, params (string Name, string Value)[] environment) =>
        ChildTest.Start<RepositoryLockChild>(method, [(RepositoryLockChild.FolderVariable, _folder.Path), .. environment]);

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);
    }
}
