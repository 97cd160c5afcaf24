using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>What to load, and where to.</summary>
/// <param name="Archive">The backup.</param>
/// <param name="Tables">The tables of it.</param>
/// <param name="Schema">The empty database that they are loaded into.</param>
/// <param name="Connection">Server and account.</param>
/// <param name="Loaders">Sessions at the same time.</param>
internal sealed record LoadRequest(ArchiveReader Archive, IReadOnlyList<TableEntry> Tables, string Schema, ConnectionOptions Connection, int Loaders);

/// <summary>
/// Loads tables into a schema and checks each against the backup: sequences first, then the largest tables, several at a time,
/// foreign keys last and one after another (two ALTERs on related tables at once have crashed MariaDB 10.11). A key whose parent is not among the
/// tables is left out: here it would point into this schema for ever (<see cref="OutsideReferences"/>).
/// </summary>
internal sealed class SchemaLoader(LoadRequest request, IProgress<RunProgress> progress)
{
    /// <exception cref="Errors.BackupException">What any table ran into; the others are stopped.</exception>
    public void Run(CancellationToken stop)
    {
        long rawBytes = RowChunks().Sum(chunk => chunk.RawLength);
        var meter = new ProgressMeter(progress, RunPhase.Loading, rawBytes);
        var foreignKeys = new ConcurrentBag<(string Table, IReadOnlyList<ForeignKeyClause> Keys)>();
        using (MySqlConnection first = Open(request.Connection, stop))
        {
            var loader = new TableLoader(request.Archive, first, meter.Add);
            foreach (TableEntry sequence in request.Tables.Where(IsSequence))
            {
                loader.Load(sequence, request.Schema, stop);
                ContentCheck.Require(first, sequence, request.Schema, end: null);
            }
        }

        Dictionary<string, long> sizes = RowChunks().GroupBy(chunk => chunk.Table!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(chunk => chunk.RawLength), StringComparer.Ordinal);
        using var jobs = new LoadJobs();
        foreach (TableEntry table in request.Tables.Where(table => !IsSequence(table)))
        {
            long size = sizes.GetValueOrDefault(table.Name);
            jobs.Add(size, connection =>
            {
                stop.ThrowIfCancellationRequested();
                DeferredParts rest = new TableLoader(request.Archive, connection, meter.Add).Load(table, request.Schema, stop);
                foreignKeys.Add((table.Name, rest.ForeignKeys));
                // An index can be built while another session reads the rows.
                if (rest.Keys is not null) jobs.Add(size, session => session.Execute(rest.Keys));
                jobs.Add(size - 1, session => ContentCheck.Require(session, table, request.Schema, rest.End));
            });
        }

        if (request.Tables.Any(table => !IsSequence(table))) InParallel(jobs.Work, stop);
        progress.Report(new RunProgress(RunPhase.BuildingIndexes, "foreign keys", 0, 0, 0));
        using MySqlConnection last = Open(request.Connection, stop);
        HashSet<string> here = new(request.Tables.Select(table => table.Name), NameRules.Of(last).Tables);
        foreach ((string table, IReadOnlyList<ForeignKeyClause> keys) in foreignKeys.OrderBy(table => table.Table, StringComparer.Ordinal))
            foreach (ForeignKeyClause key in keys.Where(key => key.Parent.Schema is not null || here.Contains(key.Parent.Name)))
                last.Execute([.. System.Text.Encoding.UTF8.GetBytes($"ALTER TABLE {Identifier.Quote(request.Schema, table)} "), .. key.AddClause]);
    }

    /// <summary>A session that takes rows as they come: no checks, no triggers' modes, history as it was.</summary>
    public static MySqlConnection Open(ConnectionOptions options, CancellationToken stop)
    {
        // While an index of a large table is built, the server is silent for as long as that takes.
        MySqlConnection connection = ServerSession.Open(options with { OnSilence = OnSilence.Ask }, stop);
        try
        {
            SessionVariables.PinLoading(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static bool IsSequence(TableEntry table) => table.Type == nameof(TableType.Sequence);

    private IEnumerable<ChunkEntry> RowChunks()
    {
        HashSet<(string, string)> tables = [.. request.Tables.Select(table => (table.Database, table.Name))];
        return request.Archive.Index.Chunks.Where(chunk => chunk.Kind == ChunkKind.Rows && tables.Contains((chunk.Database!, chunk.Table!)));
    }

    private void InParallel(Action<MySqlConnection, CancellationToken> work, CancellationToken stop)
    {
        using var run = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Exception? first = null;
        Task[] workers = [.. Enumerable.Range(0, Math.Clamp(request.Loaders, 1, 16)).Select(_ => Task.Factory.StartNew(
            () =>
            {
                try
                {
                    using MySqlConnection connection = Open(request.Connection, run.Token);
                    work(connection, run.Token);
                }
                catch (Exception failure)
                {
                    // The first failure is the cause; what it stops in the others is not.
                    Interlocked.CompareExchange(ref first, failure, null);
                    run.Cancel();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        Task.WaitAll(workers, CancellationToken.None);
        stop.ThrowIfCancellationRequested();
        if (first is not null) ExceptionDispatchInfo.Throw(first);
    }
}
