using System.Text.RegularExpressions;
using SchoolBackup.Engine.Archive;

namespace SchoolBackup.Engine.Dump;

/// <summary>Which tables of the databases are backed up. Patterns know <c>*</c> and <c>?</c> and may name the database: <c>school.log_*</c>.</summary>
public sealed record DumpSelection
{
    /// <summary>Only these; all when empty.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Never these.</summary>
    public IReadOnlyList<string> ExcludeTables { get; init; } = [];

    /// <summary>Of these the definition alone, without rows.</summary>
    public IReadOnlyList<string> StructureOnly { get; init; } = [];

    /// <summary>What a backup of it is; null when nothing is left out.</summary>
    internal BackupKind? Kind => NamesTables ? BackupKind.Chosen : ExcludeTables.Count + StructureOnly.Count > 0 ? BackupKind.Reduced : null;

    /// <summary>True when the selection names tables, so that routines and events are not meant.</summary>
    internal bool NamesTables => Tables.Count > 0;

    internal bool Includes(string database, string table) =>
        (Tables.Count == 0 || Any(Tables, database, table)) && !Any(ExcludeTables, database, table);

    internal bool HasRows(string database, string table) => !Any(StructureOnly, database, table);

    /// <summary>The patterns that match no table: a misspelt name must not pass for an empty selection.</summary>
    internal IEnumerable<string> Unmatched(IReadOnlyList<(string Database, string Table)> tables) =>
        Tables.Concat(ExcludeTables).Concat(StructureOnly).Where(pattern => !tables.Any(table => Matches(pattern, table.Database, table.Table)));

    private static bool Any(IReadOnlyList<string> patterns, string database, string table) => patterns.Any(pattern => Matches(pattern, database, table));

    private static bool Matches(string pattern, string database, string table) =>
        Like(pattern, table) || Like(pattern, $"{database}.{table}");

    private static bool Like(string pattern, string name)
    {
        string regex = "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal) + "$";
        return Regex.IsMatch(name, regex, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline, TimeSpan.FromSeconds(1));
    }
}
