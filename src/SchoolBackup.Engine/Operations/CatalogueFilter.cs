using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Operations;

/// <summary>Which backups of a list somebody wants to see.</summary>
public sealed class CatalogueFilter
{
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);

    /// <summary>One of its databases has to fit; null when any will do.</summary>
    public Predicate<string>? Database { get; init; }

    /// <summary>Made then or later; a time without a zone is local.</summary>
    public DateTime? After { get; init; }

    /// <summary>Made earlier than that.</summary>
    public DateTime? Before { get; init; }

    /// <summary>
    /// So many of each set of databases, not counting what was made of chosen tables, or by a restore of what it replaced: who asks for
    /// the latest wants to have the database back. Null for all.
    /// </summary>
    public int? NewestOfEach { get; init; }

    /// <summary>Whether an entry is wanted. Ask in the list's order, the newest first.</summary>
    public bool Takes(CatalogueEntry entry) =>
        (Database is null || entry.Databases.Any(database => Database(database)))
        && (After is not { } after || entry.Timestamp >= new DateTimeOffset(after))
        && (Before is not { } before || entry.Timestamp < new DateTimeOffset(before))
        && (NewestOfEach is not { } count || (entry.Kind is null or BackupKind.Reduced && Nth(entry) <= count));

    private int Nth(CatalogueEntry entry)
    {
        string databases = string.Join('/', entry.Databases.Order(StringComparer.Ordinal).Select(Identifier.Quote));
        return _taken[databases] = _taken.GetValueOrDefault(databases) + 1;
    }
}
