namespace SchoolBackup.Engine.Sql;

/// <summary>What an identifier that equals a database's name means at its place.</summary>
internal enum Judgement
{
    /// <summary>A column, a table, an alias, a part of a longer name: not the database.</summary>
    SomethingElse,
    Database,

    /// <summary>The database, or a table, alias, column or variable of the same name.</summary>
    Ambiguous,
}

/// <summary>Tells a qualifier that names a database from one that names a table or an alias, by the tokens around it.</summary>
internal sealed class ReferencePlaces
{
    private readonly SignificantTokens _tokens;
    private readonly bool _isTrigger;
    private readonly bool _isNameTaken;
    private readonly int _triggersTable;

    public ReferencePlaces(SignificantTokens tokens, Func<int, bool> isName)
    {
        _tokens = tokens;
        _isTrigger = Enumerable.Range(0, Math.Min(tokens.Count, 20)).Any(i => tokens.IsWord(i, "TRIGGER"));
        _triggersTable = _isTrigger ? Enumerable.Range(0, tokens.Count).FirstOrDefault(i => tokens.IsWord(i, "ON")) + 1 : 0;
        for (int i = 0; i < tokens.Count && !_isNameTaken; i++)
            _isNameTaken = isName(i) && TakesTheName(i);
    }

    public Judgement Judge(int index)
    {
        if (IsDatabaseStatement(index))
            return Judgement.Database;
        if (!_tokens.IsSymbol(index + 1, '.') || _tokens.IsSymbol(index - 1, '.') || _tokens.IsSymbol(index - 1, '@'))
            return Judgement.SomethingElse;
        if (!_isNameTaken || IsThreePart(index) || StandsWhereTablesStand(index) || IsCalled(index))
            return Judgement.Database;
        return Judgement.Ambiguous;
    }

    /// <summary>The name also stands alone (an alias, a table, a column, a variable), or it is the NEW or OLD row of a trigger.
    /// Too much caution costs little: where tables stand, a qualifier is a database all the same.</summary>
    private bool TakesTheName(int index)
    {
        if (_isTrigger && _tokens.IsWord(index, "NEW", "OLD"))
            return true;
        return !_tokens.IsSymbol(index + 1, '.') && !_tokens.IsSymbol(index - 1, '@') && !IsDatabaseStatement(index);
    }

    private bool IsThreePart(int index) => _tokens.IsIdentifier(index + 2) && _tokens.IsSymbol(index + 3, '.');

    private bool IsCalled(int index) => _tokens.IsIdentifier(index + 2) && _tokens.IsSymbol(index + 3, '(');

    private bool StandsWhereTablesStand(int index)
    {
        int before = index - 1;
        if (_tokens.IsSymbol(before, ','))
            return IsInListOfTables(before);
        if (_tokens.IsSymbol(before, '('))
            return _tokens.IsWord(before - 1, "nextval", "lastval", "setval") || StandsWhereTablesStand(before);
        return IsBeforeTable(before) || (_isTrigger && index == _triggersTable);
    }

    private bool IsBeforeTable(int word)
    {
        if (_tokens.IsWord(word, "FROM"))
            return !IsInsideCall(word);
        if (_tokens.IsWord(word, "INTO"))
            return _tokens.IsWord(word - 1, "INSERT", "REPLACE", "IGNORE", "DELAYED", "LOW_PRIORITY", "HIGH_PRIORITY");
        if (_tokens.IsWord(word, "UPDATE"))
            return !_tokens.IsWord(word - 1, "KEY");
        return _tokens.IsWord(word, "JOIN", "STRAIGHT_JOIN", "TABLE", "TABLES", "REFERENCES", "CALL", "EXISTS", "TO")
            || _tokens.IsWord(word, "VIEW", "TRIGGER", "PROCEDURE", "FUNCTION", "EVENT", "SEQUENCE", "PACKAGE")
            || _tokens.AreWords(word - 2, "NEXT", "VALUE", "FOR");
    }

    /// <summary>Whether going back from a comma comes to what a list of tables begins with: <c>FROM a, (b, c)</c>.</summary>
    private bool IsInListOfTables(int comma)
    {
        for (int i = comma - 1; i >= 0; i--)
        {
            if (_tokens.IsSymbol(i, ')'))
                i = OpeningBracket(i);
            else if (_tokens.IsSymbol(i, '('))
                return StandsWhereTablesStand(i);
            else if (IsBeforeTable(i))
                return true;
            else if (
                _tokens.IsSymbol(i, ';') || _tokens.IsWord(i, "SELECT", "WHERE", "BY", "HAVING", "SET", "VALUES", "INTO", "UPDATE", "DO"))
                return false;
        }

        return false;
    }

    /// <summary>Whether the FROM is that of EXTRACT(YEAR FROM x) or TRIM(x FROM y), where no SELECT stands in the bracket.</summary>
    private bool IsInsideCall(int from)
    {
        for (int i = from - 1; i >= 0; i--)
        {
            if (_tokens.IsSymbol(i, ')'))
                i = OpeningBracket(i);
            else if (_tokens.IsSymbol(i, '('))
                return true;
            else if (_tokens.IsWord(i, "SELECT", "DELETE", "SHOW") || _tokens.IsSymbol(i, ';'))
                return false;
        }

        return false;
    }

    private int OpeningBracket(int closing)
    {
        int depth = 0;
        for (int i = closing; i >= 0; i--)
        {
            depth += _tokens.IsSymbol(i, ')') ? 1 : _tokens.IsSymbol(i, '(') ? -1 : 0;
            if (depth == 0)
                return i;
        }

        return 0;
    }

    private bool IsDatabaseStatement(int index)
    {
        if (index == 1 && _tokens.IsWord(0, "USE"))
            return true;
        int before = index - 1;
        if (_tokens.IsWord(before, "EXISTS"))
            before -= _tokens.IsWord(before - 1, "NOT") ? 3 : 2;
        return _tokens.IsWord(before, "DATABASE", "SCHEMA") && _tokens.IsWord(before - 1, "CREATE", "DROP", "ALTER", "REPLACE");
    }
}
