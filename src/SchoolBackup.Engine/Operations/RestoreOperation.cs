using System.Globalization;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Encryption;
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

/// <summary>Restores a backup: loads a shadow, checks it against the manifest, and swaps it in.</summary>
public sealed class RestoreOperation(TimeProvider clock, IProgress<RunProgress> progress)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private BackupRef? _safety;
    private ObjectCounts _objects = ObjectCounts.None;

    /// <summary>Looks, and changes nothing: what <c>--what-if</c> and the confirmation say.</summary>
    /// <exception cref="BackupException">The file, the options, the server or the target's capabilities forbid the restore.</exception>
    public RestorePreview Preview(RestoreOptions options, CancellationToken stop) => ServerSession.Guard(options.Connection, () =>
    {
        Require(options);
        progress.Report(new RunProgress(RunPhase.Connecting, options.Connection.Endpoint, 0, 0, 0));
        using ErpFile? erp = ErpFile.At(options.Backup, options.Keys);
        if (erp is not null) return new ErpRestore(this, clock, progress).Preview(erp, options, stop);
        if (Formats.DumpAt(options.Backup, options.Keys) is { } dump) return new ForeignRestore(this, clock, progress).Preview(dump, options, stop);
        using ArchiveReader archive = StoredBackup.OpenArchive(options.Backup, options.Keys);
        RestorePlan plan = RestorePlans.From(archive, options);
        ArchiveStatements.Require(archive, plan.Source.Name, stop);
        using MySqlConnection connection = ServerSession.Open(options.Connection, stop);
        TargetCapabilities.Require(connection, archive, plan, options);
        LiveDatabase live = LiveDatabase.Read(connection, plan.Target);
        string[] tables = [.. plan.Tables.Select(table => table.Name)];
        string[] replaced = [.. live.Replaced(tables, RestoreExtent.Tables).Order(StringComparer.Ordinal)];
        bool isAll = plan.Extent == RestoreExtent.Database && options.Placement != Placement.Upsert;
        return new RestorePreview(options.Backup, plan.Target, replaced, RowEstimate.Of(connection, plan.Target, replaced), archive.Header.Started)
        {
            Placement = options.Placement,
            Going = isAll ? [.. live.Beyond(tables, archive.Index.Objects.Where(one => one.Database == plan.Source.Name).Select(one => one.Name))] : [],
            Emptied = [.. plan.Tables.Where(table => table.ContentHash is null && table.Type != nameof(TableType.Sequence) && replaced.Contains(table.Name, live.Names.Tables)).Select(table => table.Name)],
            Reaching = options.Placement == Placement.Upsert ? [] : [.. Reach.Of(archive, plan, options.Definers, connection).Warnings],
        };
    });

    /// <summary>Restores.</summary>
    /// <exception cref="BackupException">With the code of what went wrong. Unless it was in place, the live database is as it was.</exception>
    /// <exception cref="OperationCanceledException">Stopped before the swap; the live database is as it was. (In place, a stop is an error: RestoreFailed.)</exception>
    public RestoreResult Run(RestoreOptions options, CancellationToken stop)
    {
        try
        {
            return ServerSession.Guard(options.Connection, () => RunGuarded(options, stop));
        }
        catch (OperationCanceledException) when (_safety is not null)
        {
            // Nothing was replaced, and a backup of what is still there would be taken for more than it is. While another run writes there, it stays.
            using var patience = new CancellationTokenSource(Patience);
            new RemovalOperation(clock, progress).Run([Catalogue.At(_safety, [], stop: CancellationToken.None)], [], patience.Token);
            throw;
        }
    }

    private RestoreResult RunGuarded(RestoreOptions options, CancellationToken stop)
    {
        Require(options);
        using ErpFile? erp = ErpFile.At(options.Backup, options.Keys);
        if (erp is not null) return new ErpRestore(this, clock, progress).Run(erp, options, stop);
        if (Formats.DumpAt(options.Backup, options.Keys) is { } dump) return new ForeignRestore(this, clock, progress).Run(dump, options, stop);
        long start = clock.GetTimestamp();
        using ArchiveReader archive = StoredBackup.OpenArchive(options.Backup, options.Keys);
        RestorePlan plan = RestorePlans.From(archive, options);
        ArchiveStatements.Require(archive, plan.Source.Name, stop);
        string? safety;
        Reach? reach = null;
        _objects = Counted(plan.Tables);
        using (MySqlConnection connection = ServerSession.Open(options.Connection, stop))
        {
            TargetCapabilities.Require(connection, archive, plan, options);
            if (options.Placement != Placement.Upsert) reach = Reach.Of(archive, plan, options.Definers, connection);
            safety = SafetyBackup(connection, plan.Target, options, stop);
        }

        var warnings = new List<string>(archive.Index.Omitted.Select(omitted => $"the backup lacks {omitted}"));
        warnings.AddRange(plan.Tables.Where(table => table.ContentHash is null).Select(table => $"the backup holds only the structure of {table.Name}"));
        string? previous = options.Placement switch
        {
            Placement.Swap => BySwap(archive, plan, options, warnings, stop),
            Placement.InPlace => InPlace(archive, plan, options, safety, warnings, stop),
            _ => new ArchiveUpsert(archive, plan, progress).Run(options.Connection, warnings, stop),
        };
        if (reach is not null) warnings.AddRange(reach.Warnings);
        return new RestoreResult
        {
            Backup = options.Backup,
            Database = plan.Target,
            SourceDatabase = plan.Source.Name,
            Tables = plan.Tables.Count,
            Objects = _objects,
            Rows = plan.Tables.Sum(table => table.Rows),
            Duration = clock.GetElapsedTime(start),
            ContentChecked = options.Placement != Placement.Upsert,
            SafetyBackup = safety,
            Previous = previous,
            Warnings = warnings,
        };
    }

    /// <summary>Tables and sequences of a backup; of stored objects there is none.</summary>
    internal static ObjectCounts Counted(IReadOnlyCollection<TableEntry> tables)
    {
        int sequences = tables.Count(table => table.Type == nameof(TableType.Sequence));
        return ObjectCounts.None with { Tables = tables.Count - sequences, Sequences = sequences };
    }

    private static void Require(RestoreOptions options)
    {
        if (options is { Placement: Placement.Upsert, Replaced: ReplacedTables.Keep })
            throw new BackupException(BackupError.InvalidOption, "--mode upsert replaces no table, so there would be none to keep", "leave out --keep-previous");
        if (options is { Placement: Placement.InPlace, Replaced: ReplacedTables.Keep })
            throw new BackupException(BackupError.InvalidOption, "--in-place drops the tables that are replaced, so there would be none to keep", "leave out --keep-previous: the safety backup keeps them");
    }

    /// <summary>Backs up what is about to be replaced, if that is wanted and there is anything.</summary>
    /// <returns>The backup's path, or null.</returns>
    internal string? SafetyBackup(MySqlConnection connection, string target, RestoreOptions options, CancellationToken stop)
    {
        if (options.SafetyRepository is not { } repository) return null;
        if (connection.Scalar($"SELECT COUNT(*) FROM information_schema.tables WHERE {ServerNames.Is("table_schema", target)}") == "0") return null;
        var backup = new BackupOptions { Connection = options.Connection, Databases = [target], Repository = repository, Key = options.Keys.Current, Purpose = BackupPurpose.Safety, LockTimeout = options.LockTimeout };
        _safety = new BackupOperation(clock, new SinglePhase(progress, RunPhase.BackingUpReplaced)).Run(backup, stop).Copies[0];
        return _safety.Address;
    }

    private string? BySwap(ArchiveReader archive, RestorePlan plan, RestoreOptions options, List<string> warnings, CancellationToken stop)
    {
        using ScratchSchema scratch = ScratchSchema.Create(options.Connection, plan.Source with { Name = plan.Target }, "restore", stop);
        string previous = PreviousName(plan.Target);
        bool replaced = scratch.Use(() =>
        {
            new SchemaLoader(new LoadRequest(archive, plan.Tables, scratch.Name, options.Connection, options.Loaders), progress).Run(stop);
            stop.ThrowIfCancellationRequested();
            new BackupRehearsal(archive, plan, options, progress).In(scratch.Name);
            progress.Report(new RunProgress(RunPhase.Swapping, plan.Target, 0, 0, 0));
            var request = new SwapRequest(options.Connection, plan.Target, scratch.Name, [.. plan.Tables.Select(table => table.Name)], plan.Extent, previous, plan.Source.Defaults) { Triggers = TriggersAfter(archive, plan) };
            var swap = new Swap(request);
            bool hasReplaced = swap.Run(scratch, connection => MakeStored(archive, plan, options, connection, warnings));
            warnings.AddRange(swap.Warnings);
            return hasReplaced;
        });
        return replaced ? Settle(previous, options) : null;
    }

    /// <summary>The database that takes what is replaced.</summary>
    internal string PreviousName(string target) =>
        string.Create(CultureInfo.InvariantCulture, $"{target[..Math.Min(target.Length, 34)]}_before_{clock.GetUtcNow():yyyyMMdd_HHmmss_fff}");

    /// <summary>Keeps or drops the replaced tables.</summary>
    /// <returns>Where they are kept, or null.</returns>
    internal static string? Settle(string previous, RestoreOptions options)
    {
        if (options.Replaced == ReplacedTables.Keep) return previous;
        string drop = $"DROP DATABASE IF EXISTS {Identifier.Quote(previous)}";
        try
        {
            ServerSession.CleanUp(() => SchemaLoader.Open(options.Connection, CancellationToken.None), last => last.Execute(drop));
        }
        catch (Exception failure) when (failure is BackupException or MySqlException or MySqlConnectionException)
        {
            throw new BackupException(
                BackupError.RestoreFailed, $"the backup is restored, but what it replaced is still in '{previous}' and could not be dropped: {Words(failure)}", $"drop it yourself: {drop}", failure);
        }

        return null;
    }

    private string? InPlace(ArchiveReader archive, RestorePlan plan, RestoreOptions options, string? safety, List<string> warnings, CancellationToken stop)
    {
        using MySqlConnection connection = SchemaLoader.Open(options.Connection, stop);
        LiveDatabase live = LiveDatabase.Read(connection, plan.Target);
        string[] replaced = live.Replaced(plan.Tables.Select(table => table.Name), plan.Extent);
        OldTriggers triggers = TriggersAfter(archive, plan);
        if (new BackupRehearsal(archive, plan, options, progress).Beside(stop) is { } untried) warnings.Add(untried);
        else if (triggers == OldTriggers.Stay) Rehearsal.OfWayBack(options.Connection, live, replaced);
        RoutineGrants grants = RoutineGrants.Read(connection, plan.Target);
        ClearStored(connection, live, replaced, plan.Extent);
        string defaults = plan.Source.Defaults;
        connection.Execute(live.Exists ? $"ALTER DATABASE {Identifier.Quote(plan.Target)} {defaults}" : $"CREATE DATABASE {Identifier.Quote(plan.Target)} {defaults}");
        try
        {
            if (replaced.Length > 0) connection.Execute($"DROP TABLE {string.Join(", ", replaced.Select(table => Identifier.Quote(plan.Target, table)))}");
            new SchemaLoader(new LoadRequest(archive, plan.Tables, plan.Target, options.Connection, options.Loaders), progress).Run(stop);
            MakeStored(archive, plan, options, connection, warnings);
            if (triggers == OldTriggers.Stay) live.MakeStored(connection, replaced);
            if (plan.Extent != RestoreExtent.Tables) warnings.AddRange(grants.GiveAgain(connection));
            return null;
        }
        catch (Exception failure) when (failure is BackupException or MySqlException or MySqlConnectionException or MySqlConnectException or OperationCanceledException)
        {
            throw new BackupException(
                BackupError.RestoreFailed,
                $"'{plan.Target}' is INCOMPLETE: its tables had been dropped when the restore in place ended: {Words(failure)}",
                safety is null ? "restore this backup again, or another one" : $"what was there before is in {safety}: restore that, or this backup again",
                failure);
        }
    }

    /// <summary>Drops the stored objects that the restore replaces, or leaves all of them: nobody can ask a server beforehand what it would refuse.</summary>
    private static void ClearStored(MySqlConnection connection, LiveDatabase live, string[] replaced, RestoreExtent extent)
    {
        string[]? triggersOf = extent == RestoreExtent.Database ? null : replaced;
        try
        {
            // Triggers last: MySQL lets go of those without SYSTEM_USER, and of nothing else that somebody with it has defined.
            if (extent == RestoreExtent.Database) live.DropStored(connection, triggersOf: null);
            live.DropTriggers(connection, replaced);
        }
        catch (MySqlException refused)
        {
            live.PutBack(connection, triggersOf);
            throw new BackupException(
                BackupError.PrivilegeMissing,
                $"'{live.Name}' is as it was: what is stored in it could not be dropped: {ServerFault.Of(refused).Message}",
                "use an account that may; MySQL asks for SYSTEM_USER where their definer has it",
                refused);
        }
    }

    private static string Words(Exception failure) => failure switch
    {
        MySqlException refused => ServerFault.Of(refused).Message,
        OperationCanceledException => "it was stopped",
        _ => failure.Message,
    };

    /// <summary>An account that may not see triggers backed up none, and they are on the live tables all the same.</summary>
    private static OldTriggers TriggersAfter(ArchiveReader archive, RestorePlan plan) =>
        archive.Header.Partial && !archive.Index.Objects.Any(one => one.Database == plan.Source.Name && one.Table is not null) ? OldTriggers.Stay : OldTriggers.Go;

    /// <summary>Everything that acts comes last, when all rows are there.</summary>
    private void MakeStored(ArchiveReader archive, RestorePlan plan, RestoreOptions options, MySqlConnection connection, List<string> warnings)
    {
        bool copy = !NameRules.Of(connection).Tables.Equals(plan.Target, plan.Source.Name);
        OutsideReferences.Set(archive, plan, connection);
        var loader = new StoredObjectLoader(
            archive, connection, new StoredRewrite(plan.Source.Name, plan.Target, options.Definers, copy ? EventsAre.Disabled : EventsAre.AsBackedUp));
        bool isMore = plan.Extent != RestoreExtent.Tables;
        loader.Load(isMore ? LiveDatabase.StoredKinds : [ChunkKind.Triggers], plan.Tables);
        warnings.AddRange(loader.Leftovers);
        warnings.AddRange(loader.Warnings);
        using MySqlConnection reading = SchemaLoader.Open(options.Connection, CancellationToken.None);
        var check = new DefinitionCheck(archive, plan.Source.Name, plan.Tables);
        check.Require(reading, plan.Target, MadeIn.Place, loader.Made);
        _objects = check.Counts;
        warnings.AddRange(check.Warnings);
        if (copy && isMore && archive.Index.Objects.Any(one => one.Database == plan.Source.Name && one.Type == "EVENT"))
            warnings.Add($"the events of the copy '{plan.Target}' are disabled, so that it does not act beside the original");
    }
}
