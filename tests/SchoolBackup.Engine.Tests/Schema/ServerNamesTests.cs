using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Tests.Servers;

namespace SchoolBackup.Engine.Tests.Schema;

[Collection(OnServer.Name)]
public sealed class ServerNamesTests(TestServer server)
{
    /// <summary>Asked in mid-restore, when the scratch database is there, and after one that has kept what it replaced.</summary>
    [Fact]
    public void Databases_that_a_restore_made_are_not_among_those_that_anybody_wants()
    {
        using TestDatabase school = server.NewDatabase(School.OfEachKind);
        server.Server.RunSql($"CREATE DATABASE {school.Name}_before_2026");
        RestoreOptions options = school.RestoreOptions(school.BackUpToFile()) with { Replaced = ReplacedTables.Keep };
        string[] expected = [school.Name, school.Name + "_before_2026"];
        List<string> seen = [];

        RestoreResult result = Run.Restore(options, report =>
        {
            if (report.Phase != RunPhase.Swapping) return;
            seen.AddRange(server.Server.RunSql("SELECT schema_name FROM information_schema.schemata").Split('\n'));
            Assert.Equal(expected, Offered());
        });

        Assert.Contains(seen, name => name.StartsWith(school.Name + "_sbscratch_", StringComparison.Ordinal));
        Assert.NotNull(result.Previous);
        Assert.Equal(expected, Offered());

        IEnumerable<string> Offered() => ServerNames.Databases(school.Connection, CancellationToken.None).Where(name => name.StartsWith(school.Name, StringComparison.Ordinal));
    }
}
