using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Schema;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// Compares stored objects as they should be with those that are there: the definition, and all that its meaning depends on.
/// </summary>
internal static class StoredDifferences
{
    /// <param name="wanted">How they should be.</param>
    /// <param name="found">What is there.</param>
    /// <returns>Of each that is missing or another one, a sentence that names it.</returns>
    public static IEnumerable<string> Between(IEnumerable<StoredObject> wanted, IReadOnlyCollection<StoredObject> found)
    {
        foreach (StoredObject one in wanted)
        {
            StoredObject? now = found.FirstOrDefault(other => other.Kind == one.Kind && other.Name == one.Name);
            string name = $"the {SchemaText.TypeName(one.Kind).ToLowerInvariant()} {one.Name}";
            if (now is null) yield return $"{name} is not there";
            else if (Parts(one, now).ToArray() is { Length: > 0 } others) yield return $"{name} has another {string.Join(" and another ", others)}";
        }
    }

    /// <summary>Whether both are one object, in the same words and the same surroundings.</summary>
    public static bool IsSameAs(this StoredObject one, StoredObject other) =>
        one.Kind == other.Kind && one.Name == other.Name && HasSameText(one, other) && !Parts(one, other).Any();

    private static bool HasSameText(StoredObject one, StoredObject other) => one.Statement.AsSpan().SequenceEqual(other.Statement);

    private static IEnumerable<string> Parts(StoredObject one, StoredObject other)
    {
        // A view that does not hold is printed as far as the server understands it, which depends on what is around it.
        if (one.Invalid is null && other.Invalid is null && !HasSameText(one, other)) yield return "definition";
        if (one.Definer != other.Definer) yield return "definer";
        foreach (string part in Surroundings(one, other)) yield return part;
        if (one.Table != other.Table) yield return "table";
    }

    /// <summary>What is another one of all that a definition depends on besides its text.</summary>
    internal static IEnumerable<string> Surroundings(StoredObject one, StoredObject other)
    {
        if (one.SqlMode != other.SqlMode) yield return "sql_mode";
        if (one.ClientCharset != other.ClientCharset || one.ConnectionCollation != other.ConnectionCollation) yield return "character set";
        if (one.DatabaseCollation != other.DatabaseCollation) yield return "collation of the database";
        if (one.TimeZone != other.TimeZone) yield return "time zone";
    }
}
