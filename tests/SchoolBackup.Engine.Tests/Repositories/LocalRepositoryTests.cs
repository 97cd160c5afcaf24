using SchoolBackup.Errors;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Tests.Repositories;

public sealed class LocalRepositoryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_folder_is_made_for_writing_and_open_to_its_owner_only()
    {
        LocalRepository repository = LocalRepository.OpenForWriting(_folder["a/b/"]);
        Assert.Equal(_folder["a/b"], repository.Folder);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder["a/b"]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["a/b"]));
    }

    [Fact]
    public void A_missing_folder_is_not_made_for_reading()
    {
        BackupException error = Assert.Throws<BackupException>(() => LocalRepository.Open(_folder["missing"]));
        Assert.Equal(BackupError.PathInvalid, error.Code);
        Assert.Contains("missing", error.Message);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void A_file_is_not_a_repository()
    {
        File.WriteAllText(_folder["file"], "x");
        Assert.Equal(BackupError.PathInvalid, Assert.Throws<BackupException>(() => LocalRepository.Open(_folder["file"])).Code);
        Assert.Equal(BackupError.PathInvalid, Assert.Throws<BackupException>(() => LocalRepository.OpenForWriting(_folder["file"])).Code);
        Assert.Equal(BackupError.PathInvalid, Assert.Throws<BackupException>(() => LocalRepository.OpenForWriting(_folder["file/below"])).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b")]
    public void What_is_no_path_is_refused(string path) =>
        Assert.Equal(BackupError.PathInvalid, Assert.Throws<BackupException>(() => LocalRepository.Open(path)).Code);

    [Fact]
    public void A_read_only_folder_can_be_read_but_not_written()
    {
        using TempFolder readOnly = TempFolder.OnTmpfs("ro,size=64k");
        Assert.Empty(LocalRepository.Open(readOnly.Path).EnumerateFiles());
        BackupException error = Assert.Throws<BackupException>(() => LocalRepository.OpenForWriting(readOnly.Path));
        Assert.Equal(BackupError.PathNotWritable, error.Code);
        Assert.Contains(readOnly.Path, error.Message);
        Assert.True(LocalRepository.Open(readOnly.Path).FreeBytes <= 64 * 1024);
    }

    [Fact]
    public void Free_space_is_that_of_the_folders_own_file_system()
    {
        using TempFolder small = TempFolder.OnTmpfs("size=1m");
        LocalRepository repository = LocalRepository.OpenForWriting(small.Path);
        Assert.Equal(1024 * 1024, repository.FreeBytes);
        File.WriteAllBytes(small["x"], new byte[512 * 1024]);
        Assert.Equal(512 * 1024, repository.FreeBytes);
    }

    [Fact]
    public void Files_that_may_be_backups_are_enumerated_and_nothing_else()
    {
        string[] wanted = ["backup_2024-01-15T02-00-00.sql.gz", "backup_2024-01-16T02-00-00_school.sql", "dump.SQL", "old.sql.gz", "other.gz"];
        string[] unwanted = ["backup_2024-01-17T02-00-00_school.sql.gz.partial", "notes.txt", ".hidden.sql", ".schoolbackup.lock", "sql"];
        foreach (string name in wanted.Concat(unwanted))
            File.WriteAllText(_folder[name], "x");
        Directory.CreateDirectory(_folder["folder.sql"]);
        File.WriteAllText(_folder["folder.sql/inner.sql"], "x");

        IEnumerable<FileInfo> files = LocalRepository.Open(_folder.Path).EnumerateFiles();
        Assert.Equal(wanted, files.Select(file => file.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_that_has_gone_is_an_error_and_not_an_empty_repository()
    {
        Directory.CreateDirectory(_folder["share"]);
        LocalRepository repository = LocalRepository.Open(_folder["share"]);
        Directory.Delete(_folder["share"]);
        Assert.Equal(BackupError.PathInvalid, Assert.Throws<BackupException>(() => repository.EnumerateFiles().ToList()).Code);
        Assert.Equal(BackupError.PathInvalid, Assert.Throws<BackupException>(() => repository.FreeBytes).Code);
    }

    [Fact]
    public void A_backup_is_deleted_only_here_and_only_under_the_lock()
    {
        File.WriteAllText(_folder["outside.sql"], "x");
        LocalRepository repository = LocalRepository.OpenForWriting(_folder["here"]);
        File.WriteAllText(_folder["here/old.sql"], "x");
        RepositoryLock held = RepositoryLock.Acquire(repository, TimeProvider.System);

        repository.Delete("old.sql", held);
        Assert.False(File.Exists(_folder["here/old.sql"]));
        Assert.Equal(BackupError.BackupNotFound, Assert.Throws<BackupException>(() => repository.Delete("old.sql", held)).Code);
        Assert.Equal(BackupError.BackupNotFound, Assert.Throws<BackupException>(() => repository.Delete("../outside.sql", held)).Code);
        Assert.True(File.Exists(_folder["outside.sql"]));

        held.Dispose();
        Assert.Throws<InvalidOperationException>(() => repository.Delete("old.sql", held));
    }
}
