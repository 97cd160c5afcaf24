using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Dump;

/// <summary>
/// Which form of each value is exact: what is selected from a table, here at backup time and again when a restore is checked.
/// </summary>
internal static class RowFormat
{
    /// <summary>The columns that a backup holds values of.</summary>
    /// <exception cref="BackupException">
    /// NotSupported for a type that this version knows no exact form of; ObjectUnreadable for history that nobody can insert.
    /// </exception>
    public static List<ColumnEntry> Columns(TableInfo table) =>
        [.. table.Columns.Where(column => !column.Generated).Select(column => Column(table, column))];

    /// <summary>
    /// Whether the server may have computed values of the table, or keys, by the time zone of the session that wrote them.
    /// </summary>
    public static bool DependsOnTimeZone(TableInfo table) =>
        table.Columns.Any(column => column.Generated) && table.Columns.Any(column => column is { DataType: "timestamp", Period: false });

    /// <summary>The columns that the server has computed and kept.</summary>
    public static List<ColumnEntry> StoredColumns(TableInfo table) =>
        [.. table.Columns.Where(column => column.Stored).Select(column => Column(table, column))];

    /// <summary>The statement that reads those columns, history included.</summary>
    /// <param name="table">The table, and the columns.</param>
    /// <param name="end">How the end of current rows was changed since the backup, or null.</param>
    public static string Select(TableEntry table, EndOfTime? end = null) =>
        $"SELECT {string.Join(", ", table.Columns.Select(column => column.Name == end?.Column ? end.BackedUp(Identifier.Quote(column.Name)) : Expression(column)))} FROM {From(table.Database, table.Name, table.Type)}";

    /// <summary>The table with its history, where it keeps one.</summary>
    public static string From(string database, string name, string type) =>
        Identifier.Quote(database, name) + (type == nameof(TableType.SystemVersioned) ? " FOR SYSTEM_TIME ALL" : "");

    private static string Expression(ColumnEntry column) => column.Kind switch
    {
        ColumnKind.EnumNumber => $"{Identifier.Quote(column.Name)} + 0",
        _ => Identifier.Quote(column.Name),
    };

    private static ColumnEntry Column(TableInfo table, ColumnInfo column)
    {
        if (column.Period && column.DataType == "bigint")
        {
            throw new BackupException(
                BackupError.ObjectUnreadable,
                $"{Identifier.Quote(table.Database, table.Name)} keeps its history by transaction ids, which no server lets anybody insert",
                "leave its rows out with --structure-only, or convert it to TIMESTAMP(6) period columns");
        }

        ColumnKind kind = column.DataType switch
        {
            "tinyint" or "smallint" or "mediumint" or "int" or "bigint" or "decimal" or "year" => ColumnKind.Number,
            "double" => ColumnKind.Double,
            "float" => ColumnKind.Float,
            "enum" when HasEmptyMember(column.ColumnType) => ColumnKind.EnumNumber,
            "char" or "varchar" or "tinytext" or "text" or "mediumtext" or "longtext" or "enum" or "set"
                or "date" or "time" or "datetime" or "timestamp" => ColumnKind.Text,
            "json" or "uuid" or "inet4" or "inet6" => ColumnKind.Parsed,
            "binary" or "varbinary" or "tinyblob" or "blob" or "mediumblob" or "longblob" or "bit" or "vector"
                or "geometry" or "point" or "linestring" or "polygon" or "multipoint" or "multilinestring" or "multipolygon"
                or "geometrycollection" or "geomcollection" => ColumnKind.Binary,
            _ => throw new BackupException(
                BackupError.NotSupported,
                $"the column {Identifier.Quote(table.Name)}.{Identifier.Quote(column.Name)} has the type {column.ColumnType}, which this version knows no exact form of",
                "leave its rows out with --structure-only, and report the type"),
        };
        return new ColumnEntry(column.Name, kind, kind == ColumnKind.Text ? column.Charset : null);
    }

    /// <summary>True when '' is a member of the ENUM, and not only its error value.</summary>
    private static bool HasEmptyMember(string columnType)
    {
        // A quote inside a member is doubled; a single one ends it.
        ReadOnlySpan<char> members = columnType.AsSpan(columnType.IndexOf('(', StringComparison.Ordinal) + 1);
        while (members.Length > 0 && members[0] == '\'')
        {
            int end = 1;
            while (end < members.Length && (members[end] != '\'' || (end + 1 < members.Length && members[end + 1] == '\'')))
                end += members[end] == '\'' ? 2 : 1;
            if (end == 1) return true;
            members = members[Math.Min(end + 2, members.Length)..];
        }

        return false;
    }
}
