using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Load;

/// <summary>
/// Looks through the definition of a table, index or sequence in somebody else's dump, to its last token, for what would act or lie outside
/// its database.
/// </summary>
/// <param name="source">The dump's own database, or null when it does not say.</param>
internal sealed class DumpTables(string? source)
{
    /// <summary>Engines whose rows lie in their own table, on this server.</summary>
    private static readonly string[] Engines =
        ["INNODB", "XTRADB", "MYISAM", "ARIA", "MEMORY", "HEAP", "ARCHIVE", "CSV", "BLACKHOLE", "ROCKSDB", "MYROCKS", "TOKUDB", "COLUMNSTORE", "MROONGA", "BDB", "ISAM"];

    /// <summary>Engines whose rows are somewhere else: in other tables or on other servers.</summary>
    private static readonly string[] EnginesElsewhere = ["FEDERATED", "FEDERATEDX", "CONNECT", "SPIDER", "MERGE", "MRG_MYISAM", "NDB", "NDBCLUSTER", "S3", "SEQUENCE", "SPHINX", "OQGRAPH"];

    /// <summary>Why the definition is refused, or null.</summary>
    public string? Refusal(SignificantTokens tokens)
    {
        int depth = 0;
        for (int i = 1; i < tokens.Count; i++)
        {
            depth += tokens.IsSymbol(i, '(') ? 1 : tokens.IsSymbol(i, ')') ? -1 : 0;
            if (tokens.IsWord(i, "SELECT", "OUTFILE", "DUMPFILE")) return "it computes a table instead of holding one";
            if (tokens.IsWord(i, "LOAD_FILE")) return "it reads a file of the server";
            if (tokens.IsWord(i, "EXCHANGE")) return "it exchanges rows with another table";
            if (tokens.IsWord(i, "DATA", "INDEX") && tokens.IsWord(i + 1, "DIRECTORY")) return "it puts a table's files somewhere else";
            if (tokens.IsWord(i, "TABLESPACE") && (tokens.IsSymbol(i + 1, '=') || tokens.IsWord(i - 1, "DISCARD", "IMPORT") || (depth == 0 && i > 2 && tokens.IsIdentifier(i + 1)))) return "it puts a table's files somewhere else";
            if (tokens.IsWord(i, "UNION") && (tokens.IsSymbol(i + 1, '=') || tokens.IsSymbol(i + 1, '(')))
                return "the rows of such a table are somewhere else";
            if (tokens.IsSymbol(i, '.') && Foreign(tokens, i) is { } other) return $"it names another database, '{other}'";
            if (tokens.IsWord(i, "ENGINE", "TYPE") && Elsewhere(tokens, i, depth) is { } engine)
                return $"the rows of an {engine} table are somewhere else";
        }

        return null;
    }

    /// <summary>
    /// The qualifier at a dot, when it is none of the dump's own; a foreign key may point to another database, and does no more than that.
    /// </summary>
    private string? Foreign(SignificantTokens tokens, int dot)
    {
        if (!tokens.IsIdentifier(dot - 1)) return "?";
        string name = tokens.Name(dot - 1);
        return name == source || tokens.IsWord(dot - 2, "REFERENCES") ? null : name;
    }

    private static string? Elsewhere(SignificantTokens tokens, int word, int depth)
    {
        bool assigned = tokens.IsSymbol(word + 1, '=');
        int engine = assigned ? word + 2 : word + 1;
        if (engine >= tokens.Count) return null;
        string name = tokens.Name(engine).Trim('\'', '"');
        if (EnginesElsewhere.Contains(name, StringComparer.OrdinalIgnoreCase)) return name;
        // Within brackets, and without its equals sign, it is a column of that name.
        bool isOption = tokens.IsWord(word, "ENGINE") && (assigned || (depth == 0 && tokens[engine].Kind != SqlTokenKind.Symbol && !tokens.IsWord(word - 1, "COLUMN", "ADD", "DROP", "MODIFY", "CHANGE", "KEY", "INDEX")));
        return isOption && !Engines.Contains(name, StringComparer.OrdinalIgnoreCase) ? name : null;
    }
}
