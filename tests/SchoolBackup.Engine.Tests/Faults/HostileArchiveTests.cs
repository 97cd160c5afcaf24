using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Faults;

/// <summary>An archive whose hashes are right, and in which somebody has written statements of his own: none of them reaches a server.</summary>
[Collection(OnServer.Name)]
public sealed class HostileArchiveTests(TestServer server)
{
    public static TheoryData<ChunkKind, string> Statements => new()
    {
        { ChunkKind.Routines, "DROP DATABASE {victim};" },
        { ChunkKind.Routines, "CREATE USER intruder@localhost;" },
        { ChunkKind.Routines, "GRANT ALL ON *.* TO intruder@localhost IDENTIFIED BY 'x';" },
        { ChunkKind.Routines, "CREATE FUNCTION lib RETURNS STRING SONAME 'lib.so';" },
        { ChunkKind.Routines, "CREATE FUNCTION {victim}.f() RETURNS INT RETURN 1;" },
        { ChunkKind.Routines, "CREATE /*!999999 FUNCTION f() RETURNS INT RETURN 1 */ DATABASE intruder;" },
        { ChunkKind.Views, "SET GLOBAL general_log = 1;" },
        { ChunkKind.Views, "SET PASSWORD FOR root@localhost = PASSWORD('x');" },
        { ChunkKind.Views, "SET sql_mode = '', GLOBAL general_log = 1;" },
        { ChunkKind.Views, "DROP TABLE {victim}.precious;" },
        { ChunkKind.Views, "DROP VIEW IF EXISTS a, {victim}.looked;" },
        { ChunkKind.Views, "SELECT 1 INTO OUTFILE '/tmp/schoolbackup-intruder';" },
        { ChunkKind.Triggers, "CREATE TRIGGER t BEFORE INSERT ON {victim}.precious FOR EACH ROW SET @a = 1;" },
        { ChunkKind.Triggers, "ALTER TABLE {victim}.precious DROP COLUMN id;" },
        { ChunkKind.Events, "ALTER DATABASE {victim} COLLATE latin1_bin;" },
        { ChunkKind.Events, "CREATE EVENT {victim}.e ON SCHEDULE EVERY 1 DAY DO SELECT 1;" },
        { ChunkKind.Structure, "INSERT INTO {victim}.precious VALUES (2);" },
        { ChunkKind.Structure, "CREATE TABLE {victim}.more (id INT);" },
        { ChunkKind.Structure, "SELECT SETVAL({victim}.counter, 5, 0);" },
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public void A_statement_that_no_backup_holds_is_refused_before_one_is_sent(ChunkKind kind, string statement)
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        using TestDatabase victim = server.NewDatabase("CREATE TABLE precious (id INT); INSERT INTO precious VALUES (1); CREATE VIEW looked AS SELECT 1; " + School.Counter);
        string file = Altered.Copy(school.BackUpToFile(), null, (chunk, text) => chunk == kind ? text + statement.Replace("{victim}", victim.Name, StringComparison.Ordinal) + "\n" : text);
        var before = new Before(school);
        var bystander = new Before(victim);

        BackupException failure = Run.Fails(BackupError.BackupDamaged, () => Run.Restore(school.RestoreOptions(file)));
        Assert.Contains($"the {kind} chunk", failure.Message, StringComparison.Ordinal);
        Run.Fails(BackupError.BackupDamaged, () => Run.Restore(school.RestoreOptions(file) with { Placement = Placement.InPlace }));
        VerifyResult drill = Run.Verify(new VerifyOptions { Backup = Places.Backup(file), Level = VerifyLevel.Restore, Connection = school.Connection });
        Assert.Contains($"the {kind} chunk", Assert.Single(drill.Problems), StringComparison.Ordinal);

        before.AssertNothingChanged();
        bystander.AssertNothingChanged();
        Assert.Equal("0\n", school.Server.RunSql("SELECT COUNT(*) FROM mysql.user WHERE user = 'intruder'"));
        Assert.Equal("0\n", school.Server.RunSql("SELECT @@global.general_log"));
    }

    [Theory]
    [InlineData("VALUES\n(1,'one')", "VALUES\n(1,(SELECT SETVAL({victim}.counter, 5, 0)))")]
    [InlineData("VALUES\n(1,'one')", "VALUES\n(1,NEXT VALUE FOR {victim}.counter)")]
    [InlineData("VALUES\n(1,'one')", "VALUES\n(1,_utf8mb4 (NEXT VALUE FOR {victim}.counter) 'x')")]
    [InlineData("VALUES\n(1,'one')", "VALUES\n(1,LOAD_FILE('/etc/hostname'))")]
    public void Rows_are_values_and_nothing_else(string row, string instead)
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        using TestDatabase victim = server.NewDatabase(School.Counter);
        string file = Altered.Copy(school.BackUpToFile(), null, (chunk, text) =>
            chunk == ChunkKind.Rows ? text.Replace(row, instead.Replace("{victim}", victim.Name, StringComparison.Ordinal), StringComparison.Ordinal) : text);
        var before = new Before(school);
        var bystander = new Before(victim);
        foreach (int localInfile in (int[])[1, 0])
        {
            server.Server.RunSql($"SET GLOBAL local_infile = {localInfile}");
            try
            {
                Run.Fails(BackupError.BackupDamaged, () => Run.Restore(school.RestoreOptions(file)));
                Run.Fails(BackupError.BackupDamaged, () => Run.Restore(school.RestoreOptions(file) with { Placement = Placement.Upsert }));
            }
            finally
            {
                server.Server.RunSql("SET GLOBAL local_infile = 1");
            }

            before.AssertNothingChanged();
            bystander.AssertNothingChanged();
        }
    }
}
