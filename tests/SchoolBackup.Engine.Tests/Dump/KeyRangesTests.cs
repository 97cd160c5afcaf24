using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Dump;

[Collection(OnServer.Name)]
public sealed class KeyRangesTests(TestServer server)
{
    /// <summary>Each table, and whether it is large enough to be cut.</summary>
    public static TheoryData<string, string, bool> Tables => new()
    {
        { "empty", "CREATE TABLE t (id INT PRIMARY KEY)", false },
        { "one row", "CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (5)", false },
        { "one less than a sample", "CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t SELECT seq FROM seq_1_to_255", false },
        { "a sample", "CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t SELECT seq FROM seq_1_to_256", false },
        { "one more than a sample", "CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t SELECT seq FROM seq_1_to_257", false },
        { "dense", "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(200)); INSERT INTO t SELECT seq, REPEAT('x', 200) FROM seq_1_to_100000", true },
        { "sparse", "CREATE TABLE t (id BIGINT PRIMARY KEY, v VARCHAR(200)); INSERT INTO t SELECT seq * seq * 1000003, REPEAT('x', 200) FROM seq_1_to_60000", true },
        { "dense, a gap, dense", "CREATE TABLE t (id BIGINT PRIMARY KEY, v VARCHAR(200)); INSERT INTO t SELECT IF(seq < 30000, seq, seq + 9000000000000000), REPEAT('x', 200) FROM seq_1_to_60000", true },
        { "around zero", "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(200)); INSERT INTO t SELECT CAST(seq AS SIGNED) - 40000, REPEAT('x', 200) FROM seq_1_to_80000", true },
        { "the ends of BIGINT", "CREATE TABLE t (id BIGINT PRIMARY KEY); INSERT INTO t SELECT -9223372036854775808 + CAST(seq AS SIGNED) FROM seq_0_to_999; INSERT INTO t SELECT 9223372036854775807 - seq FROM seq_0_to_999", true },
        { "the ends of BIGINT UNSIGNED", "CREATE TABLE t (id BIGINT UNSIGNED PRIMARY KEY); INSERT INTO t SELECT seq FROM seq_0_to_999; INSERT INTO t SELECT 18446744073709551615 - seq FROM seq_0_to_999", true },
        { "TINYINT", "CREATE TABLE t (id TINYINT PRIMARY KEY, v LONGTEXT); INSERT INTO t SELECT CAST(seq AS SIGNED) - 128, REPEAT('x', 200) FROM seq_0_to_255", false },
        { "many rows of one first key", "CREATE TABLE t (a INT, b INT, v VARCHAR(200), PRIMARY KEY (a, b)); INSERT INTO t SELECT seq % 3, seq, REPEAT('x', 200) FROM seq_1_to_60000", true },
        { "few rows of each first key", "CREATE TABLE t (a INT, b CHAR(8), v VARCHAR(200), PRIMARY KEY (a, b)); INSERT INTO t SELECT seq DIV 5, seq, REPEAT('x', 200) FROM seq_1_to_60000", true },
        { "rows of a megabyte", "CREATE TABLE t (id INT PRIMARY KEY, v LONGBLOB); INSERT INTO t SELECT seq, REPEAT('x', IF(seq < 40, 1000000, 1)) FROM seq_1_to_600", true },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_row_is_in_exactly_one_range(string what, string sql, bool cut)
    {
        using TestDatabase database = server.NewDatabase(sql);
        using MySqlConnection connection = ServerSession.Open(database.Connection, CancellationToken.None);

        List<string> conditions = Ranges(connection, database.Name)!;

        string keys = what.Contains("first key", StringComparison.Ordinal) ? "a, b" : "id";
        List<string> inRanges = [.. conditions.SelectMany(condition => Rows(connection, $"SELECT CONCAT_WS(' ', {keys}) FROM t{condition} ORDER BY {keys}"))];
        Assert.Equal(Rows(connection, $"SELECT CONCAT_WS(' ', {keys}) FROM t ORDER BY {keys}"), inRanges);
        Assert.Equal(cut, conditions.Count > 1 && inRanges.Count > 0);
        Assert.Equal(conditions, Ranges(connection, database.Name));
    }

    [Theory]
    [InlineData("CREATE TABLE t (id INT)")]
    [InlineData("CREATE TABLE t (id VARCHAR(10) PRIMARY KEY)")]
    [InlineData("CREATE TABLE t (id DECIMAL(10,2) PRIMARY KEY)")]
    [InlineData("CREATE TABLE t (id INT PRIMARY KEY) ENGINE=MyISAM")]
    [InlineData("CREATE TABLE t (a VARCHAR(10), id INT, PRIMARY KEY (a, id))")]
    [InlineData("CREATE TABLE t (id INT NOT NULL UNIQUE)")]
    public void Tables_that_are_not_clustered_by_an_integer_are_not_cut(string sql)
    {
        using TestDatabase database = server.NewDatabase(sql);
        using MySqlConnection connection = ServerSession.Open(database.Connection, CancellationToken.None);
        Assert.Null(Ranges(connection, database.Name));
    }

    private static List<string>? Ranges(MySqlConnection connection, string database)
    {
        TableInfo table = SchemaReader.Read(connection, [database], []).Single().Tables.Single();
        var entry = new Engine.Archive.TableEntry(database, table.Name, table.Type.ToString(), table.Engine, 0, null, [], RowFormat.Columns(table));
        KeyRanges? ranges = KeyRanges.Of(connection, table, entry);
        if (ranges is null) return null;
        var conditions = new List<string>();
        while (ranges.Next() is { } condition) conditions.Add(condition);
        return conditions;
    }

    private static List<string> Rows(MySqlConnection connection, string sql) => connection.Rows(sql, row => row.GetString(0));
}
