using System.Text.RegularExpressions;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Schema;

/// <summary>Tells whether anybody has altered a database between two readings of its catalogue.</summary>
internal static partial class SchemaComparison
{
    /// <exception cref="BackupException">SchemaChanged, naming what was added, dropped or altered.</exception>
    public static void ThrowIfChanged(IReadOnlyList<DatabaseInfo> before, IReadOnlyList<DatabaseInfo> after)
    {
        Dictionary<string, string> then = Fingerprints(before), now = Fingerprints(after);
        string[] changes =
        [
            .. now.Keys.Except(then.Keys, StringComparer.Ordinal).Select(name => $"{name} was added"),
            .. then.Keys.Except(now.Keys, StringComparer.Ordinal).Select(name => $"{name} was dropped"),
            .. then.Where(one => now.TryGetValue(one.Key, out string? other) && other != one.Value).Select(one => $"{one.Key} was altered"),
        ];
        if (changes.Length == 0) return;
        throw new BackupException(
            BackupError.SchemaChanged,
            $"the database was altered while it was backed up: {string.Join(", ", changes.Take(10))}",
            "run again when nobody alters tables");
    }

    private static Dictionary<string, string> Fingerprints(IReadOnlyList<DatabaseInfo> databases)
    {
        var prints = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DatabaseInfo database in databases)
        {
            foreach (TableInfo table in database.Tables)
                prints[$"table {database.Name}.{table.Name}"] = $"{table.Created} {Counter().Replace(table.Definition, "")}";
            foreach (StoredObject stored in database.Stored)
                prints[$"{stored.Kind.ToString().ToLowerInvariant()} {database.Name}.{stored.Name}"] =
                    $"{stored.SqlMode} {Convert.ToHexString(stored.Statement)}";
        }

        return prints;
    }

    /// <summary>The counter moves with every insert, and is no alteration.</summary>
    [GeneratedRegex(@" AUTO_INCREMENT=\d+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Counter();
}
