using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Dump;

/// <summary>
/// Ranges of a text, bytes, a date or a UUID: between two of these lies nothing that could be reckoned, so the server counts
/// its way from one cut to the next. Each cut is a key of the table, in its own bytes and collation, so
/// that <c>&lt;</c> before it and <c>&gt;=</c> behind it leave nothing out and take nothing twice.
/// </summary>
internal sealed class CountedRanges(MySqlConnection planner, TableInfo table, TableEntry entry, ColumnInfo key) : KeyRanges(
    planner, table, entry)
{
    private static readonly string[] StringTypes = ["char", "varchar", "binary", "varbinary"];
    private static readonly string[] PlainTypes = ["date", "uuid"];

    private string? _cut;
    private bool _done;

    /// <summary>Not by the first letters of a longer text: the index does not hold those in the order of the whole.</summary>
    public static bool CanCut(MySqlConnection planner, TableInfo table, ColumnInfo key) =>
        PlainTypes.Contains(key.DataType) || (StringTypes.Contains(key.DataType) && planner.Scalar(
            $"""
            SELECT sub_part FROM information_schema.statistics
            WHERE {ServerNames.Is("table_schema", table.Database)} AND {ServerNames.Is("table_name", table.Name)} AND index_name = 'PRIMARY' AND seq_in_index = 1
            """) is null);

    public override string? Next()
    {
        if (_done) return null;
        string shown = StringTypes.Contains(key.DataType) ? $"HEX({Key})" : Key;
        // Many rows may share the first column of a longer key, and a range that began and ended with it would be empty for ever.
        string behind = _cut is null ? "" : $" WHERE {Key} > {_cut}";
        string? next = Planner.Scalar(Keys(shown, behind, Invariant($"1 OFFSET {RowsPerRange}")));
        _done = next is null;
        string[] limits = [.. _cut is null ? [] : (string[])[$"{Key} >= {_cut}"], .. next is null ? [] : (string[])[$"{Key} < {Literal(next)}"]];
        _cut = next is null ? null : Literal(next);
        return limits.Length == 0 ? "" : $" WHERE {string.Join(" AND ", limits)}";
    }

    private string Literal(string shown) => key switch
    {
        { Charset: { } charset } => $"_{charset} X'{shown}' COLLATE {key.Collation}",
        _ when StringTypes.Contains(key.DataType) => $"X'{shown}'",
        _ => $"'{shown}'",
    };
}
