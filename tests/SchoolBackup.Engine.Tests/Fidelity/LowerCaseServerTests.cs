using SchoolBackup.Demo;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Fidelity;

/// <summary>Backups of a server that tells names apart by case, on one that keeps them in small letters (lower_case_table_names = 1).</summary>
[Collection(OnServer.Name)]
[Trait("Server", "mariadb")] // MySQL takes lower_case_table_names with its first start alone, and on Linux Debian's package begins without
public sealed class LowerCaseServerTests(TestServer server, LowerCaseServerTests.Lower lower) : IClassFixture<LowerCaseServerTests.Lower>
{
    private const string Mixed = """
        CREATE TABLE Class (Id INT PRIMARY KEY); CREATE TABLE Pupil (id INT PRIMARY KEY, c INT, CONSTRAINT In_Class FOREIGN KEY (c) REFERENCES Class (Id));
        CREATE SEQUENCE Receipt; CREATE TABLE Fee (id INT NOT NULL DEFAULT NEXTVAL(Receipt) PRIMARY KEY);
        INSERT INTO Class VALUES (1), (2); INSERT INTO Pupil VALUES (1, 1), (2, 2); INSERT INTO Fee VALUES (7);
        CREATE VIEW Roll AS SELECT id FROM Pupil; CREATE FUNCTION Total() RETURNS INT READS SQL DATA RETURN (SELECT COUNT(*) FROM Roll);
        CREATE TRIGGER Came BEFORE INSERT ON Pupil FOR EACH ROW SET NEW.id = NEW.id; CREATE EVENT Nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01' DO SELECT 1;
        """;

    [Theory]
    [InlineData(Placement.Swap)]
    [InlineData(Placement.InPlace)]
    public void A_backup_comes_back_again_and_again(Placement placement)
    {
        using TestDatabase school = server.NewDatabase(Mixed);
        using var target = new TestDatabase(lower.Server, "");
        string file = school.BackUpToFile();
        RestoreOptions options = target.RestoreOptions(file) with { TargetDatabase = target.Name.ToUpperInvariant(), Placement = placement };
        Run.Restore(options);
        Run.Restore(options);
        target.Sql("UPDATE pupil SET c = 1; DELETE FROM fee");
        Run.Restore(options with { Tables = ["Pupil", "Fee", "Receipt"] });
        Assert.Equal("2\n", target.Sql("SELECT c FROM pupil WHERE id = 2"));
        Assert.Equal("7\n", target.Sql("SELECT id FROM fee"));
        Run.Restore(options with { Tables = ["class"] });
        Assert.Equal("came\n", target.Sql("SELECT LOWER(trigger_name) FROM information_schema.triggers WHERE trigger_schema = DATABASE()"));
        Assert.Equal("2\n", target.Sql("SELECT Total()"));
        if (placement == Placement.Swap) Run.Restore(options with { Placement = Placement.Upsert, Tables = ["Class"] });
    }

    [Fact]
    public void A_database_that_is_the_same_but_for_case_is_no_copy()
    {
        using TestDatabase school = server.NewDatabase("");
        string name = $"{school.Name}_Upper";
        server.Server.RunSql($"CREATE DATABASE {name}; USE {name}; CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01' DO SELECT 1");
        using var target = new TestDatabase(lower.Server, "");
        string small = name.ToLowerInvariant();
        try
        {
            Run.Restore(target.RestoreOptions(Run.Backup(school.BackupOptions with { Databases = [name] }).Files[0]) with { TargetDatabase = small, SourceDatabase = small });
            Assert.Equal("ENABLED\n", lower.Server.RunSql($"SELECT status FROM information_schema.events WHERE event_schema = '{small}'"));
        }
        finally
        {
            lower.Server.RunSql($"DROP DATABASE IF EXISTS {small}");
        }
    }

    [Theory]
    [InlineData("CREATE TABLE Report (id INT); CREATE TABLE report (id INT)")]
    [InlineData("CREATE TABLE t (id INT); CREATE VIEW Report AS SELECT id FROM t; CREATE VIEW report AS SELECT id FROM t")]
    [InlineData("CREATE TABLE Report (id INT); CREATE VIEW report AS SELECT id FROM Report")]
    public void Names_that_are_one_there_are_refused_by_name(string sql)
    {
        using TestDatabase school = server.NewDatabase(sql);
        using var target = new TestDatabase(lower.Server, "CREATE TABLE kept (id INT)");
        string file = school.BackUpToFile();
        var before = new Before(target);
        BackupException refused = Run.Fails(BackupError.TargetLacksCapability, () => Run.Restore(target.RestoreOptions(file) with { TargetDatabase = target.Name }));
        Assert.Contains("Report and report", refused.Message, StringComparison.Ordinal);
        refused = Run.Fails(BackupError.TargetLacksCapability, () => Run.Verify(new VerifyOptions { Backup = Places.Backup(file), Level = VerifyLevel.Restore, Connection = target.Connection }));
        Assert.Contains("Report and report", refused.Message, StringComparison.Ordinal);
        before.AssertNothingChanged();
        if (sql.StartsWith("CREATE TABLE Report (id INT); CREATE TABLE", StringComparison.Ordinal))
            Run.Restore(target.RestoreOptions(file) with { TargetDatabase = target.Name, Tables = ["Report"] });
    }

    [Fact]
    public void A_foreign_dump_whose_tables_are_one_there_is_refused()
    {
        using var target = new TestDatabase(lower.Server, "");
        string dump = Path.Combine(target.Repository, "dump.sql");
        File.WriteAllText(dump, "DROP TABLE IF EXISTS `Report`;\nCREATE TABLE `Report` (id INT);\nINSERT INTO `Report` VALUES (1);\nDROP TABLE IF EXISTS `report`;\nCREATE TABLE `report` (id INT);\n");
        BackupException refused = Run.Fails(BackupError.TargetLacksCapability, () => Run.Restore(target.RestoreOptions(dump) with { TargetDatabase = target.Name }));
        Assert.Contains("Report and report", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_database_by_two_names_is_refused_and_by_another_case_is_found()
    {
        using var school = new TestDatabase(lower.Server, "CREATE TABLE t (id INT)");
        string upper = school.Name.ToUpperInvariant();
        Run.Fails(BackupError.InvalidOption, () => Run.Backup(school.BackupOptions with { Databases = [school.Name, upper] }));
        Run.Restore(school.RestoreOptions(Run.Backup(school.BackupOptions with { Databases = [upper], Selection = new DumpSelection { Tables = ["T"] } }).Files[0]));
    }

    [Fact]
    public void Grants_are_read_as_the_server_reads_them()
    {
        string[] grants = ["GRANT SELECT ON `school`.* TO `a`@`%`"];
        Assert.True(Privileges.Parse(grants, NameRules.IgnoringCase).On("School", "SELECT"));
        Assert.False(Privileges.Parse(grants, NameRules.TellingCase).On("School", "SELECT"));
    }

    /// <summary>A server of its own kind.</summary>
    public sealed class Lower : IDisposable
    {
        public ThrowawayServer Server { get; } = ThrowawayServer.Start(new ThrowawayServerOptions { BufferPoolMiB = 32, ExtraArguments = ["--lower-case-table-names=1"] });

        public void Dispose() => Server.Dispose();
    }
}
