using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// Judges SET statements, to their last token: a dump may set variables of its own, and what is known to end with the session. A value is a
/// literal, a variable, or one of a few functions of them.
/// </summary>
internal static class SessionSetting
{
    /// <summary>The settings that tools write, and that say no more than how the statements behind them are to be read.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "SQL_MODE", "TIME_ZONE", "FOREIGN_KEY_CHECKS", "UNIQUE_CHECKS", "CHECK_CONSTRAINT_CHECKS", "SQL_NOTES", "SQL_WARNINGS", "SQL_QUOTE_SHOW_CREATE", "AUTOCOMMIT",
        "CHARACTER_SET_CLIENT", "CHARACTER_SET_RESULTS", "CHARACTER_SET_CONNECTION", "COLLATION_CONNECTION", "CHARACTER_SET_COLLATIONS", "DEFAULT_COLLATION_FOR_UTF8MB4",
        "SYSTEM_VERSIONING_INSERT_HISTORY", "SYSTEM_VERSIONING_ALTER_HISTORY", "SQL_BIG_SELECTS", "SQL_SAFE_UPDATES", "SQL_AUTO_IS_NULL", "SQL_SELECT_LIMIT",
        "WAIT_TIMEOUT", "INTERACTIVE_TIMEOUT", "NET_READ_TIMEOUT", "NET_WRITE_TIMEOUT", "LOCK_WAIT_TIMEOUT", "INNODB_LOCK_WAIT_TIMEOUT", "MAX_STATEMENT_TIME", "MAX_EXECUTION_TIME",
        "GROUP_CONCAT_MAX_LEN", "LC_TIME_NAMES", "DIV_PRECISION_INCREMENT", "INNODB_STRICT_MODE", "EXPLICIT_DEFAULTS_FOR_TIMESTAMP", "TX_ISOLATION", "TRANSACTION_ISOLATION",
        "SQL_REQUIRE_PRIMARY_KEY", "SQL_GENERATE_INVISIBLE_PRIMARY_KEY", "INFORMATION_SCHEMA_STATS_EXPIRY", "BULK_INSERT_BUFFER_SIZE", "MYISAM_SORT_BUFFER_SIZE", "OLD_MODE", "INSERT_ID", "TIMESTAMP",
    };

    private static readonly string[] Functions = ["IFNULL", "IF", "COALESCE", "NULLIF", "CONCAT", "CONCAT_WS", "REPLACE", "CAST", "CONVERT", "NOW", "CURRENT_TIMESTAMP", "UNIX_TIMESTAMP", "UNHEX", "CHAR"];

    public static DumpVerdict Judge(SignificantTokens tokens)
    {
        if (tokens.IsWord(1, "STATEMENT")) return new(DumpAction.Skip, Refusal: "it hides another statement");
        if (tokens.IsWord(1, "PASSWORD", "ROLE", "DEFAULT", "RESOURCE")) return new(DumpAction.Skip, "it is about accounts");
        int first = tokens.IsWord(1, "SESSION", "LOCAL") ? 2 : 1;
        if (tokens.IsWord(first, "TRANSACTION")) return OnlyWords(tokens, first);
        DumpVerdict verdict = new(DumpAction.Set);
        for (int from = 1; from < tokens.Count;)
        {
            int end = EndOf(tokens, from);
            DumpVerdict one = Assignment(tokens, from, end);
            if (one.Refusal is not null) return one;
            if (one.Action == DumpAction.Skip) verdict = one;
            from = end + 1;
        }

        return verdict;
    }

    private static DumpVerdict Assignment(SignificantTokens tokens, int from, int end)
    {
        if (tokens.IsWord(from, "NAMES", "CHARSET") || tokens.AreWords(from, "CHARACTER", "SET") || tokens.AreWords(from, "CHAR", "SET")) return Value(tokens, from + 1, end) ?? new(DumpAction.Set);
        int equals = from;
        while (equals < end && !tokens.IsSymbol(equals, '=')) equals++;
        if (equals == end) return Refuse("a restore does not run such statements");
        int last = tokens.IsSymbol(equals - 1, ':') ? equals - 2 : equals - 1;
        if (Value(tokens, equals + 1, end) is { } refused) return refused;
        bool isSystem = tokens.IsSymbol(from, '@') && tokens.IsSymbol(from + 1, '@');
        if (tokens.IsSymbol(from, '@') && !isSystem)
            return last == from + 1
                ? new(DumpAction.Set)
                : Refuse("a restore does not run such statements");
        int name = isSystem ? from + 2 : from;
        if (tokens.IsWord(name, "GLOBAL", "PERSIST", "PERSIST_ONLY")) return new(DumpAction.Skip, "it changes the whole server");
        if (tokens.IsWord(name, "SESSION", "LOCAL")) name += tokens.IsSymbol(name + 1, '.') ? 2 : 1;
        // Without the binary log, replicas and point-in-time recovery would miss the restore.
        if (last == name && tokens.IsIdentifier(name) && string.Equals(tokens.Name(name), "SQL_LOG_BIN", StringComparison.OrdinalIgnoreCase)) return new(DumpAction.Skip, "it would keep the restore from the replicas");
        return last == name && tokens.IsIdentifier(name) && Known.Contains(tokens.Name(name))
            ? new(DumpAction.Set)
            : new(DumpAction.Skip, "it is no setting that a dump needs");
    }

    /// <summary>Why this is no value, or null.</summary>
    private static DumpVerdict? Value(SignificantTokens tokens, int from, int end)
    {
        for (int i = from; i < end; i++)
        {
            if (tokens.IsWord(i, "SELECT", "NEXT", "PREVIOUS", "TABLE", "WITH", "EXISTS", "INTO"))
                return Refuse("it runs something to find a value");
            if (tokens.IsSymbol(i, '(') && i > from && tokens.IsIdentifier(i - 1) && !tokens.IsWord(i - 1, Functions))
                return Refuse("it runs something to find a value");
            if (tokens.IsSymbol(i, '.') && !(tokens.IsWord(i - 1, "GLOBAL", "SESSION", "LOCAL") && tokens.IsSymbol(i - 2, '@') && tokens.IsSymbol(i - 3, '@'))) return Refuse("it runs something to find a value");
            if (tokens[i].Kind == SqlTokenKind.Symbol && !"@.(),=+-<>|:"u8.Contains(tokens.Text(i)[0]))
                return Refuse("it runs something to find a value");
        }

        return null;
    }

    private static DumpVerdict OnlyWords(SignificantTokens tokens, int from)
    {
        for (int i = from; i < tokens.Count; i++)
            if (tokens[i].Kind != SqlTokenKind.Word && !tokens.IsSymbol(i, ',')) return Refuse("a restore does not run such statements");
        return new(DumpAction.Set);
    }

    /// <summary>The comma that ends an assignment, or the end.</summary>
    private static int EndOf(SignificantTokens tokens, int from)
    {
        int depth = 0;
        for (int i = from; i < tokens.Count; i++)
        {
            depth += tokens.IsSymbol(i, '(') ? 1 : tokens.IsSymbol(i, ')') ? -1 : 0;
            if (depth == 0 && tokens.IsSymbol(i, ',')) return i;
        }

        return tokens.Count;
    }

    private static DumpVerdict Refuse(string why) => new(DumpAction.Skip, Refusal: why);
}
