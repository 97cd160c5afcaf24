using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// Work for several sessions, the largest first: a restore ends when its largest table does, so that one never waits. A job may bring new
/// ones.
/// </summary>
internal sealed class LoadJobs : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Action<MySqlConnection>, long> _waiting = new();
    private readonly SemaphoreSlim _available = new(0);
    private int _unfinished;

    /// <param name="weight">Bytes of SQL text that the job is about.</param>
    /// <param name="job">What to do with a session.</param>
    public void Add(long weight, Action<MySqlConnection> job)
    {
        lock (_gate)
        {
            _unfinished++;
            _waiting.Enqueue(job, -weight);
        }

        _available.Release();
    }

    public void Dispose() => _available.Dispose();

    /// <summary>Does jobs until all are done, those that others still bring included.</summary>
    public void Work(MySqlConnection connection, CancellationToken stop)
    {
        while (true)
        {
            _available.Wait(stop);
            Action<MySqlConnection>? job;
            lock (_gate)
                if (!_waiting.TryDequeue(out job, out _)) return;
            job(connection);
            lock (_gate)
            {
                _unfinished--;
                if (_unfinished > 0) continue;
            }

            // Nothing waits and nothing runs: everybody who still waits finds an empty queue, and goes.
            _available.Release(int.MaxValue / 2);
            return;
        }
    }
}
