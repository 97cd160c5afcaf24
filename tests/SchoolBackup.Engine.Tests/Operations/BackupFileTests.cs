using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Encryption;
using SchoolBackup.Engine.Tests.Erp;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Operations;

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

    [Fact]
    public void An_id_and_each_beginning_of_it_find_the_backup_in_either_folder()
    {
        string local = Archive("local", "a.sql.gz", "0123456789abcdef0123456789abcdef");
        string external = Archive("external", "b.sql.gz", "0123456799999999999999999999ffff");
        string encryptedBackup = _folder["local/" + EncryptedFile.Name.Replace(".gz", "", StringComparison.Ordinal)];
        File.WriteAllBytes(encryptedBackup, EncryptedFile.Encrypt(new byte[100], EncryptedFile.Key, header: EncryptedFile.Header with { Id = "fedcba9876543210fedcba9876543210" }));
        string erp = _folder["local/users.enc"];
        byte[] content = ErpTestFile.WithTables("");
        File.WriteAllBytes(erp, content);

        Assert.Equal(local, Find("0123456789ABCDEF0123456789abcdef"));
        Assert.Equal(local, Find("012345678"));
        Assert.Equal(external, Find("012345679"));
        Assert.Equal(encryptedBackup, Find("fedcba98"));
        Assert.Equal(erp, Find(Convert.ToHexString(content.AsSpan(0, 16)), ErpTestFile.Keys));
        Run.Fails(BackupError.BackupNotFound, () => Find(Convert.ToHexString(content.AsSpan(0, 16)))); // nobody knows it without its key
        File.WriteAllText(_folder["local/012345678"], "a file of that very name goes before");
        Assert.Equal(_folder["local/012345678"], Find("012345678"));
    }

    [Fact]
    public void An_id_of_several_backups_is_an_error_that_names_them()
    {
        Archive("local", "a.sql.gz", "0123456789abcdef0123456789abcdef");
        Archive("external", "b.sql.gz", "0123456799999999999999999999ffff");
        BackupException failure = Run.Fails(BackupError.BackupAmbiguous, () => Find("01234567"));
        Assert.Contains($"0123456789abcdef0123456789abcdef ({_folder["local/a.sql.gz"]})", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"0123456799999999999999999999ffff ({_folder["external/b.sql.gz"]})", failure.Message, StringComparison.Ordinal);

        Assert.Contains("first 8 digits", Run.Fails(BackupError.BackupNotFound, () => Find("0123456")).Hint, StringComparison.Ordinal);
        Run.Fails(BackupError.BackupNotFound, () => Find("0123456789abcdef0123456789abcdef0"));
        Run.Fails(BackupError.BackupNotFound, () => Find("eeeeeeee"));
    }

    [Fact]
    public void Copies_under_one_name_are_one_backup_and_under_two_names_an_error()
    {
        string local = Archive("local", "a.sql.gz", "0123456789abcdef0123456789abcdef");
        Directory.CreateDirectory(_folder["external"]);
        File.Copy(local, _folder["external/a.sql.gz"]);
        Assert.Equal(local, Find("01234567"));

        // The same backup, although one of the two was found damaged.
        SmallArchive.Damage(_folder["external/a.sql.gz"], new FileInfo(local).Length - 12);
        CatalogueTests.Verify(_folder["external/a.sql.gz"]);
        Assert.Equal(local, Find("01234567"));

        File.Copy(local, _folder["local/before-the-holidays.sql.gz"]);
        BackupException failure = Run.Fails(BackupError.BackupAmbiguous, () => Find("01234567"));
        Assert.Contains("before-the-holidays.sql.gz", failure.Message, StringComparison.Ordinal);
        Assert.Contains("copies of one backup", failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_share_that_is_not_there_keeps_no_id_from_being_found()
    {
        string local = Archive("local", "a.sql.gz", "0123456789abcdef0123456789abcdef");
        Assert.Equal(local, Find("01234567"));
        Directory.Delete(_folder["local"], recursive: true);
        Run.Fails(BackupError.PathInvalid, () => Find("01234567"));
    }

    [Fact]
    public void Of_a_file_with_the_name_another_backup_has_outside_the_id_tells_the_right_one()
    {
        Archive("local", "a.sql.gz", "0123456789abcdef0123456789abcdef");
        string external = Archive("external", "a.sql.gz", "fedcba9876543210fedcba9876543210");
        Assert.Equal(external, Find("fedcba98"));
    }

    private string Archive(string folder, string name, string id)
    {
        Directory.CreateDirectory(_folder[folder]);
        return SmallArchive.Write(Path.Combine(_folder[folder], name), SmallArchive.Header(DateTimeOffset.UnixEpoch, "school") with { Id = id }, BackupContainer.Gzip);
    }

    private string Find(string said, KeyRing? keys = null) => BackupFile.Find(said, [Places.At(_folder["local"]), Places.At(_folder["external"])], _folder["here"], keys).Address;
}
