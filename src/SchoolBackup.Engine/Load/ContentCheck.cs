using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>Reads a restored table in the same exact form as the backup did, and compares rows and hash.</summary>
internal static class ContentCheck
{
    /// <param name="connection">Any session; its character_set_results is set to none.</param>
    /// <param name="table">What the backup holds.</param>
    /// <param name="schema">Where the restored table is.</param>
    /// <param name="end">How the end of current rows was changed when they were loaded, or null.</param>
    /// <exception cref="BackupException">ContentDiffers.</exception>
    public static void Require(MySqlConnection connection, TableEntry table, string schema, EndOfTime? end)
    {
        if (table.ContentHash is null) return;
        connection.Execute("SET character_set_results = NULL");
        TableContent found = TableContent.Read(connection, table with { Database = schema }, end);
        connection.Execute("SET character_set_results = utf8mb4");
        if (found.Rows == table.Rows && found.HashText == table.ContentHash) return;
        throw new BackupException(
            BackupError.ContentDiffers,
            Invariant($"the restored table {table.Name} differs from the backup: {found.Rows} rows with hash {found.HashText}, expected {table.Rows} with {table.ContentHash}"),
            "this server stores some value otherwise than the one that was backed up; compare their versions, collations and sql_mode");
    }
}
