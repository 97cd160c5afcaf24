namespace SchoolBackup.Engine.Sql;

/// <summary>
/// The columns of a view by its CREATE statement, as SHOW CREATE VIEW prints it: each with its alias, or all of them in a list.
/// </summary>
internal static class ViewColumnNames
{
    /// <returns>Their names; none when the statement is none of that form.</returns>
    public static IReadOnlyList<string> Of(byte[] createView)
    {
        var tokens = new SignificantTokens(createView, default);
        int view = 0;
        while (view < tokens.Count && !tokens.IsWord(view, "VIEW")) view++;
        int name = tokens.IsSymbol(view + 2, '.') ? view + 3 : view + 1;
        if (tokens.IsSymbol(name + 1, '(')) return Listed(tokens, name + 2);
        return tokens.IsWord(name + 1, "AS") && tokens.IsWord(name + 2, "SELECT") ? Aliases(tokens, name + 3) : [];
    }

    private static List<string> Listed(SignificantTokens tokens, int first)
    {
        var names = new List<string>();
        for (int i = first; tokens.IsIdentifier(i); i += 2) names.Add(tokens.Name(i));
        return names;
    }

    /// <summary>An item ends with its alias, before a comma, FROM or the end of the statement.</summary>
    private static List<string> Aliases(SignificantTokens tokens, int first)
    {
        var names = new List<string>();
        for (int i = first, depth = 0; i <= tokens.Count; i++)
        {
            depth += tokens.IsSymbol(i, '(') ? 1 : tokens.IsSymbol(i, ')') ? -1 : 0;
            bool isLast = i == tokens.Count
                || tokens.IsWord(i, "FROM", "UNION", "LIMIT", "WHERE", "ORDER", "GROUP", "EXCEPT", "INTERSECT", "WITH");
            if (depth != 0 || !(isLast || tokens.IsSymbol(i, ','))) continue;
            if (tokens[i - 1].Kind != SqlTokenKind.QuotedIdentifier || !tokens.IsWord(i - 2, "AS")) return [];
            names.Add(tokens.Name(i - 1));
            if (isLast) break;
        }

        return names;
    }
}
