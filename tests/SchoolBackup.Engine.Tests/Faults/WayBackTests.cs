using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Faults;

/// <summary>
/// A restore drops no object of the live database that the server would not take again. A server with a binary log that trusts no
/// creator of functions refuses one that says nothing of what it does, whoever makes it (1418).
/// </summary>
[Collection(OnServer.Name)]
public sealed class WayBackTests(TestServer server)
{
    private const string Undeclared = "CREATE FUNCTION chance() RETURNS INT RETURN 1;";

    [Fact]
    public void An_object_of_the_backup_that_the_server_refuses_is_found_before_the_live_database_is_touched()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind + Undeclared);
        string file = school.BackUpToFile();
        RefusedWithout(school, () => Assert.Contains("binary log", Run.Fails(BackupError.PrivilegeMissing, () => Run.Restore(school.RestoreOptions(file))).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void An_object_of_the_live_database_that_could_not_be_put_back_is_not_dropped()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        string file = school.BackUpToFile();
        school.Sql(Undeclared);
        RefusedWithout(school, () =>
        {
            BackupException failure = Run.Fails(BackupError.TargetLacksCapability, () => Run.Restore(school.RestoreOptions(file)));
            Assert.Contains("chance", failure.Message, StringComparison.Ordinal);
            Assert.Contains("log_bin_trust_function_creators", failure.Hint, StringComparison.Ordinal);
        });
        Run.Restore(school.RestoreOptions(file));
        Assert.Equal("1\n", school.Sql("SELECT COUNT(*) FROM information_schema.routines WHERE routine_schema = DATABASE()"));
    }

    /// <summary>Whatever one privilege of all is missing: the restore is done, or nothing has changed.</summary>
    [Theory]
    [InlineData("TRIGGER")]
    [InlineData("EVENT")]
    [InlineData("CREATE ROUTINE")]
    [InlineData("ALTER ROUTINE")]
    [InlineData("CREATE VIEW")]
    [InlineData("SHOW VIEW")]
    [InlineData("ALTER")]
    [InlineData("DROP")]
    [InlineData("CREATE")]
    [InlineData("INSERT")]
    [InlineData("SELECT")]
    [InlineData("REFERENCES")]
    [InlineData("INDEX")]
    [InlineData("EXECUTE")]
    public void A_restore_without_one_privilege_is_done_or_changes_nothing(string privilege)
    {
        using TestDatabase school = server.NewDatabase("CREATE TABLE class (id INT PRIMARY KEY)");
        string file = school.BackUpToFile();
        school.Sql($"DROP TABLE class; {School.OfEachKind}");
        ConnectionOptions account = school.Account("ALL PRIVILEGES ON `{db}%`.*", school.SeesRoutines, school.SetsDefiners);
        server.Server.RunSql($"REVOKE {privilege} ON `{school.Name}%`.* FROM {account.User}@'%'");
        var before = new Before(school);
        try
        {
            Run.Restore(school.RestoreOptions(file) with { Connection = account });
        }
        catch (BackupException refused)
        {
            Assert.NotEqual("", refused.Hint);
            before.AssertNothingChanged();
            return;
        }

        Assert.Equal("class\n", school.Sql("SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"));
        Assert.Equal("0\n", school.Sql("SELECT COUNT(*) FROM information_schema.events WHERE event_schema = DATABASE()"));
    }

    [Theory]
    [InlineData("TRIGGER")]
    [InlineData("EVENT")]
    [InlineData("CREATE ROUTINE")]
    public void The_rights_to_put_back_what_is_there_are_asked_for_by_name(string privilege)
    {
        using TestDatabase school = server.NewDatabase("CREATE TABLE class (id INT PRIMARY KEY)");
        string file = school.BackUpToFile();
        school.Sql($"DROP TABLE class; {School.OfEachKind}");
        // In the scratch it may do everything, in the live database it may not.
        ConnectionOptions account = school.Account("ALL PRIVILEGES ON `{db}\\_%`.*", "ALL PRIVILEGES ON {db}.*", school.SeesRoutines, school.SetsDefiners);
        server.Server.RunSql($"REVOKE {privilege} ON {school.Name}.* FROM {account.User}@'%'");
        var before = new Before(school);
        foreach (Placement placement in (Placement[])[Placement.Swap, Placement.InPlace])
        {
            RestoreOptions options = school.RestoreOptions(file) with { Connection = account, Placement = placement };
            BackupException refused = Run.Fails(BackupError.PrivilegeMissing, () => Run.Restore(options, progress => Assert.NotEqual(RunPhase.Loading, progress.Phase)));
            Assert.Contains(privilege, refused.Message, StringComparison.Ordinal);
            before.AssertNothingChanged();
        }
    }

    [Fact]
    public void A_restore_in_place_tries_the_stored_objects_first()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind + Undeclared);
        string file = school.BackUpToFile();
        RefusedWithout(school, () => Assert.Contains("binary log", Run.Fails(
            BackupError.PrivilegeMissing, () => Run.Restore(school.RestoreOptions(file) with { Placement = Placement.InPlace })).Message, StringComparison.Ordinal));
        Run.Restore(school.RestoreOptions(file) with { Placement = Placement.InPlace });
    }

    private void RefusedWithout(TestDatabase school, Action refused)
    {
        var before = new Before(school);
        server.Server.RunSql("SET GLOBAL log_bin_trust_function_creators = 0");
        try
        {
            refused();
            before.AssertNothingChanged();
        }
        finally
        {
            server.Server.RunSql("SET GLOBAL log_bin_trust_function_creators = 1");
        }
    }
}
