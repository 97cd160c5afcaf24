using SchoolBackup.Engine.Archive;
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
/// Restores a dump of another tool: read to its end and judged first, loaded into a scratch database, and swapped in. What it holds
/// replaces what the live database has of these names; other tables stay, because a dump does not say whether it is of a whole database.
/// </summary>
internal sealed class ForeignRestore(RestoreOperation operation, TimeProvider clock, IProgress<RunProgress> progress)
{
    public RestorePreview Preview(DumpFile file, RestoreOptions options, CancellationToken stop)
    {
        using MySqlConnection connection = ServerSession.Open(options.Connection, stop);
        (DumpContents contents, ForeignSource source, string target) = Judge(connection, file, options, stop);
        string[] replaced = [.. LiveDatabase.Read(connection, target).Replaced(contents.TableNames, RestoreExtent.Tables).Order(StringComparer.Ordinal)];
        return new RestorePreview(file.Backup, target, replaced, RowEstimate.Of(connection, target, replaced), BackupName.Parse(file.Backup.Name)?.Timestamp)
        {
            Placement = options.Placement,
            Reaching = [.. Reaching(connection, contents, source, target, options).Warnings],
        };
    }

    public RestoreResult Run(DumpFile file, RestoreOptions options, CancellationToken stop)
    {
        long start = clock.GetTimestamp();
        DumpContents contents;
        ForeignSource source;
        DatabaseEntry entry;
        string? safety;
        Reach reach;
        using (MySqlConnection connection = ServerSession.Open(options.Connection, stop))
        {
            (contents, source, string target) = Judge(connection, file, options, stop);
            entry = source.Entry(connection, contents, target);
            reach = Reaching(connection, contents, source, target, options);
            safety = operation.SafetyBackup(connection, target, options, stop);
        }

        var warnings = new List<string> { "a dump of another tool holds no hashes: its content was loaded, and not compared with what was dumped" };
        if (contents.Dump.End == DumpEnd.CannotTell) warnings.Add("nothing in the dump tells whether its end is missing");
        string previous = operation.PreviousName(entry.Name);
        ObjectCounts objects = ObjectCounts.None;
        (ForeignShadow shadow, bool replaced) = DumpAccount.Use(options.Connection, account =>
        {
            using ScratchSchema scratch = ScratchSchema.Create(options.Connection, entry, "restore", stop);
            return scratch.Use(() =>
            {
                var request = new ForeignLoadRequest(file, contents, source.Name, source.Section, scratch.Name);
                ForeignShadow loaded = ForeignShadow.Load(request, account, options.Connection, progress, stop);
                loaded.Rehearse(request, options.Connection, options.Definers, stop);
                if (account.Warning is { } warning) warnings.Add(warning);
                stop.ThrowIfCancellationRequested();
                progress.Report(new RunProgress(RunPhase.Swapping, entry.Name, 0, 0, 0));
                var places = new SwapRequest(options.Connection, entry.Name, scratch.Name, loaded.Tables, RestoreExtent.Contents, previous, entry.Defaults);
                var swap = new Swap(places);
                bool hasReplaced = swap.Run(scratch, connection => objects = MakeStored(connection, loaded, source, entry.Name, options, warnings));
                warnings.AddRange(swap.Warnings);
                return (loaded, hasReplaced);
            });
        }, stop);
        warnings.AddRange(shadow.Loader.Warnings);
        warnings.AddRange(reach.Warnings);
        return new RestoreResult
        {
            Backup = file.Backup,
            Database = entry.Name,
            SourceDatabase = source.Name,
            Tables = shadow.Tables.Count,
            Objects = objects,
            Rows = shadow.Rows,
            Duration = clock.GetElapsedTime(start),
            ContentChecked = false,
            SafetyBackup = safety,
            Previous = replaced ? RestoreOperation.Settle(previous, options) : null,
            Warnings = warnings,
        };
    }

    /// <summary>Reads the whole dump and refuses what cannot be restored; nothing has been written yet.</summary>
    private (DumpContents Contents, ForeignSource Source, string Target) Judge(MySqlConnection connection, DumpFile file, RestoreOptions options, CancellationToken stop)
    {
        if (options.Tables.Count > 0)
            throw new BackupException(BackupError.NotSupported, "single tables cannot be taken out of another tool's dump", "restore it into a database of its own with --database, and copy the table from there");
        if (options.Placement == Placement.Upsert)
            throw new BackupException(BackupError.NotSupported, "rows of another tool's dump are not upserted: what its statements do is their own business", "leave out --mode upsert, or restore it into a database of its own with --database and copy rows from there");
        if (options.Placement == Placement.InPlace)
            throw new BackupException(BackupError.NotSupported, "another tool's dump is not restored in place: nothing could be checked first", "leave out --in-place, or run the dump with the mysql client");
        DumpContents contents = new DumpScan(file, progress).Read(options.SourceDatabase, DumpSession.Dialect(connection), connection.Server, stop);
        ForeignSource source = ForeignSource.Choose(file, contents, options.SourceDatabase);
        source.RequireRestorable(file, contents);
        source.RequireDistinctNames(file, contents, NameRules.Of(connection));
        string target = options.TargetDatabase ?? source.Name
            ?? throw new BackupException(BackupError.InvalidOption, $"{file.Path} does not say which database it is of", "say where to restore it with --database");
        return (contents, source, TargetName.Require(target));
    }

    private static Reach Reaching(MySqlConnection connection, DumpContents contents, ForeignSource source, string target, RestoreOptions options)
    {
        Reach reach = Reach.In(target, connection);
        contents.Stored.Show(reach, new StoredRewrite(source.Name ?? "", target, options.Definers, EventsAre.AsBackedUp), source.Section);
        return reach;
    }

    private static ObjectCounts MakeStored(MySqlConnection connection, ForeignShadow shadow, ForeignSource source, string target, RestoreOptions options, List<string> warnings)
    {
        bool copy = !NameRules.Of(connection).Tables.Equals(target, source.Name);
        shadow.Loader.SetSequenceDefaults(connection, target);
        shadow.Stored.Run(connection, new StoredRewrite(source.Name ?? "", target, options.Definers, copy ? EventsAre.Disabled : EventsAre.AsBackedUp));
        if (copy) warnings.AddRange(shadow.Stored.Warnings.Where(warning => source.Name is not null));
        if (copy && shadow.Stored.HasEvents) warnings.Add($"the events of the copy '{target}' are disabled, so that it does not act beside the original");
        warnings.AddRange(shadow.Stored.PastEvents);
        HashSet<string> restored = [.. shadow.Tables];
        LiveDatabase now = LiveDatabase.Read(connection, target);
        shadow.Require(now, options.Backup.Address);
        string[] stayed = [.. now.Tables.Where(table => !restored.Contains(table))];
        if (stayed.Length > 0) warnings.Add($"tables of '{target}' that the dump does not hold stay as they were: {string.Join(", ", stayed.Take(50))}");
        return now.Counted(shadow.Stored.Objects, shadow.Tables);
    }
}
