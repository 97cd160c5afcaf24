using SchoolBackup.Demo;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Operations;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Faults;

/// <summary>Whatever a restore runs into, the live database is afterwards as it was, and nothing else is there.</summary>
[Collection(OnServer.Name)]
public sealed class RestoreFaultTests(TestServer server)
{
    /// <summary>What has happened to the school since its backup: all of it must still be there after a restore that failed.</summary>
    private static string Since { get; } = $"""
        ALTER DATABASE CHARACTER SET latin1 COLLATE latin1_german2_ci /*M! COMMENT 'since then' */;
        UPDATE class SET name = 'newer';
        CREATE TABLE room (id INT PRIMARY KEY);
        CREATE VIEW rooms AS SELECT id FROM room;
        CREATE VIEW rooms_above AS SELECT id FROM rooms;
        CREATE TRIGGER a_second BEFORE INSERT ON pupil FOR EACH ROW SET NEW.name = CONCAT(NEW.name, '2');
        CREATE TRIGGER z_first BEFORE INSERT ON pupil FOR EACH ROW PRECEDES a_second SET NEW.name = CONCAT(NEW.name, '1');
        CREATE PROCEDURE newer() SELECT 1;
        DROP EVENT nightly;
        CREATE EVENT weekly ON SCHEDULE EVERY 1 WEEK STARTS '2037-01-01' DO SELECT 1;
        DROP FUNCTION total;
        {(ServerPrograms.Find().IsMySql ? "" : "DO NEXTVAL(receipt);")}
        """;

    [Theory]
    [InlineData(ChunkKind.Routines)]
    [InlineData(ChunkKind.Views)]
    [InlineData(ChunkKind.Triggers)]
    [InlineData(ChunkKind.Events)]
    public void An_object_that_cannot_be_made_undoes_the_swap(ChunkKind kind)
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = Altered.Copy(school.BackUpToFile(), null, (chunk, text) => chunk == kind ? Broken(text) : text);
        school.Sql(Since);
        var before = new Before(school);

        BackupException failure = Run.Fails(BackupError.ServerError, () => Run.Restore(school.RestoreOptions(file)));
        Assert.Contains("1064", failure.Message, StringComparison.Ordinal);
        before.AssertNothingChanged();

        Run.Fails(BackupError.ServerError, () => Run.Restore(school.RestoreOptions(file) with { TargetDatabase = school.Name + "_new" }));
        before.AssertNothingChanged();
    }

    /// <summary>An object of each kind that begins as it should, and that no server takes.</summary>
    private static string Broken(string text) => text
        .Replace("RETURN (", "RETURN RETURN (", StringComparison.Ordinal).Replace(" group by ", " group group by ", StringComparison.Ordinal)
        .Replace("INSERT INTO", "INSERT INTO INTO", StringComparison.Ordinal).Replace("DO DELETE", "DO DELETE DELETE", StringComparison.Ordinal)
        .Replace("ROW SET @came", "ROW SET SET @came", StringComparison.Ordinal);

    /// <summary>In place, there is no way back but the safety backup: the error says that the database is incomplete, and where that is.</summary>
    [Fact]
    public void A_restore_in_place_that_fails_says_what_is_left_and_how_to_go_back()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = Altered.Table(school.BackUpToFile(), "class", table => table with { ContentHash = new string('0', table.ContentHash!.Length) });
        school.Sql("UPDATE class SET name = 'newer'");
        IReadOnlyList<string> before = school.Describe();
        RestoreOptions inPlace = school.RestoreOptions(file) with { Placement = Placement.InPlace, SafetyRepository = Places.At(school.Repository) };

        BackupException failure = Run.Fails(BackupError.RestoreFailed, () => Run.Restore(inPlace));

        Assert.Contains("INCOMPLETE", failure.Message, StringComparison.Ordinal);
        Assert.Contains("class differs", failure.Message, StringComparison.Ordinal);
        string safety = Directory.GetFiles(school.Repository, "backup_*").Single(path => failure.Hint.Contains(path, StringComparison.Ordinal));
        Run.Restore(inPlace with { Backup = Places.Backup(safety), SafetyRepository = null });
        Assert.Equal(before, school.Describe());
    }

    [Fact]
    public void A_trigger_that_cannot_be_made_undoes_the_swap_of_one_table()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = Altered.Copy(school.BackUpToFile(), null, (chunk, text) => chunk == ChunkKind.Triggers ? Broken(text) : text);
        school.Sql(Since);
        var before = new Before(school);
        Run.Fails(BackupError.ServerError, () => Run.Restore(school.RestoreOptions(file) with { Tables = ["pupil"] }));
        before.AssertNothingChanged();

        school.Sql("SET foreign_key_checks = 0; DROP TABLE pupil");
        before = new Before(school);
        Run.Fails(BackupError.ServerError, () => Run.Restore(school.RestoreOptions(file) with { Tables = ["pupil"] }));
        before.AssertNothingChanged();
    }

    /// <summary>The foreign keys of the tables that stay end where they began.</summary>
    [Fact]
    public void A_trigger_that_cannot_be_made_undoes_the_swap_of_a_table_that_others_point_to()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind + "CREATE TRIGGER class_came BEFORE INSERT ON class FOR EACH ROW SET @came = 1;");
        string file = Altered.Copy(school.BackUpToFile(), null, (chunk, text) => chunk == ChunkKind.Triggers ? Broken(text) : text);
        school.Sql(Since);
        var before = new Before(school);
        Run.Fails(BackupError.ServerError, () => Run.Restore(school.RestoreOptions(file) with { Tables = ["class"] }));
        before.AssertNothingChanged();
    }

    [Theory]
    [InlineData(RunPhase.Loading)]
    [InlineData(RunPhase.BuildingIndexes)]
    [InlineData(RunPhase.Swapping)]
    public void Cancelled_before_the_swap_it_changes_nothing(RunPhase phase)
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        school.Sql(Since);
        var before = new Before(school);
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => Run.Restore(
            school.RestoreOptions(file) with { SafetyRepository = Places.At(school.Repository) },
            progress =>
            {
                if (progress.Phase == phase) stop.Cancel();
            },
            stop.Token));

        Assert.True(stop.IsCancellationRequested);
        before.AssertNothingChanged();
    }

    /// <summary>A scratch without its mark would stay for ever: nobody could tell that it was one.</summary>
    [Fact]
    public async Task Cancelled_as_soon_as_the_scratch_is_there_it_leaves_none()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        var before = new Before(school);
        using var stop = new CancellationTokenSource();
        using MySqlConnection watcher = MySqlConnection.Open(school.Connection, CancellationToken.None);
        Task watching = Task.Run(() =>
        {
            bool isThere = false;
            while (!isThere)
            {
                using RowReader row = watcher.Query($"SHOW DATABASES LIKE '{school.Name.Replace("_", "\\_", StringComparison.Ordinal)}\\_sbscratch%'");
                while (row.Read()) isThere = true;
            }

            stop.Cancel();
        });

        Assert.ThrowsAny<OperationCanceledException>(() => Run.Restore(school.RestoreOptions(file), _ => Thread.Sleep(50), stop.Token));
        await watching;

        before.AssertNothingChanged();
    }

    [Theory]
    [InlineData(RunPhase.Checking)]
    [InlineData(RunPhase.Loading)]
    [InlineData(RunPhase.BuildingIndexes)]
    public void A_drill_that_is_cancelled_leaves_nothing(RunPhase phase)
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        var before = new Before(school);
        using var stop = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => Run.Verify(
            new VerifyOptions { Backup = Places.Backup(file), Level = VerifyLevel.Restore, Connection = school.Connection },
            progress =>
            {
                if (progress.Phase == phase) stop.Cancel();
            },
            stop.Token));

        Assert.True(stop.IsCancellationRequested);
        before.AssertNothingChanged();
    }

    [Theory]
    [InlineData(RunPhase.Loading, "LOAD DATA%")]
    [InlineData(RunPhase.Loading, "%")]
    [InlineData(RunPhase.BuildingIndexes, "%")]
    [InlineData(RunPhase.Swapping, "%")]
    public void A_connection_that_is_killed_changes_nothing(RunPhase phase, string which)
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        school.Sql(Since);
        ConnectionOptions account = school.Almighty();
        var before = new Before(school);
        int killed = 0;

        Run.Fails(BackupError.ConnectionLost, () => Run.Restore(school.RestoreOptions(file) with { Connection = account }, progress =>
        {
            if (progress.Phase == phase && killed == 0) killed = school.KillConnections(account, which);
        }));

        Assert.True(killed > 0);
        before.AssertNothingChanged();
    }

    [Fact]
    public void A_foreign_key_of_another_database_is_refused()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        using TestDatabase district = server.NewDatabase($"CREATE TABLE visit (id INT PRIMARY KEY, class INT, CONSTRAINT visits FOREIGN KEY (class) REFERENCES {school.Name}.class (id))");
        string file = school.BackUpToFile();
        school.Sql(Since);
        Before before = new(school), beforeThere = new(district);

        BackupException failure = Run.Fails(BackupError.ForeignKeyFromOtherSchema, () => Run.Restore(school.RestoreOptions(file)));
        Assert.Contains($"{district.Name}.visit", failure.Message, StringComparison.Ordinal);
        before.AssertNothingChanged();
        beforeThere.AssertNothingChanged();

        Run.Restore(school.RestoreOptions(file) with { Tables = School.TablesOfFees });
        district.Sql("DROP TABLE visit");
        Run.Restore(school.RestoreOptions(file));
        Assert.Equal("one\ntwo\n", school.Sql("SELECT name FROM class ORDER BY id"));
    }

    [Fact]
    public void A_server_that_lacks_a_collation_or_an_engine_is_refused_by_naming_both()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = Altered.Table(school.BackUpToFile(), "pupil", table => table with { Engine = "ROCKSDB", Collations = [.. table.Collations, "utf8mb4_klingon_ci"] });
        school.Sql(Since);
        var before = new Before(school);
        BackupException failure = Run.Fails(BackupError.TargetLacksCapability, () => Run.Restore(school.RestoreOptions(file)));
        Assert.Contains("utf8mb4_klingon_ci", failure.Message, StringComparison.Ordinal);
        Assert.Contains("ROCKSDB", failure.Message, StringComparison.Ordinal);
        before.AssertNothingChanged();

        Run.Restore(school.RestoreOptions(file) with { Tables = ["class"], TargetDatabase = school.Name + "_copy" });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void Rows_that_arrive_otherwise_than_they_were_backed_up_are_found(int localInfile)
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = Altered.Copy(school.BackUpToFile(), null, (kind, text) => kind == ChunkKind.Rows ? text.Replace("'pupil 77'", "'pupil 78'", StringComparison.Ordinal) : text);
        var before = new Before(school);
        WithLocalInfile(localInfile, () =>
        {
            BackupException failure = Run.Fails(BackupError.ContentDiffers, () => Run.Restore(school.RestoreOptions(file)));
            Assert.Contains("pupil", failure.Message, StringComparison.Ordinal);
        });
        VerifyResult drill = Run.Verify(new VerifyOptions { Backup = Places.Backup(file), Level = VerifyLevel.Restore, Connection = school.Connection });
        Assert.Equal(Engine.Retention.BackupValidity.Invalid, drill.Validity);
        Assert.Contains("pupil", Assert.Single(drill.Problems), StringComparison.Ordinal);
        before.AssertNothingChanged();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void A_damaged_chunk_ends_it(int localInfile)
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        ChunkEntry rows;
        using (ArchiveReader archive = ArchiveReader.Open(Places.Backup(file))) rows = archive.Index.Chunks.First(chunk => chunk.Kind == ChunkKind.Rows && chunk.Table == "pupil");
        SmallArchive.Damage(file, rows.Offset + (rows.Length / 2));
        school.Sql(Since);
        var before = new Before(school);
        WithLocalInfile(localInfile, () => Run.Fails(BackupError.BackupDamaged, () => Run.Restore(school.RestoreOptions(file))));
        before.AssertNothingChanged();

        // Other tables of the file can still be had.
        Run.Restore(school.RestoreOptions(file) with { Tables = School.TablesOfFees, TargetDatabase = school.Name + "_copy" });
    }

    [Fact]
    public void What_is_no_backup_is_refused()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        string cut = Path.Combine(school.Repository, "cut.sql.gz");
        File.WriteAllBytes(cut, File.ReadAllBytes(file)[..^1]);
        var before = new Before(school);
        Run.Fails(BackupError.BackupDamaged, () => Run.Restore(school.RestoreOptions(cut)));
        Run.Fails(BackupError.BackupNotFound, () => Run.Restore(school.RestoreOptions(file + ".gone")));
        before.AssertNothingChanged();
    }

    /// <summary>By LOAD DATA LOCAL a row may be as long as it likes; a statement may not.</summary>
    [Fact]
    public void A_row_longer_than_the_server_takes_is_a_clear_error()
    {
        using TestDatabase school = server.NewDatabase("CREATE TABLE photo (id INT PRIMARY KEY, image LONGBLOB); INSERT INTO photo VALUES (1, 'x'), (2, REPEAT('y', 3000000))");
        string file = school.BackUpToFile();
        var before = new Before(school);
        server.Server.RunSql("SET GLOBAL max_allowed_packet = 1048576");
        try
        {
            WithLocalInfile(0, () =>
            {
                BackupException failure = Run.Fails(BackupError.TargetLacksCapability, () => Run.Restore(school.RestoreOptions(file)));
                Assert.Contains("max_allowed_packet", failure.Hint, StringComparison.Ordinal);
            });
        }
        finally
        {
            server.Server.RunSql("SET GLOBAL max_allowed_packet = 134217728");
        }

        before.AssertNothingChanged();
    }

    [Fact]
    public void What_a_dead_run_left_is_dropped_and_what_may_still_be_needed_is_not()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        string dead = $"{school.Name}_sbscratch_00000001", alive = $"{school.Name}_sbscratch_00000002", swapping = $"{school.Name}_sbscratch_00000003", stranger = $"{school.Name}_sbscratch_00000004";
        foreach (string name in (string[])[dead, alive, swapping])
        {
            server.Server.RunSql($"CREATE DATABASE {name}; CREATE TABLE {name}._schoolbackup (purpose VARCHAR(40), host VARCHAR(255), process INT, started DATETIME, state VARCHAR(20), way_back LONGBLOB)");
            server.Server.RunSql($"INSERT INTO {name}._schoolbackup VALUES ('restore', 'host', 1, NOW(), '{(name == swapping ? "swapping" : "loading")}', NULL); CREATE TABLE {name}.pupil (id INT)");
        }

        server.Server.RunSql($"CREATE DATABASE {stranger}; CREATE TABLE {stranger}.pupil (id INT)");
        using MySqlConnection owner = MySqlConnection.Open(school.Connection, CancellationToken.None);
        owner.Execute($"DO GET_LOCK('{alive}', 0)");

        Run.Restore(school.RestoreOptions(file));

        Assert.Equal(
            [alive, swapping, stranger],
            server.Server.RunSql($"SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '{school.Name}\\_sbscratch%' ORDER BY 1").Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private void WithLocalInfile(int value, Action run)
    {
        server.Server.RunSql($"SET GLOBAL local_infile = {value}");
        try
        {
            run();
        }
        finally
        {
            server.Server.RunSql("SET GLOBAL local_infile = 1");
        }
    }
}
