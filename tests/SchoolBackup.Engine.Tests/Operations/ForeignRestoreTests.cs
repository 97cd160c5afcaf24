using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Operations;

[Trait("Needs", "server")]
public sealed class ForeignRestoreTests(DumpServer server) : IDisposable
{
    private static readonly string[] All = ["--routines", "--events", "--triggers"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--hex-blob", ".sql")]
    [InlineData("--opt", ".sql.gz")]
    [InlineData("--skip-comments", ".sql.gz")]
    [InlineData("--skip-add-locks", ".sql")]
    [InlineData("--databases", ".sql.gz")]
    public void A_dump_comes_back_as_it_was(string option, string extension)
    {
        string school = server.NewSchool();
        server.Run($"ALTER EVENT sms DISABLE", school);
        string before = server.Everything(school);
        string dump = Write(server.Dump([.. All, option, school]), extension);
        server.Run("DROP TRIGGER enrolled; DELETE FROM students; DROP VIEW alice; DROP PROCEDURE note; ALTER TABLE rooms DROP COLUMN name; ALTER TABLE fees MODIFY receipt INT", school);

        RestoreResult result = Restore(dump, target: option == "--skip-comments" ? school : null);

        Assert.Equal(before, server.Everything(school));
        Assert.Equal((school, DumpServer.Tables, 7L, false), (result.Database, result.Tables, result.Rows, result.ContentChecked));
        Assert.Contains("no hashes", result.Warnings[0], StringComparison.Ordinal);
        Assert.Equal("", server.Scratches(school));
    }

    [Fact]
    [Trait("Server", "mariadb")]
    public void The_default_of_a_sequence_points_into_the_live_database_and_goes_on_counting()
    {
        string school = server.NewSchool();
        string dump = Write(server.Dump([.. All, school]), ".sql");
        Restore(dump);
        Assert.Contains($"nextval(`{school}`.`receipts`)", server.Run("SHOW CREATE TABLE fees", school), StringComparison.OrdinalIgnoreCase);
        server.Run("INSERT INTO fees (amount) VALUES (9)", school);
        Assert.Equal("1\n", server.Run("SELECT COUNT(*) FROM fees WHERE amount = 9 AND receipt > 8", school));
    }

    [Fact]
    public void A_restore_into_another_database_rewrites_references_and_leaves_the_original_alone()
    {
        string school = server.NewSchool();
        server.Run($"CREATE PROCEDURE far() INSERT INTO {school}.audit (what) VALUES ('far')", school);
        string dump = Write(server.Dump([.. All, school]), ".sql.gz");
        server.Run("ALTER EVENT sms DISABLE", school);
        string before = server.Everything(school);
        string copy = school + "x";

        RestoreResult result = Restore(dump, target: copy);

        Assert.Equal(before, server.Everything(school));
        Assert.Equal("DISABLED\n", server.Run($"SELECT status FROM information_schema.events WHERE event_schema = '{copy}'"));
        Assert.Contains(result.Warnings, warning => warning.Contains("events of the copy", StringComparison.Ordinal));
        server.Run("CALL far()", copy);
        Assert.Equal("1\n", server.Run($"SELECT COUNT(*) FROM {copy}.audit WHERE what = 'far'"));
        Assert.Equal("0\n", server.Run($"SELECT COUNT(*) FROM {school}.audit WHERE what = 'far'"));
    }

    [Fact]
    public void An_event_comes_back_in_its_own_state_and_never_fires_before_the_swap()
    {
        string school = server.NewSchool();
        string dump = Write(server.Dump([.. All, school]) .Replace("EVERY 1 SECOND", "EVERY 1 HOUR", StringComparison.Ordinal), ".sql");
        server.Run("DROP EVENT sms", school);
        Restore(dump);
        Assert.Equal("ENABLED\n", server.Run($"SELECT status FROM information_schema.events WHERE event_schema = '{school}'"));
    }

    [Fact]
    public void In_a_drill_events_are_made_disabled()
    {
        string school = server.NewSchool();
        string dump = Write(server.Dump([.. All, school]), ".sql");
        server.Run("ALTER EVENT sms DISABLE; SET GLOBAL event_scheduler = ON; SET GLOBAL general_log = OFF; SET GLOBAL log_output = 'TABLE'; TRUNCATE mysql.general_log; SET GLOBAL general_log = ON", school);
        VerifyResult result;
        try
        {
            result = Verify(dump, VerifyLevel.Restore);
        }
        finally
        {
            server.Run("SET GLOBAL general_log = OFF; SET GLOBAL event_scheduler = OFF");
        }

        string created = server.Run($"SELECT argument FROM mysql.general_log WHERE command_type = 'Query' AND argument LIKE '%EVENT%`sms`%ON SCHEDULE%' AND argument NOT LIKE '%SHOW%'");
        Assert.NotEqual("", created);
        Assert.All(created.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains("DISABLE", line, StringComparison.Ordinal));
        Assert.Equal((BackupValidity.Valid, DumpServer.Tables, 7L), (result.Validity, result.Tables, result.Rows));
        Assert.NotNull(result.EstimatedRecoveryTime);
        Assert.Equal("", server.Scratches(school));
    }

    [Fact]
    public void A_statement_that_fails_in_the_middle_leaves_the_live_database_as_it_was()
    {
        string school = server.NewSchool();
        string before = server.Everything(school);
        string text = server.Dump([.. All, school]);
        string dump = Write(text.Replace("INSERT INTO `students` VALUES", "INSERT INTO `students` VALUES (1,2,3,4,5),", StringComparison.Ordinal), ".sql");

        BackupException failure = Assert.Throws<BackupException>(() => Restore(dump));

        Assert.Equal(BackupError.RestoreFailed, failure.Code);
        Assert.Contains("line ", failure.Message, StringComparison.Ordinal);
        AssertUntouched(school, before);
        Assert.Equal(BackupValidity.Invalid, Verify(dump, VerifyLevel.Restore).Validity);
    }

    [Fact]
    public void A_view_that_cannot_be_made_is_found_before_the_swap()
    {
        string school = server.NewSchool();
        string before = server.Everything(school);
        string dump = Write(server.Dump([.. All, school]).Replace("from `names`", "from `nobody`", StringComparison.Ordinal), ".sql");
        Assert.Equal(BackupError.RestoreFailed, Assert.Throws<BackupException>(() => Restore(dump)).Code);
        AssertUntouched(school, before);
    }

    [Theory]
    [InlineData("-- Dump completed")]
    [InlineData("CREATE TABLE `students`")]
    [InlineData("`students` VALUES")]
    public void A_dump_that_was_cut_is_refused_before_anything_is_written(string cutAt)
    {
        string school = server.NewSchool();
        string before = server.Everything(school);
        string text = server.Dump([.. All, school]);
        foreach (string extension in (string[])[".sql", ".sql.gz"])
        {
            string dump = Write(text[..text.IndexOf(cutAt, StringComparison.Ordinal)], extension);
            Assert.Equal(BackupError.BackupDamaged, Assert.Throws<BackupException>(() => Restore(dump)).Code);
        }

        AssertUntouched(school, before);
    }

    [Theory]
    [InlineData("INSERT INTO LIVE.audit (what) VALUES ('x');")]
    [InlineData("/*!50003 INSERT*/ INTO LIVE . audit (what) VALUES ('x');")]
    [InlineData("REPLACE LIVE.audit VALUES (1,'x');")]
    [InlineData("INSERT INTO audit (what) SELECT LIVE.heads();")]
    [InlineData("DROP TABLE IF EXISTS audit, LIVE.audit;")]
    [InlineData("DELETE a FROM LIVE.audit a;")]
    [InlineData("UPDATE LIVE.audit SET what = 1;")]
    [InlineData("TRUNCATE LIVE.audit;")]
    [InlineData("ALTER TABLE LIVE.audit DROP COLUMN what;")]
    [InlineData("ALTER TABLE audit RENAME LIVE.other;")]
    [InlineData("ALTER TABLE audit RENAME TO LIVE.other;")]
    [InlineData("ALTER TABLE audit EXCHANGE PARTITION p WITH TABLE LIVE.audit;")]
    [InlineData("CREATE TABLE m (id INT, what VARCHAR(200)) ENGINE=MERGE UNION=(LIVE.audit) INSERT_METHOD=LAST;")]
    [InlineData("CREATE TRIGGER LIVE.t BEFORE INSERT ON LIVE.audit FOR EACH ROW SET NEW.what = 1;")]
    [InlineData("CREATE OR REPLACE VIEW LIVE.names AS SELECT 1;")]
    [InlineData("ALTER DATABASE LIVE COLLATE latin1_bin;")]
    [InlineData("ALTER EVENT sms ENABLE;")]
    [InlineData("RENAME TABLE LIVE.audit TO LIVE.other;")]
    [InlineData("CALL LIVE.note('x');")]
    [InlineData("SET @x = LIVE.heads();")]
    [InlineData("SET STATEMENT max_statement_time = 1 FOR DELETE FROM LIVE.audit;")]
    [InlineData("PREPARE p FROM 'DROP DATABASE LIVE';")]
    [InlineData("GRANT ALL ON *.* TO x@y;")]
    [InlineData("CREATE FUNCTION u RETURNS INTEGER SONAME 'u.so';")]
    [InlineData("DO SETVAL(LIVE.receipts, 99);")]
    [InlineData("SELECT SETVAL(receipts, 5, 0) INTO OUTFILE '/tmp/schoolbackup-intruder';")]
    [InlineData("DO SETVAL(receipts, (SELECT SETVAL(LIVE.receipts, 5)));")]
    [InlineData("CREATE TABLE g (a INT DEFAULT (NEXTVAL(LIVE.receipts)));")]
    [InlineData("CREATE TABLE g (a INT DEFAULT (NEXT VALUE FOR LIVE.receipts));")]
    [InlineData("ALTER TABLE audit ADD g INT DEFAULT (LASTVAL(LIVE.receipts));")]
    [InlineData("CREATE TABLE g LIKE LIVE.audit;")]
    [InlineData("CREATE TABLE g (a INT) ENGINE=MyISAM DATA DIRECTORY='/tmp';")]
    [InlineData("CREATE TABLE g (a INT) ENGINE=OQGRAPH;")]
    [InlineData("INSERT INTO audit (what) VALUES (NEXT VALUE FOR LIVE.receipts);")]
    [InlineData("INSERT INTO audit (what) VALUES (SETVAL(LIVE.receipts, 5));")]
    [InlineData("INSERT INTO audit (what) VALUES (`setval`(receipts, 5));")]
    [InlineData("INSERT INTO audit (what) VALUES (LOAD_FILE('/etc/passwd'));")]
    [InlineData("INSERT INTO audit (what) VALUES ((SELECT COUNT(*) FROM students));")]
    [InlineData("SET @x = NEXT VALUE FOR receipts;")]
    [InlineData("SET @x = (SELECT 1);")]
    [InlineData("CREATE EVENT g ON SCHEDULE EVERY SETVAL(LIVE.receipts, 5) DAY DO SELECT 1;")]
    [InlineData("ALTER DATABASE CHARACTER SET latin1 UPGRADE DATA DIRECTORY NAME;")]
    [InlineData("/*!999999 COMMIT */ CREATE USER intruder@localhost;")]
    [InlineData("/*!999999 COMMIT */ GRANT ALL ON *.* TO intruder@localhost IDENTIFIED BY 'x';")]
    [InlineData("/*!80000 INSERT INTO audit VALUES (1, 'x') */ RENAME TABLE LIVE.audit TO LIVE.gone;")]
    [InlineData("/*!999999 SET @a = */ SELECT 1 INTO OUTFILE '/tmp/schoolbackup-intruder';")]
    [InlineData("/*!99999999 CREATE TABLE g (a INT) */ DO RELEASE_ALL_LOCKS();")]
    [InlineData("COMMIT AND CHAIN;")]
    [InlineData("/*!999999 SET sql_mode = 'NO_BACKSLASH_ESCAPES' */; INSERT INTO audit (what) VALUES ('\\'), (SETVAL(LIVE.receipts, 5)) -- '\n);")]
    [InlineData("SET sql_mode = CONCAT('NO_BACKSLASH', '_ESCAPES'); INSERT INTO audit (what) VALUES ('\\', LIVE.heads()) -- '\n);")]
    [InlineData("SET NAMES gbk; INSERT INTO audit (what) VALUES ('x');")]
    [InlineData("SET @c = 'gbk'; SET character_set_client = @c; INSERT INTO audit (what) VALUES ('x');")]
    public void A_statement_that_could_reach_the_live_database_is_refused_with_its_line(string statement)
    {
        string live = server.NewSchool();
        string other = server.NewSchool();
        string before = server.Everything(live);
        string dump = Write(AtEnd(server.Dump([.. All, other]), statement.Replace("LIVE", live, StringComparison.Ordinal)), ".sql");

        BackupException failure = Assert.Throws<BackupException>(() => Restore(dump, target: live));

        Assert.Equal(BackupError.NotSupported, failure.Code);
        Assert.Contains("line ", failure.Message, StringComparison.Ordinal);
        Assert.Equal(BackupError.NotSupported, Assert.Throws<BackupException>(() => Verify(dump, VerifyLevel.Restore)).Code);
        AssertUntouched(live, before);
        Assert.Equal("0\n", server.Run("SELECT COUNT(*) FROM mysql.user WHERE user = 'intruder'"));
    }

    [Fact]
    public void What_is_for_other_versions_is_a_comment_and_the_rest_is_what_stands_there()
    {
        string school = server.NewSchool();
        string values = DumpServer.IsMySql ? "/*!999999 'later' , */ /*M!100100 'there' , */ /*!80000 'here' */" : "/*!999999 'later' , */ /*M!100100 'here' */ /*!80000 , 'there' */";
        string statements = $"INSERT INTO audit (what) VALUES ({values});\n/*!50700 INSERT INTO audit (what) VALUES ('MySQL') */;\n";
        string dump = Write(AtEnd(server.Dump([.. All, school]), statements), ".sql");
        Restore(dump, target: school + "x");
        Assert.Equal(DumpServer.IsMySql ? "here\nMySQL\n" : "here\n", server.Run($"SELECT what FROM {school}x.audit WHERE what IN ('here', 'there', 'later', 'MySQL') ORDER BY id"));
    }

    [Fact]
    public void Names_qualified_with_a_database_that_the_dump_makes_and_does_not_use_are_its_own()
    {
        string source = server.NewSchool() + "p";
        string dump = Write(
            $"-- Dump created by MySQL pump utility, version: 8.0.33, Linux (x86_64)\nCREATE DATABASE /*!32312 IF NOT EXISTS*/ `{source}` /*!40100 DEFAULT CHARACTER SET utf8mb4 */;\n"
            + $"CREATE TABLE `{source}`.`pupils` (`id` int NOT NULL, PRIMARY KEY (`id`)) ENGINE=InnoDB;\nINSERT INTO `{source}`.`pupils` VALUES (1),(2);\n-- Dump end time: Fri Nov 27 10:00:01 2026\n",
            ".sql");
        Assert.Equal(2, Verify(dump, VerifyLevel.Restore).Rows);
        Restore(dump);
        Assert.Equal("2\n", server.Run($"SELECT COUNT(*) FROM {source}.pupils"));
    }

    [Theory]
    [InlineData("DROP DATABASE LIVE;\n")]
    [InlineData("DROP DATABASE IF EXISTS LIVE; CREATE DATABASE LIVE; USE LIVE;\nCREATE TABLE only_here (a INT);\n")]
    [InlineData("USE LIVE; INSERT INTO audit (what) VALUES ('x');\n")]
    [InlineData("DROP VIEW IF EXISTS SOURCE.alice; USE LIVE; DROP VIEW IF EXISTS LIVE.alice;\n")]
    [InlineData("SET GLOBAL max_connections = 3;\n")]
    [InlineData("/*!999999 COMMIT */ DROP DATABASE LIVE;\n")]
    [InlineData("/*!999999 COMMIT */ SET GLOBAL max_connections = 3;\n")]
    [InlineData("SET `sql_log_bin` = 0, storage_engine = 'MERGE';\n")]
    public void What_goes_to_or_drops_a_database_does_not_do_so(string statements)
    {
        string live = server.NewSchool();
        string source = server.NewSchool();
        server.Run("ALTER EVENT sms DISABLE", live);
        server.Run("ALTER EVENT sms DISABLE", source);
        string before = server.Everything(live);
        string original = server.Everything(source);
        string dump = Write(AtEnd(server.Dump([.. All, source]), statements.Replace("LIVE", live, StringComparison.Ordinal).Replace("SOURCE", source, StringComparison.Ordinal)), ".sql");

        Restore(dump, target: source + "x");

        Assert.Equal(before, server.Everything(live));
        Assert.Equal(original, server.Everything(source));
        Assert.NotEqual("3\n", server.Run("SELECT @@max_connections"));
    }

    [Fact]
    public void One_database_of_several_is_chosen_and_the_others_stay_out()
    {
        string first = server.NewSchool();
        string second = server.NewSchool();
        server.Run("INSERT INTO audit (what) VALUES ('second')", second);
        string dump = Write(server.Dump([.. All, "--databases", first, second]), ".sql.gz");

        Assert.Equal(BackupError.InvalidOption, Assert.Throws<BackupException>(() => Restore(dump)).Code);
        Assert.Equal(BackupError.DatabaseNotFound, Assert.Throws<BackupException>(() => Restore(dump, source: "nobody")).Code);
        RestoreResult result = Restore(dump, source: second, target: second + "x");

        Assert.Equal((DumpServer.Tables, 8L), (result.Tables, result.Rows));
        Assert.Equal("second\n", server.Run($"SELECT what FROM {second}x.audit"));
        Assert.Equal("2\n", server.Run($"SELECT COUNT(*) FROM information_schema.views WHERE table_schema = '{second}x'"));
        Assert.Equal((BackupValidity.Valid, 2 * DumpServer.Tables), (Verify(dump, VerifyLevel.Restore).Validity, Verify(dump, VerifyLevel.Restore).Tables));
    }

    [Fact]
    public void Tables_that_the_dump_does_not_hold_stay()
    {
        string school = server.NewSchool();
        string dump = Write(server.Dump(school, "audit"), ".sql");
        server.Run("INSERT INTO audit (what) VALUES ('later')", school);

        RestoreResult result = Restore(dump);

        Assert.Equal("0\t3\n", server.Run("SELECT (SELECT COUNT(*) FROM audit WHERE what = 'later'), (SELECT COUNT(*) FROM students)", school));
        Assert.Contains(result.Warnings, warning => warning.Contains("students", StringComparison.Ordinal));
        Assert.Equal("2\n", server.Run($"SELECT COUNT(*) FROM information_schema.views WHERE table_schema = '{school}'"));
    }

    [Fact]
    public void A_table_that_others_refer_to_is_replaced_and_they_refer_to_the_new_one()
    {
        string school = server.NewSchool();
        string before = server.Everything(school);
        string dump = Write(server.Dump(school, "rooms"), ".sql");
        Restore(dump);
        AssertUntouched(school, before);
    }

    [Fact]
    public void The_preview_says_what_would_be_replaced_and_changes_nothing()
    {
        string school = server.NewSchool();
        string before = server.Everything(school);
        string dump = Write(server.Dump(school, "audit", "fees"), ".sql");
        RestorePreview preview = new RestoreOperation(TimeProvider.System, new NoProgress()).Preview(Options(dump, null, null), CancellationToken.None);
        Assert.Equal((school, "audit,fees"), (preview.Database, string.Join(',', preview.LiveTables)));
        AssertUntouched(school, before);
    }

    [Fact]
    public void What_a_foreign_dump_cannot_do_is_said()
    {
        string school = server.NewSchool();
        string dump = Write(server.Dump(school), ".sql");
        Assert.Equal(BackupError.NotSupported, Assert.Throws<BackupException>(() => Run(Options(dump, null, null) with { Tables = ["audit"] })).Code);
        Assert.Equal(BackupError.NotSupported, Assert.Throws<BackupException>(() => Run(Options(dump, null, null) with { Placement = Placement.InPlace })).Code);
        string nameless = Write("CREATE TABLE a (b INT);\n", ".sql");
        Assert.Equal(BackupError.InvalidOption, Assert.Throws<BackupException>(() => Restore(nameless)).Code);
        Assert.Contains("end is missing", string.Join('\n', Restore(nameless, target: school).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Replaced_tables_can_be_kept_and_a_safety_backup_be_made()
    {
        string school = server.NewSchool();
        string dump = Write(server.Dump([.. All, school]), ".sql");
        server.Run("INSERT INTO audit (what) VALUES ('later')", school);
        RestoreResult result = Run(Options(dump, null, null) with { Replaced = ReplacedTables.Keep, SafetyRepository = Places.At(_folder["safety"]) });
        Assert.Equal("1\n", server.Run($"SELECT COUNT(*) FROM {result.Previous}.audit WHERE what = 'later'"));
        Assert.True(File.Exists(result.SafetyBackup));
    }

    [Fact]
    public void Definers_follow_the_policy()
    {
        string school = server.NewSchool();
        string dump = Write(server.Dump([.. All, school]).Replace("`root`@`localhost`", "`gone`@`nowhere`", StringComparison.Ordinal), ".sql");
        Run(Options(dump, null, null) with { Definers = new DefinerPolicy.Strip() });
        Assert.Equal("root@localhost\n", server.Run($"SELECT DISTINCT definer FROM (SELECT definer FROM information_schema.views WHERE table_schema = '{school}' UNION SELECT definer FROM information_schema.routines WHERE routine_schema = '{school}' UNION SELECT definer FROM information_schema.triggers WHERE trigger_schema = '{school}' UNION SELECT definer FROM information_schema.events WHERE event_schema = '{school}') x"));
    }

    private void AssertUntouched(string school, string before)
    {
        Assert.Equal(before, server.Everything(school));
        Assert.Equal("", server.Scratches(school));
    }

    private static string AtEnd(string dump, string statements)
    {
        int end = dump.LastIndexOf("/*!40101 SET SQL_MODE=@OLD_SQL_MODE", StringComparison.Ordinal);
        return dump[..end] + statements + "\n" + dump[end..];
    }

    private string Write(string text, string extension)
    {
        string path = _folder[Guid.NewGuid().ToString("N") + extension];
        if (extension.EndsWith(".gz", StringComparison.Ordinal)) CatalogueTests.WriteGzip(path, text);
        else File.WriteAllText(path, text);
        return path;
    }

    private RestoreOptions Options(string file, string? source, string? target) =>
        new() { Connection = server.Connection, Backup = Places.Backup(file), SourceDatabase = source, TargetDatabase = target };

    private RestoreResult Restore(string file, string? source = null, string? target = null) => Run(Options(file, source, target));

    private static RestoreResult Run(RestoreOptions options) => new RestoreOperation(TimeProvider.System, new NoProgress()).Run(options, CancellationToken.None);

    private VerifyResult Verify(string file, VerifyLevel level) =>
        new VerifyOperation(TimeProvider.System, new NoProgress()).Run(new VerifyOptions { Backup = Places.Backup(file), Level = level, Connection = server.Connection }, CancellationToken.None);
}
