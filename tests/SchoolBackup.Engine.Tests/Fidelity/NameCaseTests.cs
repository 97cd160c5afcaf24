using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Servers;

namespace SchoolBackup.Engine.Tests.Fidelity;

/// <summary>Names that a server tells apart are told apart: by case, and by accents, which information_schema compares away.</summary>
[Collection(OnServer.Name)]
public sealed class NameCaseTests(TestServer server)
{
    [Fact]
    public void Views_that_differ_by_case_come_back()
    {
        using TestDatabase school = server.NewDatabase("CREATE TABLE t (id INT PRIMARY KEY); CREATE VIEW Roll AS SELECT id FROM t; CREATE VIEW roll AS SELECT id + 1 AS n FROM t");
        IReadOnlyList<string> before = school.Describe();
        string file = school.BackUpToFile();
        school.Sql("DROP VIEW Roll; DROP VIEW roll");
        Run.Restore(school.RestoreOptions(file));
        Assert.Equal(before, school.Describe());
    }

    [Fact]
    public void A_chosen_table_is_the_one_that_is_named()
    {
        using TestDatabase school = server.NewDatabase("CREATE TABLE Report (id INT PRIMARY KEY); CREATE TABLE report (id INT PRIMARY KEY); INSERT INTO Report VALUES (1); INSERT INTO report VALUES (2)");
        string file = school.BackUpToFile();
        school.Sql("UPDATE Report SET id = 77; UPDATE report SET id = 88");
        Run.Restore(school.RestoreOptions(file) with { Tables = ["report"] });
        Assert.Equal("77\n", school.Sql("SELECT id FROM Report"));
        Assert.Equal("2\n", school.Sql("SELECT id FROM report"));

        BackupResult reduced = Run.Backup(school.BackupOptions with { Selection = new DumpSelection { ExcludeTables = ["report"] } });
        Assert.Equal(1, Tables(reduced));
        // Where none has the name in its own case, the case is no matter: some servers keep all names in small letters.
        BackupResult both = Run.Backup(school.BackupOptions with { Selection = new DumpSelection { Tables = ["REPORT"] } });
        Assert.Equal(2, Tables(both));
    }

    [Theory]
    [InlineData("{0}_Ecole", "{0}_ecole")]
    [InlineData("{0}_ecole", "{0}_\u00e9cole")]
    public void A_database_is_told_from_one_that_is_spelled_almost_like_it(string format, string neighbourFormat)
    {
        using TestDatabase school = server.NewDatabase("CREATE TABLE t (id INT PRIMARY KEY)");
        string name = string.Format(System.Globalization.CultureInfo.InvariantCulture, format, school.Name);
        string neighbour = string.Format(System.Globalization.CultureInfo.InvariantCulture, neighbourFormat, school.Name);
        school.Server.RunSql($"""
            CREATE DATABASE `{name}`; CREATE TABLE `{name}`.t (id INT PRIMARY KEY); INSERT INTO `{name}`.t VALUES (1);
            CREATE DATABASE `{neighbour}`; USE `{neighbour}`; CREATE TABLE t (id INT PRIMARY KEY, more INT); CREATE TABLE other (id INT);
            CREATE TRIGGER here BEFORE INSERT ON t FOR EACH ROW SET NEW.id = 5; CREATE EVENT here ON SCHEDULE EVERY 1 DAY DO SELECT 1;
            CREATE FUNCTION here() RETURNS INT NO SQL RETURN 1; CREATE VIEW seen AS SELECT * FROM t;
            """);
        BackupResult backup = Run.Backup(school.BackupOptions with { Databases = [name] });
        Assert.Equal(1, Tables(backup));
        IReadOnlyList<string> before = school.Describe(neighbour);
        Run.Restore(school.RestoreOptions(backup.Files[0]));
        Assert.Equal(before, school.Describe(neighbour));
        Assert.Equal("1\n", school.Server.RunSql($"SELECT id FROM `{name}`.t"));
    }

    private static int Tables(BackupResult backup)
    {
        using ArchiveReader archive = ArchiveReader.Open(Places.Backup(backup.Files[0]));
        return archive.Index.Tables.Count(table => table.ContentHash is not null);
    }
}
