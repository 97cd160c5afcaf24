using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Load;

/// <summary>Judges SET statements: a dump may set what its session needs, and nothing that outlives it.</summary>
internal static class SessionSetting
{
    public static DumpVerdict Judge(SignificantTokens tokens)
    {
        if (tokens.IsWord(1, "STATEMENT")) return new(DumpAction.Skip, Refusal: "it hides another statement");
        if (tokens.IsWord(1, "PASSWORD", "ROLE", "DEFAULT", "RESOURCE")) return new(DumpAction.Skip, "it is about accounts");
        for (int i = 1; i < tokens.Count; i++)
        {
            if (IsTarget(tokens, i) && tokens.IsWord(i, "GLOBAL", "PERSIST", "PERSIST_ONLY")) return new(DumpAction.Skip, "it changes the whole server");
            // Without the binary log, replicas and point-in-time recovery would miss the restore.
            if (tokens.IsWord(i, "SQL_LOG_BIN") && IsAssigned(tokens, i)) return new(DumpAction.Skip, "it would keep the restore from the replicas");
            if (tokens.IsWord(i, "SELECT") || (tokens.IsSymbol(i, '(') && tokens.IsSymbol(i - 2, '.')))
                return new(DumpAction.Skip, Refusal: "it runs something to find a value");
        }

        return new(DumpAction.Set);
    }

    /// <summary>Whether a scope stands at the head of an assignment: <c>SET GLOBAL x</c>, <c>, @@GLOBAL.x</c>.</summary>
    private static bool IsTarget(SignificantTokens tokens, int index)
    {
        int before = tokens.IsSymbol(index - 1, '@') ? index - 3 : index - 1;
        return before == 0 || tokens.IsSymbol(before, ',');
    }

    private static bool IsAssigned(SignificantTokens tokens, int index) =>
        tokens.IsSymbol(index + 1, '=') || (tokens.IsSymbol(index + 1, ':') && tokens.IsSymbol(index + 2, '='));
}
