using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Repositories;

namespace SchoolBackup.Engine.Tests.Repositories;

public sealed class BackupFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_name_is_looked_for_in_the_repository_then_outside_then_here()
    {
        foreach (string place in new[] { "local", "external", "here" }) Directory.CreateDirectory(_folder[place]);
        foreach (string file in new[] { "here/a.sql", "external/a.sql", "local/a.sql", "here/b.sql", "external/b.sql", "here/c.sql" }) File.WriteAllText(_folder[file], "x");

        Assert.Equal(_folder["local/a.sql"], Find("a.sql"));
        Assert.Equal(_folder["external/b.sql"], Find("b.sql"));
        Assert.Equal(_folder["here/c.sql"], Find("c.sql"));
    }

    [Fact]
    public void A_path_begins_in_the_folder_that_is_said_and_needs_no_repository()
    {
        Directory.CreateDirectory(_folder["here/below"]);
        File.WriteAllText(_folder["here/below/dump.sql"], "x");

        Assert.Equal(_folder["here/below/dump.sql"], Find("below/dump.sql"));
        Assert.Equal(_folder["here/below/dump.sql"], Find(_folder["here/below/dump.sql"]));
    }

    [Fact]
    public void A_name_that_is_not_there_gets_the_nearest_ones_as_a_hint()
    {
        Directory.CreateDirectory(_folder["local"]);
        foreach (string name in new[] { "backup_2024-01-15T02-00-00_school.sql.gz", "backup_2024-02-15T02-00-00_school.sql.gz", "zzz.sql", "library.sql" })
            File.WriteAllText(_folder["local/" + name], "x");

        BackupException error = Assert.Throws<BackupException>(() => Find("backup_2024-01-16T02-00-00_school.sql.gz"));
        Assert.Equal(BackupError.BackupNotFound, error.Code);
        Assert.StartsWith("nearest are backup_2024-01-15T02-00-00_school.sql.gz, backup_2024-02-15T02-00-00_school.sql.gz", error.Hint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("folder.sql")]
    [InlineData("../secret.sql")]
    [InlineData("backup_2024-01-15T02-00-00_school.sql.gz.partial")]
    public void What_is_no_finished_backup_is_not_found(string name)
    {
        Directory.CreateDirectory(_folder["local/folder.sql"]);
        File.WriteAllText(_folder["local/backup_2024-01-15T02-00-00_school.sql.gz.partial"], "x");
        BackupException error = Assert.Throws<BackupException>(() => Find(name));
        Assert.Equal(BackupError.BackupNotFound, error.Code);
        Assert.NotEmpty(error.Hint);
    }

    private string Find(string nameOrPath) => BackupFile.Find(nameOrPath, _folder["local"], _folder["external"], _folder["here"]);
}
