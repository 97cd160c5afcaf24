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

    /// <summary>
    /// A view, routine, trigger or event, or the database's collation for one: when all rows are there, so that nothing of it acts on them.
    /// </summary>
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
/// <param name="source">
/// The database that the dump was made of, which a name may be qualified with; null when the dump does not say.
/// </param>
internal sealed class DumpGrammar(string? source)
{
    /// <summary>Where an INSERT goes stands in its first bytes; the rows are not looked at.</summary>
    private const int InsertHead = 16 << 10;

    private static readonly string[] StoredKinds = ["VIEW", "TRIGGER", "PROCEDURE", "FUNCTION", "EVENT", "PACKAGE"];
    private readonly DumpTables _tables = new(source);

    private static readonly string[] CreatedKinds = [.. StoredKinds, "TABLE", "SEQUENCE", "INDEX", "DATABASE", "SCHEMA", "USER", "ROLE", "SERVER", "TABLESPACE", "LOGFILE"];

    public DumpVerdict Judge(ReadOnlyMemory<byte> statement, SqlDialect dialect)
    {
        var first = new SqlTokenizer(statement.Span, dialect);
        if (!first.MoveNextSignificant()) return new(DumpAction.Skip);
        bool isRows = first.Current.IsWord("INSERT"u8) || first.Current.IsWord("REPLACE"u8);
        var tokens = new SignificantTokens(isRows ? statement[..Math.Min(statement.Length, InsertHead)] : statement, dialect);
        return System.Text.Encoding.ASCII.GetString(tokens.Text(0)).ToUpperInvariant() switch
        {
            "INSERT" or "REPLACE" => Rows(statement, tokens),
            "SET" => SessionSetting.Judge(tokens),
            "CREATE" => Create(tokens),
            "ALTER" => Alter(tokens),
            "DROP" => Drop(tokens),
            "UPDATE" or "DELETE" =>
                DumpValues.Refusal(statement.Span[tokens[0].End..], dialect) is { } why ? Refuse(why) : new(DumpAction.Load),
            "TRUNCATE" => Truncate(tokens),
            "COMMIT" when tokens.Count == 1 || (tokens.Count == 2 && tokens.IsWord(1, "WORK")) => new(DumpAction.Load),
            // BEGIN NOT ATOMIC is MariaDB's program without a name:
            // https://mariadb.com/kb/en/using-compound-statements-outside-of-stored-programs/
            "BEGIN" when tokens.Count == 1 || (tokens.Count == 2 && tokens.IsWord(1, "WORK")) => new(DumpAction.Load),
            "START" when tokens.Count == 2 && tokens.IsWord(1, "TRANSACTION") => new(DumpAction.Load),
            // Nobody else is in the scratch, and a lock keeps a table's default from its sequence (error 1100).
            "LOCK" or "UNLOCK" => new(DumpAction.Skip),
            // MySQL Workbench writes SHOW WARNINGS behind every statement.
            "SHOW" => new(DumpAction.Skip),
            "DO" or "SELECT" when tokens.IsWord(1, "SETVAL") && tokens.IsSymbol(2, '(') => SetValue(tokens),
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

    private DumpVerdict Rows(ReadOnlyMemory<byte> statement, SignificantTokens head)
    {
        (int target, int behind, DumpVerdict? refused) = RowsHead(head);
        if (refused is not null) return refused.Value;
        // A head as long as that was cut.
        if (behind >= head.Count - 1 && statement.Length > InsertHead)
        {
            head = new SignificantTokens(statement, head.Dialect);
            (target, behind, refused) = RowsHead(head);
            if (refused is not null) return refused.Value;
        }

        if (!head.IsWord(behind, "VALUES", "VALUE", "SET")) return Refuse("it computes its rows instead of holding them");
        return DumpValues.Refusal(statement.Span[head[behind].Start..], head.Dialect) is { } why
            ? Refuse(why)
            : new(head.IsSymbol(target + 1, '.') ? DumpAction.Define : DumpAction.Load);
    }

    private (int Target, int Behind, DumpVerdict? Refused) RowsHead(SignificantTokens tokens)
    {
        int target = 1;
        while (tokens.IsWord(target, "LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "INTO")) target++;
        if (Target(tokens, target) is { } refused) return (0, 0, refused);
        int behind = target + (tokens.IsSymbol(target + 1, '.') ? 3 : 1);
        if (tokens.IsWord(behind, "PARTITION")) behind = Names(tokens, behind + 1);
        if (tokens.IsSymbol(behind, '(')) behind = Names(tokens, behind);
        return (target, behind, null);
    }

    /// <summary>Behind a list of names in brackets; where anything else stands among them, the place of that.</summary>
    private static int Names(SignificantTokens tokens, int open)
    {
        int i = open + 1;
        while (tokens.IsIdentifier(i) || tokens.IsSymbol(i, ',')) i++;
        return tokens.IsSymbol(i, ')') ? i + 1 : i;
    }

    /// <summary><c>SETVAL(seq, n, is_used, round)</c>, and nothing behind it: SELECT … INTO OUTFILE writes a file.</summary>
    private DumpVerdict SetValue(SignificantTokens tokens)
    {
        if (Target(tokens, 3) is { } refused) return refused;
        int i = tokens.IsSymbol(4, '.') ? 6 : 4;
        while (tokens.IsSymbol(i, ','))
        {
            i++;
            if (tokens.IsSymbol(i, '-')) i++;
            if (i >= tokens.Count || !(tokens[i].Kind == SqlTokenKind.Number || tokens.IsWord(i, "TRUE", "FALSE"))) break;
            i++;
        }

        return tokens.IsSymbol(i, ')') && i == tokens.Count - 1 ? new(DumpAction.Define) : Refuse("it does more than to set a sequence");
    }

    private static DumpVerdict Truncate(SignificantTokens tokens)
    {
        int name = tokens.IsWord(1, "TABLE") ? 2 : 1;
        return tokens.IsIdentifier(name) && tokens.Count == name + 1
            ? new(DumpAction.Load)
            : Refuse("it qualifies a name, and so may reach another database");
    }

    private DumpVerdict Create(SignificantTokens tokens)
    {
        int kind = KindOf(tokens);
        int name = NameAfter(tokens, kind);
        if (tokens.IsWord(kind, "DATABASE", "SCHEMA")) return new(DumpAction.Skip);
        if (!IsCreateHead(tokens, kind)) return Refuse("a restore does not make such things");
        if (tokens.IsWord(kind, "INDEX"))
            return Target(tokens, Find(tokens, kind, "ON") + 1) ?? TableParts(tokens)
                ?? new(DumpAction.Define);
        if (tokens.IsWord(kind, "TABLE", "SEQUENCE")) return Target(tokens, name) ?? TableParts(tokens) ?? new(DumpAction.Define);
        if (!tokens.IsWord(kind, StoredKinds)) return Refuse("a restore does not make such things");
        if (Target(tokens, name) is { } refused) return refused;
        int behind = name + (tokens.IsSymbol(name + 1, '.') ? 3 : 1);
        if (tokens.IsWord(kind, "FUNCTION", "PROCEDURE") && !tokens.IsSymbol(behind, '('))
            return Refuse("it loads a library into the server");
        if (tokens.IsWord(kind, "TRIGGER")) return Target(tokens, Find(tokens, name, "ON") + 1) ?? new(DumpAction.Store);
        return tokens.IsWord(kind, "EVENT") && !HasPlainSchedule(tokens, behind)
            ? Refuse("it computes when to act")
            : new(DumpAction.Store);
    }

    /// <summary>Whether nothing stands before the kind of thing but what can: a definer, an algorithm, and the like.</summary>
    private static bool IsCreateHead(SignificantTokens tokens, int kind)
    {
        for (int i = 1; i < kind; i++)
        {
            if (tokens.IsWord(i, "DEFINER") && tokens.IsSymbol(i + 1, '=')) i = EndOfAccount(tokens, i + 2, kind);
            else if (tokens.IsWord(i, "ALGORITHM") && tokens.IsSymbol(i + 1, '=')) i += 2;
            else if (tokens.IsWord(i, "SQL") && tokens.IsWord(i + 1, "SECURITY")) i += 2;
            else if (!tokens.IsWord(i, "OR", "REPLACE", "TEMPORARY", "UNIQUE", "FULLTEXT", "SPATIAL", "AGGREGATE", "ONLINE", "OFFLINE", "VECTOR")) return false;
        }

        return kind < tokens.Count;
    }

    /// <summary>The last token of an account; a host without quotes is several, glued to each other.</summary>
    private static int EndOfAccount(SignificantTokens tokens, int user, int kind)
    {
        if (tokens.IsSymbol(user + 1, '(') && tokens.IsSymbol(user + 2, ')')) return user + 2;
        if (!tokens.IsSymbol(user + 1, '@')) return user;
        int end = user + 2;
        while (end + 1 < kind && tokens[end + 1].Start == tokens[end].End) end++;
        return end;
    }

    /// <summary>The schedule of an event is computed when it is made, so it may call nothing and name nothing.</summary>
    private static bool HasPlainSchedule(SignificantTokens tokens, int from)
    {
        for (int i = from; i < tokens.Count && !tokens.IsWord(i, "DO"); i++)
        {
            if (tokens.IsSymbol(i, '.') || tokens.IsWord(i, "SELECT", "NEXT", "PREVIOUS")) return false;
            if (tokens.IsSymbol(i, '(') && tokens.IsIdentifier(i - 1) && !tokens.IsWord(i - 1, "NOW", "CURRENT_TIMESTAMP", "TIMESTAMP", "EVERY", "AT", "STARTS", "ENDS")) return false;
        }

        return true;
    }

    private DumpVerdict Alter(SignificantTokens tokens)
    {
        if (tokens.IsWord(1, "DATABASE", "SCHEMA"))
        {
            if (!IsDatabaseChange(tokens)) return Refuse("a restore does not run such statements");
            bool isOther = tokens.IsIdentifier(2) && !IsDatabaseOption(tokens, 2) && tokens.Name(2) != source;
            return isOther ? Refuse("it changes another database") : new(DumpAction.Store);
        }

        int kind = tokens.IsWord(1, "ONLINE", "IGNORE") ? 2 : 1;
        if (!tokens.IsWord(kind, "TABLE", "SEQUENCE")) return Refuse("a restore does not run such statements");
        if (Target(tokens, NameAfter(tokens, kind)) is { } refused) return refused;
        for (int i = kind; i < tokens.Count; i++)
        {
            if (tokens.IsWord(i, "RENAME") && tokens.IsSymbol(tokens.IsWord(i + 1, "TO", "AS") ? i + 3 : i + 2, '.'))
                return Refuse("it moves a table to another database");
        }

        return TableParts(tokens) ?? new(DumpAction.Define);
    }

    private DumpVerdict Drop(SignificantTokens tokens)
    {
        int kind = tokens.IsWord(1, "TEMPORARY") ? 2 : 1;
        if (tokens.IsWord(kind, "DATABASE", "SCHEMA")) return new(DumpAction.Skip);
        if (!tokens.IsWord(kind, StoredKinds) && !tokens.IsWord(kind, "TABLE", "TABLES", "SEQUENCE", "INDEX"))
            return Refuse("a restore does not run such statements");
        for (int i = kind; i < tokens.Count; i++)
        {
            if (tokens.IsSymbol(i, '.') && tokens.Name(i - 1) != source)
                return Refuse($"it drops something of another database, '{tokens.Name(i - 1)}'");
            if (!tokens.IsIdentifier(i) && !tokens.IsSymbol(i, '.') && !tokens.IsSymbol(i, ','))
                return Refuse("a restore does not run such statements");
        }

        return new(tokens.IsWord(kind, StoredKinds) ? DumpAction.Store : DumpAction.Define);
    }

    /// <summary>Null when the name at this place is one of the dump's own database.</summary>
    private DumpVerdict? Target(SignificantTokens tokens, int name)
    {
        if (!tokens.IsIdentifier(name)) return Refuse("it does not say what it is about");
        return tokens.IsSymbol(name + 1, '.') && tokens.Name(name) != source
            ? Refuse($"it is about another database, '{tokens.Name(name)}'")
            : null;
    }

    private DumpVerdict? TableParts(SignificantTokens tokens) => _tables.Refusal(tokens) is { } why ? Refuse(why) : null;

    /// <summary>Whether an ALTER DATABASE says a character set and a collation, and no more.</summary>
    private static bool IsDatabaseChange(SignificantTokens tokens)
    {
        int i = tokens.IsIdentifier(2) && !IsDatabaseOption(tokens, 2) ? 3 : 2;
        while (i < tokens.Count)
        {
            if (tokens.IsWord(i, "DEFAULT")) i++;
            if (tokens.AreWords(i, "CHARACTER", "SET")) i += 2;
            else if (tokens.IsWord(i, "CHARSET", "COLLATE")) i++;
            else return false;
            if (tokens.IsSymbol(i, '=')) i++;
            if (i >= tokens.Count || tokens[i].Kind == SqlTokenKind.Symbol) return false;
            i++;
        }

        return true;
    }

    private static bool IsDatabaseOption(SignificantTokens tokens, int index) =>
        tokens.IsWord(index, "DEFAULT", "CHARACTER", "CHARSET", "COLLATE") && !tokens.IsWord(index + 1, "DEFAULT", "CHARSET", "COLLATE");

    private static int Find(SignificantTokens tokens, int from, string word)
    {
        int i = from;
        while (i < tokens.Count && !tokens.IsWord(i, word)) i++;
        return i;
    }

    private static DumpVerdict Refuse(string why) => new(DumpAction.Skip, Refusal: why);
}
