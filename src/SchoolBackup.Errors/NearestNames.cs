namespace SchoolBackup.Errors;

/// <summary>Which names somebody may have meant.</summary>
public static class NearestNames
{
    private const int Shown = 3;

    /// <summary>One sentence that lists the nearest names: fewest changed letters first, newest first among equals.</summary>
    public static string Hint(string wanted, IEnumerable<string> names)
    {
        string[] nearest = [.. names.OrderBy(name => Distance(wanted, name)).ThenByDescending(name => name, StringComparer.Ordinal).Take(Shown)];
        return nearest.Length == 0 ? "the repository holds no backup yet; check --path" : "nearest are " + string.Join(", ", nearest);
    }

    /// <summary>Levenshtein's distance, over two rows.</summary>
    public static int Distance(string a, string b)
    {
        int[] previous = [.. Enumerable.Range(0, b.Length + 1)];
        int[] current = new int[b.Length + 1];
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = int.Min(replaced, int.Min(previous[j], current[j - 1]) + 1);
            }
            (previous, current) = (current, previous);
        }
        return previous[b.Length];
    }
}
