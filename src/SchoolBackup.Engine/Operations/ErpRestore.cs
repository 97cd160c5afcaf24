using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Erp;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>
/// Restores a backup of the School ERP: its tag and its whole document are checked first, and every table and column found in the target. Then its
/// rows are upserted, or loaded beside into tables made like the live ones, and swapped in.
/// </summary>
internal sealed class ErpRestore(RestoreOperation operation, TimeProvider clock, IProgress<RunProgress> progress)
{
    public RestorePreview Preview(ErpFile file, RestoreOptions options, CancellationToken stop)
    {
        using MySqlConnection connection = ServerSession.Open(options.Connection, stop);
        Source source = Judge(connection, file, options, stop);
        HashSet<string> tables = [.. source.Targets.Select(target => target.Table.Name)];
        long rows = connection.Rows(
            $"SELECT table_name, COALESCE(table_rows, 0) FROM information_schema.tables WHERE {ServerNames.Is("table_schema", source.Live.Name)}",
            row => (Name: row.GetString(0), Rows: row.GetInt64(1))).Where(table => tables.Contains(table.Name)).Sum(table => table.Rows);
        return new RestorePreview(file.Backup, source.Live.Name, [.. tables], rows, source.Contents.Made) { Placement = options.Placement };
    }

    public RestoreResult Run(ErpFile file, RestoreOptions options, CancellationToken stop)
    {
        long start = clock.GetTimestamp();
        using MySqlConnection connection = ServerSession.Open(options.Connection, stop);
        Source source = Judge(connection, file, options, stop);
        var warnings = new List<string>(Warnings(source));
        string? safety = operation.SafetyBackup(connection, source.Live.Name, options, stop);
        (long rows, string? previous) = options.Placement == Placement.Upsert
            ? (ByUpsert(connection, file, source, warnings, stop), null)
            : BySwap(file, source, options, warnings, stop);
        return new RestoreResult
        {
            Backup = file.Backup,
            Database = source.Live.Name,
            Tables = source.Targets.Count,
            Objects = ObjectCounts.None with { Tables = source.Targets.Count },
            Rows = rows,
            Duration = clock.GetElapsedTime(start),
            ContentChecked = false,
            SafetyBackup = safety,
            Previous = previous,
            Warnings = warnings,
        };
    }

    private long ByUpsert(MySqlConnection connection, ErpFile file, Source source, List<string> warnings, CancellationToken stop)
    {
        warnings.AddRange(UpsertTransaction.Warnings(connection, source.Live.Name, [.. source.Targets.Select(target => target.Table)]));
        return new ErpUpsert(file, source.Targets, source.Live.Name, progress).Run(connection, stop);
    }

    private (long Rows, string? Previous) BySwap(ErpFile file, Source source, RestoreOptions options, List<string> warnings, CancellationToken stop)
    {
        string database = source.Live.Name;
        var entry = new DatabaseEntry(database, source.Live.Charset, source.Live.Collation, source.Live.Comment);
        using ScratchSchema scratch = ScratchSchema.Create(options.Connection, entry, "restore", stop);
        string previous = operation.PreviousName(database);
        (long rows, bool replaced) = scratch.Use(() =>
        {
            var shadow = new ErpShadow(file, source.Targets, scratch.Name, progress);
            long loaded = shadow.Load(options.Connection, stop);
            warnings.AddRange(shadow.Warnings);
            stop.ThrowIfCancellationRequested();
            progress.Report(new RunProgress(RunPhase.Swapping, database, 0, 0, 0));
            HashSet<string> tables = [.. source.Targets.Select(target => target.Table.Name)];
            var swap = new SwapRequest(options.Connection, database, scratch.Name, [.. tables], RestoreExtent.Tables, previous, entry.Defaults);
            return (loaded, new Swap(swap).Run(scratch, live =>
            {
                OutsideReferences.Set(shadow.Definitions, tables, database, live);
                source.Before.MakeStored(live, tables);
            }));
        });
        return (rows, replaced ? RestoreOperation.Settle(previous, options) : null);
    }

    /// <summary>Reads the whole file and finds the place of everything in it; nothing has been written yet.</summary>
    private Source Judge(MySqlConnection connection, ErpFile file, RestoreOptions options, CancellationToken stop)
    {
        if (options.Placement == Placement.InPlace)
            throw new BackupException(BackupError.NotSupported, "a School ERP backup holds no definitions, so nothing could be made anew from it in place", "leave out --in-place, or use --mode upsert");
        string target = TargetName.Require(options.TargetDatabase ?? BackupName.Parse(file.Backup.Name)?.Database
            ?? throw new BackupException(BackupError.InvalidOption, $"{file.Path} does not say which database it is of", "say where to restore it with --database"));
        ErpContents contents = new ErpScan(file, progress).Read(stop);
        (string Database, string Table)[] names = [.. contents.Tables.Select(table => (target, table.Name))];
        DumpSelection selection = new DumpSelection { Tables = options.Tables }.Among(names);
        if (selection.Unmatched(names).ToArray() is { Length: > 0 } unmatched)
            throw new BackupException(BackupError.TableNotFound, $"{file.Path} holds no table {string.Join(", ", unmatched)}", $"its tables are: {string.Join(", ", contents.Tables.Select(table => table.Name).Take(50))}");
        DatabaseInfo live = SchemaReader.Read(connection, [target], Enum.GetValues<StoredKind>()).Single();
        return new Source(contents, ErpTarget.Match(contents.Tables.Where(table => selection.Includes(target, table.Name)), target, live.Tables, file.Path, NameRules.Of(connection)), live, LiveDatabase.Read(connection, target));
    }

    private static IEnumerable<string> Warnings(Source source)
    {
        if (source.Contents.Unknown.Count > 0) yield return $"the document holds something that this program does not know, and leaves alone: {string.Join(", ", source.Contents.Unknown.Take(10))}";
        string[] computed = [.. source.Targets.SelectMany(target => target.Columns.Where(column => column.Generated).Select(column => $"{target.Table.Name}.{column.Name}"))];
        if (computed.Length > 0) yield return $"the server computes these columns anew: {string.Join(", ", computed.Take(20))}";
        HashSet<string> held = [.. source.Contents.Tables.Select(table => table.Name)];
        string[] stayed = [.. source.Live.Tables.Where(table => table.Type != TableType.Sequence && !held.Contains(table.Name)).Select(table => table.Name)];
        if (stayed.Length > 0) yield return $"tables of '{source.Live.Name}' that the backup does not hold stay as they were: {string.Join(", ", stayed.Take(50))}";
    }

    private sealed record Source(ErpContents Contents, IReadOnlyList<ErpTarget> Targets, DatabaseInfo Live, LiveDatabase Before);
}
