using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Schema;

/// <summary>
/// Puts views behind those that they name: WITH CHECK OPTION cannot be made on a placeholder. A name may be an alias that only
/// looks like a view, so the order is a good one and not a proof; the placeholders make up for the rest.
/// </summary>
internal static class ViewOrder
{
    /// <summary>The same objects, the views among them in order of dependency, everything else where it was.</summary>
    public static List<StoredObject> Sort(List<StoredObject> objects)
    {
        List<StoredObject> views = [.. objects.Where(one => one.Kind == StoredKind.View)];
        if (views.Count < 2) return objects;
        Dictionary<string, StoredObject> byName = views.ToDictionary(view => view.Name, StringComparer.Ordinal);
        var sorted = new List<StoredObject>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (StoredObject view in views) Visit(view, byName, seen, sorted);
        int first = objects.FindIndex(one => one.Kind == StoredKind.View);
        return [.. objects[..first], .. sorted, .. objects[(first + views.Count)..]];
    }

    private static void Visit(StoredObject view, Dictionary<string, StoredObject> byName, HashSet<string> seen, List<StoredObject> sorted)
    {
        if (!seen.Add(view.Name)) return;
        foreach (string name in NamesIn(view.Statement))
            if (byName.TryGetValue(name, out StoredObject? named)) Visit(named, byName, seen, sorted);
        sorted.Add(view);
    }

    private static List<string> NamesIn(byte[] statement)
    {
        var names = new List<string>();
        foreach (SqlToken token in new SqlTokenizer(statement))
            if (token.Kind == SqlTokenKind.QuotedIdentifier) names.Add(Identifier.UnquoteToString(token.Text));
        return names;
    }
}
