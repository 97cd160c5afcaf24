using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.Storage;
using SchoolBackup.Storage.Local;

namespace SchoolBackup.Engine.Operations;

/// <summary>What a repository holds, as its files say: there is no other book.</summary>
public static class Catalogue
{
    private const int ReadersAtOnce = 8;

    private static readonly string[] SqlExtensions = [".sql", ".sql.gz", ".sql.enc", ".sql.gz.enc"];

    /// <summary>
    /// Lists the backups of a repository, each as soon as it is read, so that whoever wants the first does not wait for the last. Newest first by their names: a file
    /// that was renamed may come out of turn. Of each file only the first bytes are read.
    /// </summary>
    /// <param name="path">Folder of the repository.</param>
    /// <param name="externalPath">The second folder that backups are copied to, or null.</param>
    /// <param name="keys">What encrypted backups are looked into with, or null; passphrases are not tried, for each costs a good part of a second.</param>
    /// <param name="isWanted">Says of a file's name whether the file is to be read; null for every one.</param>
    /// <returns>A damaged file is an entry with a problem, and hides no other.</returns>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>: a folder is missing or cannot be read.</exception>
    public static IEnumerable<CatalogueEntry> Read(string path, string? externalPath, KeyRing? keys = null, Predicate<string>? isWanted = null)
    {
        KeyRing tried = keys ?? KeyRing.Empty;
        Dictionary<string, FileInfo> local = Files(path);
        Dictionary<string, FileInfo> external = externalPath is null ? [] : Files(externalPath);
        string[] names =
        [
            .. local.Keys.Union(external.Keys, StringComparer.Ordinal).Where(name => isWanted?.Invoke(name) ?? true)
                .OrderByDescending(name => BackupName.Parse(name)?.Timestamp ?? new DateTimeOffset((local.GetValueOrDefault(name) ?? external[name]).LastWriteTimeUtc))
                .ThenByDescending(name => name, StringComparer.Ordinal),
        ];
        // On a share each file costs a few round trips, which do not wait for each other.
        return ReadAhead.InOrder(names, name => (Entry(local.GetValueOrDefault(name), BackupLocation.Local, tried), Entry(external.GetValueOrDefault(name), BackupLocation.External, tried)), ReadersAtOnce)
            .SelectMany(both => Joined(both.Item1, both.Item2));
    }

    /// <summary>The same, all at once, and newest first by what each file says.</summary>
    /// <inheritdoc cref="Read"/>
    public static IReadOnlyList<CatalogueEntry> List(string path, string? externalPath, KeyRing? keys = null) =>
    [
        .. Read(path, externalPath, keys)
            .OrderByDescending(entry => entry.Timestamp)
            .ThenByDescending(entry => entry.FileName, StringComparer.Ordinal)
            .ThenBy(entry => entry.Location),
    ];

    /// <summary>
    /// The second folder, for a list that goes on without it: when a drive is unplugged, that is to be said, and what lies in the repository is wanted all the more.
    /// </summary>
    /// <returns>The same.</returns>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>: it is missing or cannot be read.</exception>
    public static string? RequireExternal(string? externalPath)
    {
        if (externalPath is not null) LocalRepository.Open(externalPath);
        return externalPath;
    }

    /// <summary>The entry of one file.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="externalPath">The second folder, where a copy of it may lie, or null.</param>
    /// <param name="keys">What an encrypted backup is looked into with, or null.</param>
    /// <exception cref="BackupException"><see cref="BackupError.BackupNotFound"/>, or <see cref="BackupError.NotABackup"/> for what no list would show.</exception>
    public static CatalogueEntry At(string file, string? externalPath, KeyRing? keys = null)
    {
        KeyRing tried = keys ?? KeyRing.Empty;
        var here = new FileInfo(file);
        string? outside = externalPath is null ? null : Path.GetFullPath(Path.Combine(externalPath, here.Name));
        if (!here.Exists) throw new BackupException(BackupError.BackupNotFound, $"there is no backup {file}", "list the repository again: somebody else may have removed it");
        CatalogueEntry entry = Entry(here, outside == here.FullName ? BackupLocation.External : BackupLocation.Local, tried)
            ?? throw new BackupException(BackupError.NotABackup, $"{file} is neither a backup nor SQL", "check the name of the file");
        CatalogueEntry? copy = outside is not null && outside != here.FullName && File.Exists(outside) ? Entry(new FileInfo(outside), BackupLocation.External, tried) : null;
        return Joined(entry, copy).First();
    }

    private static Dictionary<string, FileInfo> Files(string folder) => LocalRepository.Open(folder).EnumerateFiles().ToDictionary(file => file.Name, StringComparer.Ordinal);

    private static CatalogueEntry? Entry(FileInfo? file, BackupLocation location, KeyRing keys)
    {
        if (file is null) return null;
        BackupHead head = BackupHead.Read(file.FullName, keys);
        if (head.Problem?.Code == BackupError.BackupNotFound && !File.Exists(file.FullName)) return null; // removed meanwhile
        if (head.Foreign?.Tool == DumpTool.NotSql && !ClaimsToBeSql(file.Name) && !head.IsErpByName) return null; // some other gzip, or somebody's own secret
        BackupName? name = BackupName.Parse(file.Name);
        VerificationRecord? verified = VerificationFile.Read(file.FullName, head.VerifiedAs);
        return new CatalogueEntry
        {
            FileName = file.Name,
            Path = file.FullName,
            Timestamp = head.Header?.Started ?? head.KeyBlock?.Started ?? name?.Timestamp ?? new DateTimeOffset(file.LastWriteTimeUtc),
            Size = file.Length,
            Compressed = head.Compressed,
            Location = location,
            Tool = head.Header?.Tool ?? head.KeyBlock?.Tool ?? ToolOf(head),
            Id = head.Id,
            Databases = head.Header?.Databases ?? (head.Foreign?.Database is { } database ? [database] : name?.Databases ?? []),
            Tables = head.Header?.Tables,
            Rows = head.Header?.Rows,
            Validity = ValidityOf(head, verified),
            Verified = verified,
            Problem = head.Problem?.Message ?? (head.Foreign?.Tool == DumpTool.NotSql && !head.IsErpByName ? "it is neither a backup nor SQL" : verified?.Problem),
            Header = head.Header,
            KeyBlock = head.KeyBlock,
            Encrypted = head.KeyBlock is not null || head.IsErp || head.IsErpByName,
            KeyIds = head.KeyIds,
        };
    }

    private static string ToolOf(BackupHead head) => head switch
    {
        { IsErp: true } => "School ERP",
        { IsErpByName: true } => "unknown (encrypted)",
        _ => DumpFile.NameOf(head.Foreign?.Tool),
    };

    /// <summary>What a newer version wrote may be whole: nobody here can tell.</summary>
    private static BackupValidity ValidityOf(BackupHead head, VerificationRecord? verified)
    {
        if (head.Problem is { } problem) return problem.Code == BackupError.FormatTooNew ? BackupValidity.NotChecked : BackupValidity.Invalid;
        if (head.Foreign?.Tool == DumpTool.NotSql && !head.IsErpByName) return BackupValidity.Invalid;
        return verified?.Validity ?? BackupValidity.NotChecked;
    }

    private static bool ClaimsToBeSql(string name) =>
        SqlExtensions.Any(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<CatalogueEntry> Joined(CatalogueEntry? entry, CatalogueEntry? copy)
    {
        if (entry is null || copy is null || !AreOne(entry, copy)) return new[] { entry, copy }.OfType<CatalogueEntry>();
        VerificationRecord? verified = entry.Verified is null ? copy.Verified : VerificationRecord.After(copy.Verified, entry.Verified);
        return [entry with { Location = BackupLocation.Both, Validity = verified == entry.Verified ? entry.Validity : copy.Validity, Verified = verified }];
    }

    /// <summary>Copies of which one was found invalid are two different files, whatever they say of themselves.</summary>
    private static bool AreOne(CatalogueEntry entry, CatalogueEntry copy) =>
        entry.Id is not null && entry.Id == copy.Id && entry.Size == copy.Size
        && (entry.Validity == BackupValidity.Invalid) == (copy.Validity == BackupValidity.Invalid);
}
