using SchoolBackup.Demo;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Servers;

/// <summary>Backups go from one server to another; the client of each server says what is in it.</summary>
[Trait("Server", "chosen by the test")]
public sealed class CrossServerTests(OtherServers servers) : IClassFixture<OtherServers>
{
    [Theory]
    [InlineData("mariadb-10.5", "mariadb-10.5")]
    [InlineData("mariadb-11.8", "mariadb-11.8")]
    [InlineData("mysql-9.7", "mysql-9.7")]
    [InlineData("mariadb-10.5", OtherServers.Own)]
    [InlineData("mariadb-10.5", "mariadb-11.8")]
    [InlineData(OtherServers.Own, "mariadb-11.8")]
    [InlineData("mariadb-11.8", OtherServers.Own)]
    [InlineData("mysql-9.7", OtherServers.Own)]
    [InlineData("mysql-9.7", "mariadb-11.8")]
    [InlineData(OtherServers.Own, "mysql-9.7")]
    [InlineData("mariadb-11.8", "mysql-9.7")]
    public void What_every_server_knows_goes_from_one_to_the_other(string from, string to)
    {
        (ThrowawayServer source, ThrowawayServer target) = (servers.Named(from), servers.Named(to));
        using var school = new TestDatabase(source, "ALTER DATABASE COLLATE utf8mb4_unicode_ci;" + CrossSchool.Portable);
        using var copy = new TestDatabase(target, "CREATE TABLE class (id INT NOT NULL PRIMARY KEY); INSERT INTO class VALUES (7)");
        string file = school.BackUpToFile();
        string expected = school.Sql(CrossSchool.Witness);

        RestoreResult restored = Run.Restore(copy.RestoreOptions(file) with { TargetDatabase = copy.Name });
        Assert.True(restored.ContentChecked);
        // A copy's events are disabled, as the only one of this school is from the start.
        Assert.Equal(expected, copy.Sql(CrossSchool.Witness));

        VerifyResult drill = Run.Verify(new VerifyOptions { Backup = Places.Backup(file), Level = VerifyLevel.Restore, Connection = copy.Connection, Loaders = 2 });
        Assert.Empty(drill.Problems);
    }

    [Theory]
    [InlineData(OtherServers.Own, OtherServers.Own)]
    [InlineData("mariadb-11.8", "mariadb-11.8")]
    [InlineData("mariadb-10.5", OtherServers.Own)]
    [InlineData("mariadb-10.5", "mariadb-11.8")]
    [InlineData(OtherServers.Own, "mariadb-11.8")]
    [InlineData("mariadb-11.8", OtherServers.Own)]
    public void Current_rows_stay_current_and_past_ones_past(string from, string to)
    {
        (ThrowawayServer source, ThrowawayServer target) = (servers.Named(from), servers.Named(to));
        using var school = new TestDatabase(source, CrossSchool.WithHistory);
        using var copy = new TestDatabase(target, "DO 0");
        string file = school.BackUpToFile();

        Assert.True(Run.Restore(copy.RestoreOptions(file) with { TargetDatabase = copy.Name }).ContentChecked);

        Assert.Equal(school.Sql(CrossSchool.HistoryWitness), copy.Sql(CrossSchool.HistoryWitness));
    }

    [Theory]
    [InlineData("mariadb-10.5", "mariadb-10.5", CrossSchool.WithHistory, "system_versioning_insert_history")]
    [InlineData("mariadb-11.8", "mysql-9.7", CrossSchool.WithHistory, "system_versioning_insert_history")]
    [InlineData(OtherServers.Own, "mysql-9.7", "CREATE SEQUENCE s", "sequences")]
    [InlineData(OtherServers.Own, "mysql-9.7", "CREATE TABLE t (id UUID, four INET4, six INET6)", "the type UUID (t.id)")]
    [InlineData(OtherServers.Own, "mysql-9.7", "CREATE TABLE t (id INT) ENGINE=Aria", "the engine Aria")]
    [InlineData(OtherServers.Own, "mariadb-10.5", "CREATE TABLE t (a INET6, four INET4)", "the type INET4 (t.four)")]
    [InlineData("mariadb-11.8", OtherServers.Own, "CREATE TABLE t (id INT PRIMARY KEY, v VECTOR(3))", "the type VECTOR (t.v)")]
    [InlineData("mysql-9.7", OtherServers.Own, "CREATE TABLE t (c VARCHAR(9) COLLATE utf8mb4_0900_ai_ci)", "the collation utf8mb4_0900_ai_ci")]
    [InlineData("mysql-9.7", "mariadb-11.8", "CREATE TABLE t (a INT, b INT, KEY k ((a + b)))", "keys over expressions (t.k)")]
    [InlineData("mysql-9.7", "mariadb-11.8", "CREATE TABLE t (p POINT SRID 4326)", "the attribute SRID (t.p)")]
    [InlineData("mysql-9.7", OtherServers.Own, "SET NAMES utf8mb4 COLLATE utf8mb4_0900_ai_ci; CREATE VIEW v AS SELECT 1 AS one", "the collation utf8mb4_0900_ai_ci")]
    public void What_the_other_server_lacks_is_named_before_a_byte_is_written(string from, string to, string sql, string named)
    {
        (ThrowawayServer source, ThrowawayServer target) = (servers.Named(from), servers.Named(to));
        using var school = new TestDatabase(source, "ALTER DATABASE COLLATE utf8mb4_unicode_ci; SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci;" + sql);
        using var copy = new TestDatabase(target, "CREATE TABLE there (id INT)");
        string file = school.BackUpToFile();
        string before = target.RunSql("SHOW DATABASES");

        BackupException refused = Run.Fails(BackupError.TargetLacksCapability, () =>
            Run.Restore(copy.RestoreOptions(file) with { TargetDatabase = copy.Name }, progress => Assert.NotEqual(RunPhase.Loading, progress.Phase)));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.Equal((before, "there\n"), (target.RunSql("SHOW DATABASES"), copy.Sql("SHOW TABLES")));
    }
}
