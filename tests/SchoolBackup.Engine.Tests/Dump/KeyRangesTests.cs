using SchoolBackup.Demo;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Dump;

[Collection(OnServer.Name)]
public sealed class KeyRangesTests(TestServer server)
{
    private static readonly string[] Common = ["latin1_swedish_ci", "latin1_german2_ci", "latin1_bin", "utf8mb3_general_ci", "utf8mb4_general_ci", "utf8mb4_unicode_ci", "utf16_general_ci", "sjis_japanese_ci", "cp1250_czech_cs"];
    private static readonly string[] OfMariaDb = ["utf8mb4_nopad_bin", "utf8mb4_uca1400_as_cs"];
    private static readonly string[] OfMySql = ["utf8mb4_0900_ai_ci", "utf8mb4_0900_as_cs", "utf8mb4_0900_bin"];
    private static readonly bool IsMySql = ServerPrograms.Find().IsMySql;

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
    [InlineData("CREATE TABLE t (id FLOAT PRIMARY KEY)")]
    [InlineData("CREATE TABLE t (id VARCHAR(10), PRIMARY KEY (id(3)))")]
    [InlineData("CREATE TABLE t (id ENUM('a', 'b') PRIMARY KEY)")]
    [InlineData("CREATE TABLE t (id DECIMAL(10,2) PRIMARY KEY)")]
    [InlineData("CREATE TABLE t (id INT PRIMARY KEY) ENGINE=MyISAM")]
    [InlineData("CREATE TABLE t (a TEXT, id INT, PRIMARY KEY (a(10), id))")]
    [InlineData("CREATE TABLE t (id INT NOT NULL UNIQUE)")]
    public void Tables_that_do_not_lie_in_the_order_of_such_a_key_are_not_cut(string sql)
    {
        using TestDatabase database = server.NewDatabase(sql);
        using MySqlConnection connection = ServerSession.Open(database.Connection, CancellationToken.None);
        Assert.Null(Ranges(connection, database.Name));
    }

    public static TheoryData<string, string> OtherKeys
    {
        get
        {
            // Letters that are the same to some collations: case, accents, ß and ss, spaces at the end, and what sorts below a space.
            string text = "CONCAT(ELT(1 + seq % 9, 'a', 'A', 'ä', 'ß', 'ss', ' ', 'é', '', '\\''), ELT(1 + seq DIV 9 % 7, '', ' ', 'b', 'B ', '\t', '\\\\', 'ü'), IF(seq % 3, CHAR(97 + seq % 26), ''), seq DIV 40)";
            var keys = new TheoryData<string, string>
            {
                { "BINARY(6)", "UNHEX(LPAD(HEX(seq * 104729), 12, '0'))" },
                { "VARBINARY(20)", "IF(seq % 2, UNHEX(LEFT(SHA2(seq, 256), 32)), CONCAT(CHAR(seq % 256), CHAR(0)))" },
                { "DATE", "IF(seq < 2, '0000-00-00', '1000-01-01' + INTERVAL seq * 37 DAY)" },
                { "CHAR(36) CHARACTER SET ascii", "CONCAT_WS('-', LEFT(SHA2(seq, 256), 8), MID(SHA2(seq, 256), 9, 24))" },
            };
            if (!IsMySql) keys.Add("UUID", "CONCAT_WS('-', LEFT(SHA2(seq, 256), 8), MID(SHA2(seq, 256), 9, 4), MID(SHA2(seq, 256), 13, 4), MID(SHA2(seq, 256), 17, 4), MID(SHA2(seq, 256), 21, 12))");
            foreach (string collation in Common.Concat(IsMySql ? OfMySql : OfMariaDb))
            {
                foreach (string type in (string[])["CHAR", "VARCHAR"])
                    keys.Add($"{type}(30) CHARACTER SET {collation[..collation.IndexOf('_', StringComparison.Ordinal)]} COLLATE {collation}", text);
            }

            return keys;
        }
    }

    /// <summary>The first rows are long, so that a range is of few.</summary>
    [Theory]
    [MemberData(nameof(OtherKeys))]
    public void Every_row_is_in_exactly_one_range_of_any_other_key(string type, string value)
    {
        using TestDatabase database = server.NewDatabase(
            $"""
            SET NAMES utf8mb4; SET sql_mode = 'ALLOW_INVALID_DATES';
            CREATE TABLE t (k {type}, n INT, v LONGBLOB, PRIMARY KEY (k, n));
            INSERT IGNORE INTO t SELECT {value}, 0, 'x' FROM seq_1_to_1000;
            INSERT IGNORE INTO t SELECT {value}, 1, 'x' FROM seq_300_to_400;
            INSERT INTO t SELECT (SELECT k FROM t ORDER BY k LIMIT 1 OFFSET 150), seq, 'x' FROM seq_2_to_100;
            UPDATE t SET v = REPEAT('x', 300000) ORDER BY k, n LIMIT 32;
            """);
        using MySqlConnection connection = ServerSession.Open(database.Connection, CancellationToken.None);

        List<string> conditions = Ranges(connection, database.Name)!;

        List<string> inRanges = [.. conditions.SelectMany(condition => Rows(connection, $"SELECT CONCAT(HEX(k), ' ', n) FROM t FORCE INDEX (PRIMARY){condition} ORDER BY k, n"))];
        Assert.Equal(Rows(connection, "SELECT CONCAT(HEX(k), ' ', n) FROM t ORDER BY k, n"), inRanges);
        Assert.True(conditions.Count > 5, $"{conditions.Count} ranges of {inRanges.Count} rows");
        Assert.Equal(conditions, Ranges(connection, database.Name));
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

    private static IReadOnlyList<string> Rows(MySqlConnection connection, string sql) => connection.Rows(sql, row => row.GetString(0));
}
