using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// A dump that has been loaded into a scratch database, by an account that may use no other, and with all that it makes there tried.
/// </summary>
/// <param name="Tables">Names of its tables and sequences.</param>
/// <param name="Objects">What was made, counted by kind.</param>
/// <param name="Rows">Rows in them.</param>
/// <param name="Stored">Its views, routines, triggers and events.</param>
/// <param name="Loader">What loaded it.</param>
/// <param name="Beyond">Views that were not made, because they read other databases.</param>
/// <param name="Gone">Events that a drill does not find again, because their time has passed.</param>
internal sealed record ForeignShadow(
    IReadOnlyList<string> Tables, ObjectCounts Objects, long Rows, StoredProgram Stored, ForeignLoader Loader, IReadOnlyList<string> Beyond, IReadOnlyList<string> Gone)
{
    /// <summary>
    /// Loads the dump, makes its stored objects in nobody else's name to see that they can be made, and drops them again.
    /// </summary>
    /// <param name="request">The dump, and an empty scratch database.</param>
    /// <param name="account">Who runs the dump.</param>
    /// <param name="owner">Server and account of the run: it counts and drops.</param>
    /// <param name="progress">Told of what is read.</param>
    /// <param name="stop">Ends it between two statements.</param>
    /// <exception cref="BackupException">RestoreFailed with a line, or what else went wrong.</exception>
    public static ForeignShadow Load(
        ForeignLoadRequest request, DumpAccount account, ConnectionOptions owner, IProgress<RunProgress> progress, CancellationToken stop)
    {
        account.OpenTo(request.Schema, request.Contents.Parents, stop);
        using MySqlConnection connection = SchemaLoader.Open(account.Connection, stop);
        var loader = new ForeignLoader(request, connection, progress);
        StoredProgram stored = loader.Load(stop);
        using MySqlConnection counting = SchemaLoader.Open(owner, stop);
        (string[] tables, long rows) = Count(counting, request.Schema);
        using MySqlConnection making = SchemaLoader.Open(account.Connection, stop);
        var trial = new StoredTrial(making, counting);
        stored.Run(trial, Rewrite(request, new DefinerPolicy.Strip()));
        LiveDatabase made = LiveDatabase.Read(counting, request.Schema);
        (StoredKind Kind, string Name)[] missing = [.. made.Lacks(stored.Objects)];
        // A view that reads other databases is named, and so is what stands on it.
        RequireNone(
            missing.Where(one => one.Kind != StoredKind.Event && (one.Kind != StoredKind.View || trial.Beyond.Count == 0)),
            request.File.Path);
        string[] gone = [.. missing.Where(one => one.Kind == StoredKind.Event).Select(one => $"the event {one.Name} is not kept by the server, because its time has passed: a restore disables it")];
        ObjectCounts objects = made.Counted(stored.Objects, tables);
        DropStored(request.Schema, tables, owner, stop);
        return new ForeignShadow(tables, objects, rows, stored, loader, trial.Beyond, gone);
    }

    /// <summary>Makes the stored objects as the live database is to have them, by the account that will, and drops them again.</summary>
    /// <exception cref="BackupException">RestoreFailed with a line, or what else went wrong.</exception>
    public void Rehearse(ForeignLoadRequest request, ConnectionOptions owner, DefinerPolicy definers, CancellationToken stop)
    {
        using (MySqlConnection connection = SchemaLoader.Open(owner, stop))
        {
            Stored.Run(connection, Rewrite(request, definers));
            Require(LiveDatabase.Read(connection, request.Schema), request.File.Path);
        }

        DropStored(request.Schema, Tables, owner, stop);
    }

    /// <summary>Everything that the dump makes is there.</summary>
    /// <exception cref="BackupException">RestoreFailed, naming what is not.</exception>
    public void Require(LiveDatabase made, string path) =>
        RequireNone(made.Lacks(Stored.Objects).Where(one => one.Kind != StoredKind.Event), path);

    private static void RequireNone(IEnumerable<(StoredKind Kind, string Name)> missing, string path)
    {
        string[] names = [.. missing.Select(one => $"the {Dump.SchemaText.TypeName(one.Kind).ToLowerInvariant()} {one.Name}")];
        if (names.Length == 0) return;
        throw new BackupException(
            BackupError.RestoreFailed,
            $"the server answered OK to what {path} makes, and does not have it: {string.Join(", ", names)}",
            "look whether the account sees them (SHOW GRANTS), and into the server's error log");
    }

    private static StoredRewrite Rewrite(ForeignLoadRequest request, DefinerPolicy definers) =>
        new(request.Source ?? "", request.Schema, definers, EventsAre.Disabled);

    private static void DropStored(string schema, IEnumerable<string> tables, ConnectionOptions owner, CancellationToken stop)
    {
        using MySqlConnection connection = SchemaLoader.Open(owner, stop);
        LiveDatabase made = LiveDatabase.Read(connection, schema);
        // With triggers, no table can change its database (error 1435).
        made.DropTriggers(connection, [.. tables]);
        made.DropStored(connection, null);
    }

    /// <summary>Counts what is there: a dump does not say how many rows it has.</summary>
    private static (string[] Tables, long Rows) Count(MySqlConnection connection, string schema)
    {
        IReadOnlyList<(string Name, string Type)> tables = connection.Rows(
            $"SELECT table_name, table_type FROM information_schema.tables WHERE {ServerNames.Is("table_schema", schema)} AND table_type <> 'VIEW' AND table_name <> '{ScratchSchema.Marker}'",
            row => (row.GetString(0), row.GetString(1)));
        long rows = tables.Where(table => table.Type != "SEQUENCE").Sum(
            table => connection.Row($"SELECT COUNT(*) FROM {Identifier.Quote(schema, table.Name)}", row => row.GetInt64(0)));
        return ([.. tables.Select(table => table.Name)], rows);
    }
}
