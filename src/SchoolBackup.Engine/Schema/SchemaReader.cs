using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Schema;

/// <summary>Reads everything that a database consists of, except the rows.</summary>
internal static class SchemaReader
{
    /// <summary>Reads the named databases.</summary>
    /// <param name="connection">A session outside any lock of its own.</param>
    /// <param name="databases">Their names.</param>
    /// <param name="skip">Kinds that the account cannot see, which the caller has been told.</param>
    /// <exception cref="BackupException">DatabaseNotFound; ObjectUnreadable when a definition comes back empty.</exception>
    public static List<DatabaseInfo> Read(MySqlConnection connection, IReadOnlyList<string> databases, IReadOnlyCollection<StoredKind> skip) =>
        ReadAgain(connection, databases, skip, []);

    /// <summary>The same, to see whether anybody has altered them since: definitions that are what they were are not asked for again.</summary>
    /// <param name="connection">A session outside any lock of its own.</param>
    /// <param name="databases">Their names.</param>
    /// <param name="skip">Kinds that the account cannot see, which the caller has been told.</param>
    /// <param name="before">What was read before.</param>
    public static List<DatabaseInfo> ReadAgain(
        MySqlConnection connection, IReadOnlyList<string> databases, IReadOnlyCollection<StoredKind> skip, IReadOnlyList<DatabaseInfo> before)
    {
        connection.Execute("SET character_set_results = utf8mb4");
        return [.. databases.Select(name => ReadDatabase(connection, name, skip, before))];
    }

    /// <summary>Names of all databases that are not the server's own.</summary>
    public static IReadOnlyList<string> DatabaseNames(MySqlConnection connection) =>
        connection.Rows(
            $"SELECT schema_name FROM information_schema.schemata WHERE LOWER(schema_name) {ServerNames.NotSystem} ORDER BY 1",
            row => row.GetString(0));

    /// <exception cref="BackupException">DatabaseNotFound: the account cannot see one of them.</exception>
    public static void RequireDatabases(MySqlConnection connection, IReadOnlyList<string> databases)
    {
        // Asked of the server, which knows whether large and small letters differ in it.
        if (NameRules.Of(connection).Collisions(databases) is { Count: > 0 } twice)
            throw new BackupException(
                BackupError.InvalidOption, $"to this server, these are names of one database: {string.Join(", ", twice)}", "name it once");
        foreach (string name in databases)
            if (connection.Scalar($"SELECT COUNT(*) FROM information_schema.schemata WHERE {ServerNames.Is("schema_name", name)}") == "0")
                throw Missing(connection, name);
    }

    private static BackupException Missing(MySqlConnection connection, string name) => new(
        BackupError.DatabaseNotFound,
        $"there is no database '{name}' that this account can see",
        $"databases here: {string.Join(", ", DatabaseNames(connection).Take(20))}");

    private static DatabaseInfo ReadDatabase(
        MySqlConnection connection, string name, IReadOnlyCollection<StoredKind> skip, IReadOnlyList<DatabaseInfo> before)
    {
        string comment = connection.Server.Flavor == ServerFlavor.MariaDb ? "schema_comment" : "NULL";
        (string Name, string Charset, string Collation, string? Comment)[] found = [.. connection.Rows(
            $"SELECT schema_name, default_character_set_name, default_collation_name, {comment} FROM information_schema.schemata WHERE {ServerNames.Is("schema_name", name)}",
            row => (row.GetString(0), row.GetString(1), row.GetString(2), row.GetNullableString(3)))];
        if (found.Length == 0) throw Missing(connection, name);
        return new DatabaseInfo(
            found[0].Name,
            found[0].Charset,
            found[0].Collation,
            found[0].Comment,
            Tables(connection, found[0].Name),
            StoredObjectReader.Read(connection, found[0].Name, skip, before.FirstOrDefault(one => one.Name == found[0].Name)?.Stored ?? []));
    }

    /// <summary>
    /// MariaDB 11.8 lists no column of a database in which it cannot show a view, and says "Unknown error" (1105); which view that is, it
    /// tells when asked for each.
    /// </summary>
    private static List<TableInfo> Tables(MySqlConnection connection, string database)
    {
        try
        {
            return TableReader.Read(connection, database);
        }
        catch (MySqlException unknown) when (unknown.Number == 1105)
        {
            IReadOnlyList<string> views = connection.Rows(
                $"SHOW FULL TABLES FROM {Identifier.Quote(database)} WHERE table_type = 'VIEW'", row => row.GetString(0));
            string[] unreadable = [.. views.Select(view => Identifier.Quote(database, view)).Where(view => !CanShow(connection, view))];
            if (unreadable.Length == 0) throw;
            throw new BackupException(
                BackupError.ObjectUnreadable,
                $"the server cannot show the view {string.Join(", ", unreadable)}, nor any column of its database",
                "make it anew (CREATE OR REPLACE VIEW), or drop it",
                unknown);
        }
    }

    private static bool CanShow(MySqlConnection connection, string view)
    {
        try
        {
            return connection.Rows($"SHOW CREATE VIEW {view}", row => !row.IsNull(1)).Contains(true);
        }
        catch (MySqlException)
        {
            return false; // The server's own answer to the question.
        }
    }
}
