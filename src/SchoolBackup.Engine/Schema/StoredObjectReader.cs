using System.Text;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;
using static SchoolBackup.MySql.ServerErrorNumber;

namespace SchoolBackup.Engine.Schema;

/// <summary>Reads views, triggers, routines and events with everything that their meaning depends on.</summary>
internal static class StoredObjectReader
{
    /// <param name="connection">A session outside any lock.</param>
    /// <param name="database">Whose objects.</param>
    /// <param name="skip">Kinds that the account cannot see, which the caller has been told.</param>
    /// <param name="before">
    /// What was read before. A trigger that is the same is not asked for again: MySQL's SHOW CREATE TRIGGER waits for whoever alters its table, who may wait for us.
    /// </param>
    public static List<StoredObject> Read(
        MySqlConnection connection, string database, IReadOnlyCollection<StoredKind> skip, IReadOnlyList<StoredObject> before)
    {
        // In their own database, definitions come without its name, and so can be restored under another.
        connection.Execute($"USE {Identifier.Quote(database)}");
        List<Listed> listed = [.. List(connection, database).EachOnce(one => (one.Kind, one.Name))];
        listed.RemoveAll(one => skip.Contains(one.Kind));
        Dictionary<string, ViewProbe> views = listed.Where(view => view.Kind == StoredKind.View)
            .ToDictionary(view => view.Name, view => Probe(connection, view.Name), StringComparer.Ordinal);
        // A definition is bytes in the character set of the client that sent it; a conversion could lose some.
        connection.Execute("SET character_set_results = NULL");
        try
        {
            return [.. ViewOrder.Sort(listed.ConvertAll(one => before.FirstOrDefault(known => IsSame(known, one)) ?? Define(connection, database, one)))
                .Select(one => one.Kind == StoredKind.View ? one with { ViewColumns = views[one.Name].Columns ?? ColumnsOf(one), Invalid = views[one.Name].Invalid } : one)];
        }
        finally
        {
            connection.Execute("SET character_set_results = utf8mb4");
        }
    }

    private static bool IsSame(StoredObject known, Listed listed) =>
        listed.Version is { } version && (known.Kind, known.Name, known.Version) == (listed.Kind, listed.Name, version);

    private static IReadOnlyList<string> ColumnsOf(StoredObject view) =>
        ViewColumnNames.Of(view.Statement) is { Count: > 0 } names ? names : throw new BackupException(
        BackupError.PrivilegeMissing,
        $"the account may not execute a function of the view {Identifier.Quote(view.Database, view.Name)}, and so cannot see its columns",
        "grant it EXECUTE on that function");

    private static List<Listed> List(MySqlConnection connection, string schema) =>
    [
        .. connection.Rows(
            $"""
            SELECT routine_type, routine_name, definer, routine_comment FROM information_schema.routines
            WHERE {ServerNames.Is("routine_schema", schema)} AND routine_type IN ('PACKAGE', 'PACKAGE BODY', 'FUNCTION', 'PROCEDURE')
            """,
            row => new Listed(
                row.GetString(0) switch { "PACKAGE" => StoredKind.Package, "PACKAGE BODY" => StoredKind.PackageBody, "FUNCTION" => StoredKind.Function, _ => StoredKind.Procedure },
                row.GetString(1),
                row.GetNullableString(2)) { Comment = row.GetNullableString(3) })
            .OrderBy(routine => routine.Kind).ThenBy(routine => routine.Name, StringComparer.Ordinal),
        .. connection.Rows(
            $"SELECT table_name, definer FROM information_schema.views WHERE {ServerNames.Is("table_schema", schema)}",
            row => new Listed(StoredKind.View, row.GetString(0), row.GetNullableString(1)))
            .OrderBy(view => view.Name, StringComparer.Ordinal),
        // Triggers of one table and moment run in the order in which they are made.
        .. connection.Rows(
            $"""
            SELECT trigger_name, definer, event_object_table, CONCAT_WS(' ', created, definer, action_timing, event_manipulation, action_order, sql_mode, action_statement)
            FROM information_schema.triggers WHERE {ServerNames.Is("trigger_schema", schema)}
            ORDER BY BINARY event_object_table, action_timing, event_manipulation, action_order
            """,
            row => new Listed(StoredKind.Trigger, row.GetString(0), row.GetNullableString(1)) { Table = row.GetString(2), Version = row.GetNullableString(3) }),
        .. connection.Rows(
            $"SELECT event_name, definer, event_comment, UNIX_TIMESTAMP(created) FROM information_schema.events WHERE {ServerNames.Is("event_schema", schema)}",
            row => new Listed(StoredKind.Event, row.GetString(0), row.GetNullableString(1)) { Comment = row.GetNullableString(2), Created = row.GetInt64(3) })
            .OrderBy(happening => happening.Name, StringComparer.Ordinal),
    ];

    private static StoredObject Define(MySqlConnection connection, string database, Listed listed)
    {
        // Where SHOW CREATE … puts what: https://mariadb.com/kb/en/show-create-procedure/ and its siblings.
        (string type, int mode, int statement, int client, int collation, int databaseCollation, int zone) = listed.Kind switch
        {
            StoredKind.View => ("VIEW", -1, 1, 2, 3, -1, -1),
            StoredKind.Event => ("EVENT", 1, 3, 4, 5, 6, 2),
            StoredKind.Trigger => ("TRIGGER", 1, 2, 3, 4, 5, -1),
            StoredKind.Package => ("PACKAGE", 1, 2, 3, 4, 5, -1),
            StoredKind.PackageBody => ("PACKAGE BODY", 1, 2, 3, 4, 5, -1),
            StoredKind.Function => ("FUNCTION", 1, 2, 3, 4, 5, -1),
            _ => ("PROCEDURE", 1, 2, 3, 4, 5, -1),
        };
        StoredObject? defined = connection.First(
            $"SHOW CREATE {type} {Identifier.Quote(listed.Name)}",
            row => row.IsNull(statement)
                ? null
                : new StoredObject(database, listed.Kind, listed.Name, listed.Definer, row[statement].ToArray())
            {
                Table = listed.Table,
                Version = listed.Version,
                Created = listed.Created,
                SqlMode = mode < 0 ? null : row.GetString(mode),
                ClientCharset = row.GetString(client),
                ConnectionCollation = row.GetString(collation),
                DatabaseCollation = databaseCollation < 0 ? null : row.GetString(databaseCollation),
                TimeZone = zone < 0 ? null : row.GetString(zone),
            });
        return defined is not null ? defined with { Statement = WithComment(defined, listed.Comment) } : throw new BackupException(
            BackupError.ObjectUnreadable,
            $"the server shows no definition of the {type.ToLowerInvariant()} {Identifier.Quote(database, listed.Name)}",
            "grant SHOW CREATE ROUTINE (or SHOW_ROUTINE, or SELECT on mysql.proc) to the account, or use --allow-partial");
    }

    /// <summary>
    /// SHOW CREATE bends comments: it doubles their backslashes even where the object's mode takes none for an escape, and writes
    /// them in UTF-8 even where the rest of the statement is in latin1.
    /// </summary>
    private static byte[] WithComment(StoredObject stored, string? comment)
    {
        if (string.IsNullOrEmpty(comment)) return stored.Statement;
        string quoted = comment.Replace("'", "''", StringComparison.Ordinal);
        string doubled = quoted.Replace("\\", "\\\\", StringComparison.Ordinal);
        byte[] shown = Encoding.UTF8.GetBytes($"COMMENT '{doubled}'");
        string meant = stored.SqlMode?.Contains("NO_BACKSLASH_ESCAPES", StringComparison.Ordinal) == true ? quoted : doubled;
        byte[] exact = (stored.ClientCharset == "latin1" ? Encoding.Latin1 : Encoding.UTF8).GetBytes($"COMMENT '{meant}'");
        int at = stored.Statement.AsSpan().IndexOf(shown);
        return at < 0 ? stored.Statement : [.. stored.Statement[..at], .. exact, .. stored.Statement[(at + shown.Length)..]];
    }

    private static ViewProbe Probe(MySqlConnection connection, string view)
    {
        try
        {
            return new ViewProbe(connection.Rows($"SHOW COLUMNS FROM {Identifier.Quote(view)}", row => row.GetString(0)), null);
        }
        catch (MySqlException invalid) when (IsInvalidView(invalid))
        {
            return new ViewProbe([], invalid.Message);
        }
        catch (MySqlException denied) when (denied.Number is RoutineAccessDenied)
        {
            // A function of the view may be executed by others alone. The view is sound, and its definition names its columns.
            return new ViewProbe(null, null);
        }
        catch (MySqlException broken) when (broken.Number is NotFormFile or ParseError)
        {
            // Its file is damaged, or its text is of a version that this server no longer understands: nobody can keep that.
            throw new BackupException(
                BackupError.ObjectUnreadable,
                $"the server cannot show the view {Identifier.Quote(view)}: {broken.Message}",
                "drop it or make it anew",
                broken);
        }
    }

    /// <summary>ER_VIEW_INVALID, or what opening its tables, columns, functions or definer ran into.</summary>
    private static bool IsInvalidView(MySqlException failure) =>
        failure.Number is ViewInvalid or UnknownTable or UnknownColumn or UnknownRoutine or UnknownDefiner or RecursiveView;

    private sealed record ViewProbe(IReadOnlyList<string>? Columns, string? Invalid);

    private sealed record Listed(StoredKind Kind, string Name, string? Definer)
    {
        public string? Table { get; init; }

        public string? Comment { get; init; }

        public long? Created { get; init; }

        public string? Version { get; init; }
    }
}
