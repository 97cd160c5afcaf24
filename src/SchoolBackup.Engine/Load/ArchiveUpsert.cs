using System.Text;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// Inserts or updates the rows of one of our own archives in a live database. Definitions and stored objects stay as they are there.
/// </summary>
internal sealed class ArchiveUpsert(ArchiveReader archive, RestorePlan plan, IProgress<RunProgress> progress)
{
    /// <returns>Nothing: no replaced tables are kept anywhere.</returns>
    /// <exception cref="BackupException">
    /// TableNotFound, ColumnNotFound, NotSupported before anything is written; RestoreFailed after it was taken back.
    /// </exception>
    public string? Run(ConnectionOptions options, List<string> warnings, CancellationToken stop)
    {
        using MySqlConnection connection = Server.ServerSession.Open(options, stop);
        Dictionary<string, TableEntry> entries = plan.Tables.Where(
            table => table.Type != nameof(TableType.Sequence) && table.ContentHash is not null)
            .ToDictionary(table => table.Name, NameRules.Of(connection).Tables);
        TableInfo[] tables = Match(entries, SchemaReader.Read(connection, [plan.Target], Enum.GetValues<StoredKind>()).Single());
        var meter = new ProgressMeter(progress, RunPhase.Loading, RowChunks(entries.Keys).Sum(chunk => chunk.RawLength));
        warnings.Add("an upsert changes rows only: definitions, sequences, views, routines, triggers and events are as they were");
        warnings.AddRange(UpsertTransaction.Warnings(connection, plan.Target, tables));
        connection.Execute($"USE {Identifier.Quote(plan.Target)}");
        var transaction = new UpsertTransaction(connection, plan.Target, tables);
        transaction.Run(pass =>
        {
            foreach (string table in pass)
            {
                transaction.Begin(table);
                TableInfo live = tables.Single(one => one.Name == table);
                if (ZonedRows.AreNeeded(live)) LoadInZone(connection, entries[table], new ZonedRows(connection, live), meter, stop);
                else Load(connection, entries[table], Directly(entries[table]), meter, stop);
            }
        });
        return null;
    }

    private static Func<ReadOnlyMemory<byte>, byte[]> Directly(TableEntry table)
    {
        byte[] clause = Upsert.Clause(table.Columns.Select(column => column.Name));
        return insert => [.. insert.Span, .. clause];
    }

    /// <summary>By way of a temporary table, because the server computes columns of it by the time zone of whoever writes.</summary>
    private void LoadInZone(MySqlConnection connection, TableEntry table, ZonedRows rows, ProgressMeter meter, CancellationToken stop)
    {
        rows.Begin();
        int head = Encoding.UTF8.GetByteCount($"INSERT INTO {Identifier.Quote(table.Name)}");
        byte[] into = Encoding.UTF8.GetBytes($"INSERT INTO {rows.Table}");
        Load(connection, table, insert => [.. into, .. insert.Span[head..]], meter, stop);
        string zone = table.Computed is { } computed ? rows.ZoneOf(table, computed) : ComputedZone.OfServer(connection);
        rows.MoveIn(zone, [.. table.Columns.Select(column => column.Name)]);
        rows.End();
    }

    /// <param name="connection">The session of the transaction.</param>
    /// <param name="table">What the backup says of the table.</param>
    /// <param name="insert">What becomes of an INSERT of the backup.</param>
    /// <param name="meter">Told of each chunk.</param>
    /// <param name="stop">Ends it between two statements.</param>
    private void Load(
        MySqlConnection connection,
        TableEntry table,
        Func<ReadOnlyMemory<byte>, byte[]> insert,
        ProgressMeter meter,
        CancellationToken stop)
    {
        foreach (ChunkEntry chunk in RowChunks([table.Name]))
        {
            Load(connection, table, chunk, insert, stop);
            meter.Add(new DumpedChunk(table.Name, chunk.Rows, chunk.RawLength));
        }
    }

    private void Load(
        MySqlConnection connection, TableEntry table, ChunkEntry chunk, Func<ReadOnlyMemory<byte>, byte[]> insert, CancellationToken stop)
    {
        // A statement could hold more than values: it is parsed to its end before it is sent.
        using var values = new LoadText(table);
        using (Stream checkedFirst = archive.OpenChunk(chunk))
            values.Convert(checkedFirst, Stream.Null, Invariant($"byte {chunk.Offset} of {archive.Path}"));
        using Stream text = archive.OpenChunk(chunk);
        using var statements = new StatementSplitter(text);
        while (statements.Read(stop))
            if (statements.Kind == StatementKind.Sql && statements.Statement.Span.StartsWith("INSERT"u8))
                Upsert.Execute(connection, insert(statements.Statement), table.Name);
    }

    private IEnumerable<ChunkEntry> RowChunks(IEnumerable<string> tables)
    {
        HashSet<string> wanted = [.. tables];
        return archive.Index.Chunks.Where(
            chunk => chunk.Kind == ChunkKind.Rows && chunk.Database == plan.Source.Name && wanted.Contains(chunk.Table!));
    }

    private static TableInfo[] Match(Dictionary<string, TableEntry> entries, DatabaseInfo live)
    {
        Dictionary<string, TableInfo> there = live.Tables.Where(table => table.Type != TableType.Sequence)
            .ToDictionary(table => table.Name, entries.Comparer);
        if (entries.Keys.Where(name => !there.ContainsKey(name)).ToArray() is { Length: > 0 } unknown)
            throw new BackupException(
                BackupError.TableNotFound,
                $"the backup has rows of tables that '{live.Name}' lacks: {string.Join(", ", unknown)}",
                "choose others with --table, or restore without --mode upsert");
        if (entries.Values.Where(table => table.Type == nameof(TableType.SystemVersioned)).Select(table => table.Name).ToArray() is { Length: > 0 } versioned)
            throw new BackupException(
                BackupError.NotSupported,
                $"history cannot be updated: {string.Join(", ", versioned)}",
                "choose other tables with --table, or restore without --mode upsert");
        string[] strange =
        [
            .. entries.Values.SelectMany(table => table.Columns
                .Where(column => !there[table.Name].Columns.Any(one => !one.Generated && NameRules.Programs.Equals(one.Name, column.Name)))
                .Select(column => $"{table.Name}.{column.Name}")),
        ];
        if (strange.Length > 0)
            throw new BackupException(
                BackupError.ColumnNotFound,
                $"the backup has values of columns that '{live.Name}' lacks: {string.Join(", ", strange)}",
                "choose other tables with --table, or restore without --mode upsert");
        return [.. entries.Keys.Select(name => there[name])];
    }
}
