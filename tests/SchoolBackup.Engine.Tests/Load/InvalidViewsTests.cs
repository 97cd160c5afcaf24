using System.Text;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Load;

/// <summary>What becomes of views that do not hold; that they come back as they were is part of the fidelity schema.</summary>
[Collection(OnServer.Name)]
public sealed class InvalidViewsTests(TestServer server)
{
    [Theory]
    [InlineData("{0}_district.pupil")]
    [InlineData("{0}.seats")]
    public void A_view_that_nothing_can_stand_in_for_is_named_with_the_reason(string table)
    {
        using TestDatabase school = server.NewDatabase("CREATE TABLE seats (id INT, visit INT) ENGINE=MEMORY");
        table = table.Replace("{0}", school.Name, StringComparison.Ordinal);
        school.Sql($"CREATE DATABASE {school.Name}_district; CREATE TABLE {school.Name}_district.pupil LIKE seats");
        school.Sql($"CREATE VIEW visits AS SELECT visit FROM {table}; ALTER TABLE {table} DROP COLUMN visit");
        string[] before = Others(school);
        string file = school.BackUpToFile();

        // Of the live database, a view that the server would not take again is not dropped.
        BackupException refused = Run.Fails(BackupError.TargetLacksCapability, () => Run.Restore(school.RestoreOptions(file)));
        Assert.Contains("visits", refused.Message, StringComparison.Ordinal);
        Assert.Equal("visits\n", school.Sql("SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE()"));

        school.Sql("DROP VIEW visits");
        RestoreResult result = Run.Restore(school.RestoreOptions(file));

        string warning = Assert.Single(result.Warnings, warning => warning.Contains("visits", StringComparison.Ordinal));
        Assert.Matches("Unknown column '[^']*seats.visit'|Unknown column '[^']*pupil.visit'|Unknown column 'visit'", warning);
        Assert.Equal(before, Others(school));

        static string[] Others(TestDatabase school) => [.. school.Describe().Where(line => !line.Contains("visits", StringComparison.Ordinal))];
    }

    [Fact]
    public void What_stood_in_is_gone_when_the_swap_is_undone()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        IReadOnlyList<string> before = school.Describe();
        using ScratchSchema scratch = ScratchSchema.Create(school.Connection, new DatabaseEntry(school.Name, "utf8mb4", "utf8mb4_general_ci", ""), "restore", CancellationToken.None);
        var swap = new Swap(new SwapRequest(school.Connection, school.Name, scratch.Name, [], RestoreExtent.Database, school.Name + "_before", "CHARACTER SET utf8mb4"));

        Assert.Throws<IOException>(() => swap.Run(scratch, connection =>
        {
            connection.Execute($"USE {school.Name}");
            byte[] statement = Encoding.UTF8.GetBytes("CREATE VIEW `gone` AS select `a`.`id` AS `id`,`f`(1) AS `f` from `dropped` `a`");
            Assert.Null(new InvalidViews(connection, school.Name).Create(new InvalidView("gone", "utf8mb4", "utf8mb4_general_ci", statement)));
            throw new IOException("the line is cut before they are dropped");
        }));
        scratch.Drop();

        Assert.Equal(before, school.Describe());
    }

    /// <summary>What a view lacks is read from the catalogue: the server's messages are in whatever language it has been told.</summary>
    [Theory]
    [InlineData("de_DE")]
    [InlineData("sv_SE")]
    [InlineData("ja_JP")]
    public void Views_that_do_not_hold_come_back_from_a_server_that_speaks_another_language(string language)
    {
        using TestDatabase school = server.NewDatabase("""
            CREATE TABLE kept (id INT PRIMARY KEY, v INT, w INT);
            CREATE TABLE gone (id INT PRIMARY KEY);
            CREATE FUNCTION away(a INT, b VARCHAR(9)) RETURNS INT DETERMINISTIC RETURN a;
            CREATE FUNCTION nothing() RETURNS INT DETERMINISTIC RETURN 1;
            CREATE VIEW above AS SELECT id FROM gone;
            CREATE VIEW on_top AS SELECT a.id FROM above a JOIN kept k ON k.id = a.id;
            CREATE VIEW lacks_columns AS SELECT k.v, away(k.w, IF(k.id = 1, 'a,b', ',')) AS f, nothing() AS n FROM kept k WHERE k.v IN (SELECT w FROM kept);
            DROP TABLE gone; DROP FUNCTION away; DROP FUNCTION nothing; ALTER TABLE kept DROP COLUMN v;
            """);
        server.Server.RunSql($"SET GLOBAL lc_messages = '{language}'");
        try
        {
            string before = Views();
            string file = school.BackUpToFile();
            school.Sql("DROP VIEW on_top");

            RestoreResult result = Run.Restore(school.RestoreOptions(file));

            Assert.DoesNotContain(result.Warnings, warning => warning.Contains("could not be made", StringComparison.Ordinal));
            Assert.Equal(3, result.Objects.Views);
            Assert.Equal(before, Views());
        }
        finally
        {
            server.Server.RunSql("SET GLOBAL lc_messages = 'en_US'");
        }

        string Views() => school.Sql("SHOW CREATE VIEW above; SHOW CREATE VIEW on_top; SHOW CREATE VIEW lacks_columns; SHOW FULL TABLES; SHOW COLUMNS FROM kept");
    }
}
