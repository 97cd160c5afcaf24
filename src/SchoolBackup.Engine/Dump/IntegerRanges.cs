using System.Globalization;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Dump;

/// <summary>
/// Ranges of an integer. Each cut is found from the keys that follow the last one, so that gaps cost nothing.
/// </summary>
internal sealed class IntegerRanges(MySqlConnection planner, TableInfo table, TableEntry entry) : KeyRanges(planner, table, entry)
{
    /// <summary>Keys that show how densely they lie.</summary>
    private const int KeySample = 256;

    private static readonly string[] IntegerTypes = ["tinyint", "smallint", "mediumint", "int", "bigint"];

    private Int128? _next;
    private bool _done;

    public static bool CanCut(ColumnInfo key) => IntegerTypes.Contains(key.DataType);

    public override string? Next()
    {
        if (_done) return null;
        string condition = _next is { } start ? From(start) : "";
        IReadOnlyList<Int128> keys = Planner.Rows(
            Keys(Key, condition, $"{KeySample}"), row => row.GetInteger<Int128>(0));
        RequireOrder(keys);
        if (keys.Count < KeySample)
        {
            _done = true;
            return keys.Count == 0 ? null : From(keys[0]);
        }

        Int128 span = keys[^1] - keys[0];
        Int128 step = Int128.Max(1, span * RowsPerRange / (KeySample - 1));
        _next = keys[0] + step;
        // One comparison with two ends costs the server less than two.
        return string.Create(CultureInfo.InvariantCulture, $" WHERE {Key} BETWEEN {keys[0]} AND {_next - 1}");
    }

    // Keys that went back would make ranges for ever.
    private void RequireOrder(IReadOnlyList<Int128> keys)
    {
        for (int i = 0; i < keys.Count; i++)
            if (keys[i] < (i > 0 ? keys[i - 1] : _next ?? long.MinValue) || keys[i] > ulong.MaxValue)
                throw new MySqlProtocolException($"the server sent keys of {Key} that are not in the order that was asked for");
    }

    // Some cultures write a minus that no server reads: U+2212 in Swedish.
    private string From(Int128 key) => string.Create(CultureInfo.InvariantCulture, $" WHERE {Key} >= {key}");
}
