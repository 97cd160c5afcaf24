using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Repositories;

namespace SchoolBackup.Engine.Operations;

/// <summary>
/// The turn of a run among those of this process that write to the same folders: a script may start many at once, and each gets its turn, in the order in
/// which they came. Another process is not waited for: <see cref="RepositoryLock"/> refuses whoever comes second.
/// </summary>
/// <remarks>
/// A run takes one turn for all its folders at once, before any lock, and waits for those only that came earlier: so no two ever wait for each other, in
/// whichever order they name their folders. A run that took a second turn would wait for itself.
/// </remarks>
internal sealed class RunQueue : IDisposable
{
    private static readonly Lock Gate = new();

    /// <summary>All turns that are taken or awaited, in the order in which they came.</summary>
    private static readonly List<RunQueue> Turns = [];

    private readonly TaskCompletionSource _due = new();
    private readonly string[] _folders;

    private RunQueue(string[] folders) => _folders = folders;

    /// <summary>Waits until no earlier run of this process writes to any of the folders.</summary>
    /// <param name="path">Folder of the repository.</param>
    /// <param name="externalPath">The second folder that the run writes to, or null.</param>
    /// <param name="progress">Told when there is somebody to wait for.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>: a folder's name is none.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the turn is given up.</exception>
    public static RunQueue Take(string path, string? externalPath, IProgress<RunProgress> progress, CancellationToken stop)
    {
        var turn = new RunQueue([.. new[] { path, externalPath }.OfType<string>().Select(LocalRepository.AbsolutePath)]);
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
