using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Dump;

/// <summary>
/// Carries out a plan: each worker owns one session of the snapshot, reads an item, writes its SQL, and posts the chunks.
/// </summary>
internal sealed class Dumper(ConsistentSnapshot snapshot, DumpPlan plan, ChunkSequence sequence, Action<DumpedChunk> report)
{
    /// <summary>The buffer of a chunk: a power of two, because the pool hands out nothing else.</summary>
    private const int BufferBytes = 2 << 20;

    /// <summary>SQL text of a chunk; the rest of the buffer is for its last row.</summary>
    private const int ChunkBytes = BufferBytes - (64 << 10);

    /// <summary>SQL text of one INSERT statement: what every server takes, and no client chokes on.</summary>
    private const int StatementBytes = 1 << 20;

    /// <summary>Chunks that a worker may have in hand: being filled, being compressed, waiting for their turn.</summary>
    private const int ChunksInHand = 4;

    /// <summary>Runs all workers to the end of the plan.</summary>
    public void Run(CancellationTokenSource run)
    {
        // With one session the planner and the reader take turns on it; otherwise the first session only plans.
        MySqlConnection[] readers = [.. snapshot.Readers.Count == 1 ? snapshot.Readers : snapshot.Readers.Skip(1)];
        Task[] workers = [.. readers.Select(reader => Task.Factory.StartNew(() => Work(reader, run), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        try
        {
            ReleaseLock(run.Token);
        }
        catch (OperationCanceledException) when (run.IsCancellationRequested)
        {
            // The workers know why; what they ran into is thrown below.
        }

        Task.WaitAll(workers, CancellationToken.None);
        sequence.ThrowIfFailed();
        run.Token.ThrowIfCancellationRequested();
        sequence.AwaitItems(plan.Count);
    }

    /// <summary>Writers may go on as soon as the tables are read that only the lock holds still.</summary>
    private void ReleaseLock(CancellationToken stop)
    {
        sequence.AwaitItems(plan.AwaitLockedItems(stop));
        snapshot.Unlock();
    }

    private void Work(MySqlConnection reader, CancellationTokenSource run)
    {
        try
        {
            // Not disposed: after a failure, chunks that are still being compressed give theirs back to nobody.
            var quota = new SemaphoreSlim(ChunksInHand);
            while (plan.Next() is var (number, item))
            {
                run.Token.ThrowIfCancellationRequested();
                int chunks = item switch
                {
                    TextItem text => PostText(number, text, quota, run.Token),
                    RowsItem rows => PostRows(number, rows, reader, quota, run.Token),
                    _ => throw new InvalidOperationException($"unknown item {item}"),
                };
                sequence.Finish(number, chunks);
            }

            // The last chunks still hold the quota that is about to go.
            for (int held = 0; held < ChunksInHand; held++) quota.Wait(run.Token);
        }
        catch (Exception failure)
        {
            sequence.Fail(failure);
        }
    }

    private int PostText(int number, TextItem item, SemaphoreSlim quota, CancellationToken stop)
    {
        quota.Wait(stop);
        var text = new PooledBuffer(item.Text.Length);
        text.Write(item.Text);
        sequence.Post(number, 0, item.Label, text, 0, quota);
        return 1;
    }

    private int PostRows(int number, RowsItem item, MySqlConnection reader, SemaphoreSlim quota, CancellationToken stop)
    {
        var label = new ChunkLabel(ChunkKind.Rows, item.Table.Entry.Database, item.Table.Entry.Name);
        int chunks = 0;
        PooledBuffer? text = null;
        try
        {
            using RowReader rows = reader.Query(item.Select, RowProtocol.Binary);
            var form = new RowText(item.Table.Entry.Columns, rows.Columns);
            bool more = rows.Read();
            while (more)
            {
                quota.Wait(stop);
                text = new PooledBuffer(BufferBytes);
                long count = FillChunk(rows, form, item.Table, text, ref more);
                report(new DumpedChunk(label.Table!, count, text.Length));
                PooledBuffer full = text;
                text = null;
                sequence.Post(number, chunks++, label, full, count, quota);
            }
        }
        finally
        {
            text?.Dispose();
        }

        return chunks;
    }

    private long FillChunk(RowReader rows, RowText form, TableTally table, PooledBuffer text, ref bool more)
    {
        long count = 0;
        ulong hash = 0;
        text.Write(plan.Use(table.Entry.Database));
        while (more && text.Length < ChunkBytes)
        {
            int start = text.Length;
            text.Write(table.Insert);
            do
            {
                hash += RowHash.Of(form.Append(rows.Row, text));
                count++;
                more = rows.Read();
                text.Write(more && text.Length - start < StatementBytes && text.Length < ChunkBytes ? ",\n"u8 : ";\n"u8);
            }
            while (text.Written[^2] == ',');
        }

        text.Write("COMMIT;\n"u8);
        table.Add(new TableContent(count, hash));
        return count;
    }
}
