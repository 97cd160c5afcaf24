using SchoolBackup.Demo;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Faults;

/// <summary>The server dies as in a power cut, and comes back.</summary>
[Collection(OnServer.Name)]
public sealed class KilledServerTests
{
    [Fact]
    public void Killed_in_mid_dump_it_costs_this_backup_and_nothing_else()
    {
        using ThrowawayServer server = TestServer.Start();
        using var school = new TestDatabase(server, School.Large);
        school.BackUp();
        CrashOnce(server);
        var before = new Before(school);
        int reports = 0;

        Run.Fails(BackupError.ConnectionLost, () => Run.Backup(school.BackupOptions, progress =>
        {
            if (progress.Phase == RunPhase.Reading && reports++ == 0) server.Kill();
        }));

        server.Restart();
        before.AssertNothingChanged();
        Assert.Equal(BackupValidity.Valid, Run.Verify(new VerifyOptions { Backup = Places.Backup(school.BackUpToFile()) }).Validity);
    }

    [Theory]
    [InlineData(RunPhase.Loading)]
    [InlineData(RunPhase.BuildingIndexes)]
    [InlineData(RunPhase.Swapping)]
    public void Killed_in_mid_restore_it_leaves_the_live_database_alone_and_the_next_restore_tidies_up(RunPhase phase)
    {
        using ThrowawayServer server = TestServer.Start();
        using var school = new TestDatabase(server, School.Large);
        CrashOnce(server);
        string file = school.BackUpToFile();
        IReadOnlyList<string> backedUp = school.Describe();
        school.Sql("UPDATE small SET v = 'newer'");
        IReadOnlyList<string> live = school.Describe();
        string databases = server.RunSql("SHOW DATABASES");
        int reports = 0;

        // Between two steps there is no connection to lose; then the next one cannot be made.
        BackupException failure = Run.Fails(phase == RunPhase.Loading ? BackupError.ConnectionLost : BackupError.CannotConnect, () => Run.Restore(school.RestoreOptions(file), progress =>
        {
            if (progress.Phase == phase && reports++ == 0) server.Kill();
        }));

        server.Restart();
        Assert.Equal(live, school.Describe());
        // What could not be dropped on a dead server was said aloud.
        string scratch = Assert.Single(server.RunSql("SHOW DATABASES").Split('\n').Except(databases.Split('\n')));
        Assert.Contains(scratch, failure.Message, StringComparison.Ordinal);
        Run.Restore(school.RestoreOptions(file));
        Assert.Equal(databases, server.RunSql("SHOW DATABASES"));
        Assert.Equal(backedUp, school.Describe());
    }

    /// <summary>MySQL counts back an AUTO_INCREMENT in a crash; once it has, another changes nothing.</summary>
    private static void CrashOnce(ThrowawayServer server)
    {
        server.Kill();
        server.Restart();
    }
}
