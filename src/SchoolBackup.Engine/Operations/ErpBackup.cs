using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Erp;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>Writes a backup in the School ERP's format: rows of one database, of one moment, table by table, encrypted as they come.</summary>
internal sealed class ErpBackup(TimeProvider clock, IProgress<RunProgress> progress)
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <exception cref="BackupException">With the code of what went wrong. No file is published.</exception>
    public BackupResult Run(BackupOptions options, CancellationToken stop)
    {
        RawKey key = Require(options);
        progress.Report(new RunProgress(RunPhase.Connecting, options.Connection.Endpoint, 0, 0, 0));
        List<BlindSpot> blind = BackupOperation.Preflight(options, stop);
        using RunQueue turn = RunQueue.Take(options.Places, progress, stop, options.LockTimeout);
        using var destinations = Destinations.Open(options, turn, clock, stop);
        var request = new SnapshotRequest(options.Connection, options.Databases, options.Selection, [.. blind.SelectMany(spot => spot.Kinds)], Readers: 1);
        using ConsistentSnapshot snapshot = ConsistentSnapshot.Begin(request, stop);
        DatabaseInfo database = snapshot.Databases.Single();
        List<TableInfo> tables = Selected(snapshot.Scope, options.Connection.User);

        using var encrypting = new ErpCipherStream(destinations, key.Bytes);
        long rows = 0;
        BackupOperation.NamingChanges(snapshot, request, () => rows = Write(snapshot, tables, encrypting, destinations.Start.Time, stop), stop);
        progress.Report(new RunProgress(RunPhase.Finishing, null, 0, 0, 0));
        SchemaComparison.ThrowIfChanged(snapshot.Databases, snapshot.ReadAgain(request));
        encrypting.Complete();
        stop.ThrowIfCancellationRequested();
        ArchiveHeader header = Header(snapshot, encrypting, options, destinations.Start.Time) with { Tables = tables.Count, Rows = rows };
        List<string> omitted = [.. blind.Where(spot => BackupOperation.IsMissed(spot, options)).Select(spot => spot.ToString())];
        return new BackupResult(header with { Partial = omitted.Count > 0 }, destinations.Publish(), [.. Warnings(database, options)], omitted)
        {
            Size = encrypting.Length,
            Container = options.Container,
            KeyId = key.Id,
            CopyFailure = destinations.CopyFailure,
        };
    }

    /// <summary>The key, when this format can be what is asked for.</summary>
    /// <exception cref="BackupException">InvalidOption, KeyMissing or KeyInvalid.</exception>
    internal static RawKey Require(BackupOptions options)
    {
        if (options.Databases.Count != 1)
            throw new BackupException(BackupError.InvalidOption, "the School ERP's format holds one database", "back them up in several runs");
        if (options.Selection.StructureOnly.Count > 0)
            throw new BackupException(BackupError.InvalidOption, "the School ERP's format holds no definitions, so --structure-only would leave nothing of a table", "use --exclude-table");
        return options.Key switch
        {
            RawKey key => key,
            null => throw new BackupException(BackupError.KeyMissing, "the School ERP's format is always encrypted, and no key is given", "give the key by BACKUP_ENCRYPTION_KEY or --key-file: 64 hexadecimal digits"),
            _ => throw new BackupException(BackupError.KeyInvalid, "the School ERP's format knows no passphrases", "give a key by BACKUP_ENCRYPTION_KEY or --key-file: 64 hexadecimal digits"),
        };
    }

    /// <summary>The tables in the order of the file: those outside InnoDB first, for which a lock is held, then parents before children, so that one pass restores them.</summary>
    internal static List<TableInfo> Selected(DumpScope scope, string user)
    {
        scope.RefuseEmpty(user);
        List<TableInfo> tables = [.. scope.Tables.Where(IsHeld)];
        return tables.Count > 0
            ? tables
            : throw new BackupException(BackupError.TableNotFound, "there is no table to back up; the School ERP's format holds nothing else", "choose another database or --format sql");
    }

    private static bool IsHeld(TableInfo table) => table.Type != TableType.Sequence && table.OwnsRows;

    private long Write(ConsistentSnapshot snapshot, List<TableInfo> tables, Stream file, DateTimeOffset started, CancellationToken stop)
    {
        var meter = new ProgressMeter(progress, RunPhase.Reading, tables.Sum(table => table.DataLength));
        using var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
        using var json = new Utf8JsonWriter(gzip, Relaxed);
        json.WriteStartObject();
        json.WriteString("version"u8, "1.0");
        json.WriteString("timestamp"u8, started.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
        json.WriteStartObject("tables"u8);
        long rows = 0;
        foreach (TableInfo table in tables.Where(table => !table.Transactional)) rows += new ErpTableWriter(table).Write(snapshot.Readers[0], json, meter.Add, stop);
        snapshot.Unlock();
        foreach (TableInfo table in InOrder([.. tables.Where(table => table.Transactional)], snapshot))
            rows += new ErpTableWriter(table).Write(snapshot.Readers[0], json, meter.Add, stop);
        json.WriteEndObject();
        json.WriteEndObject();
        return rows;
    }

    private static IEnumerable<TableInfo> InOrder(List<TableInfo> tables, ConsistentSnapshot snapshot)
    {
        if (tables.Count == 0) return [];
        Dictionary<string, TableInfo> byName = tables.ToDictionary(table => table.Name, StringComparer.Ordinal);
        var order = new ParentsFirst([.. byName.Keys], ForeignKeyInfo.Read(snapshot.Readers[0], tables[0].Database), tables[0].Database);
        return order.Passes().SelectMany(pass => pass).Select(name => byName[name]);
    }

    /// <summary>What the format has no place for.</summary>
    private static IEnumerable<string> Warnings(DatabaseInfo database, BackupOptions options)
    {
        yield return "the School ERP's format holds rows only: definitions of tables, and counters, have to be in the database that they are restored into";
        foreach (IGrouping<StoredKind, StoredObject> kind in database.Stored.GroupBy(stored => stored.Kind))
            yield return $"not in this format: {SchemaText.TypeName(kind.Key)} {string.Join(", ", kind.Select(stored => stored.Name).Take(20))}";
        DumpSelection selection = options.Selection.Among([.. database.Tables.Select(table => (database.Name, table.Name))]);
        TableInfo[] chosen = [.. database.Tables.Where(table => selection.Includes(database.Name, table.Name))];
        string[] left = [.. chosen.Where(table => !IsHeld(table)).Select(table => $"{table.Name} ({table.Engine})")];
        if (left.Length > 0) yield return $"not in this format: {string.Join(", ", left.Take(20))}";
        string[] computed = [.. chosen.SelectMany(table => table.Columns.Where(column => column.Generated).Select(column => $"{table.Name}.{column.Name}"))];
        if (computed.Length > 0) yield return $"not in this format, because the server computes them: {string.Join(", ", computed.Take(20))}";
        string[] versioned = [.. chosen.Where(table => table.Type == TableType.SystemVersioned).Select(table => table.Name)];
        if (versioned.Length > 0) yield return $"of these tables only what is valid now, not their history: {string.Join(", ", versioned.Take(20))}";
    }

    private ArchiveHeader Header(ConsistentSnapshot snapshot, ErpCipherStream file, BackupOptions options, DateTimeOffset started) => new()
    {
        Id = file.Id,
        Tool = BackupOperation.Tool,
        Started = started,
        DurationMilliseconds = (long)(clock.GetUtcNow() - started).TotalMilliseconds,
        Databases = options.Databases,
        ServerVersion = snapshot.Server.Text,
        ServerFlavor = snapshot.Server.Flavor.ToString(),
        Snapshot = snapshot.LockLevel,
        Position = snapshot.Position,
        Selected = options.Selection.Kind is not null,
        Kind = options.Kind,
        FileLength = file.Length,
    };
}
