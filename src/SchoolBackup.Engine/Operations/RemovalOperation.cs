using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Operations;

/// <summary>Removes backups that somebody chose.</summary>
public sealed class RemovalOperation(TimeProvider clock, IProgress<RunProgress> progress)
{
    /// <summary>Removes each backup and its copy in the other folder, if there is one.</summary>
    /// <param name="entries">As <see cref="Catalogue"/> found them.</param>
    /// <param name="externalPath">The second folder that backups are copied to, or null.</param>
    /// <param name="stop">Ends it between two backups.</param>
    /// <param name="lockTimeout">How long a run of another process is waited for; by default not at all.</param>
    /// <returns>The entries, all of which are gone.</returns>
    /// <exception cref="BackupException">
    /// PathInvalid: the second folder cannot be read, so that nobody knows what lies there; nothing was removed. BackupNotFound, PathNotWritable,
    /// RepositoryLocked or WriteFailed: of several backups the message names those that could not be removed; the others are gone, and the code is that of
    /// the first.
    /// </exception>
    /// <exception cref="OperationCanceledException">Stopped between two backups.</exception>
    public IReadOnlyList<CatalogueEntry> Run(IReadOnlyList<CatalogueEntry> entries, string? externalPath, CancellationToken stop, TimeSpan lockTimeout = default)
    {
        Catalogue.RequireExternal(externalPath);
        List<BackupException> failures = [];
        foreach (CatalogueEntry entry in entries)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                Remove(entry, externalPath, lockTimeout, stop);
            }
            catch (BackupException failure)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0) throw entries.Count == 1 ? failures[0] : Removal.Incomplete(failures, entries.Count, failures[0].Code);
        return entries;
    }

    private void Remove(CatalogueEntry entry, string? externalPath, TimeSpan lockTimeout, CancellationToken stop)
    {
        string folder = System.IO.Path.GetDirectoryName(entry.Path)!;
        string? copy = entry.Location == BackupLocation.Both ? externalPath : null;
        using RunQueue turn = RunQueue.Take(folder, copy, progress, stop, lockTimeout);
        using Removal removal = Removal.Begin(folder, copy, turn, clock);
        removal.Remove(entry);
    }
}
