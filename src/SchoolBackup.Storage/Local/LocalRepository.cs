using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Local;

/// <summary>A folder that holds backups. What it holds is what its files say: there is no other catalogue.</summary>
public sealed class LocalRepository
{
    /// <summary>The extension of a backup that is being written; nothing ever reads such a file.</summary>
    public const string PartialExtension = ".partial";

    private static readonly string[] DumpExtensions = [".sql", ".gz", ".enc"];

    private static readonly EnumerationOptions FilesHere = new()
    {
        RecurseSubdirectories = false,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System, // rsync and others write to hidden files until they are whole
    };

    private LocalRepository(string folder) => Folder = folder;

    /// <summary>The folder, as an absolute path.</summary>
    public string Folder { get; }

    /// <summary>The bytes that this account may still write here.</summary>
    public long FreeBytes
    {
        get
        {
            try
            {
                return DiskSpace.FreeBytes(Folder);
            }
            catch (Exception fault) when (StorageFault.Is(fault))
            {
                throw StorageFault.OnRead(fault, Folder);
            }
        }
    }

    /// <summary>Opens a folder to list, verify or restore what it holds; it may be read-only.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>: it is missing, is not a folder, or cannot be read.</exception>
    public static LocalRepository Open(string folder)
    {
        string path = AbsolutePath(folder);
        if (File.Exists(path))
            throw NotAFolder(path);
        try
        {
            _ = Directory.EnumerateFileSystemEntries(path).Any();
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.OnRead(fault, path);
        }
        return new LocalRepository(path);
    }

    /// <summary>Opens a folder to write backups to it, and makes it when it is missing (open to its owner only, where the system has modes).</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.PathInvalid"/>: it is not a folder or cannot be made. <see cref="BackupError.PathNotWritable"/>: this
    /// account may not write there, or the file system is read-only.
    /// </exception>
    public static LocalRepository OpenForWriting(string folder)
    {
        string path = AbsolutePath(folder);
        if (File.Exists(path))
            throw NotAFolder(path);
        if (!Directory.Exists(path))
            Make(path);
        LocalRepository repository = Open(path);
        repository.CheckWritable();
        return repository;
    }

    /// <summary>Opens the folder that backups would be written to, and changes nothing: while it is missing, the nearest one above it that is there.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>: it is not a folder, or cannot be read.</exception>
    public static LocalRepository Nearest(string folder)
    {
        string path = AbsolutePath(folder);
        while (!Path.Exists(path) && Path.GetDirectoryName(path) is { } above) path = above;
        return Open(path);
    }

    /// <summary>
    /// The files that may be backups: ours, and every other <c>*.sql</c>, <c>*.sql.gz</c>, <c>*.gz</c> or <c>*.enc</c>. Never those that are being
    /// written, hidden files, pipes and devices, or anything in a sub-folder. In no particular order.
    /// </summary>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>: the folder cannot be read (any more).</exception>
    public IEnumerable<FileInfo> EnumerateFiles()
    {
        using IEnumerator<FileInfo> files = Guarded(() => new DirectoryInfo(Folder).EnumerateFiles("*", FilesHere).GetEnumerator());
        while (Guarded(files.MoveNext))
            if (DumpExtensions.Contains(files.Current.Extension, StringComparer.OrdinalIgnoreCase) && RegularFile.MayBe(files.Current.FullName))
                yield return files.Current;
    }

    /// <summary>Whether there is a file of this name.</summary>
    public bool Has(BackupName name) => File.Exists(Path.Combine(Folder, name.FileName));

    /// <summary>Begins a backup file, under its partial name.</summary>
    /// <param name="name">The name that it gets when it is complete.</param>
    /// <param name="held">The lock of this repository.</param>
    /// <exception cref="BackupException"><see cref="BackupError.BackupExists"/>, <see cref="BackupError.NoSpace"/>, <see cref="BackupError.WriteFailed"/>.</exception>
    public PartialBackup Create(BackupName name, RepositoryLock held)
    {
        RequireOwn(held);
        return PartialBackup.Begin(Folder, name);
    }

    /// <summary>Deletes a backup of this repository.</summary>
    /// <param name="fileName">Its name, without a folder.</param>
    /// <param name="held">The lock of this repository.</param>
    /// <exception cref="BackupException"><see cref="BackupError.BackupNotFound"/>, <see cref="BackupError.WriteFailed"/>.</exception>
    public void Delete(string fileName, RepositoryLock held)
    {
        RequireOwn(held);
        string path = Path.Combine(Folder, fileName);
        if (!string.Equals(Path.GetFileName(fileName), fileName, StringComparison.Ordinal) || !File.Exists(path))
        {
            throw new BackupException(BackupError.BackupNotFound, $"there is no backup {fileName} in {Folder}",
                hint: "list the repository again: somebody else may have removed it");
        }
        try
        {
            File.Delete(path);
            DirectorySync.Flush(Folder);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.OnWrite(fault, Folder, $"removing {fileName}");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Folder;

    /// <summary>The folder that a path means: the same for every way to write it.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>: it is empty, or no path.</exception>
    internal static string AbsolutePath(string folder)
    {
        if (string.IsNullOrWhiteSpace(folder) || folder.Contains('\0'))
        {
            throw new BackupException(BackupError.PathInvalid, "the path of the repository is empty or not a path",
                hint: "name a folder, by --path or BACKUP_PATH");
        }
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
    }

    private static BackupException NotAFolder(string path) =>
        new(BackupError.PathInvalid, $"{path} is a file, not a folder", hint: "name the folder that holds the backups");

    private static void Make(string path)
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw NotWritable(path, fault);
        }
        catch (IOException fault)
        {
            throw new BackupException(BackupError.PathInvalid, $"the folder {path} is missing and cannot be made: {fault.Message}",
                hint: "make the folder or name another one", fault);
        }
    }

    /// <summary>Only writing tells: modes, ACLs, read-only mounts and root squashing on NFS all have their say.</summary>
    private void CheckWritable()
    {
        string probe = Path.Combine(Folder, $".schoolbackup.{Guid.NewGuid():N}.probe");
        try
        {
            using var file = new FileStream(probe, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose,
            });
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            BackupException translated = StorageFault.OnWrite(fault, Folder, "making a file");
            throw translated.Code == BackupError.NoSpace ? translated : NotWritable(Folder, fault);
        }
    }

    private static BackupException NotWritable(string path, Exception fault) =>
        new(BackupError.PathNotWritable, $"cannot write to {path}: {fault.Message}",
            hint: "give this account the right to write there, or name another folder", fault);

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.OnRead(fault, Folder);
        }
    }

    private void RequireOwn(RepositoryLock held)
    {
        if (!held.IsHeld || !string.Equals(held.Folder, Folder, StringComparison.Ordinal))
            throw new InvalidOperationException($"the lock of {Folder} is not held");
    }
}
