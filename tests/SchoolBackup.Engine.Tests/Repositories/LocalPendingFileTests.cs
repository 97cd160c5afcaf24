using SchoolBackup.Errors;
using SchoolBackup.Storage;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Tests.Repositories;

public sealed class LocalPendingFileTests
{
    private const string FileName = "backup_2026-11-21T02-00-00_school.sql.gz";

    [Fact]
    public void A_backup_has_its_name_only_when_it_is_complete()
    {
        using var folder = new TempFolder();
        using IRepositoryWriter writer = new LocalRepository(folder.Path).Enter(TimeProvider.System, default);
        using IPendingFile partial = writer.Create(FileName, default);
        partial.Content.Write("whole"u8);
        Assert.Equal([FileName + ".partial"], folder.VisibleNames);

        partial.Complete();
        Assert.Equal([FileName], folder.VisibleNames);
        Assert.Equal(folder[FileName], partial.Address);
        partial.Dispose();
        Assert.Equal("whole", File.ReadAllText(folder[FileName]));
        Assert.Throws<ObjectDisposedException>(() => partial.Complete());
    }

    [Fact]
    public async Task Its_content_can_be_patched_and_written_asynchronously()
    {
        using var folder = new TempFolder();
        using IRepositoryWriter writer = new LocalRepository(folder.Path).Enter(TimeProvider.System, default);
        using IPendingFile partial = writer.Create(FileName, default);
        partial.Content.Write("....body"u8);
        partial.Content.Position = 0;
        await partial.Content.WriteAsync("head"u8.ToArray());
        partial.Content.SetLength(7);
        partial.Complete();
        Assert.Equal("headbod", File.ReadAllText(folder[FileName]));
    }

    [Fact]
    public void A_backup_that_is_not_completed_never_happened()
    {
        using var folder = new TempFolder();
        using IRepositoryWriter writer = new LocalRepository(folder.Path).Enter(TimeProvider.System, default);
        using (IPendingFile partial = writer.Create(FileName, default))
            partial.Content.Write("half"u8);
        Assert.Empty(folder.VisibleNames);
    }

    [Fact]
    public void Only_its_owner_may_read_it()
    {
        using var folder = new TempFolder();
        using IRepositoryWriter writer = new LocalRepository(folder.Path).Enter(TimeProvider.System, default);
        using IPendingFile partial = writer.Create(FileName, default);
        partial.Complete();
        if (!OperatingSystem.IsWindows()) // there, the folder's ACL decides
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(partial.Address));
    }

    [Fact]
    public void A_second_backup_within_the_same_second_is_refused_before_it_starts()
    {
        using var folder = new TempFolder();
        using IRepositoryWriter writer = new LocalRepository(folder.Path).Enter(TimeProvider.System, default);
        File.WriteAllText(folder[FileName], "first");
        Assert.Equal(BackupError.BackupExists, Assert.Throws<BackupException>(() => writer.Create(FileName, default)).Code);
        Assert.Equal([FileName], folder.VisibleNames);
    }

    [Fact]
    public void A_file_that_takes_the_name_meanwhile_is_left_as_it_is()
    {
        using var folder = new TempFolder();
        using IRepositoryWriter writer = new LocalRepository(folder.Path).Enter(TimeProvider.System, default);
        using (IPendingFile partial = writer.Create(FileName, default))
        {
            partial.Content.Write("second"u8);
            File.WriteAllText(folder[FileName], "first");
            Assert.Equal(BackupError.BackupExists, Assert.Throws<BackupException>(() => partial.Complete()).Code);
        }
        Assert.Equal([FileName], folder.VisibleNames);
        Assert.Equal("first", File.ReadAllText(folder[FileName]));
    }

    [Fact]
    public void A_full_disk_is_an_error_and_leaves_the_earlier_backup_alone()
    {
        using TempFolder small = TempFolder.OnTmpfs("size=1m");
                File.WriteAllText(small["backup_2026-11-20T02-00-00_school.sql.gz"], "earlier");
        using IRepositoryWriter writer = new LocalRepository(small.Path).Enter(TimeProvider.System, default);
        using (IPendingFile partial = writer.Create(FileName, default))
        {
            byte[] block = new byte[256 * 1024];
            BackupException error = Assert.Throws<BackupException>(() =>
            {
                for (int i = 0; i < 5; i++)
                    partial.Content.Write(block);
            });
            Assert.Equal(BackupError.NoSpace, error.Code);
            Assert.Contains(small.Path, error.Message);
        }
        Assert.Equal(["backup_2026-11-20T02-00-00_school.sql.gz"], small.VisibleNames);
        Assert.Equal("earlier", File.ReadAllText(small["backup_2026-11-20T02-00-00_school.sql.gz"]));
    }

    [Fact]
    public async Task A_full_disk_is_the_same_error_when_written_asynchronously()
    {
        using TempFolder small = TempFolder.OnTmpfs("size=64k");
        using IRepositoryWriter writer = new LocalRepository(small.Path).Enter(TimeProvider.System, default);
        using IPendingFile partial = writer.Create(FileName, default);
        BackupException error = await Assert.ThrowsAsync<BackupException>(() => partial.Content.WriteAsync(new byte[128 * 1024]).AsTask());
        Assert.Equal(BackupError.NoSpace, error.Code);
    }

    [Fact]
    public void A_disk_without_room_for_another_file_is_full_too()
    {
        using TempFolder small = TempFolder.OnTmpfs("size=1m,nr_inodes=4"); // the root, the lock and its run
        using IRepositoryWriter writer = new LocalRepository(small.Path).Enter(TimeProvider.System, default);
        File.WriteAllText(small["x"], "");
        Assert.Equal(BackupError.NoSpace, Assert.Throws<BackupException>(() => writer.Create(FileName, default)).Code);
        Assert.Equal(BackupError.NoSpace, Assert.Throws<BackupException>(() => new LocalRepository(small.Path).Enter(TimeProvider.System, default)).Code);
    }

    [Fact]
    public void A_folder_that_goes_away_is_an_error_and_says_what_is_left_behind()
    {
        using var folder = new TempFolder();
        using IRepositoryWriter writer = new LocalRepository(folder["share"]).Enter(TimeProvider.System, default);
        IPendingFile partial = writer.Create(FileName, default);
        Directory.Move(folder["share"], folder["gone"]);

        Assert.Equal(BackupError.WriteFailed, Assert.Throws<BackupException>(() => partial.Complete()).Code);
        partial.Dispose();
        Assert.EndsWith(".partial", partial.LeftBehind);
    }

    [Fact]
    public void Directories_can_be_flushed_and_a_missing_one_is_an_error()
    {
        using var folder = new TempFolder();
        DirectorySync.Flush(folder.Path);
        if (!OperatingSystem.IsWindows())
            Assert.Contains(folder["missing"], Assert.Throws<IOException>(() => DirectorySync.Flush(folder["missing"])).Message);
    }
}
