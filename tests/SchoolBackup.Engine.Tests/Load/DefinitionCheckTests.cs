using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Tests.Faults;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Load;

/// <summary>Objects are counted after a restore and after a drill, and their definitions compared with those of the backup.</summary>
[Collection(OnServer.Name)]
public sealed class DefinitionCheckTests(TestServer server)
{
    /// <summary>As <see cref="School.OfEachKind"/>, in what every server has.</summary>
    private const string OfEachKind = """
        CREATE TABLE class (id INT NOT NULL PRIMARY KEY, name VARCHAR(40) NOT NULL DEFAULT 'new');
        CREATE TABLE pupil (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, class INT NOT NULL, name VARCHAR(80), KEY by_name (name), CONSTRAINT in_class FOREIGN KEY (class) REFERENCES class (id));
        CREATE TABLE log (n INT NOT NULL AUTO_INCREMENT PRIMARY KEY, said VARCHAR(80));
        INSERT INTO class VALUES (1, 'one'), (2, 'two');
        INSERT INTO pupil (class, name) VALUES (1, 'Ada'), (2, 'Emmy');
        CREATE VIEW per_class AS SELECT class, COUNT(*) AS pupils FROM pupil GROUP BY class;
        CREATE VIEW classes AS SELECT COUNT(*) AS n FROM per_class;
        CREATE FUNCTION total() RETURNS INT READS SQL DATA RETURN (SELECT SUM(pupils) FROM per_class);
        CREATE PROCEDURE clear_log() /* every night */ DELETE FROM log;
        CREATE TRIGGER pupil_came AFTER INSERT ON pupil FOR EACH ROW INSERT INTO log (said) VALUES (NEW.name);
        CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 02:00:00' DO DELETE FROM log;
        """;

    private static readonly ObjectCounts All = new(3, 0, 2, 2, 1, 1);

    [Theory]
    [InlineData(Placement.Swap)]
    [InlineData(Placement.InPlace)]
    public void A_restore_counts_what_it_has_made(Placement placement)
    {
        using TestDatabase school = server.NewDatabase(OfEachKind);
        string file = school.BackUpToFile();
        var before = new SeenDatabase(school);
        school.Sql("DROP VIEW classes; DROP PROCEDURE clear_log");

        RestoreResult result = Run.Restore(school.RestoreOptions(file) with { Placement = placement });

        Assert.Equal(All, result.Objects);
        Assert.Empty(result.Warnings);
        Assert.Empty(before.Differences());
    }

    [Fact]
    public void One_table_is_counted_with_its_triggers_and_an_upsert_counts_tables()
    {
        using TestDatabase school = server.NewDatabase(OfEachKind);
        string file = school.BackUpToFile();

        Assert.Equal(ObjectCounts.None with { Tables = 1, Triggers = 1 }, Run.Restore(school.RestoreOptions(file) with { Tables = ["pupil"] }).Objects);
        Assert.Equal(ObjectCounts.None with { Tables = 3 }, Run.Restore(school.RestoreOptions(file) with { Placement = Placement.Upsert }).Objects);
    }

    [Theory]
    [InlineData(VerifyLevel.Content)]
    [InlineData(VerifyLevel.Restore)]
    public void A_test_says_what_is_in_the_backup_and_a_drill_counts_it(VerifyLevel level)
    {
        using TestDatabase school = server.NewDatabase(OfEachKind);
        VerifyResult result = Run.Verify(new VerifyOptions { Backup = Places.Backup(school.BackUpToFile()), Level = level, Connection = school.Connection });

        Assert.Equal((BackupValidity.Valid, All), (result.Validity, result.Objects));
        Assert.Empty(result.Remarks);
    }

    [Fact]
    public void A_dump_of_another_tool_is_counted_too_and_its_past_event_is_disabled_and_named()
    {
        using TestDatabase school = server.NewDatabase("CREATE TABLE kept (id INT PRIMARY KEY)");
        string dump = Path.Combine(school.Repository, "school.sql");
        string program = OfEachKind.Replace("CREATE FUNCTION", "DELIMITER ;;\nCREATE FUNCTION", StringComparison.Ordinal).Replace("per_class);", "per_class);;\nDELIMITER ;", StringComparison.Ordinal);
        File.WriteAllText(dump, program + "CREATE EVENT once ON SCHEDULE AT '2020-01-01 02:00:00' DO DELETE FROM log;\n");

        VerifyResult drill = Run.Verify(new VerifyOptions { Backup = Places.Backup(dump), Level = VerifyLevel.Restore, Connection = school.Connection });
        RestoreResult result = Run.Restore(school.RestoreOptions(dump) with { TargetDatabase = school.Name });

        Assert.Equal(All, drill.Objects);
        Assert.Contains(drill.Remarks, remark => remark.Contains("the event once is not kept", StringComparison.Ordinal));
        Assert.Equal(All with { Events = 2 }, result.Objects);
        Assert.Contains(result.Warnings, warning => warning.Contains("the event once is disabled", StringComparison.Ordinal));
        Assert.Equal("DISABLED\n", school.Sql("SELECT status FROM information_schema.events WHERE event_schema = DATABASE() AND event_name = 'once'"));
    }

    /// <summary>The server takes the words, and prints others. Both are shown; a backup that could not be restored for that would be worth nothing.</summary>
    [Theory]
    [InlineData("varchar(40)", "varchar(040)", "the table class has the column `name` as")]
    [InlineData(" COLLATE=", " STATS_PERSISTENT=0 COMMENT='' COLLATE=", "the table class has its options as")]
    [InlineData("CREATE ALGORITHM=UNDEFINED", "CREATE OR REPLACE ALGORITHM=UNDEFINED", "the view per_class has its definition as")]
    public void What_the_server_prints_otherwise_is_restored_and_shown(string text, string other, string named)
    {
        using TestDatabase school = server.NewDatabase(OfEachKind);
        string file = Altered.Copy(school.BackUpToFile(), null, (_, sql) => sql.Replace(text, other, StringComparison.Ordinal));

        VerifyResult drill = Run.Verify(new VerifyOptions { Backup = Places.Backup(file), Level = VerifyLevel.Restore, Connection = school.Connection });
        RestoreResult swapped = Run.Restore(school.RestoreOptions(file));
        RestoreResult inPlace = Run.Restore(school.RestoreOptions(file) with { Placement = Placement.InPlace });

        Assert.Equal(BackupValidity.Valid, drill.Validity);
        foreach (string said in (string[])[.. drill.Remarks, .. swapped.Warnings, .. inPlace.Warnings]) Assert.Contains(named, said, StringComparison.Ordinal);
        Assert.Equal((1, 1, 1), (drill.Remarks.Count, swapped.Warnings.Count, inPlace.Warnings.Count));
    }

    /// <summary>A foreign key of a MyISAM table is read, and left out without a word: refused before the swap, and found by a drill.</summary>
    [Fact]
    public void What_the_server_does_not_make_is_refused_before_the_swap_and_found_by_a_drill()
    {
        const string named = "the table log lacks the foreign key `of_class`";
        using TestDatabase school = server.NewDatabase(OfEachKind);
        string file = Altered.Copy(school.BackUpToFile(), null, (_, sql) => sql.Replace(
            "  PRIMARY KEY (`n`)\n) ENGINE=InnoDB", "  PRIMARY KEY (`n`),\n  CONSTRAINT `of_class` FOREIGN KEY (`n`) REFERENCES `class` (`id`)\n) ENGINE=MyISAM", StringComparison.Ordinal));
        var before = new SeenDatabase(school);

        BackupException failure = Run.Fails(BackupError.DefinitionDiffers, () => Run.Restore(school.RestoreOptions(file)));
        VerifyResult drill = Run.Verify(new VerifyOptions { Backup = Places.Backup(file), Level = VerifyLevel.Restore, Connection = school.Connection });

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.Equal(BackupValidity.Invalid, drill.Validity);
        Assert.Contains(named, Assert.Single(drill.Problems), StringComparison.Ordinal);
        Assert.Empty(before.Differences());
    }

    /// <summary>The same file, said to be of an older server: what is missing is still an error, what is printed otherwise is named.</summary>
    [Fact]
    public void Of_another_version_what_can_be_compared_is_and_the_rest_is_named()
    {
        using TestDatabase school = server.NewDatabase(OfEachKind);
        string older = server.Server.Programs.IsMySql ? "8.0.11" : "10.5.2-MariaDB";
        string file = Altered.Copy(
            school.BackUpToFile(), null, (_, sql) => sql.Replace("varchar(40)", "varchar(040)", StringComparison.Ordinal), header => header with { ServerVersion = older });

        RestoreResult result = Run.Restore(school.RestoreOptions(file));

        Assert.Equal(All, result.Objects);
        string warning = Assert.Single(result.Warnings);
        Assert.EndsWith(": the table class", warning, StringComparison.Ordinal);
        Assert.Contains(older, warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backup_whose_index_lists_what_its_text_does_not_define_is_damaged()
    {
        using TestDatabase school = server.NewDatabase(OfEachKind);
        string file = Altered.Copy(school.BackUpToFile(), index => index with { Objects = [.. index.Objects.Where(one => one.Name != "classes"), new(school.Name, "TRIGGER", "ghost", null, "pupil", Valid: true)] });

        Assert.Contains("TRIGGER ghost", Run.Fails(BackupError.BackupDamaged, () => Run.Restore(school.RestoreOptions(file) with { Tables = ["pupil"] })).Message, StringComparison.Ordinal);
        Assert.Contains("VIEW classes", Run.Fails(BackupError.BackupDamaged, () => Run.Restore(school.RestoreOptions(file))).Message, StringComparison.Ordinal);
    }
}
