using Microsoft.Win32.SafeHandles;
using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Local;

/// <summary>The right to write to a folder: its lock.</summary>
internal sealed class LocalWriter : IRepositoryWriter
{
    private readonly string _folder;
    private readonly RepositoryLock _held;

    private LocalWriter(LocalRepository repository, RepositoryLock held) => (Repository, _folder, _held) = (repository, repository.Location, held);

    public IRepository Repository { get; }

    public IReadOnlyList<string> Abandoned => _held.RemovedPartials;

    /// <param name="repository">A folder that is there and can be written to.</param>
    /// <param name="clock">The time to show to others.</param>
    public static LocalWriter Enter(LocalRepository repository, TimeProvider clock) => new(repository, RepositoryLock.Acquire(repository.Location, clock));

    public IPendingFile Create(string name, CancellationToken stop) => LocalPendingFile.Begin(_folder, name);

    public void WriteHead(string name, IReadOnlyList<(long Offset, byte[] Bytes)> writes, Action written, CancellationToken stop)
    {
        string path = Required(name);
        stop.ThrowIfCancellationRequested();
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
            foreach ((long offset, byte[] bytes) in writes)
            {
                RandomAccess.Write(file, bytes, offset);
                RandomAccess.FlushToDisk(file);
                written();
            }
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.OnWrite(fault, _folder, $"writing the head of {name}");
        }
    }

    public void Delete(string name, CancellationToken stop)
    {
        string path = Required(name);
        try
        {
            File.Delete(path);
            DirectorySync.Flush(_folder);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.OnWrite(fault, _folder, $"removing {name}");
        }
    }

    public void Dispose() => _held.Dispose();

    private string Required(string name)
    {
        string path = Path.Combine(_folder, name);
        return Path.GetFileName(name) == name && File.Exists(path) ? path : throw new BackupException(
            BackupError.BackupNotFound, $"there is no backup {name} in {_folder}", hint: "list the repository again: somebody else may have removed it");
    }
}
