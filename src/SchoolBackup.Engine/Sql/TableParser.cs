using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Sql;

/// <summary>Reads a CREATE TABLE by its tokens and the depth of its brackets; lines mean nothing to it.</summary>
internal sealed class TableParser
{
    private readonly SignificantTokens _tokens;
    private readonly List<TableItem> _items = [];
    private readonly List<ObjectReference> _referenced = [];
    private readonly List<SequenceDefault> _sequenceDefaults = [];

    public TableParser(ReadOnlyMemory<byte> sql, SqlDialect dialect)
    {
        Sql = sql;
        _tokens = new(sql, dialect);
        int open = ReadHead();
        int behind = _tokens.BehindBrackets(open);
        if (!_tokens.IsSymbol(behind - 1, ')') || behind - 2 == open)
            throw Unreadable("its list of columns does not end");

        Head = sql[.._tokens[open].End];
        Tail = sql[_tokens[behind - 1].Start..];
        ReadItems(open + 1, behind - 1);
        ReadOptions(behind);
    }

    public ReadOnlyMemory<byte> Sql { get; }

    public string Name { get; private set; } = "";

    /// <summary>Up to the bracket before the items, that included.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    /// <summary>From the bracket behind the items on.</summary>
    public ReadOnlyMemory<byte> Tail { get; }

    public IReadOnlyList<TableItem> Items => _items;

    public IReadOnlyList<ObjectReference> ReferencedTables => _referenced;

    public IReadOnlyList<SequenceDefault> SequenceDefaults => _sequenceDefaults;

    public ReadOnlyMemory<byte> Options { get; private set; }

    public ReadOnlyMemory<byte> Partitioning { get; private set; }

    public string? Engine { get; private set; }

    public ulong? AutoIncrement { get; private set; }

    public string? AutoIncrementColumn { get; private set; }

    public bool IsSystemVersioned { get; private set; }

    private int ReadHead()
    {
        int at = 0;
        while (_tokens.IsWord(at, "CREATE", "OR", "REPLACE", "TEMPORARY"))
            at++;
        if (at == 0 || !_tokens.IsWord(at, "TABLE"))
            throw Unreadable("it does not begin with CREATE TABLE");
        at++;
        if (_tokens.AreWords(at, "IF", "NOT", "EXISTS"))
            at += 3;

        ObjectReference name = ReadName(ref at);
        Name = name.Name;
        return _tokens.IsSymbol(at, '(') ? at : throw Unreadable("it has no list of columns");
    }

    private void ReadItems(int from, int end)
    {
        for (int first = from, i = from; i <= end; i++)
        {
            if (_tokens.IsSymbol(i, '('))
                i = _tokens.BehindBrackets(i);
            if (i < end && !_tokens.IsSymbol(i, ','))
                continue;
            // A conditional comment may end the item: /*!80023 INVISIBLE */ belongs to it, up to the comma.
            int textEnd = i < end ? _tokens[i].Start : Sql.Length - Tail.Length;
            ReadItem(first, i, Sql[_tokens[first].Lead..textEnd]);
            first = i + 1;
        }
    }

    private void ReadItem(int first, int end, ReadOnlyMemory<byte> text)
    {
        (TableItemKind kind, int name) = Classify(first);
        bool isKey = kind is not (TableItemKind.Column or TableItemKind.Check or TableItemKind.Period);
        int columns = first;
        while (isKey && columns < end && !_tokens.IsSymbol(columns, '('))
            columns++;
        string? firstColumn = isKey && _tokens.IsIdentifier(columns + 1) ? _tokens.Name(columns + 1) : null;
        bool isNamed = name >= 0 && name < end && _tokens.IsIdentifier(name);
        _items.Add(new(kind, isNamed ? _tokens.Name(name) : "", text.TrimEnd(" \t\r\n"u8), firstColumn));

        for (int i = first; i < end; i++)
        {
            if (_tokens.AreWords(i, "WITH", "SYSTEM", "VERSIONING"))
                IsSystemVersioned = true;
        }

        if (kind == TableItemKind.Column)
            ReadColumn(first, end);
        else if (kind == TableItemKind.ForeignKey)
            ReadReference(first, end);
    }

    private (TableItemKind Kind, int Name) Classify(int first)
    {
        if (_tokens.IsWord(first, "CONSTRAINT"))
        {
            bool isUnnamed = _tokens.IsWord(first + 1, "CHECK", "FOREIGN", "UNIQUE", "PRIMARY");
            (TableItemKind kind, _) = Classify(isUnnamed ? first + 1 : first + 2);
            return (kind, isUnnamed ? -1 : first + 1);
        }

        bool hasKeyWord = _tokens.IsWord(first + 1, "KEY", "INDEX");
        int behindKey = hasKeyWord ? first + 2 : first + 1;
        if (_tokens.AreWords(first, "PRIMARY", "KEY"))
            return (TableItemKind.PrimaryKey, -1);
        if (_tokens.AreWords(first, "FOREIGN", "KEY"))
            return (TableItemKind.ForeignKey, behindKey);
        if (_tokens.IsWord(first, "UNIQUE"))
            return (TableItemKind.UniqueKey, behindKey);
        if (_tokens.IsWord(first, "FULLTEXT"))
            return (TableItemKind.FullTextKey, behindKey);
        if (_tokens.IsWord(first, "SPATIAL"))
            return (TableItemKind.SpatialKey, behindKey);
        // VECTOR and PERIOD can also be names of columns.
        if (_tokens.IsWord(first, "VECTOR") && hasKeyWord)
            return (TableItemKind.VectorKey, behindKey);
        if (_tokens.AreWords(first, "PERIOD", "FOR"))
            return (TableItemKind.Period, first + 2);
        if (_tokens.IsWord(first, "KEY", "INDEX"))
            return (TableItemKind.Key, first + 1);
        return _tokens.IsWord(first, "CHECK") ? (TableItemKind.Check, -1) : (TableItemKind.Column, first);
    }

    private void ReadColumn(int first, int end)
    {
        string column = _tokens.Name(first);
        for (int i = first + 1; i < end; i++)
        {
            if (_tokens.IsSymbol(i, '('))
                i = _tokens.BehindBrackets(i) - 1;
            else if (_tokens.IsWord(i, "AUTO_INCREMENT"))
                AutoIncrementColumn = column;
            else if (_tokens.IsWord(i, "DEFAULT"))
                ReadDefault(column, i);
        }
    }

    // A default that uses a sequence is a function call or stands in brackets.
    private void ReadDefault(string column, int word)
    {
        int open = word + 1;
        while (_tokens.IsIdentifier(open) || _tokens.IsSymbol(open, '.'))
            open++;
        if (!_tokens.IsSymbol(open, '('))
            return;

        int behind = _tokens.BehindBrackets(open);
        var sequences = new List<ObjectReference>();
        for (int i = word + 1; i < behind; i++)
        {
            if (!_tokens.IsWord(i, "nextval", "lastval", "setval") || !_tokens.IsSymbol(i + 1, '('))
                continue;
            int name = i + 2;
            sequences.Add(ReadName(ref name));
        }

        if (sequences.Count > 0)
            _sequenceDefaults.Add(new(column, sequences, _tokens.Text(word, behind - 1)));
    }

    private void ReadReference(int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            if (!_tokens.IsWord(i, "REFERENCES"))
                continue;
            int name = i + 1;
            _referenced.Add(ReadName(ref name));
            return;
        }

        throw Unreadable("a foreign key does not say what it references");
    }

    private void ReadOptions(int from)
    {
        int partitions = from;
        while (partitions < _tokens.Count && !_tokens.AreWords(partitions, "PARTITION", "BY"))
            partitions++;
        int start = partitions < _tokens.Count ? _tokens[partitions].Lead : Sql.Length;
        Options = Sql[_tokens[from - 1].End..start].Trim(" \t\r\n"u8);
        Partitioning = Sql[start..];

        for (int i = from; i < partitions; i++)
        {
            int value = _tokens.IsSymbol(i + 1, '=') ? i + 2 : i + 1;
            if (_tokens.IsWord(i, "ENGINE") && _tokens.IsIdentifier(value))
                Engine = _tokens.Name(value);
            else if (_tokens.IsWord(i, "AUTO_INCREMENT") && ulong.TryParse(_tokens.Text(value), out ulong counter))
                AutoIncrement = counter;
            else if (_tokens.AreWords(i, "WITH", "SYSTEM", "VERSIONING"))
                IsSystemVersioned = true;
        }
    }

    private ObjectReference ReadName(ref int at)
    {
        if (!_tokens.IsIdentifier(at))
            throw Unreadable("a name is missing");
        string name = _tokens.Name(at++);
        if (!_tokens.IsSymbol(at, '.') || !_tokens.IsIdentifier(at + 1))
            return new(null, name);
        at += 2;
        return new(name, _tokens.Name(at - 1));
    }

    private BackupException Unreadable(string why) => new(BackupError.ObjectUnreadable,
        Name.Length == 0 ? $"this is no table definition: {why}" : $"the definition of table {Name} cannot be read: {why}",
        hint: "compare it with what SHOW CREATE TABLE prints for the table");
}
