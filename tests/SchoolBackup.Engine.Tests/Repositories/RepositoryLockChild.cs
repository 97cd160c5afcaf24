using System.Diagnostics;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Tests.Repositories;

/// <summary>What <see cref="RepositoryLockTests"/> runs in processes of their own: explicit, thus never by themselves.</summary>
public sealed class RepositoryLockChild
{
    internal const string FolderVariable = "SCHOOLBACKUP_TEST_FOLDER";
    internal const string FileName = "backup_2026-11-21T02-00-00_school.sql.gz";

    /// <summary>Another process that holds the lock of a folder; it does when this returns.</summary>
    internal static Process Hold(string folder)
    {
        Process child = ChildTest.Start<RepositoryLockChild>(nameof(Holds_the_lock_until_it_is_killed), (FolderVariable, folder));
        while (!File.Exists(Path.Combine(folder, FileName + LocalRepository.PartialExtension)) && !child.HasExited) Thread.Sleep(20);
        return child;
    }

    private static LocalRepository Repository => new(Environment.GetEnvironmentVariable(FolderVariable)!);

    [Fact(Explicit = true)]
    public void Holds_the_lock_until_it_is_killed()
    {
        using IRepositoryWriter held = Repository.Enter(TimeProvider.System, default);
        using IPendingFile partial = held.Create(FileName, default);
        Thread.Sleep(TimeSpan.FromMinutes(1));
    }

    [Fact(Explicit = true)]
    public void Finds_no_locks()
    {
        BackupException error = Assert.Throws<BackupException>(() => Repository.Enter(TimeProvider.System, default));
        Assert.Equal(BackupError.NotSupported, error.Code);
    }
}
