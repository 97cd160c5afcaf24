namespace SchoolBackup.Engine.Sql;

/// <summary>
/// What a view names, read from the text that a server prints: every name in quotes, every column behind its table or that table's alias.
/// It may name too much (a table expression of the view itself); it never leaves anything out.
/// </summary>
/// <seealso href="https://mariadb.com/kb/en/show-create-view/"/>
internal sealed class ViewReferences
{
    private readonly SignificantTokens _view;
    private readonly string _schema;
    private readonly int _query;

    /// <param name="statement">The CREATE VIEW.</param>
    /// <param name="schema">Its database; what it names of others is left alone.</param>
    public ViewReferences(byte[] statement, string schema)
    {
        _view = new SignificantTokens(statement, default);
        _schema = schema;
        while (_query < _view.Count && !_view.IsWord(_query, "VIEW")) _query++;
        while (_query < _view.Count && !_view.IsWord(_query, "AS")) _query++;
        Tables = [.. Names().Where(name => IsInPlaceOfTable(name.First) && !_view.IsSymbol(name.Behind, '(')).Select(name => InSchema(name.Parts, 1)).OfType<string>().Distinct(StringComparer.Ordinal)];
        Columns = [.. Names().Where(name => !_view.IsSymbol(name.Behind, '(')).Select(name => ColumnOf(name.Parts)).OfType<(string, string)>().Distinct()];
        Functions = [.. Names().Where(name => _view.IsSymbol(name.Behind, '(')).Select(FunctionOf).OfType<(string, int)>().DistinctBy(function => function.Item1, StringComparer.Ordinal)];
    }

    public IReadOnlyList<string> Tables { get; }

    public IReadOnlyList<(string Table, string Column)> Columns { get; }

    /// <summary>With the number of their arguments.</summary>
    public IReadOnlyList<(string Name, int Arguments)> Functions { get; }

    /// <summary>Quoted names with what qualifies them, and where they begin and what stands behind them.</summary>
    private IEnumerable<(int First, int Behind, List<string> Parts)> Names()
    {
        for (int i = _query; i < _view.Count; i++)
        {
            if (!IsQuoted(i)) continue;
            int first = i;
            List<string> parts = [_view.Name(i++)];
            for (; _view.IsSymbol(i, '.') && _view.IsIdentifier(i + 1); i += 2) parts.Add(_view.Name(i + 1));
            yield return (first, i--, parts);
        }
    }

    private bool IsQuoted(int index) => _view.IsIdentifier(index) && _view[index].Kind == SqlTokenKind.QuotedIdentifier;

    private bool IsInPlaceOfTable(int first) =>
        _view.IsWord(first - 1, "FROM", "JOIN", "STRAIGHT_JOIN") || _view.IsSymbol(first - 1, '(') || _view.IsSymbol(first - 1, ',');

    /// <summary>The last of so many names, which others may qualify by the view's own database.</summary>
    private string? InSchema(List<string> parts, int count) =>
        parts.Count == count || (parts.Count == count + 1 && parts[0] == _schema) ? parts[^1] : null;

    private (string, string)? ColumnOf(List<string> parts) => parts.Count switch
    {
        2 => (TableOf(parts[0]), parts[1]),
        3 when parts[0] == _schema => (parts[1], parts[2]),
        _ => null,
    };

    /// <summary>A server writes aliases of tables without AS, and only those: <c>`school`.`pupil` `p`</c>.</summary>
    private string TableOf(string tableOrAlias)
    {
        for (int table = _query; table < _view.Count; table++)
            if (IsQuoted(table) && IsQuoted(table + 1) && _view.Name(table + 1) == tableOrAlias) return _view.Name(table);
        return tableOrAlias;
    }

    private (string, int)? FunctionOf((int First, int Behind, List<string> Parts) name)
    {
        if (InSchema(name.Parts, 1) is not { } function) return null;
        int commas = 0;
        for (int i = name.Behind + 1, depth = 0; i < _view.BehindBrackets(name.Behind) - 1; i++)
        {
            depth += _view.IsSymbol(i, '(') ? 1 : _view.IsSymbol(i, ')') ? -1 : 0;
            if (depth == 0 && _view.IsSymbol(i, ',')) commas++;
        }

        return (function, _view.IsSymbol(name.Behind + 1, ')') ? 0 : commas + 1);
    }
}
