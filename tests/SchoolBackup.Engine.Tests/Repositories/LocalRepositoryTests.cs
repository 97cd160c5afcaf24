using SchoolBackup.Errors;
using SchoolBackup.Storage;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Tests.Repositories;

public sealed class LocalRepositoryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_folder_is_made_for_writing_and_open_to_its_owner_only()
    {
        var repository = new LocalRepository(_folder["a/b/"]);
        repository.Enter(TimeProvider.System, default).Dispose();
        Assert.Equal(_folder["a/b"], repository.Location);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder["a/b"]));
        Assert.Empty(repository.List(default));
    }

    [Fact]
    public void A_missing_folder_is_not_made_for_reading()
    {
        BackupException error = Assert.Throws<BackupException>(() => new LocalRepository(_folder["missing"]).Require(default));
        Assert.Equal(BackupError.PathInvalid, error.Code);
        Assert.Contains("missing", error.Message);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void A_file_is_not_a_repository()
    {
        File.WriteAllText(_folder["file"], "x");
        Assert.Equal(BackupError.PathInvalid, Assert.Throws<BackupException>(() => new LocalRepository(_folder["file"]).Require(default)).Code);
        Assert.Equal(BackupError.PathInvalid, Assert.Throws<BackupException>(() => new LocalRepository(_folder["file"]).Enter(TimeProvider.System, default)).Code);
        Assert.Equal(BackupError.PathInvalid, Assert.Throws<BackupException>(() => new LocalRepository(_folder["file/below"]).Enter(TimeProvider.System, default)).Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b")]
    public void What_is_no_path_is_refused(string path) =>
        Assert.Equal(BackupError.PathInvalid, Assert.Throws<BackupException>(() => new LocalRepository(path)).Code);

    [Fact]
    public void A_read_only_folder_can_be_read_but_not_written()
    {
        using TempFolder readOnly = TempFolder.OnTmpfs("ro,size=64k");
        Assert.Empty(new LocalRepository(readOnly.Path).List(default));
        BackupException error = Assert.Throws<BackupException>(() => new LocalRepository(readOnly.Path).Enter(TimeProvider.System, default));
        Assert.Equal(BackupError.PathNotWritable, error.Code);
        Assert.Contains(readOnly.Path, error.Message);
        Assert.True(new LocalRepository(readOnly.Path).FreeBytes(default) <= 64 * 1024);
    }

    [Fact]
    public void Free_space_is_that_of_the_folders_own_file_system()
    {
        using TempFolder small = TempFolder.OnTmpfs("size=1m");
        var repository = new LocalRepository(small.Path);
        Assert.Equal(1024 * 1024, repository.FreeBytes(default));
        File.WriteAllBytes(small["x"], new byte[512 * 1024]);
        Assert.Equal(512 * 1024, repository.FreeBytes(default));
    }

    [Fact]
    public void Free_space_of_a_folder_that_would_be_made_is_that_of_the_one_above()
    {
        using TempFolder small = TempFolder.OnTmpfs("size=1m");
        Assert.Equal(1024 * 1024, new LocalRepository(small["not/there"]).FreeBytes(default));
        Assert.Empty(small.Names);
    }

    [Fact]
    public void Files_are_listed_and_nothing_that_is_hidden_or_unfinished_or_below()
    {
        string[] wanted = ["backup_2024-01-15T02-00-00.sql.gz", "backup_2024-01-15T02-00-00.sql.gz.verified", "dump.SQL", "notes.txt"];
        string[] unwanted = ["backup_2024-01-17T02-00-00_school.sql.gz.partial", ".hidden.sql", ".schoolbackup.lock"];
        foreach (string name in wanted.Concat(unwanted)) File.WriteAllText(_folder[name], "x");
        Directory.CreateDirectory(_folder["folder.sql"]);
        File.WriteAllText(_folder["folder.sql/inner.sql"], "x");

        Assert.Equal(wanted, new LocalRepository(_folder.Path).List(default).Select(item => item.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_that_has_gone_is_an_error_and_not_an_empty_repository()
    {
        Directory.CreateDirectory(_folder["share"]);
        var repository = new LocalRepository(_folder["share"]);
        Directory.Delete(_folder["share"]);
        Assert.Equal(BackupError.PathInvalid, Assert.Throws<BackupException>(() => repository.List(default).ToList()).Code);
    }

    [Fact]
    public void A_file_is_deleted_only_here()
    {
        File.WriteAllText(_folder["outside.sql"], "x");
        using IRepositoryWriter writer = new LocalRepository(_folder["here"]).Enter(TimeProvider.System, default);
        File.WriteAllText(_folder["here/old.sql"], "x");

        writer.Delete("old.sql", default);
        Assert.False(File.Exists(_folder["here/old.sql"]));
        Assert.Equal(BackupError.BackupNotFound, Assert.Throws<BackupException>(() => writer.Delete("old.sql", default)).Code);
        Assert.Equal(BackupError.BackupNotFound, Assert.Throws<BackupException>(() => writer.Delete("../outside.sql", default)).Code);
        Assert.True(File.Exists(_folder["outside.sql"]));
    }

    [Fact]
    public void No_name_leads_out_of_the_folder()
    {
        File.WriteAllText(_folder["outside.sql"], "x");
        Directory.CreateDirectory(_folder["here"]);
        var repository = new LocalRepository(_folder["here"]);
        Assert.Equal(BackupError.BackupNotFound, Assert.Throws<BackupException>(() => repository.Open("../outside.sql", default)).Code);
        Assert.Equal(BackupError.BackupNotFound, Assert.Throws<BackupException>(() => repository.WriteNote("../new", "x"u8.ToArray(), default)).Code);
        Assert.Equal(["here", "outside.sql"], _folder.Names);
    }
}
