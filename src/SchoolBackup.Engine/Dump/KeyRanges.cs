using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Dump;

/// <summary>
/// Cuts a table into ranges of the first column of its primary key, of about the same size in rows: from the data alone, never
/// from the server's changing statistics, so that unchanged data are cut the same way every time.
/// </summary>
internal abstract class KeyRanges
{
    /// <summary>SQL text that a range should make: a few chunks, so that the last, smaller one weighs little.</summary>
    private const long TargetBytes = 8 << 20;

    /// <summary>Rows that show how long they are; few, because one of them may hold a film.</summary>
    private const int LengthSample = 32;

    private readonly string _from;

    protected KeyRanges(MySqlConnection planner, TableInfo table, TableEntry entry)
    {
        Planner = planner;
        _from = $"{RowFormat.From(table.Database, table.Name, entry.Type)} FORCE INDEX (PRIMARY)";
        Key = Identifier.Quote(table.PrimaryKey[0]);
        RowsPerRange = Math.Max(1, TargetBytes / Math.Max(1, AverageLength(table)));
    }

    protected MySqlConnection Planner { get; }

    /// <summary>The column, quoted.</summary>
    protected string Key { get; }

    protected long RowsPerRange { get; }

    /// <summary>The ranges of a table, or null when its rows do not lie in the order of a key that can be cut.</summary>
    public static KeyRanges? Of(MySqlConnection planner, TableInfo table, TableEntry entry)
    {
        if (table.Engine != "InnoDB" || table.PrimaryKey.Count == 0) return null;
        if (table.Columns.FirstOrDefault(column => column.Name == table.PrimaryKey[0]) is not { } first) return null;
        if (IntegerRanges.CanCut(first)) return new IntegerRanges(planner, table, entry);
        return CountedRanges.CanCut(planner, table, first) ? new CountedRanges(planner, table, entry, first) : null;
    }

    /// <summary>The condition of the next range, or null behind the last one.</summary>
    public abstract string? Next();

    /// <summary>Asks for the column in the order of the key.</summary>
    protected string Keys(string expression, string condition, string limit) =>
        $"SELECT {expression} FROM {_from}{condition} ORDER BY {Key} LIMIT {limit}";

    private long AverageLength(TableInfo table)
    {
        ColumnInfo[] columns = [.. table.Columns.Where(column => !column.Generated)];
        string lengths = Sum([.. columns.Select(column => $"COALESCE(LENGTH({Identifier.Quote(column.Name)}), 0)")]);
        long average = Planner.Row(
            $"SELECT CAST(AVG({lengths}) AS UNSIGNED) FROM (SELECT {string.Join(", ", columns.Select(column => Identifier.Quote(column.Name)))} FROM {_from} ORDER BY {Key} LIMIT {LengthSample}) AS sample",
            row => row.IsNull(0) ? 0 : row.GetInt64(0));
        return average + (3L * columns.Length);
    }

    /// <summary>A sum as a balanced tree: a chain of a thousand columns overruns the server's stack.</summary>
    private static string Sum(ReadOnlySpan<string> terms) =>
        terms.Length == 1 ? terms[0] : $"({Sum(terms[..(terms.Length / 2)])} + {Sum(terms[(terms.Length / 2)..])})";
}
