using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Operations;

/// <summary>Checks the chunks of a file on all cores, as deeply as the level asks without a server; each core holds one block of text.</summary>
internal sealed class ChunkCheck(ArchiveReader archive, VerifyLevel level, IProgress<RunProgress> progress)
{
    private readonly Dictionary<(string, string), TableEntry> _tables = archive.Index.Tables.ToDictionary(table => (table.Database, table.Name));

    /// <exception cref="BackupException">BackupDamaged: of all that is damaged, what comes first in the file.</exception>
    public void Run(CancellationToken stop)
    {
        IReadOnlyList<ChunkEntry> chunks = archive.Index.Chunks;
        var meter = new ProgressMeter(progress, RunPhase.Checking, chunks.Sum(chunk => chunk.Length));
        var failures = new ConcurrentDictionary<long, Exception>();
        // In the order of the file. A break lets all chunks before it be checked, and so the first failure is always the same.
        ParallelLoopResult done = Parallel.ForEach(
            Partitioner.Create(chunks, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop },
            (chunk, loop, number) =>
            {
                try
                {
                    Check(chunk);
                    meter.Add(new DumpedChunk(chunk.Table ?? chunk.Kind.ToString().ToLowerInvariant(), chunk.Rows, chunk.Length));
                }
                catch (Exception failure)
                {
                    failures[number] = failure;
                    loop.Break();
                }
            });
        if (done.LowestBreakIteration is { } first) ExceptionDispatchInfo.Throw(failures[first]);
        if (level >= VerifyLevel.Content) CheckRows();
    }

    private void Check(ChunkEntry chunk)
    {
        // A hash in the index tells that the stored bytes are those of the index; whether they are text, and as long as they say, only reading it tells.
        using Stream text = archive.OpenChunk(chunk);
        if (level == VerifyLevel.Checksum || chunk.Kind != ChunkKind.Rows)
        {
            text.CopyTo(Stream.Null, 256 << 10);
            return;
        }

        if (!_tables.TryGetValue((chunk.Database ?? "", chunk.Table ?? ""), out TableEntry? table))
            throw new BackupException(BackupError.BackupDamaged, Invariant($"{archive.Path}: the chunk at byte {chunk.Offset} is of a table that is not in the index"), "use another copy or another backup");
        using var rows = new LoadText(table);
        rows.Convert(text, Stream.Null, Invariant($"byte {chunk.Offset} of {archive.Path}"));
        if (rows.Rows != chunk.Rows)
            throw new BackupException(BackupError.BackupDamaged, Invariant($"{archive.Path}: the chunk at byte {chunk.Offset} holds {rows.Rows} rows and should hold {chunk.Rows}"), "use another backup");
    }

    private void CheckRows()
    {
        ILookup<(string?, string?), ChunkEntry> chunks = archive.Index.Chunks.Where(chunk => chunk.Kind == ChunkKind.Rows).ToLookup(chunk => (chunk.Database, chunk.Table));
        foreach (TableEntry table in archive.Index.Tables.Where(table => table.Type != "Sequence"))
        {
            long rows = chunks[(table.Database, table.Name)].Sum(chunk => chunk.Rows);
            if (rows != table.Rows)
                throw new BackupException(BackupError.BackupDamaged, Invariant($"{archive.Path}: the chunks of {table.Name} hold {rows} rows, the table {table.Rows}"), "use another backup");
        }
    }
}
