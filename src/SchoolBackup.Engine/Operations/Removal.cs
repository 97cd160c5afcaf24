using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>Removes backups, each with the record of its verification, from every place, whose locks are held until this is disposed.</summary>
internal sealed class Removal : IDisposable
{
    private readonly List<IRepositoryWriter> _writers = [];

    private Removal()
    {
    }

    /// <summary>Takes the locks.</summary>
    /// <param name="places">Where backups are removed.</param>
    /// <param name="turn">The run's, of the same places.</param>
    /// <param name="clock">The time to show to others.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="BackupException">PathInvalid, PathNotWritable or RepositoryLocked; nothing was removed.</exception>
    public static Removal Begin(IReadOnlyList<IRepository> places, RunQueue turn, TimeProvider clock, CancellationToken stop)
    {
        // A place that is not there is a mistake; entered, it would be made.
        foreach (IRepository place in places) place.Require(stop);
        var removal = new Removal();
        try
        {
            foreach (IRepository place in places) removal._writers.Add(turn.Enter(place, clock, stop));
            return removal;
        }
        catch
        {
            removal.Dispose();
            throw;
        }
    }

    /// <summary>Removes a backup from where its entry says that it lies.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.WriteFailed"/>, <see cref="BackupError.BackupNotFound"/>.</exception>
    public void Remove(CatalogueEntry entry, CancellationToken stop)
    {
        // The repository's own goes last: should one of the removals fail, the backup is still listed where it was made.
        foreach (BackupRef copy in entry.Copies.Reverse())
        {
            IRepositoryWriter writer = _writers.First(one => one.Repository.Location == copy.Repository.Location);
            writer.Delete(copy.Name, stop);
            VerificationFile.Delete(writer, copy.Name, stop);
        }
    }

    /// <summary>What to throw when some of several backups could not be removed.</summary>
    public static BackupException Incomplete(List<BackupException> failures, int asked, BackupError code) => new(
        code,
        Invariant($"{failures.Count} of {asked} backups could not be removed: {string.Join("; ", failures.Select(failure => failure.Message))}"),
        failures[0].Hint,
        failures[0]);

    public void Dispose()
    {
        foreach (IRepositoryWriter writer in _writers) writer.Dispose();
    }
}
