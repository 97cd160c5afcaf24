using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Schema;

/// <summary>A foreign key.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Child">The table that has it.</param>
/// <param name="ParentSchema">Database of the table that it points to.</param>
/// <param name="Parent">That table.</param>
/// <param name="Columns">Pairs of a column of the child and one of the parent.</param>
internal sealed record ForeignKeyInfo(
    string Name, string Child, string ParentSchema, string Parent, IReadOnlyList<(string Child, string Parent)> Columns)
{
    /// <summary>The foreign keys of a database's tables.</summary>
    public static List<ForeignKeyInfo> Read(MySqlConnection connection, string database) =>
    [
        .. connection.Rows(
            $"""
            SELECT constraint_name, table_name, referenced_table_schema, referenced_table_name, column_name, referenced_column_name
            FROM information_schema.key_column_usage WHERE {ServerNames.Is("table_schema", database)} AND referenced_table_name IS NOT NULL
            ORDER BY table_name, constraint_name, ordinal_position
            """,
            row => (Name: row.GetString(0), Child: row.GetString(1), ParentSchema: row.GetString(2), Parent: row.GetString(3), Columns: (row.GetString(4), row.GetString(5))))
            .GroupBy(row => (row.Name, row.Child))
            .Select(key => new ForeignKeyInfo(key.Key.Name, key.Key.Child, key.First().ParentSchema, key.First().Parent, [.. key.Select(row => row.Columns)])),
    ];

    /// <summary>How many rows of the child point to no row of the parent.</summary>
    /// <param name="connection">Any session that sees both.</param>
    /// <param name="database">Where the child is.</param>
    public long Orphans(MySqlConnection connection, string database)
    {
        string join = string.Join(" AND ", Columns.Select(pair => $"p.{Identifier.Quote(pair.Parent)} = c.{Identifier.Quote(pair.Child)}"));
        string given = string.Join(" AND ", Columns.Select(pair => $"c.{Identifier.Quote(pair.Child)} IS NOT NULL"));
        return connection.Row(
            $"SELECT COUNT(*) FROM {Identifier.Quote(database, Child)} c LEFT JOIN {Identifier.Quote(ParentSchema, Parent)} p ON {join} WHERE {given} AND p.{Identifier.Quote(Columns[0].Parent)} IS NULL",
            row => row.GetInt64(0));
    }
}
