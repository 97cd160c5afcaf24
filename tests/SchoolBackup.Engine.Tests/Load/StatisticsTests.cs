using System.Globalization;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Tests.Servers;

namespace SchoolBackup.Engine.Tests.Load;

/// <summary>MariaDB's statistics thread keeps a core busy beside every bulk insert, unless the table tells it not to.</summary>
[Collection(OnServer.Name)]
public sealed class StatisticsTests(TestServer server)
{
    [Theory]
    [InlineData("", true, Traits = ["Server", "mariadb"])]
    [InlineData("ALTER TABLE attendance STATS_AUTO_RECALC = 1;", false)]
    [InlineData("ALTER TABLE attendance PARTITION BY HASH (id) PARTITIONS 2;", false)]
    public void A_large_table_is_left_alone_while_it_is_loaded_and_is_afterwards_as_it_was(string also, bool expected)
    {
        using TestDatabase school = server.NewDatabase(School.Large + also);
        IReadOnlyList<string> before = school.Describe();
        string file = school.BackUpToFile();
        bool quiet = false;

        Run.Restore(school.RestoreOptions(file), progress => quiet |= progress.Phase == RunPhase.Loading && school.Sql(
            $"SELECT COUNT(*) FROM information_schema.tables WHERE table_schema LIKE '{school.Name}%' AND table_name = 'attendance' AND create_options LIKE '%stats_auto_recalc=0%'").Trim() != "0");

        Assert.Equal(expected, quiet);
        Assert.Equal(before, school.Describe());
        string rows = school.Sql($"SELECT SUM(n_rows) FROM mysql.innodb_table_stats WHERE database_name = '{school.Name}' AND table_name LIKE 'attendance%'");
        Assert.InRange(long.Parse(rows, CultureInfo.InvariantCulture), 150_000, 250_000);
    }
}
