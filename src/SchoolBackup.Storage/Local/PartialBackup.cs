using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Local;

/// <summary>
/// A backup that is being written. <see cref="Complete"/> publishes it under its name; disposing it before that means that it never happened.
/// </summary>
public sealed class PartialBackup : IDisposable
{
    private readonly string _folder;
    private readonly string _partialPath;
    private bool _ended;

    private PartialBackup(string folder, BackupName name, string partialPath, FileStream file)
    {
        _folder = folder;
        _partialPath = partialPath;
        Name = name;
        Path = System.IO.Path.Combine(folder, name.FileName);
        Content = new PartialStream(file, folder, name.FileName);
    }

    public BackupName Name { get; }

    /// <summary>Where it will lie when it is complete.</summary>
    public string Path { get; }

    /// <summary>
    /// Where the content goes; it can seek. It has no buffer, so write large blocks. Its errors are <see cref="BackupException"/>s:
    /// <see cref="BackupError.NoSpace"/> or <see cref="BackupError.WriteFailed"/>.
    /// </summary>
    public Stream Content { get; }

    /// <summary>
    /// The partial file that could not be deleted when this was disposed (the share is gone, say), or null. The next run removes it;
    /// it is told here instead of thrown so that it does not hide why the backup failed.
    /// </summary>
    public string? LeftBehind { get; private set; }

    internal static PartialBackup Begin(string folder, BackupName name)
    {
        if (File.Exists(System.IO.Path.Combine(folder, name.FileName)))
            throw Exists(folder, name);
        string partialPath = System.IO.Path.Combine(folder, name.FileName + LocalRepository.PartialExtension);
        try
        {
            return new PartialBackup(folder, name, partialPath, new FileStream(partialPath, NewFile()));
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.OnWrite(fault, folder, $"making {name.FileName}{LocalRepository.PartialExtension}");
        }
    }

    /// <summary>Flushes the file to the disk, gives it its name, and flushes the folder: from then on it survives a power cut.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.NoSpace"/>, <see cref="BackupError.WriteFailed"/>; <see cref="BackupError.BackupExists"/>: the name was
    /// taken meanwhile, and that file is left as it is. If only the very last step fails, the flush of the folder, the whole backup is
    /// there under its name, but might not survive a power cut.
    /// </exception>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        try
        {
            ((PartialStream)Content).FlushToDisk();
            Content.Dispose();
            Publish();
            _ended = true;
            DirectorySync.Flush(_folder);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.OnWrite(fault, _folder, $"completing {Name}");
        }
    }

    /// <summary>Deletes the file unless it was completed.</summary>
    public void Dispose()
    {
        Content.Dispose();
        if (_ended)
            return;
        _ended = true;
        try
        {
            File.Delete(_partialPath);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            LeftBehind = _partialPath;
        }
    }

    /// <remarks>
    /// .NET refuses to move onto an existing file. On Unix it looks before it renames, which leaves a gap; but our own runs are kept out
    /// by the lock, and nobody else makes files of this name within the second that it carries.
    /// </remarks>
    private void Publish()
    {
        try
        {
            File.Move(_partialPath, Path, overwrite: false);
        }
        catch (IOException) when (File.Exists(Path))
        {
            throw Exists(_folder, Name);
        }
    }

    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = 0, // nothing is held back, so closing has nothing to write and cannot fail
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // a school's data are nobody else's to read
        return options;
    }

    private static BackupException Exists(string folder, BackupName name) =>
        new(BackupError.BackupExists, $"there is a backup {name} in {folder} already",
            hint: "somebody else made it meanwhile, or the clock was set back; run it again");
}
