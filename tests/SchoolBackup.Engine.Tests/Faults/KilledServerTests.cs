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
        // A crash may count an AUTO_INCREMENT of MySQL back by the one number that nobody has used; the next one does not.
        server.Kill();
        server.Restart();
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
        string file = school.BackUpToFile();
        IReadOnlyList<string> backedUp = Seen(school);
        school.Sql("UPDATE small SET v = 'newer'");
        IReadOnlyList<string> live = Seen(school);
        string databases = server.RunSql("SHOW DATABASES");
        int reports = 0;

        // Between two steps there is no connection to lose; then the next one cannot be made.
        BackupException failure = Run.Fails(phase == RunPhase.Loading ? BackupError.ConnectionLost : BackupError.CannotConnect, () => Run.Restore(school.RestoreOptions(file), progress =>
        {
            if (progress.Phase == phase && reports++ == 0) server.Kill();
        }));

        server.Restart();
        Assert.Equal(live, Seen(school));
        // What could not be dropped on a dead server was said aloud.
        string scratch = Assert.Single(server.RunSql("SHOW DATABASES").Split('\n').Except(databases.Split('\n')));
        Assert.Contains(scratch, failure.Message, StringComparison.Ordinal);
        Run.Restore(school.RestoreOptions(file));
        Assert.Equal(databases, server.RunSql("SHOW DATABASES"));
        Assert.Equal(backedUp, Seen(school));
    }

    /// <summary>Apart from that number.</summary>
    private static IReadOnlyList<string> Seen(TestDatabase school) =>
        [.. school.Describe().Select(line => line.Replace("| 200001", "| 200000", StringComparison.Ordinal))];
}
