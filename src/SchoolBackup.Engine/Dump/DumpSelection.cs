using System.Text.RegularExpressions;
using SchoolBackup.Engine.Archive;

namespace SchoolBackup.Engine.Dump;

/// <summary>
/// Which tables of the databases are backed up. Patterns know <c>*</c> and <c>?</c> and may name the database: <c>school.log_*</c>.
/// </summary>
public sealed record DumpSelection
{
    /// <summary>Only these; all when empty.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Never these.</summary>
    public IReadOnlyList<string> ExcludeTables { get; init; } = [];

    /// <summary>Of these the definition alone, without rows.</summary>
    public IReadOnlyList<string> StructureOnly { get; init; } = [];

    /// <summary>What a backup of it is; null when nothing is left out.</summary>
    internal BackupKind? Kind =>
        NamesTables ? BackupKind.Chosen : ExcludeTables.Count + StructureOnly.Count > 0 ? BackupKind.Reduced : null;

    /// <summary>True when the selection names tables, so that routines and events are not meant.</summary>
    internal bool NamesTables => Tables.Count > 0;

    /// <summary>The patterns that match a table letter by letter: they mean no other that differs in case.</summary>
    private HashSet<string> ByLetter { get; init; } = [];

    /// <summary>
    /// The selection among these tables. Some servers keep names in small letters, so a pattern that matches none in its own case is
    /// compared without it; one that does is meant as it is written, because a server may hold <c>Report</c> beside <c>report</c>.
    /// </summary>
    internal DumpSelection Among(IReadOnlyList<(string Database, string Table)> tables) => this with
    {
        ByLetter = Tables.Concat(ExcludeTables).Concat(StructureOnly)
            .Where(pattern => tables.Any(table => Matches(pattern, table.Database, table.Table, RegexOptions.None)))
                .ToHashSet(StringComparer.Ordinal),
    };

    internal bool Includes(string database, string table) =>
        (Tables.Count == 0 || Any(Tables, database, table)) && !Any(ExcludeTables, database, table);

    internal bool HasRows(string database, string table) => !Any(StructureOnly, database, table);

    /// <summary>The patterns that match no table: a misspelt name must not pass for an empty selection.</summary>
    internal IEnumerable<string> Unmatched(IReadOnlyList<(string Database, string Table)> tables) =>
        Tables.Concat(ExcludeTables).Concat(StructureOnly)
            .Where(pattern => !tables.Any(table => Matches(pattern, table.Database, table.Table)));

    private bool Any(IReadOnlyList<string> patterns, string database, string table) =>
        patterns.Any(pattern => Matches(pattern, database, table));

    private bool Matches(string pattern, string database, string table) =>
        Matches(pattern, database, table, ByLetter.Contains(pattern) ? RegexOptions.None : RegexOptions.IgnoreCase);

    private static bool Matches(string pattern, string database, string table, RegexOptions letters) =>
        Like(pattern, table, letters) || Like(pattern, $"{database}.{table}", letters);

    private static bool Like(string pattern, string name, RegexOptions letters)
    {
        string regex = "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)
            .Replace("\\?", ".", StringComparison.Ordinal) + "$";
        return Regex.IsMatch(name, regex, RegexOptions.CultureInvariant | letters | RegexOptions.Singleline, TimeSpan.FromSeconds(1));
    }
}
