using SchoolBackup.Demo;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Tests.Load;

/// <summary>Each kind of key that the server might count up by itself, beside each kind of column whose values are not sent as they are, by each way into a table.</summary>
[Collection(OnServer.Name)]
public sealed class KeyValueTests(TestServer server)
{
    private static readonly bool MariaDb = !ServerPrograms.Find().IsMySql;

    private static readonly (string Definition, string Key, string[] Values)[] Keys =
    [
        ("id INT NOT NULL AUTO_INCREMENT PRIMARY KEY", "id", ["0", "-1", "-2147483648", "2147483646", "7"]),
        ("id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY", "id", ["0", "9007199254740993", "18446744073709551614", "5"]),
        ("id BIGINT UNSIGNED NOT NULL PRIMARY KEY", "id", ["0", "9007199254740993", "18446744073709551615"]),
        ("n INT NOT NULL, id INT NOT NULL AUTO_INCREMENT, PRIMARY KEY (n, id), KEY (id)", "n, id", ["1, 0", "1, -5", "2, 0", "2, 8"]),
        ("id INT NOT NULL AUTO_INCREMENT, PRIMARY KEY (id DESC)", "id", ["0", "-3", "3"]),
        ("id INT INVISIBLE NOT NULL AUTO_INCREMENT PRIMARY KEY", "id", ["0", "-3", "3"]),
        ("id INT NOT NULL PRIMARY KEY, twice INT AS (id * 2) STORED", "id", ["0", "-3", "3"]),
        ("id INT NOT NULL AUTO_INCREMENT, UNIQUE KEY (id)", "id", ["0", "-3", "3"]),
        .. Of(MariaDb, ("id DOUBLE NOT NULL AUTO_INCREMENT PRIMARY KEY", "id", (string[])["0", "1.5", "-7"])),
    ];

    private static readonly (string Definition, string Value)[] Columns =
    [
        ("v ENUM('', 'a') NOT NULL", "''"),
        .. Of(MariaDb, ("v UUID", "'6ccd780c-baba-1026-9564-5b8c656024db'"), ("v INET6", "'::1'")),
        ("v LONGTEXT CHECK (JSON_VALID(v))", "'{\"a\": 0}'"),
        ("v VARBINARY(8)", "x'00FF27'"),
        ("v FLOAT", "0.1"),
        ("v BIT(9)", "b'100000001'"),
    ];

    public enum Way
    {
        LoadData,
        Insert,
        InPlace,
        Upsert,
        Json,
    }

    [Theory]
    [InlineData(Way.LoadData)]
    [InlineData(Way.Insert)]
    [InlineData(Way.InPlace)]
    [InlineData(Way.Upsert)]
    [InlineData(Way.Json)]
    public void Zero_stays_zero_and_the_end_of_bigint_its_last_digit(Way way)
    {
        using TestDatabase school = server.NewDatabase(Tables());
        IReadOnlyList<string> before = school.Describe();
        string file = Run.Backup(school.BackupOptions with { Container = way == Way.Json ? BackupContainer.SchoolErp : BackupContainer.Gzip, Key = way == Way.Json ? Erp.ErpTestFile.Key : null }).Files[0];
        if (way == Way.Upsert) school.Sql(string.Join('\n', Names().Select(table => $"DELETE FROM {table};")));
        if (way == Way.Insert) server.Server.RunSql("SET GLOBAL local_infile = 0");
        try
        {
            Run.Restore(school.RestoreOptions(file) with
            {
                Keys = Erp.ErpTestFile.Keys,
                Placement = way switch { Way.InPlace => Placement.InPlace, Way.Upsert => Placement.Upsert, _ => Placement.Swap },
            });
        }
        finally
        {
            server.Server.RunSql("SET GLOBAL local_infile = 1");
        }

        Assert.Empty(FidelityComparison.Differences(before, school.Describe()));
    }

    private static T[] Of<T>(bool known, params T[] those) => known ? those : [];

    private static IEnumerable<string> Names() => Enumerable.Range(0, Keys.Length).SelectMany(key => Enumerable.Range(0, Columns.Length).Select(column => $"t{key}_{column}"));

    private static string Tables()
    {
        IEnumerable<string> tables = Keys.SelectMany((key, k) => Columns.Select((column, c) =>
            $"CREATE TABLE t{k}_{c} ({key.Definition}, {column.Definition}); "
            + string.Concat(key.Values.Select(value => $"INSERT INTO t{k}_{c} ({key.Key}, v) VALUES ({value}, {column.Value}); "))));
        return $"SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO';\n{string.Join('\n', tables)}";
    }
}
