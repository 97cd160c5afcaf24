using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_that_are_upserted_have_them_too_and_stay_apart(bool erp) => InZone("+09:00", () =>
    {
        using TestDatabase school = server.NewDatabase(Lessons);
        string before = school.Sql(Look);
        RestoreOptions options = school.RestoreOptions(BackUp(school, erp)) with { Keys = Erp.ErpTestFile.Keys, Placement = Placement.Upsert };
        school.Sql("DELETE FROM lesson WHERE id = 2; UPDATE lesson SET starts = '2025-01-01 01:00:00'; DELETE FROM menu");
        Run.Restore(options);
        Assert.Equal(before, school.Sql(Look));
    });

    [Fact]
    public void A_file_of_the_School_ERP_brings_them_back_with_their_keys() => InZone("+09:00", () =>
    {
        using TestDatabase school = server.NewDatabase(Lessons);
        string before = school.Sql(Look);
        Run.Restore(school.RestoreOptions(BackUp(school, erp: true)) with { Keys = Erp.ErpTestFile.Keys });
        Assert.Equal(before, school.Sql(Look));
    });

    [Fact]
    public void An_upsert_of_values_of_two_zones_is_refused_and_changes_nothing()
    {
        using TestDatabase school = server.NewDatabase(Lessons + "SET time_zone = '+09:00'; INSERT INTO lesson (id, starts) VALUES (3, '2026-12-01 08:00:00');");
        string file = school.BackUpToFile();
        school.Sql("DELETE FROM lesson WHERE id > 1");
        string before = school.Sql(Look);
        Run.Fails(BackupError.ContentDiffers, () => Run.Restore(school.RestoreOptions(file) with { Placement = Placement.Upsert }));
        Assert.Equal(before, school.Sql(Look));
    }

    private static string BackUp(TestDatabase school, bool erp) => Run.Backup(
        school.BackupOptions with { Container = erp ? BackupContainer.SchoolErp : BackupContainer.Gzip, Key = erp ? Erp.ErpTestFile.Key : null }).Files[0];

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
