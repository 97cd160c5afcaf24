using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Fidelity;

/// <summary>A part of what there is: chosen tables, chosen databases, structure alone; and what becomes of what is replaced.</summary>
[Collection(OnServer.Name)]
public sealed class ChoiceTests(TestServer server)
{
    [Fact]
    public void One_table_comes_back_with_its_trigger_and_all_else_stays()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        IReadOnlyList<string> before = school.Describe();
        string file = school.BackUpToFile();
        school.Sql("UPDATE class SET name = 'changed'");
        IReadOnlyList<string> changed = school.Describe();
        school.Sql("DELETE FROM pupil WHERE id > 3; DROP TRIGGER pupil_came");

        Run.Restore(school.RestoreOptions(file) with { Tables = ["pupil"] });

        // The class stays as it was changed; the pupils and their trigger are those of the backup.
        Assert.Equal(changed, school.Describe());
        Assert.NotEqual(before, changed);
    }

    /// <summary>A foreign key follows its parent wherever that goes: those of tables that stay must end at the new one.</summary>
    [Fact]
    public void One_table_that_others_point_to_comes_back()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        IReadOnlyList<string> before = school.Describe();
        string file = school.BackUpToFile();
        school.Sql("UPDATE class SET name = 'changed'");

        Run.Restore(school.RestoreOptions(file) with { Tables = ["class"] });

        Assert.Equal(before, school.Describe());
        Assert.Contains("1452", Assert.ThrowsAny<Exception>(() => school.Sql("UPDATE pupil SET class = 3")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Server", "mariadb")]
    [InlineData("stay")]
    [InlineData("pupil")]
    public void A_table_with_history_keeps_its_foreign_key_to_a_table_that_is_restored_or_stays(string restored)
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind + """

            CREATE TABLE stay (id INT PRIMARY KEY, pupil INT, CONSTRAINT who FOREIGN KEY (pupil) REFERENCES pupil (id)) WITH SYSTEM VERSIONING;
            INSERT INTO stay VALUES (1, 1), (2, 2);
            UPDATE stay SET pupil = 3 WHERE id = 1;
            """);
        IReadOnlyList<string> before = school.Describe();
        string file = school.BackUpToFile();

        Run.Restore(school.RestoreOptions(file) with { Tables = [restored] });

        Assert.Equal(before, school.Describe());
    }

    [Fact]
    public void A_table_whose_parent_is_not_in_the_backup_points_to_the_one_that_is_there()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = Run.Backup(school.BackupOptions with { Selection = new DumpSelection { Tables = ["pupil", "log"] } }).Files[0];
        IReadOnlyList<string> before = school.Describe();
        school.Sql("DROP TABLE pupil");
        Run.Restore(school.RestoreOptions(file) with { Tables = ["pupil"] });
        Assert.Equal(before, school.Describe());
    }

    [Fact]
    public void One_table_that_was_dropped_comes_back()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        IReadOnlyList<string> before = school.Describe();
        string file = school.BackUpToFile();
        school.Sql("DROP TABLE fee");

        Run.Restore(school.RestoreOptions(file) with { Tables = ["fe?"] });

        Assert.Equal(before, school.Describe());
    }

    [Theory]
    [Trait("Server", "mariadb")]
    [InlineData(Placement.Swap)]
    [InlineData(Placement.InPlace)]
    public void A_table_whose_sequence_would_be_missing_is_refused_by_naming_both(Placement placement)
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        using TestDatabase empty = server.NewDatabase("CREATE TABLE other (id INT)");
        string file = school.BackUpToFile();
        string without = Run.Backup(school.BackupOptions with { Selection = new DumpSelection { Tables = ["fee"] } }).Files[0];
        var before = new Before(empty);

        RestoreOptions options = empty.RestoreOptions(file) with { TargetDatabase = empty.Name, Tables = ["fee"], Placement = placement };
        BackupException refused = Run.Fails(BackupError.TargetLacksCapability, () => Run.Restore(options));
        Assert.Contains($"fee from {empty.Name}.receipt", refused.Message, StringComparison.Ordinal);
        Assert.Equal("choose them, too: --table receipt", refused.Hint);
        Assert.Contains("CREATE SEQUENCE", Run.Fails(BackupError.TargetLacksCapability, () => Run.Restore(options with { Backup = Places.Backup(without) })).Hint, StringComparison.Ordinal);
        before.AssertNothingChanged();

        Run.Restore(options with { Tables = ["fee", "receipt"] });
        Run.Restore(options with { Backup = Places.Backup(without) });
        Run.Restore(options with { Backup = Places.Backup(without), Tables = [] });
    }

    [Fact]
    public void A_table_that_the_backup_lacks_is_refused()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        var before = new Before(school);
        Run.Fails(BackupError.TableNotFound, () => Run.Restore(school.RestoreOptions(file) with { Tables = ["pupils"] }));
        Run.Fails(BackupError.DatabaseNotFound, () => Run.Restore(school.RestoreOptions(file) with { SourceDatabase = "nowhere" }));
        before.AssertNothingChanged();
    }

    [Fact]
    public void Several_databases_make_one_file_of_which_one_can_be_restored()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        using TestDatabase library = server.NewDatabase("CREATE TABLE book (id INT PRIMARY KEY, title VARCHAR(80)); INSERT INTO book VALUES (1, 'Muna Madan'); CREATE VIEW titles AS SELECT title FROM book");
        IReadOnlyList<string> books = library.Describe(), pupils = school.Describe();
        BackupResult backup = Run.Backup(school.BackupOptions with { Databases = [school.Name, library.Name] });
        string file = backup.Files[0];
        library.Sql("DROP TABLE book");
        school.Sql("DELETE FROM fee");
        IReadOnlyList<string> spoilt = school.Describe();

        Run.Fails(BackupError.InvalidOption, () => Run.Restore(school.RestoreOptions(file)));
        Run.Restore(school.RestoreOptions(file) with { SourceDatabase = library.Name });
        Assert.Equal(books, library.Describe());
        Assert.Equal(spoilt, school.Describe());

        Run.Restore(school.RestoreOptions(file) with { SourceDatabase = school.Name, TargetDatabase = school.Name + "_again" });
        Run.Restore(school.RestoreOptions(file) with { SourceDatabase = school.Name });
        Assert.Equal(pupils, school.Describe());
        Assert.Equal(Engine.Retention.BackupValidity.Valid, Run.Verify(new VerifyOptions { Backup = Places.Backup(file), Level = VerifyLevel.Restore, Connection = school.Connection }).Validity);
    }

    /// <summary>A file of several databases makes and names them itself.</summary>
    [Fact]
    public void Several_databases_come_back_through_the_client()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        using TestDatabase library = server.NewDatabase("CREATE TABLE book (id INT PRIMARY KEY, title VARCHAR(80)); INSERT INTO book VALUES (1, 'Muna Madan')");
        IReadOnlyList<string> books = library.Describe(), pupils = school.Describe();
        string file = Run.Backup(school.BackupOptions with { Databases = [school.Name, library.Name] }).Files[0];
        server.Server.RunSql($"DROP DATABASE {school.Name}; DROP DATABASE {library.Name}");

        using (FileStream zipped = File.OpenRead(file))
        using (var gunzip = new System.IO.Compression.GZipStream(zipped, System.IO.Compression.CompressionMode.Decompress)) server.Server.Client.Run(gunzip);

        Assert.Equal(books, library.Describe());
        Assert.Equal(pupils, school.Describe());
    }

    [Fact]
    public void Replaced_tables_are_kept_when_wanted_and_can_be_swapped_back()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        school.Sql("UPDATE class SET name = 'newer'");

        RestoreResult result = Run.Restore(school.RestoreOptions(file) with { Replaced = ReplacedTables.Keep });

        Assert.Equal("one\ntwo\n", school.Sql("SELECT name FROM class ORDER BY id"));
        Assert.Equal("newer\nnewer\n", server.Server.RunSql("SELECT name FROM class ORDER BY id", result.Previous));
        Assert.Equal("500\n", server.Server.RunSql("SELECT COUNT(*) FROM pupil", result.Previous));
    }

    [Fact]
    public void A_safety_backup_holds_what_was_replaced()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        school.Sql("UPDATE class SET name = 'newer'");
        IReadOnlyList<string> newer = school.Describe();

        RestoreResult result = Run.Restore(school.RestoreOptions(file) with { SafetyRepository = Places.At(school.Repository) });
        Assert.Equal("one\ntwo\n", school.Sql("SELECT name FROM class ORDER BY id"));

        Run.Restore(school.RestoreOptions(result.SafetyBackup!));
        Assert.Equal(newer, school.Describe());
    }

    [Fact]
    public void A_safety_backup_is_a_phase_of_its_own_and_no_reading_of_the_restore()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        List<RunProgress> reports = [];

        Run.Restore(school.RestoreOptions(file) with { SafetyRepository = Places.At(school.Repository) }, reports.Add);

        Assert.Equal([RunPhase.BackingUpReplaced, RunPhase.Loading, RunPhase.BuildingIndexes, RunPhase.Swapping], reports.Select(report => report.Phase).Distinct());
        Assert.Contains(reports, report => report is { Phase: RunPhase.BackingUpReplaced, Rows: > 500, Bytes: > 0, ExpectedBytes: > 0 });
    }

    [Fact]
    public void Of_some_tables_the_structure_alone_is_backed_up()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = Run.Backup(school.BackupOptions with { Selection = new DumpSelection { StructureOnly = ["lo*", "pupil"] } }).Files[0];

        RestoreResult result = Run.Restore(school.RestoreOptions(file) with { TargetDatabase = school.Name + "_copy" });

        string copy = school.Name + "_copy";
        Assert.Equal("0\t0\t2\n", server.Server.RunSql("SELECT (SELECT COUNT(*) FROM log), (SELECT COUNT(*) FROM pupil), (SELECT COUNT(*) FROM class)", copy));
        Assert.Contains(result.Warnings, warning => warning.Contains("only the structure of pupil", StringComparison.Ordinal));
        Assert.Equal("pupil_came\n", server.Server.RunSql("SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = DATABASE()", copy));
    }

    [Fact]
    public void Excluded_tables_are_left_out_and_a_pattern_that_matches_nothing_is_an_error()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = Run.Backup(school.BackupOptions with { Selection = new DumpSelection { ExcludeTables = ["l?g", $"{school.Name}.fe*"] } }).Files[0];
        using (ArchiveReader archive = ArchiveReader.Open(Places.Backup(file)))
            Assert.Equal(School.Tables.Where(table => table is not ("log" or "fee")), archive.Index.Tables.Select(table => table.Name));

        var before = new Before(school);
        BackupException misspelt = Run.Fails(BackupError.TableNotFound, () => Run.Backup(school.BackupOptions with { Selection = new DumpSelection { ExcludeTables = ["lgo"] } }));
        Assert.Contains("lgo", misspelt.Message, StringComparison.Ordinal);
        Run.Fails(BackupError.TableNotFound, () => Run.Backup(school.BackupOptions with { Selection = new DumpSelection { Tables = ["*"], ExcludeTables = ["*"] } }));
        before.AssertNothingChanged();
    }

    [Fact, Trait("Server", "mariadb")]
    public void Sequences_and_counters_go_on_where_they_were()
    {
        using TestDatabase school = server.NewDatabase(
            """
            CREATE SEQUENCE used START WITH 100 INCREMENT BY 5 CACHE 1000;
            DO NEXTVAL(used), NEXTVAL(used);
            CREATE SEQUENCE untouched;
            CREATE SEQUENCE run_out MINVALUE 1 MAXVALUE 2 NOCACHE;
            DO NEXTVAL(run_out), NEXTVAL(run_out);
            CREATE TABLE ahead (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY) AUTO_INCREMENT = 5000000000;
            CREATE TABLE ahead_myisam (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY) ENGINE=MyISAM AUTO_INCREMENT = 900;
            INSERT INTO ahead_myisam VALUES (5);
            CREATE TABLE zero (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY);
            SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO';
            INSERT INTO zero VALUES (0), (7);
            """);
        string file = school.BackUpToFile();
        string copy = school.Name + "_copy";
        Run.Restore(school.RestoreOptions(file) with { TargetDatabase = copy });

        foreach (string question in (string[])["SELECT NEXTVAL(untouched)", "SHOW CREATE TABLE ahead", "SHOW CREATE TABLE ahead_myisam", "SELECT id FROM zero", "SELECT * FROM used", "SELECT * FROM run_out"])
            Assert.Equal(school.Sql(question), server.Server.RunSql(question, copy));
        foreach (string table in (string[])["ahead", "ahead_myisam", "zero"])
            Assert.Equal(
                school.Sql($"INSERT INTO {table} VALUES (NULL); SELECT LAST_INSERT_ID()"),
                server.Server.RunSql($"INSERT INTO {table} VALUES (NULL); SELECT LAST_INSERT_ID()", copy));
        Assert.Contains("4084", Assert.ThrowsAny<Exception>(() => server.Server.RunSql("SELECT NEXTVAL(run_out)", copy)).Message, StringComparison.Ordinal);
    }
}
