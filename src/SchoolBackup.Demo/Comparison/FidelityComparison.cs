namespace SchoolBackup.Demo;

/// <summary>
/// Says everything that a database holds in lines of text, so that a copy can be compared with its original: all definitions as the server
/// shows them, orders, modes and character sets, counters and sequences, and every value of every row exactly, history included.
/// </summary>
/// <remarks>It shares no code with the backup: what proves a restore must not repeat its mistakes.</remarks>
public static class FidelityComparison
{
    /// <summary>Describes one database, sorted. Two copies are equal when their descriptions are, whatever the copies are called.</summary>
    /// <param name="client">A client of the server that holds it; the account must see everything.</param>
    /// <param name="database">Its name; in definitions it is replaced by <see cref="DefinitionText.Placeholder"/>.</param>
    /// <exception cref="SqlFailedException">The server refused one of the questions.</exception>
    public static IReadOnlyList<string> Describe(MariaDbClient client, string database)
    {
        var lines = new List<string>();
        lines.AddRange(Catalogue.Describe(client, database));
        lines.AddRange(Definitions.Describe(client, database));
        lines.AddRange(ExactRows.Describe(client, database));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>
    /// What only one of the two says, in order, marked with '-' for <paramref name="expected"/> and '+' for <paramref name="actual"/>;
    /// empty when both are equal.
    /// </summary>
    public static IReadOnlyList<string> Differences(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        var differences = new List<string>();
        int e = 0, a = 0;
        while (e < expected.Count || a < actual.Count)
        {
            int order = e == expected.Count ? 1 : a == actual.Count ? -1 : string.CompareOrdinal(expected[e], actual[a]);
            if (order < 0)
                differences.Add("- " + expected[e++]);
            else if (order > 0)
                differences.Add("+ " + actual[a++]);
            else
                (e, a) = (e + 1, a + 1);
        }

        return differences;
    }
}
