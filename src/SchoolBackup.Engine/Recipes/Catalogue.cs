using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Recipes;

/// <summary>What a repository holds, as its files say: there is no other book.</summary>
public static class Catalogue
{
    private const int ReadersAtOnce = 8;

    private static readonly string[] SqlExtensions = [".sql", ".sql.gz", ".sql.enc", ".sql.gz.enc"];

    /// <summary>Lists the backups of a repository, newest first. Of each file only the first bytes are read.</summary>
    /// <param name="path">Folder of the repository.</param>
    /// <param name="externalPath">The second folder that backups are copied to, or null.</param>
    /// <param name="keys">What sealed backups are looked into with, or null; passphrases are not tried, for each costs a good part of a second.</param>
    /// <returns>A damaged file is an entry with a problem, and hides no other.</returns>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>: a folder is missing or cannot be read.</exception>
    public static IReadOnlyList<CatalogueEntry> List(string path, string? externalPath, KeyRing? keys = null)
    {
        KeyRing tried = keys ?? KeyRing.Empty;
        List<CatalogueEntry> local = Entries(path, BackupLocation.Local, tried);
        List<CatalogueEntry> external = externalPath is null ? [] : Entries(externalPath, BackupLocation.External, tried);
        return
        [
            .. Joined(local, external)
                .OrderByDescending(entry => entry.Timestamp)
                .ThenByDescending(entry => entry.FileName, StringComparer.Ordinal)
                .ThenBy(entry => entry.Location),
        ];
    }

    // On a share each file costs a few round trips, which do not wait for each other.
    private static List<CatalogueEntry> Entries(string folder, BackupLocation location, KeyRing keys)
    {
        List<FileInfo> files = [.. LocalRepository.Open(folder).EnumerateFiles()];
        return [.. files.AsParallel().WithDegreeOfParallelism(ReadersAtOnce).Select(file => Entry(file, location, keys)).OfType<CatalogueEntry>()];
    }

    private static CatalogueEntry? Entry(FileInfo file, BackupLocation location, KeyRing keys)
    {
        BackupHead head = BackupHead.Read(file.FullName, keys);
        if (head.Problem?.Code == BackupError.BackupNotFound && !File.Exists(file.FullName)) return null; // removed meanwhile
        if (head.Foreign?.Tool == DumpTool.NotSql && !ClaimsToBeSql(file.Name) && !head.IsNamedEncrypted) return null; // some other gzip
        BackupName? name = BackupName.Parse(file.Name);
        VerificationRecord? verified = VerificationFile.Read(file.FullName, head.Id);
        return new CatalogueEntry
        {
            FileName = file.Name,
            Path = file.FullName,
            Timestamp = head.Header?.Started ?? head.Seal?.Started ?? name?.Timestamp ?? new DateTimeOffset(file.LastWriteTimeUtc),
            Size = file.Length,
            Compressed = head.Compressed,
            Location = location,
            Tool = head.Header?.Tool ?? head.Seal?.Tool ?? ToolOf(head),
            Id = head.Id,
            Databases = head.Header?.Databases ?? (head.Foreign?.Database is { } database ? [database] : name?.Databases ?? []),
            Tables = head.Header?.Tables,
            Rows = head.Header?.Rows,
            Validity = ValidityOf(head, verified),
            Verified = verified,
            Problem = head.Problem?.Message ?? (head.Foreign?.Tool == DumpTool.NotSql && !head.IsNamedEncrypted ? "it is neither a backup nor SQL" : null),
            Header = head.Header,
            Seal = head.Seal,
            Encrypted = head.Seal is not null || head.IsErp || head.IsNamedEncrypted,
            KeyIds = head.KeyIds,
        };
    }

    private static string ToolOf(BackupHead head) => head switch
    {
        { IsErp: true } => "School ERP",
        { IsNamedEncrypted: true } => "unknown (encrypted)",
        _ => DumpFile.NameOf(head.Foreign?.Tool),
    };

    /// <summary>What a newer version wrote may be whole: nobody here can tell.</summary>
    private static BackupValidity ValidityOf(BackupHead head, VerificationRecord? verified)
    {
        if (head.Problem is { } problem) return problem.Code == BackupError.FormatTooNew ? BackupValidity.NotChecked : BackupValidity.Invalid;
        if (head.Foreign?.Tool == DumpTool.NotSql && !head.IsNamedEncrypted) return BackupValidity.Invalid;
        return verified?.Validity ?? BackupValidity.NotChecked;
    }

    private static bool ClaimsToBeSql(string name) =>
        SqlExtensions.Any(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<CatalogueEntry> Joined(List<CatalogueEntry> local, List<CatalogueEntry> external)
    {
        Dictionary<string, CatalogueEntry> others = external.ToDictionary(entry => entry.FileName, StringComparer.Ordinal);
        foreach (CatalogueEntry entry in local)
        {
            if (others.TryGetValue(entry.FileName, out CatalogueEntry? copy) && AreOne(entry, copy))
            {
                others.Remove(entry.FileName);
                yield return entry with { Location = BackupLocation.Both, Validity = entry.Verified is null ? copy.Validity : entry.Validity, Verified = entry.Verified ?? copy.Verified };
            }
            else
            {
                yield return entry;
            }
        }

        foreach (CatalogueEntry entry in others.Values) yield return entry;
    }

    /// <summary>Copies of which one was found invalid are two different files, whatever they say of themselves.</summary>
    private static bool AreOne(CatalogueEntry entry, CatalogueEntry copy) =>
        entry.Id is not null && entry.Id == copy.Id && entry.Size == copy.Size
        && (entry.Validity == BackupValidity.Invalid) == (copy.Validity == BackupValidity.Invalid);
}
