namespace SchoolBackup.Engine.Tests.Fidelity;

/// <summary>A kind of column, and values at the ends of what it holds.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Type">Its type in a CREATE TABLE.</param>
/// <param name="Values">SQL of values; NULL comes by itself.</param>
internal sealed record ColumnOf(string Name, string Type, params string[] Values);

/// <summary>A kind of key, and rows that try it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Columns">Definitions of its columns.</param>
/// <param name="Key">The key's definition; empty where the columns have it, or there is none.</param>
/// <param name="Into">The columns that values are given for.</param>
/// <param name="Rows">Their values, one text a row.</param>
internal sealed record KeyOf(string Name, string Columns, string Key, string Into, params string[] Rows)
{
    /// <summary>Whether a row is known again by it: otherwise an upsert adds.</summary>
    public bool IsUnique { get; init; } = true;
}

/// <summary>Tables in which each kind of column stands beside each kind of key: alone with those that load in its way, and with all others.</summary>
internal static class ColumnsAndKeys
{
    public static readonly IReadOnlyList<KeyOf> Keys =
    [
        new("zero", "id INT NOT NULL", "PRIMARY KEY (id)", "id", "0", "1", "2"),
        new("negative", "id INT NOT NULL", "PRIMARY KEY (id)", "id", "-2147483648", "-1", "0", "2147483647"),
        new("unsigned", "id BIGINT UNSIGNED NOT NULL", "PRIMARY KEY (id)", "id", "18446744073709551615", "9223372036854775808", "0"),
        new("counter", "id INT NOT NULL AUTO_INCREMENT", "PRIMARY KEY (id)", "id", "0", "-5", "7"),
        new("counter_end", "id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT", "PRIMARY KEY (id)", "id", "18446744073709551613", "0", "1"),
        new("counter_beside", "code CHAR(3) NOT NULL, id INT NOT NULL AUTO_INCREMENT", "PRIMARY KEY (code), KEY (id)", "code, id", "'a', 0", "'b', 3", "'', -1"),
        new("composite", "a INT NOT NULL, b VARCHAR(5) NOT NULL", "PRIMARY KEY (a, b)", "a, b", "0, ''", "0, 'b'", "-1, 'é'"),
        new("descending", "id INT NOT NULL", "PRIMARY KEY (id DESC)", "id", "0", "5", "-5"),
        new("generated", "n INT NOT NULL, id INT AS (n * 2) STORED", "UNIQUE KEY (id)", "n", "0", "3", "-3"),
        new("virtual", "n INT NOT NULL, id INT AS (n * 2) VIRTUAL", "UNIQUE KEY (id)", "n", "0", "3", "-3"),
        new("invisible", "id INT NOT NULL DEFAULT 0 INVISIBLE", "PRIMARY KEY (id)", "id", "0", "-1", "4"),
        new("invisible_counter", "id INT NOT NULL AUTO_INCREMENT INVISIBLE", "PRIMARY KEY (id)", "id", "0", "-1", "4"),
        new("bytes", "id VARBINARY(4) NOT NULL", "PRIMARY KEY (id)", "id", "x''", "x'00'", "x'FF00'"),
        new("none", "n INT", "", "n", "0", "0", "NULL") { IsUnique = false },
        new("none_counter", "id INT NOT NULL AUTO_INCREMENT", "KEY (id)", "id", "0", "3", "3") { IsUnique = false },
    ];

    public static readonly IReadOnlyList<ColumnOf> Everywhere =
    [
        new("tiny", "TINYINT", "-128", "127", "0"),
        new("bigint", "BIGINT", "-9223372036854775808", "9223372036854775807"),
        new("ubigint", "BIGINT UNSIGNED", "18446744073709551615", "0"),
        new("medium", "MEDIUMINT UNSIGNED", "16777215"),
        new("dec", "DECIMAL(65,30)", "-99999999999999999999999999999999999.999999999999999999999999999999", "0.000000000000000000000000000001"),
        new("dbl", "DOUBLE", "-1.7976931348623157e308", "5e-324", "-0e0", "0.1"),
        new("flt", "FLOAT", "3.40282e38", "16777217", "-0e0", "0.1"),
        new("bits", "BIT(64)", "b'1111111111111111111111111111111111111111111111111111111111111111'", "b'0'"),
        new("yr", "YEAR", "0", "1901", "2155"),
        new("dt", "DATE", "'0000-00-00'", "'2026-02-30'", "'9999-12-31'", "'2026-00-00'"),
        new("tm", "TIME(6)", "'-838:59:59.000000'", "'-00:00:00.000001'", "'838:59:59'"),
        new("dtm", "DATETIME(6)", "'0000-00-00 00:00:00'", "'9999-12-31 23:59:59.999999'"),
        new("ts", "TIMESTAMP(6) NULL", "'1970-01-01 00:00:01'", "'2038-01-19 03:14:07.999999'", "'0000-00-00'"),
        new("chr", "CHAR(5) CHARACTER SET utf8mb4", "''", "'😀é'", "'a\\\\b'"),
        new("vch", "VARCHAR(20) CHARACTER SET latin1", "_latin1 x'E9E8FF00'", "''", "'''\\n\\t'"),
        new("utf16", "VARCHAR(20) CHARACTER SET utf16", "'é😀'", "''"),
        new("txt", "TEXT CHARACTER SET utf8mb4", "'\\0\\Z\\r\\n'", "REPEAT('ab', 4000)", "'NULL'"),
        new("bin", "BINARY(3)", "x'00FF41'", "x''"),
        new("blb", "BLOB", "x'00271A5C0A0D09FF'", "x''", "'\\\\N'"),
        new("enm", "ENUM('a','','b')", "'a'", "''", "3"),
        new("st", "SET('a','é','c')", "''", "'a,c'", "7"),
        new("jsn", "JSON", "'{\"a\": [1, 2.50, \"é\\\\\\\\n\"]}'", "'null'", "'[]'"),
        new("pnt", "POINT", "ST_GeomFromText('POINT(1 -2.5)')"),
        new("geo", "GEOMETRY", "ST_GeomFromText('LINESTRING(0 0, 1 1)')"),
    ];

    /// <summary>Values that no member stands for, which only a session takes that is not strict: an upsert of an archive refuses them.</summary>
    public static readonly IReadOnlyList<ColumnOf> WithoutMember =
    [
        new("lost", "ENUM('a','b')", "'a'", "0"),
        new("lost_beside", "ENUM('a','','b')", "''", "0"),
    ];

    /// <summary>MySQL prints members beyond the BMP with question marks, and gives no other text of them: there, a backup is refused.</summary>
    public static readonly IReadOnlyList<ColumnOf> OfMariaDb =
    [
        new("smile", "ENUM('😀','b') CHARACTER SET utf8mb4", "'😀'", "'b'"),
        new("smiles", "SET('a','😀','c') CHARACTER SET utf8mb4", "''", "'a,c'", "7"),
        new("uid", "UUID", "'00000000-0000-0000-0000-000000000000'", "'123e4567-e89b-12d3-a456-426655440000'"),
        new("ip4", "INET4", "'0.0.0.0'", "'255.255.255.255'"),
        new("ip6", "INET6", "'::'", "'2001:db8::ff'"),
    ];

    /// <summary>The statements that make and fill the tables.</summary>
    /// <param name="columns">Kinds of column.</param>
    /// <param name="seed">The same seed makes the same tables.</param>
    /// <returns>SQL, and the tables whose rows are known by a key.</returns>
    public static (string Sql, IReadOnlyList<string> Keyed) Tables(IReadOnlyList<ColumnOf> columns, int seed)
    {
        var random = new Random(seed);
        var sql = new List<string> { "SET NAMES utf8mb4", "SET time_zone = '+00:00'", "SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'" };
        var keyed = new List<string>();
        foreach (KeyOf key in Keys)
        {
            ColumnOf[] shuffled = [.. columns];
            random.Shuffle(shuffled);
            // All together; then in small groups, so that most tables have none of the kinds that change how all others are loaded.
            foreach ((int number, ColumnOf[] group) in new[] { shuffled }.Concat(shuffled.Chunk(7)).Index())
            {
                string table = Invariant($"{key.Name}_{number}");
                if (key.IsUnique) keyed.Add(table);
                string[] parts = [key.Columns, .. group.Select(column => $"c_{column.Name} {column.Type}"), .. key.Key.Length > 0 ? [key.Key] : Array.Empty<string>()];
                sql.Add($"CREATE TABLE {table} ({string.Join(", ", parts)})");
                foreach (string row in key.Rows)
                {
                    string[] values = [.. group.Select(column => random.Next(6) == 0 ? "NULL" : column.Values[random.Next(column.Values.Length)])];
                    sql.Add($"INSERT INTO {table} ({key.Into}, {string.Join(", ", group.Select(column => "c_" + column.Name))}) VALUES ({row}, {string.Join(", ", values)})");
                }
            }
        }

        return (string.Join(";\n", sql) + ";\n", keyed);
    }
}
