using SchoolBackup.Engine.Operations;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Pipeline;

/// <summary>
/// The backups that a command is about, when it is not about all of its repository: those that came down the pipeline or were named, of
/// some databases.
/// </summary>
/// <param name="places">The repository, and the other places that backups are copied to.</param>
/// <param name="database">Whether a database is meant; null for any.</param>
internal sealed class ChosenBackups(IReadOnlyList<IRepository> places, Predicate<string>? database)
{
    private static readonly StringComparer Names = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
        ? StringComparer.OrdinalIgnoreCase
        : StringComparer.Ordinal;

    private readonly HashSet<string> _files = new(Names);

    /// <summary>Whether no file was chosen.</summary>
    public bool IsEmpty => _files.Count == 0;

    /// <summary>Chooses a file.</summary>
    /// <exception cref="BackupException">PathInvalid: it lies in none of the places, so nothing here may touch it.</exception>
    public void Add(BackupRef backup)
    {
        if (!Reaches(backup))
            throw new BackupException(
                BackupError.PathInvalid, $"{backup} does not lie in {places[0].Location}", "name its folder by -Path");
        _files.Add(backup.Address);
    }

    /// <summary>Whether a file lies in one of the places.</summary>
    public bool Reaches(BackupRef backup) => places.Any(place => Names.Equals(place.Location, backup.Repository.Location));

    /// <summary>Whether a backup is among those that were chosen, by any of its copies.</summary>
    public bool Holds(CatalogueEntry entry) => entry.Copies.Any(copy => _files.Contains(copy.Address)) && IsOfDatabase(entry);

    /// <summary>Whether a backup is of a database that is meant: of a backup of several, every one has to be.</summary>
    public bool IsOfDatabase(CatalogueEntry entry) =>
        database is null || (entry.Databases.Count > 0 && entry.Databases.All(one => database(one)));
}
