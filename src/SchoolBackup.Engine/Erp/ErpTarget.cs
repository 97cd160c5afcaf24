using SchoolBackup.Engine.Schema;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Erp;

/// <summary>A table of a document, and the table of a database that its rows belong into.</summary>
/// <param name="Source">What the document has.</param>
/// <param name="Table">The table as it is.</param>
/// <param name="Columns">For each column of the source its column in the table, in the same order.</param>
internal sealed record ErpTarget(ErpTable Source, TableInfo Table, IReadOnlyList<ColumnInfo> Columns)
{
    private const int Named = 20;

    /// <summary>Finds the place of everything in the document. The format has no definitions, so the database has to have them.</summary>
    /// <param name="tables">The tables of the document that are meant.</param>
    /// <param name="database">Where they belong.</param>
    /// <param name="live">The tables that are there.</param>
    /// <param name="path">The file, for messages.</param>
    /// <param name="names">How the server compares names.</param>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.TableNotFound"/>, <see cref="BackupError.ColumnNotFound"/>: nothing has been written.
    /// </exception>
    public static IReadOnlyList<ErpTarget> Match(
        IEnumerable<ErpTable> tables, string database, IReadOnlyList<TableInfo> live, string path, NameRules names)
    {
        Dictionary<string, TableInfo> byName = live.Where(table => table.Type != TableType.Sequence)
            .ToDictionary(table => table.Name, names.Tables);
        ErpTable[] wanted = [.. tables];
        if (names.Collisions(wanted.Select(table => table.Name)) is { Count: > 0 } one)
            throw new BackupException(
                BackupError.TargetLacksCapability,
                $"to this server, tables of {path} have one name: {string.Join(", ", one)}",
                "choose one of them with --table");
        string[] unknown = [.. wanted.Where(table => !byName.ContainsKey(table.Name)).Select(table => table.Name)];
        if (unknown.Length > 0)
        {
            throw new BackupException(
                BackupError.TableNotFound,
                $"{path} has rows of tables that '{database}' lacks: {string.Join(", ", unknown.Take(Named))}",
                "the format holds no definitions: make the tables first, as the application does, or choose others with --table");
        }

        string[] strange = [.. wanted.SelectMany(table => table.Columns.Where(column => Find(byName[table.Name], column) is null).Select(column => $"{table.Name}.{column}"))];
        if (strange.Length > 0)
        {
            throw new BackupException(
                BackupError.ColumnNotFound,
                $"{path} has values of columns that '{database}' lacks: {string.Join(", ", strange.Take(Named))}",
                "the tables have changed since: add the columns, or restore into a database of that time and copy what is needed");
        }

        return [.. wanted.Select(table => new ErpTarget(table, byName[table.Name], [.. table.Columns.Select(column => Find(byName[table.Name], column)!)]))];
    }

    /// <summary>The server does not tell column names apart by case.</summary>
    private static ColumnInfo? Find(TableInfo table, string column) =>
        table.Columns.FirstOrDefault(one => NameRules.Programs.Equals(one.Name, column));
}
