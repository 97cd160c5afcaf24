using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Erp;

[Collection(OnServer.Name)]
public sealed class UpsertTests(TestServer server)
{
    /// <summary>Names sort against the foreign keys, and two tables refer to each other.</summary>
    private const string School = """
        CREATE TABLE z_class (id INT NOT NULL PRIMARY KEY, name VARCHAR(20) NOT NULL, spokesman INT);
        CREATE TABLE m_pupil (id INT NOT NULL PRIMARY KEY, class INT NOT NULL, sibling INT, email VARCHAR(40) UNIQUE, FOREIGN KEY (class) REFERENCES z_class (id), FOREIGN KEY (sibling) REFERENCES m_pupil (id));
        CREATE TABLE a_grade (pupil INT NOT NULL, subject VARCHAR(20) NOT NULL, mark DECIMAL(4,2), half DECIMAL(5,3) AS (mark / 2) STORED, PRIMARY KEY (pupil, subject), FOREIGN KEY (pupil) REFERENCES m_pupil (id));
        ALTER TABLE z_class ADD CONSTRAINT speaks FOREIGN KEY (spokesman) REFERENCES m_pupil (id);
        INSERT INTO z_class VALUES (1, '1A', NULL), (2, '1B', NULL);
        INSERT INTO m_pupil VALUES (1, 1, NULL, 'sita@school'), (2, 1, 1, 'ram@school'), (3, 2, 2, NULL);
        UPDATE z_class SET spokesman = 3 WHERE id = 2;
        INSERT INTO a_grade (pupil, subject, mark) VALUES (1, 'maths', 12.5), (2, 'maths', 9);
        """;

    private const string Rows = "SELECT * FROM z_class ORDER BY id; SELECT * FROM m_pupil ORDER BY id; SELECT * FROM a_grade ORDER BY pupil, subject";

    [Theory]
    [InlineData(BackupContainer.SchoolErp)]
    [InlineData(BackupContainer.Gzip)]
    public void Rows_come_back_and_those_of_later_stay(BackupContainer container)
    {
        using TestDatabase database = server.NewDatabase(School);
        string before = database.Sql(Rows);
        string file = BackUp(database, container);
        database.Sql("""
            UPDATE z_class SET name = 'lost', spokesman = NULL; DELETE FROM a_grade; UPDATE m_pupil SET sibling = NULL; DELETE FROM m_pupil WHERE id > 1;
            UPDATE m_pupil SET id = 77; INSERT INTO z_class VALUES (9, 'new', NULL);
            """);

        RestoreResult restored = Upsert(database, file);

        Assert.Equal((3, 7L), (restored.Tables, restored.Rows));
        Assert.Equal("9\tnew\tNULL", database.Sql("SELECT * FROM z_class WHERE id = 9").Trim());
        database.Sql("DELETE FROM z_class WHERE id = 9");
        Assert.Equal(before, database.Sql(Rows));
    }

    [Fact]
    public void What_replaces_nothing_cannot_keep_what_it_replaces()
    {
        using TestDatabase database = server.NewDatabase(School);
        RestoreOptions options = database.RestoreOptions(database.BackUpToFile()) with { Placement = Placement.Upsert, Replaced = ReplacedTables.Keep };
        Run.Fails(BackupError.InvalidOption, () => Run.Restore(options));
    }

    [Theory]
    [InlineData(BackupContainer.SchoolErp)]
    [InlineData(BackupContainer.Gzip)]
    public void What_fails_at_the_end_is_taken_back_from_the_beginning(BackupContainer container)
    {
        using TestDatabase database = server.NewDatabase(School);
        string file = BackUp(database, container);
        database.Sql("UPDATE z_class SET name = 'later'; DELETE FROM a_grade; ALTER TABLE a_grade MODIFY subject VARCHAR(3) NOT NULL");
        var before = new Before(database);

        BackupException failure = Run.Fails(BackupError.RestoreFailed, () => Upsert(database, file));

        Assert.Contains("a_grade", failure.Message, StringComparison.Ordinal);
        before.AssertNothingChanged();
    }

    [Fact]
    public void A_circle_that_points_nowhere_is_taken_back()
    {
        using TestDatabase database = server.NewDatabase(School);
        using var folder = new TempFolder();
        string file = folder["backup.enc"];
        File.WriteAllBytes(file, ErpTestFile.WithTables(""" "m_pupil":[{"id":8,"class":1,"sibling":99}] """));
        var before = new Before(database);
        BackupException failure = Run.Fails(BackupError.RestoreFailed, () => Upsert(database, file));
        Assert.Contains("m_pupil", failure.Message, StringComparison.Ordinal);
        before.AssertNothingChanged();
    }

    [Fact]
    public void Says_what_it_cannot_promise()
    {
        using TestDatabase database = server.NewDatabase("CREATE TABLE log (line VARCHAR(20)) ENGINE=MyISAM; INSERT INTO log VALUES ('once')");
        RestoreResult restored = Upsert(database, BackUp(database, BackupContainer.SchoolErp));
        Assert.Contains(restored.Warnings, warning => warning.Contains("no transactions", StringComparison.Ordinal) && warning.Contains("log", StringComparison.Ordinal));
        Assert.Contains(restored.Warnings, warning => warning.Contains("no primary or unique key", StringComparison.Ordinal));
        Assert.Equal("2", database.Sql("SELECT COUNT(*) FROM log").Trim());
    }

    [Fact]
    public void Rows_that_name_other_columns_leave_the_others_alone()
    {
        using TestDatabase database = server.NewDatabase(School);
        using var folder = new TempFolder();
        string file = folder["backup.enc"];
        File.WriteAllBytes(file, ErpTestFile.WithTables(""" "z_class":[{"id":1,"name":"A1"},{"name":"B1","id":2},{"ID":2,"name":"B2","spokesman":1}] """));
        Upsert(database, file);
        Assert.Equal("1\tA1\tNULL\n2\tB2\t1", database.Sql("SELECT * FROM z_class ORDER BY id").Trim());
    }

    private const string EnumsWithoutMember = """
        CREATE TABLE state (id INT NOT NULL PRIMARY KEY, plain ENUM('P','A'), with_empty ENUM('','P'));
        SET sql_mode = ''; INSERT IGNORE INTO state VALUES (1, 'x', 'P'), (2, 'P', 'x'), (3, 'A', '');
        """;

    /// <summary>The error value of an ENUM, number 0, which a strict server refuses.</summary>
    [Fact]
    public void An_ENUM_without_a_member_comes_back_from_a_School_ERP_file()
    {
        using TestDatabase database = server.NewDatabase(EnumsWithoutMember);
        const string numbers = "SELECT id, plain + 0, with_empty + 0 FROM state ORDER BY id";
        Assert.Equal("1\t0\t2\n2\t1\t0\n3\t2\t1\n", database.Sql(numbers));
        string file = BackUp(database, BackupContainer.SchoolErp);
        database.Sql("UPDATE state SET plain = 'A', with_empty = 'P' WHERE id = 1; DELETE FROM state WHERE id = 2");
        Upsert(database, file);
        Assert.Equal("1\t0\t2\n2\t1\t0\n3\t2\t1\n", database.Sql(numbers));
    }

    /// <summary>The row of such an ENUM is sent to a server that is not strict, and must not lose anything else there.</summary>
    [Theory]
    [InlineData("""{"id":1,"plain":{"$enum":0},"with_empty":"P","name":"far too long"}""")]
    [InlineData("""{"id":1,"plain":{"$enum":0},"with_empty":"no member","name":"ab"}""")]
    [InlineData("""{"id":1,"plain":{"$enum":3},"with_empty":{"$enum":0},"name":"ab"}""")]
    [InlineData("""{"id":1000,"plain":{"$enum":0},"with_empty":"P","name":"ab"}""")]
    public void Beside_an_ENUM_without_a_member_nothing_else_is_cut(string row)
    {
        using TestDatabase database = server.NewDatabase("CREATE TABLE state (id TINYINT NOT NULL PRIMARY KEY, plain ENUM('P','A'), with_empty ENUM('','P'), name VARCHAR(5))");
        using var folder = new TempFolder();
        File.WriteAllBytes(folder["backup.enc"], ErpTestFile.WithTables($$""" "state":[{"id":2,"plain":{"$enum":0},"with_empty":{"$enum":0},"name":"ab"},{{row}}] """));
        var before = new Before(database);
        foreach (Placement placement in (Placement[])[Placement.Upsert, Placement.Swap])
        {
            RestoreOptions options = database.RestoreOptions(folder["backup.enc"]) with { Keys = ErpTestFile.Keys, TargetDatabase = database.Name, Placement = placement };
            Assert.Contains("rows of state", Run.Fails(BackupError.RestoreFailed, () => Run.Restore(options)).Message, StringComparison.Ordinal);
            before.AssertNothingChanged();
        }
    }

    [Theory]
    [InlineData("DELETE FROM state WHERE id <> 1")]
    [InlineData("DELETE FROM state WHERE id <> 2")]
    public void An_ENUM_without_a_member_in_an_archive_is_an_error_that_says_so(string left)
    {
        using TestDatabase database = server.NewDatabase(EnumsWithoutMember);
        database.Sql(left);
        string file = database.BackUpToFile();
        var before = new Before(database);
        BackupException failure = Run.Fails(BackupError.RestoreFailed, () => Run.Restore(database.RestoreOptions(file) with { Placement = Placement.Upsert }));
        Assert.Contains("rows of state", failure.Message, StringComparison.Ordinal);
        Assert.Contains("ENUM", failure.Hint, StringComparison.Ordinal);
        before.AssertNothingChanged();
    }

    [Fact]
    [Trait("Server", "mariadb")]
    public void History_and_unknown_columns_of_an_archive_are_refused()
    {
        using TestDatabase database = server.NewDatabase("CREATE TABLE past (id INT NOT NULL PRIMARY KEY) WITH SYSTEM VERSIONING; CREATE TABLE other (id INT NOT NULL PRIMARY KEY, was INT); INSERT INTO past VALUES (1)");
        string file = database.BackUpToFile();
        database.Sql("ALTER TABLE other DROP COLUMN was");
        var before = new Before(database);
        Run.Fails(BackupError.NotSupported, () => Upsert(database, file));
        Run.Fails(BackupError.ColumnNotFound, () => Run.Restore(database.RestoreOptions(file) with { Placement = Placement.Upsert, Tables = ["other"] }));
        before.AssertNothingChanged();
    }

    private static string BackUp(TestDatabase database, BackupContainer container) =>
        Run.Backup(database.BackupOptions with { Container = container, Key = container == BackupContainer.SchoolErp ? ErpTestFile.Key : null }).Files[0];

    private static RestoreResult Upsert(TestDatabase database, string file) =>
        Run.Restore(database.RestoreOptions(file) with { Keys = ErpTestFile.Keys, TargetDatabase = database.Name, Placement = Placement.Upsert });
}
