using SchoolBackup.Demo;

namespace SchoolBackup.Demo.Tests;

/// <summary>The fidelity schema twice on one server, under two names.</summary>
public sealed class TwoFidelityDatabases : IDisposable
{
    public const string Original = "fidelity";
    public const string Copy = "fidelity copy";

    public TwoFidelityDatabases()
    {
        Server = ThrowawayServer.Start();
        Load(Original);
        Load(Copy);
        DifferencesAtFirst = FidelityComparison.Differences(FidelityComparison.Describe(Server.Client, Original), DescribeCopy());
    }

    public ThrowawayServer Server { get; }

    /// <summary>What the two said before anything was changed.</summary>
    public IReadOnlyList<string> DifferencesAtFirst { get; }

    public IReadOnlyList<string> DescribeCopy() => FidelityComparison.Describe(Server.Client, Copy);

    public void Dispose() => Server.Dispose();

    private void Load(string database)
    {
        Server.RunSql($"CREATE DATABASE `{database}`");
        string folder = Path.Combine(AppContext.BaseDirectory, "fidelity");
        Server.Client.RunFile(Path.Combine(folder, "schema.sql"), database);
        Server.Client.RunFile(Path.Combine(folder, "data.sql"), database);
    }
}

public sealed class FidelityComparisonTests(TwoFidelityDatabases databases) : IClassFixture<TwoFidelityDatabases>
{
    private static readonly (string Change, string Seen)[] SmallChanges =
    [
        ("UPDATE v_floats SET f = 16777200 WHERE id = 1", "row of v_floats: 1,"),
        ("UPDATE v_enums SET with_empty = '' WHERE id = 100", "row of v_enums: 100,"),
        ("UPDATE v_times SET t6 = '00:00:00.5' WHERE id = 3", "row of v_times: 3,"),
        ("UPDATE v_texts SET v = NULL WHERE id = 1", "row of v_texts: 1,"),
        ("UPDATE v_charsets SET c_latin1 = 'é' WHERE id = 2", "row of v_charsets: 2,"),
        ("UPDATE v_rows_over_16_mib SET photo = CONCAT(LEFT(photo, 16777208), 'y') WHERE id = 3", "row of v_rows_over_16_mib: 3,"),
        ("UPDATE v_spatial SET p = ST_GeomFromText('POINT(-0.1 1e300)', 4326) WHERE id = 1", "row of v_spatial: 1,"),
        ("UPDATE t_medium SET remark = '' WHERE id = 7000", "rows of t_medium: "),
        ("DELETE FROM t_no_key WHERE a = 1 LIMIT 1", "row of t_no_key: 1,"),
        ("DELETE HISTORY FROM h_implicit", "row of h_implicit: 3,"),
        ("DO NEXTVAL(s_down)", "state of sequence s_down: "),
        ("ALTER TABLE a_ahead AUTO_INCREMENT = 6000000000", "create table a_ahead: "),
        ("ALTER TABLE t_keys ALTER INDEX unused NOT IGNORED", "create table t_keys: "),
        ("ALTER TABLE c_invisible MODIFY secret INT DEFAULT 7", "create table c_invisible: "),
        ("ALTER EVENT e_enabled DISABLE", "create event e_enabled: "),
        ("DROP TRIGGER g_z_second; CREATE TRIGGER g_z_second BEFORE INSERT ON g_watched FOR EACH ROW SET NEW.v = CONCAT(NEW.v, '2')", "trigger g_watched | INSERT | BEFORE | 4 | g_z_second"),
        ("ALTER FUNCTION r_grade COMMENT ''", "create function r_grade: "),
        ("ALTER DATABASE COMMENT 'another'", "database "),
    ];

    [Fact]
    public void Equal_databases_under_two_names_differ_only_where_the_name_is_data()
    {
        // Two definitions hold the schema's name inside a string: there the two loads differ, and the comparison says so.
        Assert.Equal(4, databases.DifferencesAtFirst.Count);
        Assert.All(databases.DifferencesAtFirst, line => Assert.Contains("_names_its_schema", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_small_change_is_seen()
    {
        IReadOnlyList<string> before = databases.DescribeCopy();

        databases.Server.RunSql(string.Join(";\n", SmallChanges.Select(small => small.Change)), TwoFidelityDatabases.Copy);

        IReadOnlyList<string> differences = FidelityComparison.Differences(before, databases.DescribeCopy());
        Assert.All(SmallChanges, small => Assert.Contains(differences, line => line[2..].StartsWith(small.Seen, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("SELECT `fidelity`.t, fidelity . t, fidelity FROM x", "", "SELECT `<database>`.t, `<database>` . t, fidelity FROM x")]
    [InlineData("SELECT 'fidelity.t \\' `fidelity`', \"fidelity.t\"", "", "SELECT 'fidelity.t \\\\' `fidelity`', \"fidelity.t\"")]
    [InlineData("SELECT \"fidelity\".t, 'C:\\', fidelity.t", "ANSI_QUOTES,NO_BACKSLASH_ESCAPES", "SELECT `<database>`.t, 'C:\\\\', `<database>`.t")]
    [InlineData("-- fidelity.t\nSELECT 1 /* `fidelity` */ # fidelity.x", "", "-- fidelity.t\\nSELECT 1 /* `fidelity` */ # fidelity.x")]
    [InlineData("SELECT my_fidelity.t, fidelity2.t, ``.`fidelity``2`", "", "SELECT my_fidelity.t, fidelity2.t, ``.`fidelity``2`")]
    [InlineData("'never ended", "", "'never ended")]
    [InlineData("", "", "")]
    public void The_own_name_is_replaced_only_where_it_is_a_name(string text, string mode, string expected) =>
        Assert.Equal(expected, DefinitionText.OnOneLine(text, "fidelity", mode));
}
