using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>
/// All that a run does at one place, in its order, on a thread of its own: places do not wait for each other, and one that hangs (a dead share holds whoever
/// asks it) is given up when its time is over. After a step that failed, none is begun.
/// </summary>
internal sealed class PlaceThread : IDisposable
{
    /// <summary>Steps that may wait for the place. With the length of a block this bounds the memory, and a slow place slows the run down.</summary>
    private const int Ahead = 4;

    private const int BeatMilliseconds = 200;

    /// <summary>How long a place has to clean up.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(30);

    private readonly BlockingCollection<Step> _steps = new(Ahead);
    private readonly Stack<IDisposable> _held = [];
    private readonly IRepository _place;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _given;
    private readonly Thread _thread;
    private volatile Exception? _failure;
    private long _moved;

    /// <param name="place">Where the steps work; it is named in errors.</param>
    /// <param name="patience">How long it may take for one step.</param>
    /// <param name="clock">The time.</param>
    /// <param name="stop">Ends every wait.</param>
    public PlaceThread(IRepository place, TimeSpan patience, TimeProvider clock, CancellationToken stop)
    {
        (_place, _patience, _clock, _stop, _moved) = (place, patience, clock, stop, clock.GetTimestamp());
        _given = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _thread = new Thread(Work) { IsBackground = true, Name = place.Location };
        _thread.Start();
    }

    /// <summary>Ends the waits of its steps.</summary>
    public CancellationToken Given => _given.Token;

    /// <summary>Has something opened, which is closed when this is disposed: last come, first to go.</summary>
    /// <param name="open">Opens it.</param>
    /// <param name="more">Time beside the place's own, such as that for a lock.</param>
    /// <exception cref="BackupException">It cannot be opened, or the place hangs.</exception>
    public T Hold<T>(Func<T> open, TimeSpan more = default)
        where T : class, IDisposable
    {
        T? opened = null;
        Await(Post(() => _held.Push(opened = open())), more);
        return opened!;
    }

    /// <summary>Has something done, and waits for it.</summary>
    /// <exception cref="BackupException">It failed, or the place hangs.</exception>
    public void Do(Action work) => Await(Post(work));

    /// <summary>Has something done, behind what was posted before.</summary>
    /// <param name="work">Does it.</param>
    /// <param name="release">Called behind it, also when it is left out because an earlier step has failed.</param>
    /// <exception cref="BackupException">An earlier step has failed, or the place hangs.</exception>
    public Step Post(Action work, Action? release = null)
    {
        var step = new Step(work, release, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        ThrowIfFailed();
        while (!_steps.TryAdd(step, BeatMilliseconds, _stop))
        {
            ThrowIfFailed();
            ThrowIfStalled(TimeSpan.Zero);
        }

        return step;
    }

    /// <summary>Waits until a step is done.</summary>
    /// <param name="step">The step.</param>
    /// <param name="more">Time beside the place's own.</param>
    /// <exception cref="BackupException">It failed, or the place hangs.</exception>
    public void Await(Step step, TimeSpan more = default)
    {
        while (!step.Done.Task.Wait(BeatMilliseconds, _stop)) ThrowIfStalled(more);
        ThrowIfFailed();
    }

    /// <summary>Tells, from within a long step, that the place does not hang.</summary>
    public void Moved() => Interlocked.Exchange(ref _moved, _clock.GetTimestamp());

    /// <summary>Closes what is held. What hangs is left to its thread, which dies with the process.</summary>
    public void Dispose()
    {
        _given.Cancel();
        _steps.CompleteAdding();
        if (!_thread.Join(Farewell)) return;
        _steps.Dispose();
        _given.Dispose();
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure) ExceptionDispatchInfo.Throw(failure);
    }

    private void ThrowIfStalled(TimeSpan more)
    {
        TimeSpan patience = _patience + more;
        if (_clock.GetElapsedTime(Interlocked.Read(ref _moved)) < patience) return;
        throw new BackupException(
            BackupError.WriteFailed,
            Invariant($"{_place.Location} does not answer: nothing could be done there for {patience.TotalSeconds:0} seconds"),
            "look whether the share or the store is reachable; --place-timeout gives a place more time");
    }

    private void Work()
    {
        foreach (Step step in _steps.GetConsumingEnumerable())
        {
            Moved();
            if (_failure is null && !_steps.IsAddingCompleted) Try(step.Work);
            step.Release?.Invoke();
            step.Done.SetResult();
        }

        while (_held.TryPop(out IDisposable? held)) Try(held.Dispose);
    }

    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure) // thrown again in the thread of whoever waits for it
        {
            _failure = failure;
        }
    }

    /// <summary>Something that a place has to do.</summary>
    internal sealed record Step(Action Work, Action? Release, TaskCompletionSource Done);
}
