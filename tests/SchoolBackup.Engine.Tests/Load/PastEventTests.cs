using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Tests.Servers;

namespace SchoolBackup.Engine.Tests.Load;

/// <summary>Events whose time came while the backup lay there.</summary>
[Collection(OnServer.Name)]
public sealed class PastEventTests(TestServer server)
{
    [Fact]
    public void They_come_back_disabled_and_are_named()
    {
        using TestDatabase school = server.NewDatabase("""
            CREATE TABLE t (id INT PRIMARY KEY);
            CREATE EVENT once ON SCHEDULE AT NOW() + INTERVAL 3 SECOND DO DELETE FROM t;
            CREATE EVENT term ON SCHEDULE EVERY 1 SECOND STARTS NOW() ENDS NOW() + INTERVAL 3 SECOND DO DELETE FROM t;
            CREATE EVENT kept ON SCHEDULE AT NOW() + INTERVAL 3 SECOND ON COMPLETION PRESERVE DO DELETE FROM t;
            CREATE EVENT off ON SCHEDULE AT NOW() + INTERVAL 3 SECOND DISABLE DO DELETE FROM t;
            CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 02:00:00' DO DELETE FROM t;
            """);
        // The clock of the run is not that of the server, so the backup says its moment by the real one.
        string file = new BackupOperation(TimeProvider.System, new Progress<RunProgress>()).Run(school.BackupOptions, CancellationToken.None).Files[0];
        Thread.Sleep(TimeSpan.FromSeconds(4));

        RestoreResult restored = Run.Restore(school.RestoreOptions(file));

        Assert.Equal("kept DISABLED\nnightly ENABLED\noff DISABLED\nonce DISABLED\nterm DISABLED", school.Sql($"SELECT CONCAT(event_name, ' ', status) FROM information_schema.events WHERE event_schema = '{school.Name}' ORDER BY 1").Trim());
        foreach (string name in (string[])["once", "term", "kept"]) Assert.Contains(restored.Warnings, warning => warning.Contains($"the event {name} is disabled", StringComparison.Ordinal));
        Assert.Equal(3, restored.Warnings.Count);
    }
}
