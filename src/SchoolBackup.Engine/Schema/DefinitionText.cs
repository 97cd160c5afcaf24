using System.Text;
using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Schema;

/// <summary>
/// Compares texts of one definition: every token, comments and white space included, must be the same. What a text says of its own database
/// is left out, and names are one where the server takes them for one.
/// </summary>
/// <param name="own">The names under which the database is known: in the backup, and where it was restored.</param>
/// <param name="names">How the server compares names.</param>
internal sealed class DefinitionText(IReadOnlyCollection<string> own, NameRules names)
{
    private const int TokensAround = 8;
    private const int LongestToShow = 120;

    private static readonly byte[] Blank = [.. " \t\r\n"u8];

    /// <returns>Null when they are the same; otherwise both, from shortly before the first token that is not.</returns>
    public string? Difference(ReadOnlyMemory<byte> backedUp, ReadOnlyMemory<byte> found, SqlDialect dialect = default)
    {
        // A server cuts off what stands behind a statement; the file has a line's end there where the statement ends in a comment.
        (backedUp, found) = (backedUp.TrimEnd(Blank), found.TrimEnd(Blank));
        if (backedUp.Span.SequenceEqual(found.Span)) return null;
        List<Token> one = Tokens(backedUp, dialect), other = Tokens(found, dialect);
        int at = 0;
        while (at < one.Count && at < other.Count && IsSame(one[at], other[at])) at++;
        return at == one.Count && at == other.Count ? null : $"\"{Around(one, at)}\" in the backup, \"{Around(other, at)}\" here";
    }

    private List<Token> Tokens(ReadOnlyMemory<byte> sql, SqlDialect dialect)
    {
        var tokens = new List<Token>();
        foreach (SqlToken token in new SqlTokenizer(sql.Span, dialect))
        {
            bool isOwn = token.IsSymbol('.') && tokens.Count > 0 && tokens[^1] is { IsIdentifier: true } name
                && own.Contains(Identifier.UnquoteToString(name.Text.Span), names.Tables);
            if (isOwn) tokens.RemoveAt(tokens.Count - 1);
            else tokens.Add(new Token(sql[token.Start..token.End], token.IsIdentifier, token.Kind == SqlTokenKind.QuotedIdentifier));
        }

        return tokens;
    }

    private bool IsSame(Token one, Token other) => one.Text.Span.SequenceEqual(other.Text.Span)
        || (one.IsQuoted && other.IsQuoted && names.Tables.Equals(Identifier.UnquoteToString(one.Text.Span), Identifier.UnquoteToString(other.Text.Span)));

    private static string Around(List<Token> tokens, int at)
    {
        string text = string.Concat(
            tokens.Skip(at - TokensAround).Take(2 * TokensAround).Select(token => Encoding.UTF8.GetString(token.Text.Span)));
        return text.ReplaceLineEndings(" ") is { Length: > LongestToShow } line
            ? line[..LongestToShow] + "…"
            : text.ReplaceLineEndings(" ");
    }

    private readonly record struct Token(ReadOnlyMemory<byte> Text, bool IsIdentifier, bool IsQuoted);
}
