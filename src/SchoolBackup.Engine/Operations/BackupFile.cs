using System.IO.Enumeration;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Repositories;
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
    /// <returns>One or more that are there.</returns>
    /// <inheritdoc cref="Find"/>
    public static IReadOnlyList<BackupRef> All(string said, IReadOnlyList<IRepository> places, string folder, KeyRing? keys = null, CancellationToken stop = default)
    {
        if (!IsPattern(said, places, folder, stop)) return [Find(said, places, folder, keys, stop)];
        BackupRef asked = At(said, folder);
        IReadOnlyList<IRepository> searched = IsName(said) ? places : [asked.Repository];
        BackupRef[] found =
        [
            .. searched.Where(place => IsThere(place, stop))
                .SelectMany(place => place.List(stop).Select(item => new BackupRef(place, item.Name)))
                .Where(file => Catalogue.MayBeBackup(file.Name) && FileSystemName.MatchesSimpleExpression(asked.Name, file.Name, ignoreCase: OperatingSystem.IsWindows()))
                .DistinctBy(file => file.Name, StringComparer.Ordinal)
                .OrderByDescending(file => file.Name, StringComparer.Ordinal),
        ];
        return found.Length > 0 ? found : throw new BackupException(
            BackupError.BackupNotFound, $"no backup fits {said} in {string.Join(" and ", searched.Select(place => place.Location))}", "list what there is");
    }

    /// <summary>A name in the repository, a name in one of the other places, a path or address, the beginning of a backup's id, or the word latest; in that order.</summary>
    /// <param name="said">What was said.</param>
    /// <param name="places">The repository, and the other places that backups are copied to. Each may be missing: a restore on a new machine has only a file.</param>
    /// <param name="folder">Where relative paths begin.</param>
    /// <param name="keys">What backups of the School ERP are recognised by, whose id is asked for; null for no keys.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>One that is there. Of a backup whose copies lie in several places under one name, the repository's.</returns>
    /// <exception cref="BackupException">
    /// NotABackup for a folder; BackupNotFound, with the names that come nearest; PathInvalid for a name when there is no repository; BackupAmbiguous: an id, or its beginning, fits
    /// several files, and the message names them.
    /// </exception>
    public static BackupRef Find(string said, IReadOnlyList<IRepository> places, string folder, KeyRing? keys = null, CancellationToken stop = default)
    {
        if (said.EndsWith(LocalRepository.PartialExtension, StringComparison.Ordinal))
        {
            throw new BackupException(BackupError.BackupNotFound, $"{said} is not a backup: it was never finished",
                hint: "choose a finished one; unfinished files are removed by the next backup");
        }

        if (IsPattern(said, places, folder, stop)) return Only(said, All(said, places, folder, keys, stop));
        if (said.Length == 0) throw NotFound(said, places, stop);
        return Candidates(said, places, folder).FirstOrDefault(candidate => IsThere(candidate, stop))
            ?? (IsId(said) ? ById(said, places, keys, stop) : null)
            ?? Latest(said, places, keys, stop)
            ?? throw (!Places.HasScheme(said) && Directory.Exists(Path.GetFullPath(said, folder)) ? DumpFolder.Named(Path.GetFullPath(said, folder)) : NotFound(said, places, stop));
    }

    /// <summary>Whether a text is the very name of a file in one of the places, or its whole path; whoever takes patterns need not take it for one.</summary>
    public static bool IsThere(string said, IReadOnlyList<IRepository> places, CancellationToken stop = default) => IsName(said)
        ? places.Any(place => IsThere(new BackupRef(place, said), stop))
        : (Places.HasScheme(said) || Path.IsPathRooted(said)) && IsThere(Places.Backup(said), stop);

    /// <summary>Whether a text is only a name, without a place.</summary>
    private static bool IsName(string said) => !Places.HasScheme(said) && Path.GetFileName(said) == said;

    /// <summary>What a text means as an address.</summary>
    private static BackupRef At(string said, string folder) => Places.Backup(Places.HasScheme(said) ? said : Path.GetFullPath(said, folder));

    private static IEnumerable<BackupRef> Candidates(string said, IReadOnlyList<IRepository> places, string folder) =>
        IsName(said) ? [.. places.Select(place => new BackupRef(place, said)), At(said, folder)] : [At(said, folder)];

    /// <summary>A place that cannot be asked, such as a share that is not mounted, does not keep a backup from being found in another.</summary>
    private static bool IsThere(BackupRef backup, CancellationToken stop)
    {
        try
        {
            return backup.Repository.Find(backup.Name, stop) is not null;
        }
        catch (BackupException missing) when (missing.Code is BackupError.PathInvalid or BackupError.BackupNotFound)
        {
            return false;
        }
    }

    private static bool IsThere(IRepository place, CancellationToken stop)
    {
        try
        {
            place.Require(stop);
            return true;
        }
        catch (BackupException missing) when (missing.Code == BackupError.PathInvalid)
        {
            return false;
        }
    }

    /// <summary>The repository, whatever is wrong with it, and of the others those that can be asked.</summary>
    private static IReadOnlyList<IRepository> Reachable(IReadOnlyList<IRepository> places, CancellationToken stop) => [.. places.Where((place, i) => i == 0 || IsThere(place, stop))];

    /// <summary>
    /// <c>latest</c>, or <c>latest:DATABASE</c>: the newest from which a database comes back, so neither one of chosen tables nor what a restore replaced. Null for any other text.
    /// </summary>
    private static BackupRef? Latest(string said, IReadOnlyList<IRepository> places, KeyRing? keys, CancellationToken stop)
    {
        string[] parts = said.Split(':', 2);
        if (parts[0] != Newest) return null;
        string repository = places[0].Location;
        CatalogueEntry[] found =
        [
            .. Catalogue.List(Reachable(places, stop), keys, stop)
                .Where(entry => entry.Kind is null or BackupKind.Reduced && (parts.Length == 1 || entry.Databases.Contains(parts[1], StringComparer.Ordinal))),
        ];
        string[] databases = [.. found.Select(entry => string.Join(", ", entry.Databases)).Distinct(StringComparer.Ordinal)];
        if (found.Length == 0)
            throw new BackupException(BackupError.BackupNotFound, $"{repository} holds no backup{(parts.Length > 1 ? $" of {parts[1]}" : "")} that could be the latest", "list what there is");
        return parts.Length > 1 || databases.Length == 1 ? found[0].Backup : throw new BackupException(
            BackupError.BackupAmbiguous, $"{repository} holds backups of several databases, and each has a latest one: {string.Join("; ", databases.Take(Named))}",
            $"say which: {Newest}:DATABASE");
    }

    /// <summary>Whether a text has wildcards; what is the very name of a file is no pattern.</summary>
    private static bool IsPattern(string said, IReadOnlyList<IRepository> places, string folder, CancellationToken stop) =>
        said.AsSpan().ContainsAny('*', '?') && !Candidates(said, places, folder).Any(candidate => IsThere(candidate, stop));

    private static BackupRef Only(string said, IReadOnlyList<BackupRef> found) => found is [var one] ? one : throw new BackupException(
        BackupError.BackupAmbiguous, Invariant($"{found.Count} backups fit {said}, and one is wanted: {string.Join(", ", found.Take(Named).Select(file => file.Name))}"), "say which by its name");

    private static bool IsId(string said) => said.Length is >= ShortestId and <= IdLength && said.All(char.IsAsciiHexDigit);

    /// <summary>Copies of a backup have its id. Under one name they are one backup; under several, nobody knows which is meant.</summary>
    private static BackupRef? ById(string id, IReadOnlyList<IRepository> places, KeyRing? keys, CancellationToken stop)
    {
        CatalogueEntry[] found = [.. Catalogue.List(Reachable(places, stop), keys, stop).Where(entry => entry.Id?.StartsWith(id, StringComparison.OrdinalIgnoreCase) is true)];
        string[] names = [.. found.Select(entry => entry.FileName).Distinct(StringComparer.Ordinal)];
        bool isOne = found.Select(entry => entry.Id).Distinct(StringComparer.Ordinal).Count() == 1;
        if (found.Length == 0 || (isOne && names.Length == 1)) return found.MinBy(entry => entry.Location)?.Backup;
        string more = found.Length > Named ? Invariant($", and {found.Length - Named} more") : "";
        throw new BackupException(
            BackupError.BackupAmbiguous,
            $"{id} may be any of {found.Length} files: {string.Join(", ", found.Take(Named).Select(entry => $"{entry.Id} ({entry.Path})"))}{more}",
            isOne ? "they are copies of one backup: say which by its name" : "say more digits of the id, or the name");
    }

    private static BackupException NotFound(string said, IReadOnlyList<IRepository> places, CancellationToken stop)
    {
        bool isName = IsName(said);
        if (isName) places[0].Require(stop);
        string hint = isName || IsThere(places[0], stop)
            ? NearestNames.Hint(said, places[0].List(stop).Select(item => item.Name).Where(Catalogue.MayBeBackup))
            : "check the path";
        if (said.Length is > 0 and < ShortestId && said.All(char.IsAsciiHexDigit)) hint = $"an id is said by its first {ShortestId} digits, or more; by name, {hint}";
        return new BackupException(BackupError.BackupNotFound, $"there is no backup {said}{(isName ? $" in {places[0].Location}" : "")}", hint);
    }
}
