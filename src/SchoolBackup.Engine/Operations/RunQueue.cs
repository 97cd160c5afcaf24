using SchoolBackup.Engine.Reporting;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>
/// The turn of a run among those of this process that write to the same places: a script may start many at once, and each gets its turn, in the order in
/// which they came. Another process is waited for by <see cref="Enter"/>, for as long as somebody wants to: by default it refuses whoever comes second.
/// </summary>
/// <remarks>
/// A run takes one turn for all its places at once, before any lock, and waits for those only that came earlier: so no two ever wait for each other, in
/// whichever order they name them. A run that took a second turn would wait for itself.
/// </remarks>
internal sealed class RunQueue : IDisposable
{
    /// <summary>How often a lock that another process holds is asked for again.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private static readonly Lock Gate = new();

    /// <summary>All turns that are taken or awaited, in the order in which they came.</summary>
    private static readonly List<RunQueue> Turns = [];

    private readonly TaskCompletionSource _due = new();
    private readonly string[] _places;
    private readonly IProgress<RunProgress> _progress;

    private RunQueue(string[] places, IProgress<RunProgress> progress, TimeSpan patience) => (_places, _progress, Patience) = (places, progress, patience);

    /// <summary>How long a run of another process is waited for.</summary>
    public TimeSpan Patience { get; }

    /// <summary>Waits until no earlier run of this process writes to any of the places.</summary>
    /// <param name="places">Where the run writes to, the repository first.</param>
    /// <param name="progress">Told when there is somebody to wait for.</param>
    /// <param name="stop">Ends every wait.</param>
    /// <param name="patience">How long <see cref="Enter"/> waits for a run of another process; not at all by default.</param>
    /// <exception cref="OperationCanceledException">Stopped; the turn is given up.</exception>
    public static RunQueue Take(IReadOnlyList<IRepository> places, IProgress<RunProgress> progress, CancellationToken stop, TimeSpan patience = default)
    {
        var turn = new RunQueue([.. places.Select(place => place.Location)], progress, patience);
        lock (Gate)
        {
            Turns.Add(turn);
            CallThoseDue();
        }

        try
        {
            if (!turn._due.Task.IsCompleted) progress.Report(new RunProgress(RunPhase.Waiting, places[0].Location, 0, 0, 0));
            turn._due.Task.Wait(stop);
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Takes the right to write to one of the places, and waits for a run of another process that has it, as long as there is patience.</summary>
    /// <exception cref="OperationCanceledException">Stopped while waiting.</exception>
    /// <inheritdoc cref="IRepository.Enter"/>
    public IRepositoryWriter Enter(IRepository repository, TimeProvider clock, CancellationToken stop)
    {
        long start = clock.GetTimestamp();
        for (bool isFirst = true; ; isFirst = false)
        {
            try
            {
                return repository.Enter(clock, stop);
            }
            catch (BackupException taken) when (taken.Code == BackupError.RepositoryLocked && clock.GetElapsedTime(start) < Patience)
            {
                if (isFirst) _progress.Report(new RunProgress(RunPhase.Waiting, repository.Location, 0, 0, 0));
                stop.WaitHandle.WaitOne(Beat);
                stop.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Lets the next ones in.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            Turns.Remove(this);
            CallThoseDue();
        }
    }

    private static void CallThoseDue()
    {
        // Two spellings that differ by case may be one folder. Where they are not, a needless wait does no harm.
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (RunQueue turn in Turns)
        {
            if (!taken.Overlaps(turn._places)) turn._due.TrySetResult();
            taken.UnionWith(turn._places);
        }
    }
}
