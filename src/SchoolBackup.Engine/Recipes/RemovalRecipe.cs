using SchoolBackup.Engine.Errors;

namespace SchoolBackup.Engine.Recipes;

/// <summary>Removes one backup that somebody chose.</summary>
public sealed class RemovalRecipe(TimeProvider clock)
{
    /// <summary>Removes a backup and its copy in the other folder, if there is one.</summary>
    /// <param name="entry">As <see cref="Catalogue"/> found it.</param>
    /// <param name="externalPath">The second folder that backups are copied to, or null.</param>
    /// <exception cref="BackupException">BackupNotFound, PathNotWritable, RepositoryLocked or WriteFailed.</exception>
    public void Run(CatalogueEntry entry, string? externalPath)
    {
        string folder = System.IO.Path.GetDirectoryName(entry.Path)!;
        using Removal removal = Removal.Begin(folder, entry.Location == BackupLocation.Both ? externalPath : null, clock);
        removal.Remove(entry);
    }
}
