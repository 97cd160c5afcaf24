using SchoolBackup.Engine.Operations;
using SchoolBackup.Errors;

namespace SchoolBackup.Pipeline;

/// <summary>The backups that a command is about, when it is not about all of its repository: those that came down the pipeline or were named, of some databases.</summary>
/// <param name="path">Folder of the repository, a full path.</param>
/// <param name="externalPath">The second folder, a full path, or null.</param>
/// <param name="database">Whether a database is meant; null for any.</param>
internal sealed class ChosenBackups(string path, string? externalPath, Predicate<string>? database)
{
    private static readonly StringComparer Names = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    private readonly HashSet<string> _files = new(Names);

    /// <summary>Whether no file was chosen.</summary>
    public bool IsEmpty => _files.Count == 0;

    /// <summary>Chooses a file.</summary>
    /// <param name="file">Its full path.</param>
    /// <exception cref="BackupException">PathInvalid: it lies in neither folder, so nothing here may touch it.</exception>
    public void Add(string file)
    {
        if (!Reaches(file))
            throw new BackupException(BackupError.PathInvalid, $"{file} does not lie in {path}", "name its folder by -Path");
        _files.Add(file);
    }

    /// <summary>Whether a file lies in one of the folders.</summary>
    public bool Reaches(string file)
    {
        string folder = System.IO.Path.GetDirectoryName(file)!;
        return new[] { path, externalPath }.OfType<string>().Any(one => Names.Equals(folder, System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(one))));
    }

    /// <summary>Whether a backup is among those that were chosen, by either of its copies.</summary>
    public bool Holds(CatalogueEntry entry) => Copies(entry).Any(_files.Contains) && IsOfDatabase(entry);

    /// <summary>Whether a backup is of a database that is meant: of a backup of several, every one has to be.</summary>
    public bool IsOfDatabase(CatalogueEntry entry) => database is null || (entry.Databases.Count > 0 && entry.Databases.All(one => database(one)));

    /// <summary>The files of a backup: one, or one in each folder.</summary>
    public IEnumerable<string> Copies(CatalogueEntry entry) => entry.Location == BackupLocation.Both && externalPath is not null
        ? [entry.Path, System.IO.Path.Combine(System.IO.Path.GetFullPath(externalPath), entry.FileName), System.IO.Path.Combine(System.IO.Path.GetFullPath(path), entry.FileName)]
        : [entry.Path];
}
