using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Dump;

/// <summary>
/// Cuts a table into ranges of its integer primary key, of about the same size in rows. Each cut is found from the keys
/// that follow the last one, so that gaps cost nothing; and from the data alone, never from the server's changing
/// statistics, so that unchanged data are cut the same way every time.
/// </summary>
internal sealed class KeyRanges
{
    /// <summary>SQL text that a range should make: a few chunks, so that the last, smaller one weighs little.</summary>
    private const long TargetBytes = 8 << 20;

    /// <summary>Keys that show how densely they lie.</summary>
    private const int KeySample = 256;

    /// <summary>Rows that show how long they are; few, because one of them may hold a film.</summary>
    private const int LengthSample = 32;

    private static readonly string[] IntegerTypes = ["tinyint", "smallint", "mediumint", "int", "bigint"];

    private readonly MySqlConnection _planner;
    private readonly string _from;
    private readonly string _key;
    private readonly Int128 _rowsPerRange;
    private Int128? _next;
    private bool _done;

    private KeyRanges(MySqlConnection planner, TableInfo table, TableEntry entry)
    {
        _planner = planner;
        _from = $"{RowFormat.From(table.Database, table.Name, entry.Type)} FORCE INDEX (PRIMARY)";
        _key = Identifier.Quote(table.PrimaryKey[0]);
        _rowsPerRange = Math.Max(1, TargetBytes / Math.Max(1, AverageLength(table)));
    }

    /// <summary>The ranges of a table, or null when its rows are not clustered by an integer.</summary>
    public static KeyRanges? Of(MySqlConnection planner, TableInfo table, TableEntry entry) =>
        table.Engine == "InnoDB" && table.PrimaryKey.Count > 0
        && table.Columns.Any(column => column.Name == table.PrimaryKey[0] && IntegerTypes.Contains(column.DataType))
            ? new KeyRanges(planner, table, entry)
            : null;

    /// <summary>The condition of the next range, or null behind the last one.</summary>
    public string? Next()
    {
        if (_done) return null;
        string condition = _next is { } start ? $" WHERE {_key} >= {start}" : "";
        List<Int128> keys = _planner.Rows(
            $"SELECT {_key} FROM {_from}{condition} ORDER BY {_key} LIMIT {KeySample}",
            row => Int128.Parse(row.GetString(0), System.Globalization.CultureInfo.InvariantCulture));
        if (keys.Count < KeySample)
        {
            _done = true;
            return keys.Count == 0 ? null : $" WHERE {_key} >= {keys[0]}";
        }

        Int128 span = keys[^1] - keys[0];
        Int128 step = Int128.Max(1, span * _rowsPerRange / (KeySample - 1));
        _next = keys[0] + step;
        return $" WHERE {_key} >= {keys[0]} AND {_key} < {_next}";
    }

    private long AverageLength(TableInfo table)
    {
        ColumnInfo[] columns = [.. table.Columns.Where(column => !column.Generated)];
        string lengths = Sum([.. columns.Select(column => $"COALESCE(LENGTH({Identifier.Quote(column.Name)}), 0)")]);
        string? average = _planner.Scalar(
            $"SELECT CAST(AVG({lengths}) AS UNSIGNED) FROM (SELECT {string.Join(", ", columns.Select(column => Identifier.Quote(column.Name)))} FROM {_from} ORDER BY {_key} LIMIT {LengthSample}) AS sample");
        return (average is null ? 0 : long.Parse(average, System.Globalization.CultureInfo.InvariantCulture)) + (3L * columns.Length);
    }

    /// <summary>A sum as a balanced tree: a chain of a thousand columns overruns the server's stack.</summary>
    private static string Sum(ReadOnlySpan<string> terms) =>
        terms.Length == 1 ? terms[0] : $"({Sum(terms[..(terms.Length / 2)])} + {Sum(terms[(terms.Length / 2)..])})";
}
