using SchoolBackup.Engine.Errors;

namespace SchoolBackup.Engine.Recipes;

/// <summary>Removes backups that somebody chose.</summary>
public sealed class RemovalRecipe(TimeProvider clock)
{
    /// <summary>Removes each backup and its copy in the other folder, if there is one.</summary>
    /// <param name="entries">As <see cref="Catalogue"/> found them.</param>
    /// <param name="externalPath">The second folder that backups are copied to, or null.</param>
    /// <param name="stop">Ends it between two backups.</param>
    /// <exception cref="BackupException">
    /// BackupNotFound, PathNotWritable, RepositoryLocked or WriteFailed. Of several backups the message names those that could not be removed; the others
    /// are gone, and the code is that of the first.
    /// </exception>
    public void Run(IReadOnlyList<CatalogueEntry> entries, string? externalPath, CancellationToken stop)
    {
        List<BackupException> failures = [];
        foreach (CatalogueEntry entry in entries)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                Remove(entry, externalPath);
            }
            catch (BackupException failure)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0) throw entries.Count == 1 ? failures[0] : Removal.Incomplete(failures, entries.Count, failures[0].Code);
    }

    private void Remove(CatalogueEntry entry, string? externalPath)
    {
        string folder = System.IO.Path.GetDirectoryName(entry.Path)!;
        using Removal removal = Removal.Begin(folder, entry.Location == BackupLocation.Both ? externalPath : null, clock);
        removal.Remove(entry);
    }
}
