using System.Globalization;
namespace SchoolBackup.Demo;

/// <summary>
/// The rows of every table, exactly: each row of a small table on a line of its own, a count and two sums of hashes for a large one.
/// </summary>
internal static class ExactRows
{
    private const int MostRowsToList = 1000;
    private const string RowStart = "ROW START";

    // The information schema compares names without regard to case; two tables may differ by nothing else.
    private const string Columns = """
        SELECT c.table_name, table_type, column_name, data_type, generation_expression
        FROM information_schema.columns c JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name COLLATE utf8mb3_bin
        WHERE c.table_schema = DATABASE() AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY c.table_name COLLATE utf8mb3_bin, ordinal_position
        """;

    public static IEnumerable<string> Describe(MariaDbClient client, string database)
    {
        Table[] tables = Tables(client, database);
        Dictionary<string, long> counts = Counts(client, database, tables);
        var questions = new AnswerReader(client, database);
        foreach (Table table in tables)
        {
            if (counts[table.Name] <= MostRowsToList)
                questions.Ask($"row of {table.Name}", $"SELECT {table.RowText} FROM {table.From}");
            else
                questions.Ask($"rows of {table.Name}", HashOfAll(table));
        }

        return questions.Read().Select(answer => $"{answer.Label}: {string.Join(" | ", answer.Fields)}");
    }

    // A sum and not only an exclusive or: two equal rows would cancel each other. 15 hexadecimal digits fit a BIGINT; the sum is a DECIMAL.
    private static string HashOfAll(Table table) => $"""
        SELECT COUNT(*), SUM(CAST(CONV(LEFT(h, 15), 16, 10) AS UNSIGNED)), SUM(CAST(CONV(SUBSTRING(h, 16, 15), 16, 10) AS UNSIGNED))
        FROM (SELECT SHA2({table.RowText}, 256) AS h FROM {table.From}) AS hashes
        """;

    private static Table[] Tables(MariaDbClient client, string database)
    {
        var questions = new AnswerReader(client, database);
        questions.Ask("columns", Columns);
        return
        [
            .. questions.Read().Select(answer => answer.Fields).GroupBy(row => row[0], StringComparer.Ordinal).Select(rows =>
                Table.Of(rows.Key, isVersioned: rows.First()[1] == "SYSTEM VERSIONED", [.. rows.Select(row => (row[2], row[3], row[4]))])),
        ];
    }

    private static Dictionary<string, long> Counts(MariaDbClient client, string database, Table[] tables)
    {
        var questions = new AnswerReader(client, database);
        foreach (Table table in tables)
            questions.Ask(table.Name, $"SELECT COUNT(*) FROM {table.From}");
        return questions.Read().ToDictionary(
            answer => answer.Label, answer => long.Parse(answer.Fields[0], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    private sealed record Table(string Name, string From, string RowText)
    {
        public static Table Of(string name, bool isVersioned, (string Name, string Type, string Generated)[] columns)
        {
            IEnumerable<string> values = columns.Select(column => Exact(AnswerReader.Quote(column.Name), column.Type));
            // Without columns of its own for it, the time of a row's life is in two that SHOW COLUMNS does not list.
            if (isVersioned && !columns.Any(column => column.Generated == RowStart))
                values = values.Concat(["row_start", "row_end"]);
            string from = AnswerReader.Quote(name) + (isVersioned ? " FOR SYSTEM_TIME ALL" : "");
            return new Table(name, from, $"CONCAT_WS(',', {string.Join(", ", values.Select(value => $"COALESCE({value}, 'NULL')"))})");
        }

        // As text a FLOAT loses digits, and an ENUM's error value looks like a member ''. Strings by their bytes, in the column's own
        // character set.
        private static string Exact(string column, string type) => type switch
        {
            "float" or "double" => $"{column} * 1e0",
            "enum" or "set" or "bit" => $"{column} + 0",
            "char" or "varchar" or "tinytext" or "text" or "mediumtext" or "longtext" or "binary" or "varbinary" or "tinyblob" or "blob" or "mediumblob" or "longblob" or "json"
                or "geometry" or "point" or "linestring" or "polygon" or "multipoint" or "multilinestring" or "multipolygon" or "geometrycollection" or "geomcollection" or "vector" =>
                $"IF(LENGTH({column}) <= 100, CONCAT('x', HEX({column})), CONCAT(LENGTH({column}), ':', SHA2({column}, 256)))",
            _ => column,
        };
    }
}
