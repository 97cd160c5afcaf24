using SchoolBackup.Errors;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Operations;

/// <summary>Removes backups, each with the record of its verification, from both folders, whose locks are held until this is disposed.</summary>
internal sealed class Removal : IDisposable
{
    private readonly List<(LocalRepository Repository, RepositoryLock Held)> _folders = [];

    private Removal()
    {
    }

    /// <summary>Takes the locks.</summary>
    /// <param name="path">Folder of the repository.</param>
    /// <param name="externalPath">The second folder that backups are copied to, or null.</param>
    /// <param name="turn">The run's, of the same folders.</param>
    /// <param name="clock">The time to show to others.</param>
    /// <exception cref="BackupException">PathInvalid, PathNotWritable or RepositoryLocked; nothing was removed.</exception>
    public static Removal Begin(string path, string? externalPath, RunQueue turn, TimeProvider clock)
    {
        // A folder that is not there is a mistake; opened for writing, it would be made.
        string[] folders = [.. new[] { path, externalPath }.OfType<string>().Select(folder => LocalRepository.Open(folder).Folder)];
        var removal = new Removal();
        try
        {
            foreach (string folder in folders)
            {
                LocalRepository repository = LocalRepository.OpenForWriting(folder);
                removal._folders.Add((repository, turn.Lock(repository, clock)));
            }

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
    public void Remove(CatalogueEntry entry)
    {
        // The copy goes first: should the second removal fail, the backup is still listed where it was made.
        if (entry.Location is BackupLocation.External or BackupLocation.Both) Remove(entry.FileName, _folders[^1]);
        if (entry.Location is BackupLocation.Local or BackupLocation.Both) Remove(entry.FileName, _folders[0]);
    }

    /// <summary>What to throw when some of several backups could not be removed.</summary>
    public static BackupException Incomplete(List<BackupException> failures, int asked, BackupError code) => new(
        code,
        Invariant($"{failures.Count} of {asked} backups could not be removed: {string.Join("; ", failures.Select(failure => failure.Message))}"),
        failures[0].Hint,
        failures[0]);

    public void Dispose()
    {
        foreach ((_, RepositoryLock held) in _folders) held.Dispose();
    }

    private static void Remove(string fileName, (LocalRepository Repository, RepositoryLock Held) folder)
    {
        folder.Repository.Delete(fileName, folder.Held);
        try
        {
            VerificationFile.Delete(Path.Combine(folder.Repository.Folder, fileName));
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.OnWrite(fault, folder.Repository.Folder, $"removing {fileName}{VerificationFile.Extension}");
        }
    }
}
