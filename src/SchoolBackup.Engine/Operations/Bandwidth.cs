namespace SchoolBackup.Engine.Operations;

/// <summary>A limit of what is sent in a second, shared by all who send.</summary>
/// <param name="bytesPerSecond">The limit.</param>
/// <param name="clock">The time.</param>
internal sealed class Bandwidth(long bytesPerSecond, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _taken;

    /// <summary>Waits until these bytes may be sent.</summary>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public void Take(int bytes, CancellationToken stop)
    {
        TimeSpan wait;
        lock (_gate)
        {
            TimeSpan now = clock.GetElapsedTime(_start);
            // Time in which nothing was sent is not made up for later.
            if (_taken < now) _taken = now;
            wait = _taken - now;
            _taken += TimeSpan.FromSeconds((double)bytes / bytesPerSecond);
        }

        stop.WaitHandle.WaitOne(wait);
        stop.ThrowIfCancellationRequested();
    }
}
