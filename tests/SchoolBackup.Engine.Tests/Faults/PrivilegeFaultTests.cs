using SchoolBackup.Demo;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Faults;

/// <summary>What an account may not do is an error that names it, or is left out knowingly.</summary>
[Collection(OnServer.Name)]
public sealed class PrivilegeFaultTests(TestServer server)
{
    /// <summary>From MariaDB 11.3 on, ALL PRIVILEGES has SHOW CREATE ROUTINE.</summary>
    private const string AllButSeeingRoutines = "SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, REFERENCES, INDEX, ALTER, CREATE TEMPORARY TABLES, LOCK TABLES, "
        + "EXECUTE, CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, EVENT, TRIGGER ON `{db}%`.*";

    [Fact]
    public void The_seeds_grant_is_refused_by_naming_everything_it_cannot_see()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        ConnectionOptions seeds = school.Account("SELECT, LOCK TABLES ON {db}.*");
        var before = new Before(school);

        BackupException failure = Run.Fails(BackupError.PrivilegeMissing, () => Run.Backup(school.BackupOptions with { Connection = seeds }));

        foreach (string lacking in (string[])["views", "triggers", "routines", "events"]) Assert.Contains(lacking, failure.Message, StringComparison.Ordinal);
        foreach (string grant in (string[])["SHOW VIEW", "TRIGGER", school.Server.Programs.IsMySql ? "SHOW_ROUTINE" : "mysql.proc", "EVENT"]) Assert.Contains(grant, failure.Hint, StringComparison.Ordinal);
        before.AssertNothingChanged();
    }

    [Fact]
    public void The_seeds_grant_backs_up_all_tables_under_their_locks_when_that_is_allowed()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        ConnectionOptions seeds = school.Account("SELECT, LOCK TABLES ON {db}.*");

        BackupResult backup = Run.Backup(school.BackupOptions with { Connection = seeds, BlindSpots = BlindSpots.Allow });

        Assert.Equal(LockLevel.TableLocks, backup.Header.Snapshot);
        Assert.True(backup.Header.Partial);
        Assert.Null(backup.Header.Position);
        Assert.Equal(4, backup.Omitted.Count);
        using (ArchiveReader archive = ArchiveReader.Open(Places.Backup(backup.Files[0])))
        {
            Assert.Equal(backup.Omitted, archive.Index.Omitted);
            Assert.Equal(School.Tables, archive.Index.Tables.Select(table => table.Name));
            Assert.Empty(archive.Index.Objects);
        }

        RestoreResult restored = Run.Restore(school.RestoreOptions(backup.Files[0]) with { TargetDatabase = school.Name + "_copy" });
        Assert.Equal(4, restored.Warnings.Count(warning => warning.StartsWith("the backup lacks", StringComparison.Ordinal)));
    }

    [Fact]
    public void Select_alone_reads_innodb_by_one_connection_and_refuses_what_only_a_lock_holds_still()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        BackupOptions options = school.BackupOptions with { Connection = school.Account("SELECT ON {db}.*"), BlindSpots = BlindSpots.Allow };
        var before = new Before(school);

        BackupException failure = Run.Fails(BackupError.PrivilegeMissing, () => Run.Backup(options));
        Assert.Contains("`log` (MyISAM)", failure.Message, StringComparison.Ordinal);
        before.AssertNothingChanged();

        BackupResult backup = Run.Backup(options with { Selection = new DumpSelection { ExcludeTables = ["log"] } });
        Assert.Equal(LockLevel.SingleConnection, backup.Header.Snapshot);
        Assert.Equal(500 + School.Tables.Length, backup.Header.Rows);
    }

    [Fact]
    public void Reload_gives_the_global_lock_and_the_binlogs_position()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        ConnectionOptions account = school.Account(
            "SELECT, SHOW VIEW, TRIGGER, EVENT ON {db}.*", school.SeesRoutines, "RELOAD, REPLICATION CLIENT ON *.*");

        BackupResult backup = Run.Backup(school.BackupOptions with { Connection = account });

        Assert.Equal(LockLevel.GlobalReadLock, backup.Header.Snapshot);
        Assert.Empty(backup.Omitted);
        Assert.False(backup.Header.Partial);
        Assert.NotNull(backup.Header.Position);
        Assert.NotEmpty(backup.Header.Position.Gtid!);
    }

    /// <summary>The rights that the README names for a backup of everything do not let an account run the functions of views.</summary>
    [Fact]
    public void A_view_that_calls_a_function_is_backed_up_without_the_right_to_call_it()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind + """
            CREATE FUNCTION twice(a INT) RETURNS INT DETERMINISTIC RETURN a * 2;
            CREATE VIEW doubled AS SELECT id, twice(id) AS `two, times`, IF(id > 1, CONCAT(name, ' as x, from'), 'one') AS said FROM class WHERE twice(id) > 0;
            CREATE VIEW named (a, `b c`) AS SELECT twice(1), 2;
            CREATE SQL SECURITY INVOKER VIEW theirs AS SELECT twice(id) AS n FROM class;
            CREATE VIEW upon AS SELECT n FROM theirs;
            """);
        IReadOnlyList<string> before = school.Describe();
        ConnectionOptions account = school.Account("SELECT, LOCK TABLES, SHOW VIEW, TRIGGER, EVENT ON {db}.*", school.SeesRoutines);
        string file = Run.Backup(school.BackupOptions with { Connection = account }).Files[0];
        foreach (string view in (string[])["upon", "theirs", "named", "doubled"]) school.Sql($"DROP VIEW {view}");
        Run.Restore(school.RestoreOptions(file));
        Assert.Equal(before, school.Describe());
    }

    [Fact]
    public void An_account_without_any_grant_is_refused()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        ConnectionOptions nobody = school.Account();
        var before = new Before(school);
        Run.Fails(BackupError.PrivilegeMissing, () => Run.Backup(school.BackupOptions with { Connection = nobody }));
        BackupException failure = Assert.Throws<BackupException>(() => Run.Backup(school.BackupOptions with { Connection = nobody, BlindSpots = BlindSpots.Allow }));
        Assert.Contains(failure.Code, (BackupError[])[BackupError.DatabaseNotFound, BackupError.PrivilegeMissing]);
        before.AssertNothingChanged();
    }

    [Fact]
    public void A_restore_by_an_account_that_may_only_read_is_refused_before_it_writes()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        ConnectionOptions reader = school.Account("SELECT ON {db}.*");
        var before = new Before(school);
        BackupException failure = Run.Fails(BackupError.PrivilegeMissing, () => Run.Restore(school.RestoreOptions(file) with { Connection = reader }));
        foreach (string privilege in (string[])["INSERT", "CREATE", "DROP", "ALTER", "TRIGGER", "CREATE VIEW", "CREATE ROUTINE", "EVENT"])
            Assert.Contains(privilege, failure.Message, StringComparison.Ordinal);
        before.AssertNothingChanged();
    }

    [Fact]
    public void A_restore_that_may_not_make_a_database_says_so_and_works_in_place()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        RestoreOptions options = school.RestoreOptions(file) with { Connection = school.Account("ALL PRIVILEGES ON {db}.*", school.SeesRoutines), Definers = new DefinerPolicy.Strip() };
        var before = new Before(school);

        BackupException failure = Run.Fails(BackupError.PrivilegeMissing, () => Run.Restore(options));
        Assert.Contains("--in-place", failure.Hint, StringComparison.Ordinal);
        before.AssertNothingChanged();

        school.Sql("DELETE FROM fee");
        if (ServerPrograms.Find().IsMySql)
        {
            // What root has defined is for those to drop who have root's SYSTEM_USER.
            before = new Before(school);
            BackupException refused = Run.Fails(BackupError.PrivilegeMissing, () => Run.Restore(options with { Placement = Placement.InPlace }));
            Assert.Contains("is as it was", refused.Message, StringComparison.Ordinal);
            before.AssertNothingChanged();
            options = options with { Connection = school.Account("ALL PRIVILEGES ON {db}.*", school.SeesRoutines, "SYSTEM_USER ON *.*") };
        }

        Run.Restore(options with { Placement = Placement.InPlace });
        Assert.Equal("2\n", school.Sql("SELECT COUNT(*) FROM fee"));
    }

    /// <summary>What the hint of the refusal above asks for is enough, with the right to put back what is made in the name of others.</summary>
    [Fact]
    public void A_restore_with_privileges_on_the_names_around_the_database_swaps()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        school.Sql("DELETE FROM fee");
        Run.Restore(school.RestoreOptions(file) with { Connection = school.Account("ALL PRIVILEGES ON `{db}%`.*", school.SeesRoutines, school.SetsDefiners), Definers = new DefinerPolicy.Strip() });
        Assert.Equal("2\n", school.Sql("SELECT COUNT(*) FROM fee"));
        Assert.Equal("1\n", school.Server.RunSql($"SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name LIKE '{school.Name}%'"));
    }

    [Fact]
    public void A_restore_that_could_not_put_back_a_routine_is_refused_before_it_writes()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        RestoreOptions options = school.RestoreOptions(file) with { Connection = school.Account(AllButSeeingRoutines), Definers = new DefinerPolicy.Strip() };
        var before = new Before(school);
        BackupException failure = Run.Fails(BackupError.PrivilegeMissing, () => Run.Restore(options, progress => Assert.NotEqual(RunPhase.Loading, progress.Phase)));
        Assert.Contains("total", failure.Message, StringComparison.Ordinal);
        Assert.Contains(school.SeesRoutines.Split(" ON ")[school.Server.Programs.IsMySql ? 0 : 1], failure.Hint, StringComparison.Ordinal);
        before.AssertNothingChanged();
    }

    [Fact]
    public void A_definer_that_is_gone_needs_a_privilege_or_another_name()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind + "CREATE DEFINER=`gone`@`%` VIEW by_gone AS SELECT 1 AS one;");
        string file = school.BackUpToFile();
        ConnectionOptions account = school.Account("ALL PRIVILEGES ON `{db}%`.*", school.SeesRoutines);
        RestoreOptions options = school.RestoreOptions(file) with { Connection = account };
        var before = new Before(school);

        BackupException failure = Run.Fails(BackupError.PrivilegeMissing, () => Run.Restore(options));
        Assert.Contains("gone@%", failure.Message, StringComparison.Ordinal);
        before.AssertNothingChanged();

        // Under its own name it could make them, but not put back the live ones in theirs.
        failure = Run.Fails(BackupError.TargetLacksCapability, () => Run.Restore(options with { Definers = new DefinerPolicy.Strip() }));
        Assert.Contains("total", failure.Message, StringComparison.Ordinal);
        before.AssertNothingChanged();

        school.Server.RunSql($"GRANT {school.SetsDefiners} TO {account.User}@'%'");
        Run.Restore(options with { Definers = new DefinerPolicy.Strip() });
        Assert.Equal($"{account.User}@%\n", school.Sql("SELECT definer FROM information_schema.views WHERE table_schema = DATABASE() AND table_name = 'by_gone'"));
        Run.Restore(options with { Connection = school.Connection });
        Assert.Equal("gone@%\n", school.Sql("SELECT definer FROM information_schema.views WHERE table_schema = DATABASE() AND table_name = 'by_gone'"));
    }
}
