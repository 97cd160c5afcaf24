using System.Reflection;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Encryption;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Errors;
using SchoolBackup.MySql;
using SchoolBackup.Storage;
using static SchoolBackup.MySql.ServerErrorNumber;

namespace SchoolBackup.Engine.Operations;

/// <summary>Makes one backup: a consistent snapshot, written to every destination at once, published only when whole.</summary>
public sealed class BackupOperation(TimeProvider clock, IProgress<RunProgress> progress)
{
    /// <summary>What the program calls itself in headers.</summary>
    internal static string Tool { get; } =
        $"SchoolBackup {typeof(BackupOperation).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]}";

    /// <summary>Runs it.</summary>
    /// <param name="options">What and where to.</param>
    /// <param name="stop">Ends the run; nothing of it remains.</param>
    /// <exception cref="BackupException">With the code of what went wrong. No file is published, unless the code is ExternalCopyFailed or HistoryNotRecorded.</exception>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public BackupResult Run(BackupOptions options, CancellationToken stop)
    {
        BackupResult result = options.History is { } type ? new RecordedBackup(clock, type).Run(options, () => Make(options, stop)) : Make(options, stop);
        return result.CopyFailure is { } failure ? throw failure : result;
    }

    /// <summary>Looks, and changes nothing: what <c>-WhatIf</c> says. Whether the folder can be written to, and tables be locked, only a run can tell.</summary>
    /// <exception cref="BackupException">The options, the folder, the server or the account forbid the backup.</exception>
    public BackupPreview Preview(BackupOptions options, CancellationToken stop) => ServerSession.Guard(options.Connection, () =>
    {
        bool rowsOnly = options.Container == BackupContainer.SchoolErp;
        if (rowsOnly) ErpBackup.Require(options);
        progress.Report(new RunProgress(RunPhase.Connecting, options.Connection.Endpoint, 0, 0, 0));
        List<BlindSpot> blind = Preflight(options, stop);
        using MySqlConnection connection = ServerSession.Open(options.Connection, stop);
        var scope = new DumpScope(SchemaReader.Read(connection, options.Databases, [.. blind.SelectMany(spot => spot.Kinds)]), options.Selection);
        scope.RefuseEmpty(options.Connection.User);
        List<TableInfo> tables = rowsOnly ? ErpBackup.Selected(scope, options.Connection.User) : [.. scope.Tables];
        List<TableEntry> entries = [.. tables.Select(scope.Entry)]; // refuses what has no exact form
        return new BackupPreview(
            entries.Count,
            tables.Where(scope.HasRows).Sum(table => table.DataLength),
            [.. blind.Where(spot => IsMissed(spot, options)).Select(spot => spot.ToString())]);
    });

    private BackupResult Make(BackupOptions options, CancellationToken stop) => ServerSession.Guard(
        options.Connection, () => options.Container == BackupContainer.SchoolErp ? new ErpBackup(clock, progress).Run(options, stop) : RunGuarded(options, stop));

    private BackupResult RunGuarded(BackupOptions options, CancellationToken stop)
    {
        progress.Report(new RunProgress(RunPhase.Connecting, options.Connection.Endpoint, 0, 0, 0));
        // Before the folder is made: what is refused leaves nothing, not even that.
        List<BlindSpot> blind = Preflight(options, stop);
        using RunQueue turn = RunQueue.Take(options.Places, progress, stop, options.LockTimeout);
        string id = Guid.NewGuid().ToString("N");
        using var destinations = Destinations.Open(options, turn, clock, stop);
        DateTimeOffset started = destinations.Start.Time;
        using EncryptingStream? keyBlock = options.Key is { } key ? EncryptingStream.Begin(destinations, EncryptionHeader(options, id, started), key) : null;

        using var run = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var request = new SnapshotRequest(
            options.Connection, options.Databases, options.Selection, [.. blind.SelectMany(spot => spot.Kinds)], Math.Clamp(options.Readers, 1, 16) + 1);
        using ConsistentSnapshot snapshot = ConsistentSnapshot.Begin(request, run.Token);
        snapshot.Scope.RefuseEmpty(options.Connection.User);
        var plan = new DumpPlan(snapshot);
        var archive = new ArchiveWriter(keyBlock ?? (Stream)destinations, options.Container, options.Databases);
        var meter = new ProgressMeter(progress, RunPhase.Reading, snapshot.Databases.Sum(database => database.Tables.Sum(table => table.DataLength)));
        NamingChanges(snapshot, request, () => new Dumper(snapshot, plan, new ChunkSequence(archive, run), meter.Add).Run(run), stop);

        progress.Report(new RunProgress(RunPhase.Finishing, null, 0, 0, 0));
        SchemaComparison.ThrowIfChanged(snapshot.Databases, snapshot.ReadAgain(request));
        ArchiveIndex index = Index(snapshot, plan, archive, blind);
        ArchiveHeader header = archive.Complete(Header(snapshot, index, options, id, started), index);
        keyBlock?.Complete();
        stop.ThrowIfCancellationRequested();
        return new BackupResult(header, destinations.Publish(), index.Warnings, index.Omitted)
        {
            Size = keyBlock is null ? header.FileLength : FrameLayout.FileLengthOf(header.FileLength),
            Container = options.Container,
            KeyId = keyBlock?.KeyId,
            CopyFailure = destinations.CopyFailure,
        };
    }

    /// <summary>When a column or table turns out to be gone, or anew, the catalogue says what the server's answer does not.</summary>
    internal static void NamingChanges(ConsistentSnapshot snapshot, SnapshotRequest request, Action dump, CancellationToken stop)
    {
        try
        {
            dump();
        }
        catch (MySqlException failure) when (failure.Number is UnknownColumn or UnknownTable or TableDefinitionChanged)
        {
            // The sessions of the run are stopped by now.
            using MySqlConnection fresh = ServerSession.Open(request.Connection, stop);
            SchemaComparison.ThrowIfChanged(snapshot.Databases, SchemaReader.Read(fresh, request.Databases, request.Skip));
            throw;
        }
    }

    /// <summary>Looks for the databases, for room and for rights.</summary>
    /// <param name="options">The run.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>What the account cannot see, where that is allowed.</returns>
    internal static List<BlindSpot> Preflight(BackupOptions options, CancellationToken stop)
    {
        using MySqlConnection connection = ServerSession.Open(options.Connection, stop);
        long expected = SpaceEstimate.BackupBytes(connection, options.Databases, options.Container);
        if (options.Repository.FreeBytes(stop) is { } free) SpaceEstimate.Require(options.Repository.Location, free, expected, "the backup");
        Privileges privileges = Privileges.Read(connection);
        List<BlindSpot> blind = [.. options.Databases.SelectMany(database => privileges.BlindSpots(database, connection.Server))];
        List<BlindSpot> missed = [.. blind.Where(spot => IsMissed(spot, options))];
        if (missed.Count > 0 && options.BlindSpots == BlindSpots.Refuse)
        {
            string grants = string.Join(", ", missed.Select(spot => spot.Privilege).Distinct(StringComparer.Ordinal));
            throw new BackupException(
                BackupError.PrivilegeMissing,
                $"the account '{options.Connection.User}' cannot see everything, and the backup would silently lack: {string.Join("; ", missed)}",
                $"grant the account {grants}, or use --allow-partial to leave these out knowingly");
        }

        SchemaReader.RequireDatabases(connection, options.Databases);
        return blind;
    }

    /// <summary>Whether a backup lacks what the account cannot see: of the School ERP's format, only tables are a part.</summary>
    internal static bool IsMissed(BlindSpot spot, BackupOptions options) => options.Container != BackupContainer.SchoolErp || spot.Kinds.Count == 0;

    private static ArchiveIndex Index(ConsistentSnapshot snapshot, DumpPlan plan, ArchiveWriter writer, List<BlindSpot> blind) => new()
    {
        Databases = [.. snapshot.Databases.Select(database => new DatabaseEntry(database.Name, database.Charset, database.Collation, database.Comment))],
        Tables = plan.Tables(),
        Objects = [.. snapshot.Scope.Objects.Select(stored => new ObjectEntry(stored.Database, SchemaText.TypeName(stored.Kind), stored.Name, stored.Definer, stored.Table, stored.Invalid is null))],
        Chunks = writer.Chunks,
        Warnings = [.. snapshot.Scope.Objects.Where(stored => stored.Invalid is not null)
            .Select(view => $"the view {view.Database}.{view.Name} is invalid; its definition is kept: {view.Invalid}")],
        Omitted = [.. blind.Select(spot => spot.ToString())],
    };

    private static EncryptionHeader EncryptionHeader(BackupOptions options, string id, DateTimeOffset started) => new()
    {
        Id = id,
        Tool = Tool,
        Started = started,
        Compressed = options.Container == BackupContainer.Gzip,
        Selected = options.Selection.Kind is not null,
        Kind = options.Kind,
    };

    private ArchiveHeader Header(ConsistentSnapshot snapshot, ArchiveIndex index, BackupOptions options, string id, DateTimeOffset started) => new()
    {
        Id = id,
        Tool = Tool,
        Started = started,
        DurationMilliseconds = (long)(clock.GetUtcNow() - started).TotalMilliseconds,
        Databases = [.. snapshot.Databases.Select(database => database.Name)],
        ServerVersion = snapshot.Server.Text,
        ServerFlavor = snapshot.Server.Flavor.ToString(),
        Snapshot = snapshot.LockLevel,
        Position = snapshot.Position,
        Tables = index.Tables.Count,
        Rows = index.Tables.Sum(table => table.Rows),
        Partial = index.Omitted.Count > 0,
        Selected = options.Selection.Kind is not null,
        Kind = options.Kind,
    };
}
