using SchoolBackup.Engine.Reporting;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>Removes backups that somebody chose.</summary>
public sealed class RemovalOperation(TimeProvider clock, IProgress<RunProgress> progress)
{
    /// <summary>Removes each backup, wherever its entry says that a copy of it lies.</summary>
    /// <param name="entries">As <see cref="Catalogue"/> found them.</param>
    /// <param name="places">The places that they were looked for in.</param>
    /// <param name="stop">Ends it between two backups.</param>
    /// <param name="lockTimeout">How long a run of another process is waited for; by default not at all.</param>
    /// <returns>The entries, all of which are gone.</returns>
    /// <exception cref="BackupException">
    /// PathInvalid: one of the places cannot be read, so that nobody knows what lies there; nothing was removed. BackupNotFound, PathNotWritable,
    /// RepositoryLocked or WriteFailed: of several backups the message names those that could not be removed; the others are gone, and the code is that of
    /// the first.
    /// </exception>
    /// <exception cref="OperationCanceledException">Stopped between two backups.</exception>
    public IReadOnlyList<CatalogueEntry> Run(IReadOnlyList<CatalogueEntry> entries, IReadOnlyList<IRepository> places, CancellationToken stop, TimeSpan lockTimeout = default)
    {
        foreach (IRepository place in places.Skip(1)) place.Require(stop);
        List<BackupException> failures = [];
        foreach (CatalogueEntry entry in entries)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                Remove(entry, lockTimeout, stop);
            }
            catch (BackupException failure)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0) throw entries.Count == 1 ? failures[0] : Removal.Incomplete(failures, entries.Count, failures[0].Code);
        return entries;
    }

    private void Remove(CatalogueEntry entry, TimeSpan lockTimeout, CancellationToken stop)
    {
        IRepository[] places = [.. entry.Copies.Select(copy => copy.Repository)];
        using RunQueue turn = RunQueue.Take(places, progress, stop, lockTimeout);
        using Removal removal = Removal.Begin(places, turn, clock, stop);
        removal.Remove(entry, stop);
    }
}
