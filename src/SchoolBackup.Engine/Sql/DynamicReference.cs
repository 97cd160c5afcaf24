namespace SchoolBackup.Engine.Sql;

/// <summary>Whether the text of a string looks as if it named a database: a guess, for a person to look at.</summary>
internal static class DynamicReference
{
    /// <summary>Whether the text is the name, has it between backticks or double quotes, or has it before a dot and another name.</summary>
    public static bool IsIn(string text, SchemaRename rename)
    {
        if (string.Equals(text, rename.From, rename.Comparison))
            return true;

        for (int at = 0; (at = text.IndexOf(rename.From, at, rename.Comparison)) >= 0; at++)
        {
            int end = at + rename.From.Length;
            char before = at > 0 ? text[at - 1] : ' ';
            char behind = end < text.Length ? text[end] : ' ';
            if (before is '`' or '"' && behind == before)
                return true;
            bool isWholeName = !IsNameCharacter(before) && before is not ('.' or '@' or '-');
            if (isWholeName && behind == '.' && (end + 1 == text.Length || text[end + 1] is '`' or '"' or '*' || IsNameCharacter(text[end + 1])))
                return true;
        }

        return false;
    }

    private static bool IsNameCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '$';
}
