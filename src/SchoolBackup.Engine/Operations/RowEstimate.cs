using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Operations;

/// <summary>How many rows tables have, as the server guesses: to count them would take as long as to back them up.</summary>
internal static class RowEstimate
{
    public static long Of(MySqlConnection connection, string database, IReadOnlyCollection<string> tables) => connection.Rows(
        $"SELECT table_name, COALESCE(table_rows, 0) FROM information_schema.tables WHERE {ServerNames.Is("table_schema", database)}",
        row => (Name: row.GetString(0), Rows: row.GetInt64(1))).Where(table => tables.Contains(table.Name, StringComparer.Ordinal)).Sum(table => table.Rows);
}
