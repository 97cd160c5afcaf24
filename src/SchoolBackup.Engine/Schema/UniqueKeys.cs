using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Schema;

/// <summary>Which tables can tell that a row is there already.</summary>
internal static class UniqueKeys
{
    /// <summary>The tables of a database that have a primary or unique key.</summary>
    public static IReadOnlyList<string> Tables(MySqlConnection connection, string database) => connection.Rows(
        $"SELECT DISTINCT table_name FROM information_schema.statistics WHERE {ServerNames.Is("table_schema", database)} AND non_unique = 0",
        row => row.GetString(0));
}
