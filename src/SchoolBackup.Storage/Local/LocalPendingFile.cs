using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Local;

/// <summary>A file that is being written to a folder, under a name with <see cref="LocalRepository.PartialExtension"/> behind it.</summary>
internal sealed class LocalPendingFile : IPendingFile
{
    private readonly string _folder;
    private readonly string _partialPath;
    private bool _ended;

    private readonly string _name;
    private readonly LocalPendingStream _content;

    private LocalPendingFile(string folder, string name, string partialPath, FileStream file)
    {
        (_folder, _name, _partialPath) = (folder, name, partialPath);
        Address = Path.Combine(folder, name);
        _content = new LocalPendingStream(file, folder, name);
    }

    public string Address { get; }

    /// <summary>It has no buffer, so write large blocks; and it can seek anywhere.</summary>
    /// <inheritdoc/>
    public Stream Content => _content;

    public string? LeftBehind { get; private set; }

    public static LocalPendingFile Begin(string folder, string name)
    {
        if (File.Exists(Path.Combine(folder, name)))
            throw Exists(folder, name);
        string partialPath = Path.Combine(folder, name + LocalRepository.PartialExtension);
        try
        {
            return new LocalPendingFile(folder, name, partialPath, new FileStream(partialPath, NewFile()));
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.OnWrite(fault, folder, $"making {name}{LocalRepository.PartialExtension}");
        }
    }

    /// <summary>Flushes the file to the disk, gives it its name, and flushes the folder: from then on it survives a power cut.</summary>
    /// <remarks>If only the very last step fails, the flush of the folder, the whole file is there under its name, but might not survive a power cut.</remarks>
    /// <inheritdoc/>
    public void Complete(Action? moved = null)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        try
        {
            _content.FlushToDisk();
            _content.Dispose();
            Publish();
            _ended = true;
            DirectorySync.Flush(_folder);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.OnWrite(fault, _folder, $"completing {_name}");
        }
    }

    /// <summary>Deletes the file unless it was completed.</summary>
    public void Dispose()
    {
        _content.Dispose();
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
            File.Move(_partialPath, Address, overwrite: false);
        }
        catch (IOException) when (File.Exists(Address))
        {
            throw Exists(_folder, _name);
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

    private static BackupException Exists(string folder, string name) =>
        new(BackupError.BackupExists, $"there is a backup {name} in {folder} already",
            hint: "somebody else made it meanwhile, or the clock was set back; run it again");
}
