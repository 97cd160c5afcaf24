using SchoolBackup.Demo;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Engine.Tests.Operations;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;

namespace SchoolBackup.Engine.Tests.Load;

/// <summary>A restore names what it makes that could act outside its database, before and after; a drill makes nothing of the kind.</summary>
[Collection(OnServer.Name)]
public sealed class ReachTests(TestServer server, DumpServer dumps) : IDisposable
{
    private static string Built => ServerPrograms.Find().IsMySql
        ? "BEGIN SET @drop = CONCAT('DROP TABLE ', t); PREPARE s FROM @drop; EXECUTE s; END"
        : "EXECUTE IMMEDIATE CONCAT('DROP TABLE ', t)";

    private static string School => $$"""
        CREATE TABLE pupil (id INT PRIMARY KEY, name VARCHAR(80));
        CREATE TABLE log (said VARCHAR(80));
        CREATE VIEW quiet AS SELECT p.id, `log`.said FROM pupil p, log;
        CREATE VIEW far AS SELECT id FROM {other}.book;
        CREATE DEFINER = chief@school PROCEDURE built(t VARCHAR(80)) {{Built}};
        CREATE DEFINER = chief@school SQL SECURITY INVOKER VIEW guest AS SELECT id FROM pupil;
        CREATE PROCEDURE prepared() BEGIN PREPARE s FROM 'SELECT 1'; EXECUTE s; END;
        CREATE DEFINER = chief@school TRIGGER came AFTER INSERT ON pupil FOR EACH ROW INSERT INTO {other}.book VALUES (NEW.id);
        CREATE DEFINER = chief@school EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 02:00:00' DO DELETE FROM log WHERE log.said = '';
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_a_backup_makes_is_named()
    {
        using TestDatabase other = server.NewDatabase("CREATE TABLE book (id INT)");
        using TestDatabase school = server.NewDatabase("");
        school.Sql(Of(other.Name));
        RestoreOptions options = school.RestoreOptions(school.BackUpToFile());

        RestorePreview preview = new RestoreOperation(TimeProvider.System, new NoProgress()).Preview(options, CancellationToken.None);
        AssertNamed(preview.Reaching, other.Name);
        Assert.Contains("made to act as chief@school", preview.Words(options), StringComparison.Ordinal);
        AssertNamed(Run.Restore(options).Warnings, other.Name);
        AssertNamed(Run.Restore(options with { Placement = Placement.InPlace }).Warnings, other.Name);

        RestoreResult stripped = Run.Restore(options with { Definers = new DefinerPolicy.Strip() });
        Assert.DoesNotContain(stripped.Warnings, warning => warning.Contains("chief", StringComparison.Ordinal));
        RestoreResult table = Run.Restore(options with { Tables = ["log"] });
        Assert.DoesNotContain(table.Warnings, warning => warning.StartsWith("made to", StringComparison.Ordinal));
    }

    [Fact]
    public void What_another_tool_s_dump_makes_is_named()
    {
        string other = dumps.NewSchool();
        string school = dumps.NewSchool() + "r";
        dumps.Run($"ALTER EVENT sms DISABLE; CREATE TABLE book (id INT); CREATE DATABASE {school}", other);
        dumps.Run(Of(other), school);
        string dump = _folder["reach.sql"];
        File.WriteAllText(dump, dumps.Dump("--routines", "--events", "--triggers", school));
        var options = new RestoreOptions { Connection = dumps.Connection, Backup = Places.Backup(dump) };
        AssertNamed(new RestoreOperation(TimeProvider.System, new NoProgress()).Preview(options, CancellationToken.None).Reaching, other);
        AssertNamed(Run.Restore(options).Warnings, other);
        dumps.Run($"DROP DATABASE {school}");
    }

    [Fact]
    public void A_drill_makes_nothing_in_somebody_else_s_name()
    {
        using TestDatabase other = server.NewDatabase("CREATE TABLE book (id INT)");
        using TestDatabase school = server.NewDatabase("");
        school.Sql(Of(other.Name));
        string file = school.BackUpToFile();
        school.Sql("SET GLOBAL general_log = OFF; SET GLOBAL log_output = 'TABLE'; TRUNCATE mysql.general_log; SET GLOBAL general_log = ON");
        try
        {
            Assert.Empty(Run.Verify(new VerifyOptions { Backup = Places.Backup(file), Level = VerifyLevel.Restore, Connection = school.Connection }).Problems);
        }
        finally
        {
            school.Sql("SET GLOBAL general_log = OFF");
        }

        string made = school.Sql("SELECT argument FROM mysql.general_log WHERE command_type = 'Query' AND argument REGEXP '^CREATE.*(VIEW|PROCEDURE|TRIGGER|EVENT)'");
        Assert.Contains("nightly", made, StringComparison.Ordinal);
        Assert.DoesNotContain("chief", made, StringComparison.Ordinal);
    }

    private static string Of(string other) => $"DELIMITER ;;\n{School.Replace(";\n", ";;\n", StringComparison.Ordinal).Replace("{other}", other, StringComparison.Ordinal)};\nDELIMITER ;";

    private static void AssertNamed(IReadOnlyList<string> warnings, string other) => Assert.Equal(
        [
            "made to act as chief@school, whoever uses them: event nightly, procedure built, trigger came",
            $"made to reach the database '{other}': trigger came, view far",
            "made to put statements together while they run, which may reach any database: procedure built, procedure prepared",
        ],
        warnings.Where(warning => warning.StartsWith("made to", StringComparison.Ordinal)));
}
