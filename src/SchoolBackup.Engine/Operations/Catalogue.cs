using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>What a repository holds, as its files say: there is no other book.</summary>
public static class Catalogue
{
    private const int ReadersAtOnce = 8;

    private static readonly string[] DumpExtensions = [".sql", ".gz", ".enc"];

    private static readonly string[] SqlExtensions = [".sql", ".sql.gz", ".sql.enc", ".sql.gz.enc"];

    /// <summary>
    /// Lists the backups of a repository, each as soon as it is read, so that whoever wants the first does not wait for the last. Newest first by their names: a file
    /// that was renamed may come out of turn. Of each file only the first bytes are read.
    /// </summary>
    /// <param name="places">The repository, and the other places that backups are copied to.</param>
    /// <param name="keys">What encrypted backups are looked into with, or null; passphrases are not tried, for each costs a good part of a second.</param>
    /// <param name="isWanted">Says of a file's name whether the file is to be read; null for every one.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>A damaged file is an entry with a problem, and hides no other.</returns>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>: a place is missing or cannot be read.</exception>
    public static IEnumerable<CatalogueEntry> Read(IReadOnlyList<IRepository> places, KeyRing? keys = null, Predicate<string>? isWanted = null, CancellationToken stop = default)
    {
        KeyRing tried = keys ?? KeyRing.Empty;
        Listing[] listings = [.. places.Select(place => Listing.Of(place, stop))];
        string[] names =
        [
            .. listings.SelectMany(listing => listing.Files.Keys).Distinct(StringComparer.Ordinal).Where(name => isWanted?.Invoke(name) ?? true)
                .OrderByDescending(name => BackupName.Parse(name)?.Timestamp ?? listings.Select(listing => listing.Files.GetValueOrDefault(name)).OfType<StoredItem>().First().Modified)
                .ThenByDescending(name => name, StringComparer.Ordinal),
        ];
        // On a share or in a bucket each file costs a few round trips, which do not wait for each other.
        return ReadAhead.InOrder(names, name => Joined([.. listings.Select((listing, i) => listing.Entry(name, i == 0 ? BackupLocation.Local : BackupLocation.External, tried))]), ReadersAtOnce)
            .SelectMany(entries => entries);
    }

    /// <summary>The same, all at once, and newest first by what each file says.</summary>
    /// <inheritdoc cref="Read"/>
    public static IReadOnlyList<CatalogueEntry> List(IReadOnlyList<IRepository> places, KeyRing? keys = null, CancellationToken stop = default) =>
    [
        .. Read(places, keys, isWanted: null, stop)
            .OrderByDescending(entry => entry.Timestamp)
            .ThenByDescending(entry => entry.FileName, StringComparer.Ordinal)
            .ThenBy(entry => entry.Location),
    ];

    /// <summary>The entry of one file.</summary>
    /// <param name="backup">The file.</param>
    /// <param name="places">The repository, and the other places where a copy of it may lie.</param>
    /// <param name="keys">What an encrypted backup is looked into with, or null.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="BackupException"><see cref="BackupError.BackupNotFound"/>, or <see cref="BackupError.NotABackup"/> for what no list would show.</exception>
    public static CatalogueEntry At(BackupRef backup, IReadOnlyList<IRepository> places, KeyRing? keys = null, CancellationToken stop = default)
    {
        KeyRing tried = keys ?? KeyRing.Empty;
        StoredItem here = backup.Repository.Find(backup.Name, stop)
            ?? throw new BackupException(BackupError.BackupNotFound, $"there is no backup {backup}", "list the repository again: somebody else may have removed it");
        bool isExternal = places.Skip(1).Any(place => place.Location == backup.Repository.Location);
        CatalogueEntry entry = Entry(backup, here, isExternal ? BackupLocation.External : BackupLocation.Local, hasNote: true, tried)
            ?? throw new BackupException(BackupError.NotABackup, $"{backup} is neither a backup nor SQL", "check the name of the file");
        IEnumerable<CatalogueEntry?> copies = places.Select((place, i) => place.Location == backup.Repository.Location ? null
            : place.Find(backup.Name, stop) is { } copy ? Entry(new BackupRef(place, backup.Name), copy, i == 0 ? BackupLocation.Local : BackupLocation.External, hasNote: true, tried) : null);
        return Joined([entry, .. copies]).First();
    }

    private static CatalogueEntry? Entry(BackupRef backup, StoredItem item, BackupLocation location, bool hasNote, KeyRing keys)
    {
        BackupHead head = BackupHead.Read(backup, keys);
        if (head.Problem?.Code == BackupError.BackupNotFound && backup.Repository.Find(backup.Name, CancellationToken.None) is null) return null; // removed meanwhile
        if (head.Foreign?.Tool == DumpTool.NotSql && !ClaimsToBeSql(backup.Name) && !head.IsErpByName) return null; // some other gzip, or somebody's own secret
        BackupName? name = BackupName.Parse(backup.Name);
        VerificationRecord? verified = hasNote ? VerificationFile.Read(backup, head.VerifiedAs) : null;
        return new CatalogueEntry
        {
            FileName = backup.Name,
            Copies = [backup],
            Timestamp = head.Header?.Started ?? head.KeyBlock?.Started ?? name?.Timestamp ?? item.Modified,
            Size = item.Length,
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

    /// <summary>Whether a file may be a backup, by its name.</summary>
    internal static bool MayBeBackup(string name) => DumpExtensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    private static bool ClaimsToBeSql(string name) =>
        SqlExtensions.Any(extension => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    /// <summary>Files of one name, of which those that are one backup become one entry, in the order of the places.</summary>
    private static List<CatalogueEntry> Joined(IEnumerable<CatalogueEntry?> entries)
    {
        List<CatalogueEntry> joined = [];
        foreach (CatalogueEntry entry in entries.OfType<CatalogueEntry>())
        {
            int one = joined.FindIndex(other => AreOne(other, entry));
            if (one < 0) joined.Add(entry);
            else joined[one] = Join(joined[one], entry);
        }

        return joined.Count > 1 ? [.. joined.Select(entry => Warned(entry, joined))] : joined;
    }

    /// <summary>What lies elsewhere under its name is no copy of it, and whoever takes it for one loses a backup.</summary>
    private static CatalogueEntry Warned(CatalogueEntry entry, List<CatalogueEntry> all) => entry with
    {
        Problem = entry.Problem ?? $"another file of this name, with other content, lies in {string.Join(" and ", all.Where(one => one != entry).Select(one => one.Backup.Repository.Location))}",
    };

    private static CatalogueEntry Join(CatalogueEntry entry, CatalogueEntry copy)
    {
        VerificationRecord? verified = entry.Verified is null ? copy.Verified : VerificationRecord.After(copy.Verified, entry.Verified);
        return entry with
        {
            // The repository's copy is read, wherever the question began.
            Copies = copy.Location == BackupLocation.Local ? [.. copy.Copies, .. entry.Copies] : [.. entry.Copies, .. copy.Copies],
            Location = entry.Location == copy.Location ? entry.Location : BackupLocation.Both,
            Validity = verified == entry.Verified ? entry.Validity : copy.Validity,
            Verified = verified,
        };
    }

    /// <summary>Copies of which one was found invalid are two different files, whatever they say of themselves.</summary>
    private static bool AreOne(CatalogueEntry entry, CatalogueEntry copy) =>
        entry.Id is not null && entry.Id == copy.Id && entry.Size == copy.Size
        && (entry.Validity == BackupValidity.Invalid) == (copy.Validity == BackupValidity.Invalid);

    /// <summary>What one place holds: the files that may be backups, ours and every other <c>*.sql</c>, <c>*.gz</c> or <c>*.enc</c>, and which of them have been verified.</summary>
    private sealed record Listing(IRepository Place, Dictionary<string, StoredItem> Files, HashSet<string> Notes)
    {
        public static Listing Of(IRepository place, CancellationToken stop)
        {
            place.Require(stop);
            var listing = new Listing(place, new(StringComparer.Ordinal), new(StringComparer.Ordinal));
            foreach (StoredItem item in place.List(stop))
            {
                if (MayBeBackup(item.Name)) listing.Files[item.Name] = item;
                else if (item.Name.EndsWith(VerificationFile.Extension, StringComparison.Ordinal)) listing.Notes.Add(item.Name);
            }

            return listing;
        }

        public CatalogueEntry? Entry(string name, BackupLocation location, KeyRing keys) => Files.TryGetValue(name, out StoredItem? item)
            ? Catalogue.Entry(new BackupRef(Place, name), item, location, Notes.Contains(name + VerificationFile.Extension), keys)
            : null;
    }
}
