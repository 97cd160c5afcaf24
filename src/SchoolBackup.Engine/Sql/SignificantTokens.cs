using System.Runtime.InteropServices;

namespace SchoolBackup.Engine.Sql;

/// <summary>Where a token stands in its statement.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="End">Offset behind its last byte.</param>
/// <param name="Lead">As <paramref name="Start"/>, or where the conditional comment opens that the token is the first of.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TokenPlace(SqlTokenKind Kind, int Start, int End, int Lead);

/// <summary>The tokens of a statement that the grammar sees, by number; asking beyond them is answered with no.</summary>
internal sealed class SignificantTokens
{
    private readonly ReadOnlyMemory<byte> _sql;
    private readonly List<TokenPlace> _places = [];

    public SignificantTokens(ReadOnlyMemory<byte> sql, SqlDialect dialect)
    {
        _sql = sql;
        Dialect = dialect;
        int lead = -1;
        foreach (SqlToken token in new SqlTokenizer(sql.Span, dialect))
        {
            if (token.Kind == SqlTokenKind.ConditionalOpen)
                lead = token.Start;
            if (token.IsTrivia)
                continue;
            _places.Add(new(token.Kind, token.Start, token.End, lead < 0 ? token.Start : lead));
            lead = -1;
        }
    }

    public SqlDialect Dialect { get; }

    public int Count => _places.Count;

    public TokenPlace this[int index] => _places[index];

    public ReadOnlySpan<byte> Text(int index) => !Has(index) ? default : _sql.Span[_places[index].Start.._places[index].End];

    /// <summary>From the first byte of one token to the last byte of another, as it stands.</summary>
    public ReadOnlyMemory<byte> Text(int first, int last) => _sql[_places[first].Start.._places[last].End];

    /// <summary>The name that an identifier token means.</summary>
    public string Name(int index) => Identifier.UnquoteToString(Text(index));

    public bool IsIdentifier(int index) => Has(index) && _places[index].Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier;

    public bool IsSymbol(int index, char symbol) => Has(index) && _places[index].Kind == SqlTokenKind.Symbol && Text(index)[0] == symbol;

    public bool IsWord(int index, string keyword) => Has(index) && _places[index].Kind == SqlTokenKind.Word
        && System.Text.Ascii.EqualsIgnoreCase(Text(index), keyword);

    public bool IsWord(int index, params ReadOnlySpan<string> keywords)
    {
        foreach (string keyword in keywords)
        {
            if (IsWord(index, keyword))
                return true;
        }

        return false;
    }

    /// <summary>Whether these keywords stand there, one after another.</summary>
    public bool AreWords(int index, params ReadOnlySpan<string> keywords)
    {
        for (int i = 0; i < keywords.Length; i++)
        {
            if (!IsWord(index + i, keywords[i]))
                return false;
        }

        return true;
    }

    /// <summary>The token behind the bracket that closes the one at <paramref name="index"/>, or <see cref="Count"/>.</summary>
    public int BehindBrackets(int index)
    {
        int depth = 0;
        for (int i = index; i < Count; i++)
        {
            depth += IsSymbol(i, '(') ? 1 : IsSymbol(i, ')') ? -1 : 0;
            if (depth == 0)
                return i + 1;
        }

        return Count;
    }

    private bool Has(int index) => (uint)index < (uint)_places.Count;
}
