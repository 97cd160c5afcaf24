using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>A dump that has been loaded into a scratch database, with all that it makes there tried and its tables ready to be swapped.</summary>
/// <param name="Tables">Names of its tables and sequences.</param>
/// <param name="Rows">Rows in them.</param>
/// <param name="Stored">Its views, routines, triggers and events.</param>
/// <param name="Loader">What loaded it.</param>
internal sealed record ForeignShadow(IReadOnlyList<string> Tables, long Rows, StoredProgram Stored, ForeignLoader Loader)
{
    /// <summary>Loads the dump, makes its stored objects to see that they can be made, and drops them again.</summary>
    /// <exception cref="BackupException">RestoreFailed with a line, or what else went wrong.</exception>
    public static ForeignShadow Load(ForeignLoadRequest request, ConnectionOptions options, DefinerPolicy definers, IProgress<RunProgress> progress, CancellationToken stop)
    {
        using MySqlConnection connection = SchemaLoader.Open(options, stop);
        var loader = new ForeignLoader(request, connection, progress);
        StoredProgram stored = loader.Load(stop);
        using MySqlConnection second = SchemaLoader.Open(options, stop);
        (string[] tables, long rows) = Count(second, request.Schema);
        stored.Run(second, new StoredRewrite(request.Source ?? "", request.Schema, definers, EventsAre.Disabled));
        using MySqlConnection third = SchemaLoader.Open(options, stop);
        // With triggers, no table can change its database (error 1435).
        LiveDatabase made = LiveDatabase.Read(third, request.Schema);
        made.DropTriggers(third, tables);
        made.DropStored(third, null);
        return new ForeignShadow(tables, rows, stored, loader);
    }

    /// <summary>Counts what is there: a dump does not say how many rows it has.</summary>
    private static (string[] Tables, long Rows) Count(MySqlConnection connection, string schema)
    {
        List<(string Name, string Type)> tables = connection.Rows(
            $"SELECT table_name, table_type FROM information_schema.tables WHERE {ServerNames.Is("table_schema", schema)} AND table_type <> 'VIEW' AND table_name <> '{ScratchSchema.Marker}'",
            row => (row.GetString(0), row.GetString(1)));
        long rows = tables.Where(table => table.Type != "SEQUENCE").Sum(
            table => connection.Row($"SELECT COUNT(*) FROM {Identifier.Quote(schema, table.Name)}", row => row.GetInt64(0)));
        return ([.. tables.Select(table => table.Name)], rows);
    }
}
