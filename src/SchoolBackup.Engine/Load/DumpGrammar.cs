using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Load;

/// <summary>What a restore does with a statement of somebody else's dump.</summary>
internal enum DumpAction
{
    /// <summary>Nothing: it makes or chooses a database, locks, or changes the server itself.</summary>
    Skip,

    /// <summary>A setting of the session.</summary>
    Set,

    /// <summary>Rows: at once.</summary>
    Load,

    /// <summary>A table or sequence: at once, with references to its own database rewritten.</summary>
    Define,

    /// <summary>A view, routine, trigger or event, or the database's collation for one: when all rows are there, so that nothing of it acts on them.</summary>
    Store,
}

/// <summary>What is to be done with one statement.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Warning">What a person should know of a statement that is skipped, or null.</param>
/// <param name="Refusal">Why the whole dump is refused, or null.</param>
internal readonly record struct DumpVerdict(DumpAction Action, string? Warning = null, string? Refusal = null);

/// <summary>
/// Says of each statement of a dump whether a restore may run it in the scratch database. Only what is on the list may: the live
/// database must not be touched before the swap, whatever the dump holds. The server takes one statement at a time (the client does
/// not offer CLIENT_MULTI_STATEMENTS), so what a statement begins with is what it is.
/// </summary>
/// <param name="source">The database that the dump was made of, which a name may be qualified with; null when the dump does not say.</param>
internal sealed class DumpGrammar(string? source)
{
    /// <summary>Where an INSERT goes stands in its first bytes; the rows are not looked at.</summary>
    private const int InsertHead = 16 << 10;

    /// <summary>Engines whose rows are somewhere else: in other tables or on other servers.</summary>
    private static readonly string[] EnginesElsewhere = ["FEDERATED", "FEDERATEDX", "CONNECT", "SPIDER", "MERGE", "MRG_MYISAM", "NDB", "NDBCLUSTER", "S3"];

    private static readonly string[] StoredKinds = ["VIEW", "TRIGGER", "PROCEDURE", "FUNCTION", "EVENT", "PACKAGE"];
    private static readonly string[] CreatedKinds = [.. StoredKinds, "TABLE", "SEQUENCE", "INDEX", "DATABASE", "SCHEMA", "USER", "ROLE", "SERVER", "TABLESPACE", "LOGFILE"];

    public DumpVerdict Judge(ReadOnlyMemory<byte> statement, SqlDialect dialect)
    {
        var first = new SqlTokenizer(statement.Span, dialect);
        if (!first.MoveNextSignificant()) return new(DumpAction.Skip);
        bool isRows = first.Current.IsWord("INSERT"u8) || first.Current.IsWord("REPLACE"u8);
        var tokens = new SignificantTokens(isRows ? statement[..Math.Min(statement.Length, InsertHead)] : statement, dialect);
        return System.Text.Encoding.ASCII.GetString(tokens.Text(0)).ToUpperInvariant() switch
        {
            "INSERT" or "REPLACE" => Rows(tokens),
            "SET" => SessionSetting.Judge(tokens),
            "CREATE" => Create(tokens),
            "ALTER" => Alter(tokens),
            "DROP" => Drop(tokens),
            "UPDATE" or "DELETE" or "TRUNCATE" => HasDot(tokens) ? Refuse("it qualifies a name, and so may reach another database") : new(DumpAction.Load),
            "COMMIT" => new(DumpAction.Load),
            // BEGIN NOT ATOMIC is MariaDB's program without a name: https://mariadb.com/kb/en/using-compound-statements-outside-of-stored-programs/
            "BEGIN" when tokens.Count == 1 || (tokens.Count == 2 && tokens.IsWord(1, "WORK")) => new(DumpAction.Load),
            "START" when tokens.IsWord(1, "TRANSACTION") => new(DumpAction.Load),
            // Nobody else is in the scratch, and a lock keeps a table's default from its sequence (error 1100).
            "LOCK" or "UNLOCK" => new(DumpAction.Skip),
            "DO" or "SELECT" when tokens.IsWord(1, "SETVAL") && tokens.IsSymbol(2, '(') => Target(tokens, 3) ?? new(DumpAction.Define),
            "FLUSH" or "CHANGE" or "ANALYZE" or "OPTIMIZE" => new(DumpAction.Skip, "it is about the server and not about this database"),
            _ => Refuse("a restore does not run such statements"),
        };
    }

    /// <summary>Where the kind of thing stands that a CREATE makes: behind OR REPLACE, ALGORITHM, DEFINER and the like.</summary>
    public static int KindOf(SignificantTokens tokens)
    {
        for (int i = 1; i < Math.Min(tokens.Count, 24); i++)
        {
            if (tokens.IsWord(i, "DEFINER") && tokens.IsSymbol(i + 1, '=')) i += tokens.IsSymbol(i + 3, '@') ? 4 : 2;
            else if (tokens.IsWord(i, CreatedKinds)) return i;
        }

        return tokens.Count;
    }

    /// <summary>Where the name stands of what a CREATE, ALTER or DROP is about.</summary>
    public static int NameAfter(SignificantTokens tokens, int kind)
    {
        int name = kind + 1;
        if (tokens.IsWord(kind, "PACKAGE") && tokens.IsWord(name, "BODY")) name++;
        if (tokens.AreWords(name, "IF", "NOT", "EXISTS")) return name + 3;
        return tokens.AreWords(name, "IF", "EXISTS") ? name + 2 : name;
    }

    private DumpVerdict Rows(SignificantTokens tokens)
    {
        int target = 1;
        while (tokens.IsWord(target, "LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "INTO")) target++;
        if (Target(tokens, target) is { } refused) return refused;
        bool qualified = tokens.IsSymbol(target + 1, '.');
        int behind = target + (qualified ? 3 : 1);
        if (tokens.IsWord(behind, "PARTITION")) behind = tokens.BehindBrackets(behind + 1);
        if (tokens.IsSymbol(behind, '(')) behind = tokens.BehindBrackets(behind);
        return behind < tokens.Count && !tokens.IsWord(behind, "VALUES", "VALUE", "SET")
            ? Refuse("it computes its rows instead of holding them")
            : new(qualified ? DumpAction.Define : DumpAction.Load);
    }

    private DumpVerdict Create(SignificantTokens tokens)
    {
        int kind = KindOf(tokens);
        int name = NameAfter(tokens, kind);
        if (tokens.IsWord(kind, "DATABASE", "SCHEMA")) return new(DumpAction.Skip);
        if (tokens.IsWord(kind, "INDEX")) return Target(tokens, Find(tokens, kind, "ON") + 1) ?? new(DumpAction.Define);
        if (tokens.IsWord(kind, "SEQUENCE")) return Target(tokens, name) ?? new(DumpAction.Define);
        if (tokens.IsWord(kind, "TABLE")) return Target(tokens, name) ?? TableParts(tokens) ?? new(DumpAction.Define);
        if (!tokens.IsWord(kind, StoredKinds)) return Refuse("a restore does not make such things");
        if (tokens.IsWord(tokens.Count - 2, "SONAME")) return Refuse("it loads a library into the server");
        DumpVerdict? table = tokens.IsWord(kind, "TRIGGER") ? Target(tokens, Find(tokens, name, "ON") + 1) : null;
        return Target(tokens, name) ?? table ?? new(DumpAction.Store);
    }

    private DumpVerdict Alter(SignificantTokens tokens)
    {
        if (tokens.IsWord(1, "DATABASE", "SCHEMA"))
        {
            bool isOther = tokens.IsIdentifier(2) && !IsDatabaseOption(tokens, 2) && tokens.Name(2) != source;
            return isOther ? Refuse("it changes another database") : new(DumpAction.Store);
        }

        int kind = tokens.IsWord(1, "ONLINE", "IGNORE") ? 2 : 1;
        if (!tokens.IsWord(kind, "TABLE", "SEQUENCE")) return Refuse("a restore does not run such statements");
        if (Target(tokens, NameAfter(tokens, kind)) is { } refused) return refused;
        for (int i = kind; i < tokens.Count; i++)
        {
            if (tokens.IsWord(i, "EXCHANGE")) return Refuse("it exchanges rows with another table");
            if (tokens.IsWord(i, "RENAME") && tokens.IsSymbol(tokens.IsWord(i + 1, "TO", "AS") ? i + 3 : i + 2, '.')) return Refuse("it moves a table to another database");
        }

        return TableParts(tokens) ?? new(DumpAction.Define);
    }

    private DumpVerdict Drop(SignificantTokens tokens)
    {
        int kind = tokens.IsWord(1, "TEMPORARY") ? 2 : 1;
        if (tokens.IsWord(kind, "DATABASE", "SCHEMA")) return new(DumpAction.Skip);
        if (!tokens.IsWord(kind, StoredKinds) && !tokens.IsWord(kind, "TABLE", "TABLES", "SEQUENCE", "INDEX")) return Refuse("a restore does not run such statements");
        for (int i = kind; i < tokens.Count; i++)
            if (tokens.IsSymbol(i + 1, '.') && tokens.Name(i) != source) return Refuse($"it drops something of another database, '{tokens.Name(i)}'");
        return new(tokens.IsWord(kind, StoredKinds) ? DumpAction.Store : DumpAction.Define);
    }

    /// <summary>Null when the name at this place is one of the dump's own database.</summary>
    private DumpVerdict? Target(SignificantTokens tokens, int name)
    {
        if (!tokens.IsIdentifier(name)) return Refuse("it does not say what it is about");
        return tokens.IsSymbol(name + 1, '.') && tokens.Name(name) != source ? Refuse($"it is about another database, '{tokens.Name(name)}'") : null;
    }

    private static DumpVerdict? TableParts(SignificantTokens tokens)
    {
        for (int i = 1; i < tokens.Count; i++)
        {
            if (tokens.IsWord(i, "SELECT")) return Refuse("it computes a table instead of holding one");
            if (!tokens.IsWord(i, "ENGINE", "TYPE")) continue;
            int engine = tokens.IsSymbol(i + 1, '=') ? i + 2 : i + 1;
            string name = engine < tokens.Count ? tokens.Name(engine).Trim('\'', '"') : "";
            if (EnginesElsewhere.Contains(name, StringComparer.OrdinalIgnoreCase)) return Refuse($"the rows of an {name} table are somewhere else");
        }

        return null;
    }

    private static bool IsDatabaseOption(SignificantTokens tokens, int index) =>
        tokens.IsWord(index, "DEFAULT", "CHARACTER", "CHARSET", "COLLATE") && !tokens.IsWord(index + 1, "DEFAULT", "CHARSET", "COLLATE");

    private static bool HasDot(SignificantTokens tokens)
    {
        for (int i = 0; i < tokens.Count; i++)
            if (tokens.IsSymbol(i, '.')) return true;
        return false;
    }

    private static int Find(SignificantTokens tokens, int from, string word)
    {
        int i = from;
        while (i < tokens.Count && !tokens.IsWord(i, word)) i++;
        return i;
    }

    private static DumpVerdict Refuse(string why) => new(DumpAction.Skip, Refusal: why);
}
