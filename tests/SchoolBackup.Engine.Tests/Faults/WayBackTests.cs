using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Tests.Servers;

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
