using System.IO.Enumeration;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Errors;
using SchoolBackup.Storage;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Operations;

/// <summary>Finds the file that somebody means.</summary>
public static class BackupFile
{
    /// <summary>An id is said by this many of its first digits, or more.</summary>
    public const int ShortestId = 8;

    private const int IdLength = 32;
    private const int Named = 5;

    /// <summary>The word for the newest backup.</summary>
    private const string Newest = "latest";

    /// <summary>
    /// The files that somebody means: the one that <see cref="Find"/> finds, or all that fit a pattern, such as <c>*.gz</c> or <c>./backups/*_school*</c>, the newest
    /// first by their names. Shells of Windows, and quotes in others, leave patterns to the program.
    /// </summary>
    /// <returns>One full path or more.</returns>
    /// <inheritdoc cref="Find"/>
    public static IReadOnlyList<string> All(string said, string repository, string? external, string folder, KeyRing? keys = null)
    {
        if (!IsPattern(said, repository, external, folder)) return [Find(said, repository, external, folder, keys)];
        string pattern = Path.GetFileName(said);
        string[] folders = pattern == said ? [.. new[] { repository, external }.OfType<string>()] : [Path.GetDirectoryName(Path.GetFullPath(said, folder))!];
        string[] found =
        [
            .. folders.Select(place => Path.GetFullPath(place, folder)).Where(Directory.Exists)
                .SelectMany(place => LocalRepository.Open(place).EnumerateFiles())
                .Where(file => FileSystemName.MatchesSimpleExpression(pattern, file.Name, ignoreCase: OperatingSystem.IsWindows()))
                .DistinctBy(file => file.Name, StringComparer.Ordinal)
                .OrderByDescending(file => file.Name, StringComparer.Ordinal)
                .Select(file => file.FullName),
        ];
        return found.Length > 0 ? found : throw new BackupException(
            BackupError.BackupNotFound, $"no backup fits {said} in {string.Join(" and ", folders)}", "list what there is");
    }

    /// <summary>A name in the repository, a name in the external folder, a path, the beginning of a backup's id, or the word latest; in that order.</summary>
    /// <param name="said">What was said.</param>
    /// <param name="repository">Folder of the repository. It may be missing: a restore on a new machine has only a file.</param>
    /// <param name="external">The second folder that backups are copied to, or null.</param>
    /// <param name="folder">Where relative paths begin.</param>
    /// <param name="keys">What backups of the School ERP are recognised by, whose id is asked for; null for no keys.</param>
    /// <returns>The full path of a file that is there. Of a backup whose copies lie in both folders under one name, the repository's.</returns>
    /// <exception cref="BackupException">
    /// NotABackup for a folder; BackupNotFound, with the names that come nearest; PathInvalid for a name when there is no repository; BackupAmbiguous: an id, or its beginning, fits
    /// several files, and the message names them.
    /// </exception>
    public static string Find(string said, string repository, string? external, string folder, KeyRing? keys = null)
    {
        if (said.EndsWith(LocalRepository.PartialExtension, StringComparison.Ordinal))
        {
            throw new BackupException(BackupError.BackupNotFound, $"{said} is not a backup: it was never finished",
                hint: "choose a finished one; unfinished files are removed by the next backup");
        }

        if (IsPattern(said, repository, external, folder)) return Only(said, All(said, repository, external, folder, keys));
        bool isName = Path.GetFileName(said) == said;
        string[] folders = isName ? [.. new[] { repository, external, folder }.OfType<string>()] : [folder];
        return folders.Select(place => Path.GetFullPath(Path.Combine(Path.GetFullPath(place, folder), said))).FirstOrDefault(File.Exists)
            ?? (IsId(said) ? ById(said, Path.GetFullPath(repository, folder), external is null ? null : Path.GetFullPath(external, folder), keys) : null)
            ?? Latest(said, Path.GetFullPath(repository, folder), external is null ? null : Path.GetFullPath(external, folder), keys)
            ?? throw (Directory.Exists(Path.GetFullPath(said, folder)) && said.Length > 0 ? DumpFolder.Named(Path.GetFullPath(said, folder)) : NotFound(said, isName, repository));
    }

    /// <summary>Whether a text is the very name of a file, or its path; whoever takes patterns need not take it for one.</summary>
    /// <inheritdoc cref="Find"/>
    public static bool IsThere(string said, string repository, string? external) =>
        File.Exists(Path.Combine(repository, said)) || (external is not null && File.Exists(Path.Combine(external, said)));

    /// <summary>
    /// <c>latest</c>, or <c>latest:DATABASE</c>: the newest from which a database comes back, so neither one of chosen tables nor what a restore replaced. Null for any other text.
    /// </summary>
    private static string? Latest(string said, string repository, string? external, KeyRing? keys)
    {
        string[] parts = said.Split(':', 2);
        if (parts[0] != Newest) return null;
        CatalogueEntry[] found =
        [
            .. Catalogue.List(repository, Directory.Exists(external) ? external : null, keys)
                .Where(entry => entry.Kind is null or BackupKind.Reduced && (parts.Length == 1 || entry.Databases.Contains(parts[1], StringComparer.Ordinal))),
        ];
        string[] databases = [.. found.Select(entry => string.Join(", ", entry.Databases)).Distinct(StringComparer.Ordinal)];
        if (found.Length == 0)
            throw new BackupException(BackupError.BackupNotFound, $"{repository} holds no backup{(parts.Length > 1 ? $" of {parts[1]}" : "")} that could be the latest", "list what there is");
        return parts.Length > 1 || databases.Length == 1 ? found[0].Path : throw new BackupException(
            BackupError.BackupAmbiguous, $"{repository} holds backups of several databases, and each has a latest one: {string.Join("; ", databases.Take(Named))}",
            $"say which: {Newest}:DATABASE");
    }

    /// <summary>Whether a text has wildcards; what is the very name of a file is no pattern.</summary>
    private static bool IsPattern(string said, string repository, string? external, string folder) =>
        said.AsSpan().ContainsAny('*', '?') && !new[] { folder, repository, external }.OfType<string>().Any(place => File.Exists(Path.Combine(Path.GetFullPath(place, folder), said)));

    private static string Only(string said, IReadOnlyList<string> found) => found is [var one] ? one : throw new BackupException(
        BackupError.BackupAmbiguous, Invariant($"{found.Count} backups fit {said}, and one is wanted: {string.Join(", ", found.Take(Named).Select(Path.GetFileName))}"), "say which by its name");

    private static bool IsId(string said) => said.Length is >= ShortestId and <= IdLength && said.All(char.IsAsciiHexDigit);

    /// <summary>Copies of a backup have its id. Under one name they are one backup; under several, nobody knows which is meant.</summary>
    private static string? ById(string id, string repository, string? external, KeyRing? keys)
    {
        // A share that is not mounted does not keep a backup from being found here, as with names.
        CatalogueEntry[] found =
        [
            .. Catalogue.List(repository, Directory.Exists(external) ? external : null, keys)
                .Where(entry => entry.Id?.StartsWith(id, StringComparison.OrdinalIgnoreCase) is true),
        ];
        string[] names = [.. found.Select(entry => entry.FileName).Distinct(StringComparer.Ordinal)];
        bool isOne = found.Select(entry => entry.Id).Distinct(StringComparer.Ordinal).Count() == 1;
        if (found.Length == 0 || (isOne && names.Length == 1)) return found.MinBy(entry => entry.Location)?.Path;
        string more = found.Length > Named ? Invariant($", and {found.Length - Named} more") : "";
        throw new BackupException(
            BackupError.BackupAmbiguous,
            $"{id} may be any of {found.Length} files: {string.Join(", ", found.Take(Named).Select(entry => $"{entry.Id} ({entry.Path})"))}{more}",
            isOne ? "they are copies of one backup: say which by its name" : "say more digits of the id, or the name");
    }

    private static BackupException NotFound(string said, bool isName, string repository)
    {
        string hint = isName || Directory.Exists(repository)
            ? NearestNames.Hint(said, LocalRepository.Open(repository).EnumerateFiles().Select(file => file.Name))
            : "check the path";
        if (said.Length is > 0 and < ShortestId && said.All(char.IsAsciiHexDigit)) hint = $"an id is said by its first {ShortestId} digits, or more; by name, {hint}";
        return new BackupException(BackupError.BackupNotFound, $"there is no backup {said}{(isName ? $" in {repository}" : "")}", hint);
    }
}
