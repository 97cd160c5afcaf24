using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Local;

/// <summary>
/// The right to write to a repository: one run at a time. The operating system holds it, so it ends with the process, however that ends.
/// </summary>
/// <remarks>
/// <c>.schoolbackup.lock</c> is the file that is locked; it is empty and stays where it is for ever. Removing it after a run would open a
/// race: a second run may have it open already, while a third one makes and locks a new file of that name.
/// <c>.schoolbackup.run</c> says who holds the lock. It is a file of its own because a locked file cannot be read by others (on Windows
/// and on SMB shares; in .NET nowhere). It stays, too, and tells of the last run when nobody holds the lock: only the lock counts.
/// </remarks>
internal sealed class RepositoryLock : IDisposable
{
    internal const string LockFileName = ".schoolbackup.lock";
    internal const string RunFileName = ".schoolbackup.run";

    private readonly FileStream _file;

    private RepositoryLock(FileStream file) => _file = file;

    /// <summary>The names of the unfinished backups of dead runs that were removed when the lock was taken.</summary>
    public IReadOnlyList<string> RemovedPartials { get; private set; } = [];

    /// <summary>Takes the lock, and removes what a dead run has left unfinished: while the lock is held, nobody else writes.</summary>
    /// <param name="folder">The repository's folder.</param>
    /// <param name="clock">The time to show to others.</param>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.RepositoryLocked"/>: another run is under way. <see cref="BackupError.NotSupported"/>: the file system knows no
    /// locks. <see cref="BackupError.PathNotWritable"/>, <see cref="BackupError.WriteFailed"/>, <see cref="BackupError.NoSpace"/>.
    /// </exception>
    public static RepositoryLock Acquire(string folder, TimeProvider clock)
    {
        var held = new RepositoryLock(OpenLocked(folder));
        try
        {
            RequireThatLocksWork(folder);
            RunIdentity.OfThisProcess(clock).WriteTo(Path.Combine(folder, RunFileName));
            held.RemovedPartials = RemovePartials(folder);
            return held;
        }
        catch (Exception fault)
        {
            held.Dispose();
            if (StorageFault.Is(fault))
                throw StorageFault.OnWrite(fault, folder, "taking the lock");
            throw;
        }
    }

    /// <summary>Lets the next run in.</summary>
    public void Dispose() => _file.Dispose();

    private static FileStream OpenLocked(string folder)
    {
        try
        {
            return TryOpen(folder);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new BackupException(BackupError.PathNotWritable, $"cannot lock {folder}: {fault.Message}",
                hint: $"let this account write to the folder and to {LockFileName} in it (another account may have made that)", fault);
        }
        catch (IOException fault) when (IsSharingViolation(fault))
        {
            string holder = RunIdentity.Read(Path.Combine(folder, RunFileName))?.ToString() ?? "another run";
            throw new BackupException(BackupError.RepositoryLocked, $"the repository {folder} is locked by {holder}",
                hint: "wait until that run is done (--wait SECONDS waits for it), or end it; a lock never outlives its process, so there is no file to remove", fault);
        }
        catch (IOException fault)
        {
            throw StorageFault.OnWrite(fault, folder, "taking the lock");
        }
    }

    /// <summary>FileShare.None is a share mode on Windows, and an exclusive flock() on Unix.</summary>
    private static FileStream TryOpen(string folder)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(folder, LockFileName), options);
    }

    /// <summary>.NET ignores a file system that refuses flock(). So we ask for the lock a second time: that must fail.</summary>
    private static void RequireThatLocksWork(string folder)
    {
        try
        {
            TryOpen(folder).Dispose();
        }
        catch (IOException fault) when (IsSharingViolation(fault))
        {
            return;
        }
        throw new BackupException(BackupError.NotSupported,
            $"the file system of {folder} does not support file locks, so a second run at the same time could not be kept out",
            hint: "mount it with locks (NFS needs its lock service), or back up to a local folder and copy from there");
    }

    /// <remarks>EWOULDBLOCK of flock() on Linux (11) and macOS (35); ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows.</remarks>
    private static bool IsSharingViolation(IOException fault) => OperatingSystem.IsWindows()
        ? (fault.HResult & 0xFFFF) is 32 or 33
        : fault.HResult == (OperatingSystem.IsLinux() ? 11 : 35);

    private static List<string> RemovePartials(string folder)
    {
        List<string> removed = [];
        foreach (string path in Directory.EnumerateFiles(folder, "*" + LocalRepository.PartialExtension).ToList())
        {
            string name = Path.GetFileName(path);
            if (BackupName.Parse(name[..^LocalRepository.PartialExtension.Length]) is null)
                continue; // not ours: other tools use that extension, too
            File.Delete(path);
            removed.Add(name);
        }
        return removed;
    }
}
