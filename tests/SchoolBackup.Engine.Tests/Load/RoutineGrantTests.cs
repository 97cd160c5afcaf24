using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Load;

/// <summary>Privileges on single routines outlive a restore, which drops the routines and makes them again.</summary>
[Collection(OnServer.Name)]
public sealed class RoutineGrantTests(TestServer server)
{
    private const string Routines = "CREATE FUNCTION total() RETURNS INT DETERMINISTIC RETURN 1; CREATE PROCEDURE `close year`() SELECT 1; CREATE TABLE t (id INT PRIMARY KEY);";

    [Theory]
    [InlineData(Placement.Swap)]
    [InlineData(Placement.InPlace)]
    public void They_are_given_again(Placement placement)
    {
        using TestDatabase school = server.NewDatabase(Routines);
        string file = school.BackUpToFile();
        ConnectionOptions teacher = school.Account("EXECUTE ON FUNCTION {db}.total", "EXECUTE, ALTER ROUTINE ON PROCEDURE {db}.`close year`");
        server.Server.RunSql($"GRANT EXECUTE ON FUNCTION {school.Name}.total TO {teacher.User}@'%' WITH GRANT OPTION; CREATE ROLE r_{school.Name}; GRANT EXECUTE ON FUNCTION {school.Name}.total TO r_{school.Name}");
        school.Sql("CREATE FUNCTION since() RETURNS INT DETERMINISTIC RETURN 1");
        server.Server.RunSql($"GRANT EXECUTE ON FUNCTION {school.Name}.since TO {teacher.User}@'%'");
        string since = Privileges(school);
        server.Server.RunSql($"REVOKE EXECUTE ON FUNCTION {school.Name}.since FROM {teacher.User}@'%'");
        string before = Privileges(school);
        Assert.NotEqual(before, since);

        RestoreResult result = Run.Restore(school.RestoreOptions(file) with { Placement = placement });

        Assert.Empty(result.Warnings);
        Assert.Equal(before, Privileges(school));
        server.Server.RunSql($"DROP ROLE r_{school.Name}");
    }

    [Fact]
    public void Or_it_is_said_that_they_may_be_gone()
    {
        using TestDatabase school = server.NewDatabase(Routines);
        string file = school.BackUpToFile();
        ConnectionOptions account = school.Account("ALL PRIVILEGES ON `{db}%`.*", school.SeesRoutines, school.SetsDefiners);
        RestoreOptions options = school.RestoreOptions(file) with { Connection = account, Definers = new DefinerPolicy.Strip() };
        Assert.Contains(Run.Restore(options).Warnings, warning => warning.Contains("mysql.procs_priv", StringComparison.Ordinal));

        // Who sees them and may not give them names the statement.
        ConnectionOptions teacher = school.Account("EXECUTE ON FUNCTION {db}.total");
        server.Server.RunSql($"GRANT SELECT ON mysql.procs_priv TO {account.User}@'%'");
        Assert.Contains(Run.Restore(options).Warnings, warning => warning.Contains($"TO `{teacher.User}`@`%`", StringComparison.Ordinal));
    }

    /// <summary>The account that makes a routine has privileges on it by that alone.</summary>
    private static string Privileges(TestDatabase school) => school.Sql(
        "SELECT user, host, routine_type, routine_name, proc_priv FROM mysql.procs_priv WHERE db = DATABASE() AND user <> 'root' ORDER BY 1, 2, 3, 4");
}
