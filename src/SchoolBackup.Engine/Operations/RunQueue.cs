using SchoolBackup.Errors;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Operations;

/// <summary>
/// The turn of a run among those of this process that write to the same folders: a script may start many at once, and each gets its turn, in the order in
/// which they came. Another process is waited for by <see cref="Lock"/>, for as long as somebody wants to: by default it refuses whoever comes second.
/// </summary>
/// <remarks>
/// A run takes one turn for all its folders at once, before any lock, and waits for those only that came earlier: so no two ever wait for each other, in
/// whichever order they name their folders. A run that took a second turn would wait for itself.
/// </remarks>
internal sealed class RunQueue : IDisposable
{
    /// <summary>How often a lock that another process holds is asked for again.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(200);

    private static readonly Lock Gate = new();

    /// <summary>All turns that are taken or awaited, in the order in which they came.</summary>
    private static readonly List<RunQueue> Turns = [];

    private readonly TaskCompletionSource _due = new();
    private readonly string[] _folders;
    private readonly IProgress<RunProgress> _progress;
    private readonly TimeSpan _patience;
    private readonly CancellationToken _stop;

    private RunQueue(string[] folders, IProgress<RunProgress> progress, TimeSpan patience, CancellationToken stop) =>
        (_folders, _progress, _patience, _stop) = (folders, progress, patience, stop);

    /// <summary>Waits until no earlier run of this process writes to any of the folders.</summary>
    /// <param name="path">Folder of the repository.</param>
    /// <param name="externalPath">The second folder that the run writes to, or null.</param>
    /// <param name="progress">Told when there is somebody to wait for.</param>
    /// <param name="stop">Ends every wait.</param>
    /// <param name="patience">How long <see cref="Lock"/> waits for a run of another process; not at all by default.</param>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>: a folder's name is none.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the turn is given up.</exception>
    public static RunQueue Take(string path, string? externalPath, IProgress<RunProgress> progress, CancellationToken stop, TimeSpan patience = default)
    {
        var turn = new RunQueue([.. new[] { path, externalPath }.OfType<string>().Select(LocalRepository.AbsolutePath)], progress, patience, stop);
        lock (Gate)
        {
            Turns.Add(turn);
            CallThoseDue();
        }

        try
        {
            if (!turn._due.Task.IsCompleted) progress.Report(new RunProgress(RunPhase.Waiting, path, 0, 0, 0));
            turn._due.Task.Wait(stop);
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Takes the lock of one of the folders, and waits for a run of another process that holds it, as long as there is patience.</summary>
    /// <exception cref="OperationCanceledException">Stopped while waiting.</exception>
    /// <inheritdoc cref="RepositoryLock.Acquire"/>
    public RepositoryLock Lock(LocalRepository repository, TimeProvider clock)
    {
        long start = clock.GetTimestamp();
        for (bool isFirst = true; ; isFirst = false)
        {
            try
            {
                return RepositoryLock.Acquire(repository, clock);
            }
            catch (BackupException taken) when (taken.Code == BackupError.RepositoryLocked && clock.GetElapsedTime(start) < _patience)
            {
                if (isFirst) _progress.Report(new RunProgress(RunPhase.Waiting, repository.Folder, 0, 0, 0));
                _stop.WaitHandle.WaitOne(Beat);
                _stop.ThrowIfCancellationRequested();
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
            if (!taken.Overlaps(turn._folders)) turn._due.TrySetResult();
            taken.UnionWith(turn._folders);
        }
    }
}
