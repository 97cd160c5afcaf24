using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Schema;

/// <summary>Reads the tables of a database from the catalogue.</summary>
internal static class TableReader
{
    private static readonly string[] PeriodColumns = ["row_start", "row_end"];

    public static List<TableInfo> Read(MySqlConnection connection, string database)
    {
        ILookup<string, ColumnInfo> columns = Columns(connection, database);
        ILookup<string, string> keys = connection.Rows(
            $"SELECT table_name, column_name FROM information_schema.statistics WHERE {ServerNames.Is("table_schema", database)} AND index_name = 'PRIMARY' ORDER BY table_name, seq_in_index",
            row =>
                (Table: row.GetString(0), Column: row.GetString(1))).ToLookup(row => row.Table, row => row.Column, StringComparer.Ordinal);
        return [.. connection.Rows(
                $"""
                SELECT table_name, table_type, engine, table_collation, CONCAT_WS(' ', create_time), COALESCE(data_length, 0), table_comment
                FROM information_schema.tables WHERE {ServerNames.Is("table_schema", database)} AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED', 'SEQUENCE') ORDER BY table_name
                """,
                row => new Listed(row.GetString(0), row.GetString(1), row.GetNullableString(2), row.GetNullableString(3), row.GetString(4), row.GetInt64(5), row.GetString(6)))
            .OrderBy(table => table.Name, StringComparer.Ordinal)
            .EachOnce(table => table.Name)
            .Select(table => Describe(connection, database, table, [.. columns[table.Name].EachOnce(column => column.Name)], [.. keys[table.Name]]))];
    }

    private static TableInfo Describe(
        MySqlConnection connection, string database, Listed listed, List<ColumnInfo> columns, List<string> primaryKey)
    {
        string name = Identifier.Quote(database, listed.Name);
        if (listed.Engine is null)
        {
            throw new BackupException(
                BackupError.ObjectUnreadable,
                $"the table {name} cannot be read: {listed.Comment}",
                "repair it or drop it");
        }

        TableType type =
            listed.Type switch { "SEQUENCE" => TableType.Sequence, "SYSTEM VERSIONED" => TableType.SystemVersioned, _ => TableType.Base };
        byte[] shown = connection.First(
            type == TableType.Sequence ? $"SHOW CREATE SEQUENCE {name}" : $"SHOW CREATE TABLE {name}",
            row => row.IsNull(1) ? null : row[1].ToArray())
            ?? throw new BackupException(
                BackupError.ObjectUnreadable, $"the server gives no definition of {name}", "grant SELECT on it to the account");
        string definition = new DefinitionLiterals(connection, database, name, columns).Mend(shown);
        if (type == TableType.SystemVersioned) AddPeriod(columns);
        return new TableInfo(
            database,
            listed.Name,
            type,
            listed.Engine,
            listed.Collation,
            listed.Created,
            listed.DataLength,
            definition,
            columns,
            primaryKey);
    }

    /// <summary>A table that says only WITH SYSTEM VERSIONING has two columns that the catalogue does not list.</summary>
    /// <seealso href="https://mariadb.com/kb/en/system-versioned-tables/"/>
    private static void AddPeriod(List<ColumnInfo> columns)
    {
        if (columns.Any(column => column.Period)) return;
        foreach (string column in PeriodColumns)
            columns.Add(new ColumnInfo(column, "timestamp", "timestamp(6)", null, null, Generated: false, Period: true));
    }

    private static ILookup<string, ColumnInfo> Columns(MySqlConnection connection, string schema) =>
        connection.Rows(
            $"""
            SELECT table_name, column_name, LOWER(data_type), column_type, character_set_name, collation_name, extra, generation_expression
            FROM information_schema.columns WHERE {ServerNames.Is("table_schema", schema)} ORDER BY table_name, ordinal_position
            """,
            row => (Table: row.GetString(0), Column: Column(row)))
        .ToLookup(row => row.Table, row => row.Column, StringComparer.Ordinal);

    private static ColumnInfo Column(RowReader row)
    {
        string extra = row.GetNullableString(6) ?? "";
        // MySQL 8 says DEFAULT_GENERATED of an ordinary column with an expression as its default.
        bool generated = extra.Contains("VIRTUAL GENERATED", StringComparison.OrdinalIgnoreCase)
            || extra.Contains("STORED GENERATED", StringComparison.OrdinalIgnoreCase)
            || extra.Contains("PERSISTENT", StringComparison.OrdinalIgnoreCase);
        bool period = row.GetNullableString(7) is "ROW START" or "ROW END";
        return new ColumnInfo(
            row.GetString(1),
            row.GetString(2),
            row.GetString(3),
            row.GetNullableString(4),
            row.GetNullableString(5),
            generated && !period,
            period)
        {
            Stored = generated && !period && !extra.Contains("VIRTUAL", StringComparison.OrdinalIgnoreCase),
        };
    }

    private sealed record Listed(
        string Name, string Type, string? Engine, string? Collation, string Created, long DataLength, string Comment);
}
