using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Local;

/// <summary>A folder: of a disk, a stick, a share or a mount.</summary>
public sealed class LocalRepository : IMountedPlace
{
    /// <summary>The extension of a file that is being written; nothing ever reads such a file.</summary>
    public const string PartialExtension = ".partial";

    /// <summary>The file with a line for each other place that was written to together with this one.</summary>
    internal const string MemoryFileName = ".schoolbackup.places";

    private static readonly EnumerationOptions FilesHere = new()
    {
        RecurseSubdirectories = false,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System, // rsync and others write to hidden files until they are whole
    };

    /// <param name="folder">Its path; relative ones begin at the current folder.</param>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>: it is empty, or no path.</exception>
    public LocalRepository(string folder)
    {
        if (string.IsNullOrWhiteSpace(folder) || folder.Contains('\0'))
        {
            throw new BackupException(BackupError.PathInvalid, "the path of the repository is empty or not a path",
                hint: "name a folder, by --path or BACKUP_PATH");
        }

        Location = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
    }

    /// <summary>The folder, as an absolute path.</summary>
    public string Location { get; }

    /// <summary>The lock's file stays for ever.</summary>
    public bool IsMarked => File.Exists(AddressOf(RepositoryLock.LockFileName));

    public string MemoryAddress => AddressOf(MemoryFileName);

    public string AddressOf(string name) => Path.Combine(Location, name);

    public IReadOnlyList<string> Companions() => Guarded(() => File.Exists(MemoryAddress) ? File.ReadAllLines(MemoryAddress) : []);

    public void Remember(IEnumerable<string> locations, CancellationToken stop)
    {
        IReadOnlyList<string> known = Companions();
        string[] all = [.. known.Union(locations, StringComparer.Ordinal).Where(location => !location.Contains('\n'))];
        if (all.Length > known.Count) WriteNote(MemoryFileName, System.Text.Encoding.UTF8.GetBytes(string.Join('\n', all) + "\n"), stop);
    }

    public void Require(CancellationToken stop)
    {
        if (File.Exists(Location)) throw NotAFolder();
        Guarded(() => Directory.EnumerateFileSystemEntries(Location).Any());
    }

    public long? FreeBytes(CancellationToken stop)
    {
        // While it is missing, the nearest folder above it that is there.
        string folder = Location;
        while (!Path.Exists(folder) && Path.GetDirectoryName(folder) is { } above) folder = above;
        if (File.Exists(folder)) throw NotAFolder();
        return Guarded(() => DiskSpace.FreeBytes(folder));
    }

    public IEnumerable<StoredItem> List(CancellationToken stop)
    {
        using IEnumerator<FileInfo> files = Guarded(() => new DirectoryInfo(Location).EnumerateFiles("*", FilesHere).GetEnumerator());
        while (Guarded(files.MoveNext))
        {
            stop.ThrowIfCancellationRequested();
            if (files.Current.Extension != PartialExtension && RegularFile.MayBe(files.Current.FullName)) yield return Item(files.Current);
        }
    }

    public StoredItem? Find(string name, CancellationToken stop) =>
        Guarded(() => new FileInfo(AddressOf(Plain(name))) is { Exists: true } file && RegularFile.MayBe(file.FullName) ? Item(file) : null);

    public IStoredFile Open(string name, CancellationToken stop) => LocalFile.Open(AddressOf(Plain(name)));

    /// <summary>Writes it under another name, flushes it and renames it.</summary>
    /// <inheritdoc/>
    public void WriteNote(string name, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        string path = AddressOf(Plain(name));
        try
        {
            using (FileStream file = new(path + PartialExtension, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                file.Write(content.Span);
                file.Flush(flushToDisk: true);
            }

            File.Move(path + PartialExtension, path, overwrite: true);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw NotWritable(fault);
        }
        catch (IOException fault)
        {
            throw StorageFault.OnWrite(fault, Location, $"writing {name}");
        }
    }

    /// <summary>Makes the folder where it is missing (open to its owner only, where the system has modes), and takes its lock.</summary>
    /// <inheritdoc/>
    public IRepositoryWriter Enter(TimeProvider clock, CancellationToken stop)
    {
        if (File.Exists(Location)) throw NotAFolder();
        if (!Directory.Exists(Location)) Make();
        Require(stop);
        CheckWritable();
        return LocalWriter.Enter(this, clock);
    }

    /// <inheritdoc/>
    public override string ToString() => Location;

    private static StoredItem Item(FileInfo file) => new(file.Name, file.Length, new DateTimeOffset(file.LastWriteTimeUtc));

    /// <summary>A name that leads out of the folder is none of its files.</summary>
    private string Plain(string name) => Path.GetFileName(name) == name && name.Length > 0 && !name.Contains('\0') ? name : throw new BackupException(
        BackupError.BackupNotFound, $"there is no backup {name} in {Location}", hint: "list the repository again: somebody else may have removed it");

    private BackupException NotAFolder() =>
        new(BackupError.PathInvalid, $"{Location} is a file, not a folder", hint: "name the folder that holds the backups");

    private BackupException NotWritable(Exception fault) =>
        new(BackupError.PathNotWritable, $"cannot write to {Location}: {fault.Message}",
            hint: "give this account the right to write there, or name another folder", fault);

    private void Make()
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(Location);
            else
                Directory.CreateDirectory(Location, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw NotWritable(fault);
        }
        catch (IOException fault)
        {
            throw new BackupException(BackupError.PathInvalid, $"the folder {Location} is missing and cannot be made: {fault.Message}",
                hint: "make the folder or name another one", fault);
        }
    }

    /// <summary>Only writing tells: modes, ACLs, read-only mounts and root squashing on NFS all have their say.</summary>
    private void CheckWritable()
    {
        string probe = Path.Combine(Location, $".schoolbackup.{Guid.NewGuid():N}.probe");
        try
        {
            using var file = new FileStream(probe, new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose,
            });
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            BackupException translated = StorageFault.OnWrite(fault, Location, "making a file");
            throw translated.Code == BackupError.NoSpace ? translated : NotWritable(fault);
        }
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.OnRead(fault, Location);
        }
    }
}
