using System.Security.Cryptography;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Archive;

/// <summary>
/// Puts the chunks of many workers into the file in the order of the plan, whoever is done first, so that unchanged data make
/// an unchanged file. Each worker may hold a few chunks that wait for their turn, and no more: that bounds the memory, and a
/// slow destination slows the reading down.
/// </summary>
/// <param name="writer">Where the chunks go.</param>
/// <param name="run">Cancelled when a chunk cannot be written, so that nobody waits for a turn that never comes.</param>
internal sealed class ChunkSequence(ArchiveWriter writer, CancellationTokenSource run)
{
    /// <summary>A chunk with more text than this is compressed straight into the file instead of being held a second time.</summary>
    private const int HoldAtMost = 16 << 20;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<(int Item, int Number), Prepared> _waiting = [];
    private readonly Dictionary<int, int> _lengths = [];
    private TaskCompletionSource _moved = NewMove();
    private (int Item, int Number) _next;
    private Exception? _failure;

    /// <summary>
    /// Compresses <paramref name="raw"/> on another core and puts it in its place; gives the buffer back and releases one of
    /// <paramref name="quota"/> when it is in the file.
    /// </summary>
    public void Post(int item, int number, ChunkLabel label, PooledBuffer raw, long rows, SemaphoreSlim quota)
    {
        if (raw.Length > HoldAtMost)
        {
            Await(() => _next == (item, number));
            lock (_gate)
            {
                writer.Append(label, raw.Written, rows);
                Advance();
            }

            raw.Dispose();
            quota.Release();
            return;
        }

        _ = Task.Run(() => Prepare(item, number, label, raw, rows, quota), CancellationToken.None);
    }

    /// <summary>Says that the item has no more than <paramref name="count"/> chunks.</summary>
    public void Finish(int item, int count)
    {
        lock (_gate)
        {
            _lengths[item] = count;
            WriteWaiting();
        }
    }

    /// <summary>Waits until the first <paramref name="items"/> items are in the file.</summary>
    public void AwaitItems(int items) => Await(() => _next.Item >= items);

    private void Prepare(int item, int number, ChunkLabel label, PooledBuffer raw, long rows, SemaphoreSlim quota)
    {
        try
        {
            int rawLength = raw.Length;
            PooledBuffer stored = raw;
            if (writer.Container == BackupContainer.Gzip)
            {
                stored = new PooledBuffer(rawLength);
                GzipMember.Compress(raw.Written, stored);
                raw.Dispose();
            }

            var prepared = new Prepared(label, stored, rawLength, rows, SHA256.HashData(stored.Written), quota);
            lock (_gate)
            {
                _waiting.Add((item, number), prepared);
                WriteWaiting();
            }
        }
        catch (Exception failure)
        {
            // The task has nobody who awaits it: the workers meet the failure at their next turn.
            Fail(failure);
        }
    }

    /// <summary>Ends the sequence: every worker that waits or posts from now on gets this failure.</summary>
    public void Fail(Exception failure)
    {
        lock (_gate)
        {
            _failure ??= failure;
            foreach (Prepared prepared in _waiting.Values) Release(prepared);
            _waiting.Clear();
        }

        run.Cancel();
    }

    /// <summary>Throws what another thread ran into.</summary>
    public void ThrowIfFailed()
    {
        lock (_gate)
            if (_failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
    }

    private void Await(Func<bool> reached)
    {
        while (true)
        {
            Task moved;
            lock (_gate)
            {
                if (_failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
                if (reached()) return;
                // The next move, and not an event that another waiter might reset before this one sees it.
                moved = _moved.Task;
            }

            moved.Wait(run.Token);
        }
    }

    private void WriteWaiting()
    {
        SkipFinished();
        while (_failure is null && _waiting.Remove(_next, out Prepared? prepared))
        {
            writer.AppendStored(prepared.Label, prepared.Stored.Written, prepared.RawLength, prepared.Rows, prepared.Sha256);
            Release(prepared);
            Advance();
        }
    }

    private void Advance()
    {
        _next.Number++;
        SkipFinished();
    }

    private void SkipFinished()
    {
        while (_lengths.TryGetValue(_next.Item, out int count) && _next.Number == count)
        {
            _lengths.Remove(_next.Item);
            _next = (_next.Item + 1, 0);
        }

        _moved.SetResult();
        _moved = NewMove();
    }

    private static TaskCompletionSource NewMove() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void Release(Prepared prepared)
    {
        prepared.Stored.Dispose();
        prepared.Quota.Release();
    }

    private sealed record Prepared(ChunkLabel Label, PooledBuffer Stored, int RawLength, long Rows, byte[] Sha256, SemaphoreSlim Quota);
}
