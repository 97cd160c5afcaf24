namespace SchoolBackup;

/// <summary>What is said of a file.</summary>
public abstract class FileFacts(string path)
{
    public string Filename { get; } = System.IO.Path.GetFileName(path);

    /// <summary>Full path; of a backup in two folders, the one in the repository itself.</summary>
    public string Path { get; } = path;

    /// <summary>The same, under the name by which other cmdlets take files from the pipeline.</summary>
    public string FullName => Path;
}
