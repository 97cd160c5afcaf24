using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Faults;

/// <summary>What comes between the beginning and the end of a backup.</summary>
[Collection(OnServer.Name)]
public sealed class BackupFaultTests(TestServer server)
{
    [Theory]
    [InlineData(RunPhase.Connecting)]
    [InlineData(RunPhase.Reading)]
    [InlineData(RunPhase.Finishing)]
    public void Cancelled_at_any_stage_it_leaves_nothing(RunPhase phase)
    {
        using TestDatabase school = server.NewDatabase(School.Large);
        school.BackUp();
        var before = new Before(school);
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => Run.Backup(
            school.BackupOptions,
            progress =>
            {
                if (progress.Phase == phase) stop.Cancel();
            },
            stop.Token));

        Assert.True(stop.IsCancellationRequested);
        before.AssertNothingChanged();
    }

    [Theory]
    [InlineData("SELECT%attendance%")]
    [InlineData("%")]
    public void A_connection_that_is_killed_ends_it(string which)
    {
        using TestDatabase school = server.NewDatabase(School.Large);
        ConnectionOptions account = school.Almighty();
        school.BackUp();
        var before = new Before(school);
        int killed = 0;

        Run.Fails(BackupError.ConnectionLost, () => Run.Backup(school.BackupOptions with { Connection = account }, progress =>
        {
            if (progress.Phase == RunPhase.Reading && killed == 0) killed = school.KillConnections(account, which);
        }));

        Assert.True(killed > 0);
        before.AssertNothingChanged();
    }

    [Fact]
    public void What_is_refused_leaves_nothing_not_even_the_folder()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string folder = Path.Combine(school.Repository, "new");
        BackupOptions options = school.BackupOptions with { Repository = Places.At(folder) };

        Run.Fails(BackupError.CannotConnect, () => Run.Backup(options with { Connection = options.Connection with { Port = 1 } }));
        Run.Fails(BackupError.DatabaseNotFound, () => Run.Backup(options with { Databases = ["nowhere"] }));
        Run.Fails(BackupError.PrivilegeMissing, () => Run.Backup(options with { Connection = school.Account("SELECT, LOCK TABLES ON {db}.*") }));

        Assert.False(Directory.Exists(folder));
    }

    /// <summary>A session of ours has read of the table that somebody wants to change, and another one of ours has not yet.</summary>
    [Theory]
    [InlineData("ALTER TABLE small ADD COLUMN w INT")]
    [InlineData("ALTER TABLE attendance DROP COLUMN remark")]
    [InlineData("DROP TABLE small")]
    [InlineData("TRUNCATE TABLE attendance")]
    [InlineData("RENAME TABLE small TO smaller")]
    [InlineData("CREATE OR REPLACE TRIGGER small_watch BEFORE UPDATE ON small FOR EACH ROW SET @x = 1", Traits = ["Server", "mariadb"])]
    // MySQL gives that lock beside the readers of a snapshot, whom it does not disturb.
    [InlineData("LOCK TABLES attendance WRITE; UNLOCK TABLES", Traits = ["Server", "mariadb"])]
    public async Task Whoever_wants_to_change_a_table_waits_until_it_is_done(string change)
    {
        using TestDatabase school = server.NewDatabase(School.Large);
        IReadOnlyList<string> before = school.Describe();
        Task? changing = null;

        string file = Run.Backup(school.BackupOptions, progress =>
        {
            if (progress.Phase != RunPhase.Reading || changing is not null) return;
            changing = Task.Factory.StartNew(() => school.Sql(change), TaskCreationOptions.LongRunning);
            SpinWait.SpinUntil(() => school.Sql("SHOW PROCESSLIST").Contains("Waiting for table metadata lock", StringComparison.Ordinal));
        }).Files[0];

        Assert.NotNull(changing);
        await changing;
        Run.Restore(school.RestoreOptions(file));
        Assert.Equal(before, school.Describe());
    }

    /// <summary>What no session of ours holds changes while the first table is being read.</summary>
    [Theory]
    [InlineData("CREATE TABLE another (id INT PRIMARY KEY)")]
    [InlineData("CREATE VIEW another AS SELECT 1 AS one")]
    [InlineData("ALTER VIEW both_tables AS SELECT 2 AS n")]
    [InlineData("DROP VIEW both_tables")]
    [InlineData("CREATE PROCEDURE another() SELECT 1")]
    [InlineData("CREATE EVENT another ON SCHEDULE EVERY 1 YEAR STARTS '2037-01-01' DO SET @x = 1")]
    public void Definitions_that_change_under_way_end_it(string change)
    {
        using TestDatabase school = server.NewDatabase(School.Large);
        int changes = 0;

        BackupException failure = Run.Fails(BackupError.SchemaChanged, () => Run.Backup(school.BackupOptions, progress =>
        {
            if (progress.Phase == RunPhase.Reading && changes++ == 0) school.Sql(change);
        }));

        Assert.Matches("another|both_tables", failure.Message);
        Assert.Empty(Directory.GetFiles(school.Repository, "backup_*.gz"));
        school.BackUp();
    }

    /// <summary>Rows, and the counters that they move, may change as they like.</summary>
    [Fact]
    public void Rows_that_change_under_way_do_not_end_it()
    {
        using TestDatabase school = server.NewDatabase(School.Large);
        IReadOnlyList<string> before = school.Describe();
        int changes = 0;
        string file = Run.Backup(school.BackupOptions, progress =>
        {
            if (progress.Phase == RunPhase.Reading && changes++ == 0)
                school.Sql("INSERT INTO attendance (pupil, day) VALUES (1, '2026-04-14'); UPDATE small SET v = 'new'; DELETE FROM attendance WHERE id = 5");
        }).Files[0];
        Run.Restore(school.RestoreOptions(file));
        // All but the counter, which SHOW CREATE TABLE tells of the moment before the rows were read.
        Assert.Equal(before, school.Describe());
    }

    /// <summary>Text that this version no longer parses, as an upgrade may leave it.</summary>
    [Fact]
    [Trait("Server", "mariadb")]
    public void A_view_that_the_server_cannot_show_is_named()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string definition = Path.Combine(school.Server.DataDirectory, school.Name, "per_class.frm");
        string text = File.ReadAllText(definition);
        school.Sql("FLUSH TABLES");
        File.WriteAllText(definition, text.Replace("query=select ", "query=selec ", StringComparison.Ordinal));
        try
        {
            BackupException failure = Run.Fails(BackupError.ObjectUnreadable, () => Run.Backup(school.BackupOptions));
            Assert.Contains("per_class", failure.Message, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles(school.Repository, "backup_*.gz"));
        }
        finally
        {
            File.WriteAllText(definition, text);
        }
    }

    [Fact]
    [Trait("Server", "mariadb")]
    public void History_by_transaction_ids_is_refused_and_its_structure_can_be_kept()
    {
        using TestDatabase school = server.NewDatabase(
            "CREATE TABLE fee (id INT, s BIGINT UNSIGNED GENERATED ALWAYS AS ROW START, e BIGINT UNSIGNED GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (s, e)) WITH SYSTEM VERSIONING");
        BackupException failure = Run.Fails(BackupError.ObjectUnreadable, () => Run.Backup(school.BackupOptions));
        Assert.Contains("fee", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(school.Repository, "backup_*.gz"));

        BackupResult backup = Run.Backup(school.BackupOptions with { Selection = new Engine.Dump.DumpSelection { StructureOnly = ["fee"] } });
        Run.Restore(school.RestoreOptions(backup.Files[0]));
    }

    [Fact]
    [Trait("Server", "mariadb")]
    public void A_table_that_the_server_cannot_open_is_named()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string definition = Path.Combine(school.Server.DataDirectory, school.Name, "log.frm");
        byte[] bytes = File.ReadAllBytes(definition);
        school.Sql("FLUSH TABLES");
        File.WriteAllBytes(definition, new byte[100]);
        try
        {
            BackupException failure = Run.Fails(BackupError.ObjectUnreadable, () => Run.Backup(school.BackupOptions));
            Assert.Contains("log", failure.Message, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles(school.Repository, "backup_*.gz"));
        }
        finally
        {
            File.WriteAllBytes(definition, bytes);
        }
    }
}
