using SchoolBackup.Errors;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Export;

/// <summary>What becomes of a file that is there already.</summary>
public enum ExistingFile
{
    Keep,
    Replace,
}

/// <summary>
/// A file that is being written for somebody else: under another name until <see cref="Complete"/>, and gone if it never comes to that.
/// </summary>
internal sealed class ExportFile : IDisposable
{
    private readonly string _folder;
    private readonly string _partial;
    private readonly ExistingFile _existing;
    private bool _ended;

    private ExportFile(string path, ExistingFile existing, FileStream file)
    {
        (Path, _existing) = (path, existing);
        _folder = System.IO.Path.GetDirectoryName(path)!;
        _partial = path + LocalRepository.PartialExtension;
        Content = new LocalPendingStream(file, _folder, System.IO.Path.GetFileName(path));
    }

    public string Path { get; }

    /// <summary>Where the content goes; it can seek, and its errors are <see cref="BackupException"/>s.</summary>
    public LocalPendingStream Content { get; }

    /// <exception cref="BackupException">
    /// <see cref="BackupError.BackupExists"/>: there is such a file; <see cref="BackupError.PathInvalid"/>,
    /// <see cref="BackupError.NoSpace"/>, <see cref="BackupError.WriteFailed"/>.
    /// </exception>
    public static ExportFile Create(string to, ExistingFile existing)
    {
        string path = Require(to, existing);
        string folder = System.IO.Path.GetDirectoryName(path)!;
        try
        {
            // What is handed out is as secret as the backup, until its owner says otherwise.
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return new ExportFile(path, existing, new FileStream(path + LocalRepository.PartialExtension, options));
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.OnWrite(fault, folder, $"making {System.IO.Path.GetFileName(path)}{LocalRepository.PartialExtension}");
        }
    }

    /// <summary>Looks whether such a file could be made.</summary>
    /// <returns>Its full path.</returns>
    /// <exception cref="BackupException"><see cref="BackupError.BackupExists"/> or <see cref="BackupError.PathInvalid"/>.</exception>
    public static string Require(string to, ExistingFile existing)
    {
        string path = System.IO.Path.GetFullPath(to);
        string folder = System.IO.Path.GetDirectoryName(path) ?? path;
        if (Directory.Exists(path) || !Directory.Exists(folder))
            throw new BackupException(
                BackupError.PathInvalid,
                Directory.Exists(path) ? $"{path} is a folder" : $"there is no folder {folder}",
                "name a file in a folder that is there");
        if (existing == ExistingFile.Keep && File.Exists(path)) throw Exists(path);
        return path;
    }

    /// <summary>Flushes it to the disk and gives it its name.</summary>
    /// <returns>Bytes of the file.</returns>
    public long Complete()
    {
        try
        {
            long length = Content.Length;
            Content.FlushToDisk();
            Content.Dispose();
            File.Move(_partial, Path, overwrite: _existing == ExistingFile.Replace);
            _ended = true;
            DirectorySync.Flush(_folder);
            return length;
        }
        catch (IOException) when (!_ended && _existing == ExistingFile.Keep && File.Exists(Path))
        {
            throw Exists(Path);
        }
        catch (Exception fault) when (StorageFault.Is(fault))
        {
            throw StorageFault.OnWrite(fault, _folder, $"completing {System.IO.Path.GetFileName(Path)}");
        }
    }

    public void Dispose()
    {
        Content.Dispose();
        if (!_ended) File.Delete(_partial);
    }

    private static BackupException Exists(string path) =>
        new(BackupError.BackupExists, $"{path} is there already", "name another file, or say --force to replace it");
}
