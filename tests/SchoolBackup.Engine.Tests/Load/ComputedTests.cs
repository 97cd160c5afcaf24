using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Tests.Servers;

namespace SchoolBackup.Engine.Tests.Load;

/// <summary>Columns that the server computes from a TIMESTAMP, in the time zone of whoever writes the row.</summary>
[Collection(OnServer.Name)]
public sealed class ComputedTests(TestServer server)
{
    private const string Lessons = """
        CREATE TABLE lesson (id INT PRIMARY KEY, starts TIMESTAMP NOT NULL, hour INT AS (HOUR(starts)) STORED, day DATE AS (CAST(starts AS DATE)) STORED, KEY (hour), UNIQUE KEY one_a_day (day));
        INSERT INTO lesson (id, starts) VALUES (1, '2026-11-26 12:00:00'), (2, '2026-11-27 08:00:00');
        CREATE TABLE menu (id INT PRIMARY KEY, served TIMESTAMP NOT NULL, day DATE AS (CAST(served AS DATE)) VIRTUAL, UNIQUE KEY one_a_day (day));
        INSERT INTO menu (id, served) VALUES (1, '2026-11-26 12:00:00'), (2, '2026-11-27 08:00:00');
        """;

    private const string Look = "SELECT id, hour, day, UNIX_TIMESTAMP(starts) FROM lesson ORDER BY id; SELECT id, UNIX_TIMESTAMP(served) FROM menu ORDER BY id; CHECK TABLE lesson, menu";

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void They_come_back_with_their_keys(int localInfile) => InZone("+09:00", () =>
    {
        using TestDatabase school = server.NewDatabase(Lessons);
        string before = school.Sql(Look);
        string file = school.BackUpToFile();
        server.Server.RunSql($"SET GLOBAL local_infile = {localInfile}");
        try
        {
            Run.Restore(school.RestoreOptions(file));
        }
        finally
        {
            server.Server.RunSql("SET GLOBAL local_infile = 1");
        }

        Assert.Equal(before, school.Sql(Look));
    });

    [Fact]
    public void On_a_server_elsewhere_too()
    {
        TestDatabase? school = null;
        string file = "", before = "";
        InZone("+09:00", () =>
        {
            school = server.NewDatabase(Lessons);
            before = school.Sql("SELECT id, hour, day FROM lesson ORDER BY id");
            file = school.BackUpToFile();
        });
        using (school)
        {
            Run.Restore(school!.RestoreOptions(file));
            Assert.Equal(before, school.Sql("SELECT id, hour, day FROM lesson ORDER BY id"));
        }
    }

    [Fact]
    public void Values_of_two_zones_are_never_called_the_same()
    {
        using TestDatabase school = server.NewDatabase(Lessons + "SET time_zone = '+09:00'; INSERT INTO lesson (id, starts) VALUES (3, '2026-12-01 08:00:00');");
        string file = school.BackUpToFile();

        BackupException told = Run.Fails(BackupError.ContentDiffers, () => Run.Restore(school.RestoreOptions(file)));

        Assert.Contains("lesson (hour, day)", told.Message, StringComparison.Ordinal);
    }

    private void InZone(string zone, Action run)
    {
        server.Server.RunSql($"SET GLOBAL time_zone = '{zone}'");
        try
        {
            run();
        }
        finally
        {
            server.Server.RunSql("SET GLOBAL time_zone = 'SYSTEM'");
        }
    }
}
