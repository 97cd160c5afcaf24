using SchoolBackup.Storage;

namespace SchoolBackup;

/// <summary>What is said of a file.</summary>
public abstract class FileFacts
{
    private protected FileFacts(BackupRef backup) => (Filename, Path) = (backup.Name, backup.Address);

    private protected FileFacts(string path) => (Filename, Path) = (System.IO.Path.GetFileName(path), path);

    public string Filename { get; }

    /// <summary>Full path, or the address in another kind of place; of a backup in several places, the one in the repository itself.</summary>
    public string Path { get; }

    /// <summary>The same, under the name by which other cmdlets take files from the pipeline.</summary>
    public string FullName => Path;
}
