using System.Buffers;

namespace SchoolBackup.Engine.Sql;

/// <summary>
/// Cuts SQL text into tokens the way the server's lexer does. It takes any bytes, never throws and never skips one: garbage
/// becomes <see cref="SqlTokenKind.Symbol"/>s. The text is UTF-8 or another superset of ASCII whose later bytes are never ASCII
/// (so not gbk, big5, sjis or cp932).
/// </summary>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/language-structure.html"/>
public ref struct SqlTokenizer(ReadOnlySpan<byte> sql, SqlDialect dialect = default)
{
    private static readonly SearchValues<byte> WordBytes = SearchValues.Create(
        [.. "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$"u8, .. Enumerable.Range(128, 128).Select(b => (byte)b)]);
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);
    private static readonly SearchValues<byte> Spaces = SearchValues.Create(" \t\n\v\f\r"u8);

    private readonly ReadOnlySpan<byte> _sql = sql;
    private int _position;
    private int _conditionals;

    // A dot glued to a name makes what follows a name too: in `a`.1b the 1b is no number (MY_LEX_IDENT_SEP in sql_lex.cc).
    private bool _afterName;
    private bool _afterQualifier;

    public SqlToken Current { get; private set; }

    public readonly SqlTokenizer GetEnumerator() => this;

    /// <summary>Goes to the next token; false at the end of the text.</summary>
    public bool MoveNext()
    {
        if (_position >= _sql.Length)
            return false;

        ReadOnlySpan<byte> rest = _sql[_position..];
        SqlTokenKind kind = Classify(rest, out int length, out bool unterminated);
        Current = new(kind, _position, rest[..length], unterminated);
        _position += length;
        _afterQualifier = _afterName && kind == SqlTokenKind.Symbol && rest[0] == '.';
        _afterName = Current.IsIdentifier;
        return true;
    }

    /// <summary>Goes to the next token that the grammar sees; false at the end of the text.</summary>
    public bool MoveNextSignificant()
    {
        while (MoveNext())
        {
            if (!Current.IsTrivia)
                return true;
        }

        return false;
    }

    private SqlTokenKind Classify(ReadOnlySpan<byte> rest, out int length, out bool unterminated)
    {
        unterminated = false;
        byte first = rest[0];
        switch (first)
        {
            case (byte)'\'':
                length = QuotedLength(rest, escapes: !dialect.NoBackslashEscapes, out unterminated);
                return SqlTokenKind.StringLiteral;
            case (byte)'"':
                length = QuotedLength(rest, escapes: !dialect.AnsiQuotes && !dialect.NoBackslashEscapes, out unterminated);
                return dialect.AnsiQuotes ? SqlTokenKind.QuotedIdentifier : SqlTokenKind.StringLiteral;
            case (byte)'`':
                length = QuotedLength(rest, escapes: false, out unterminated);
                return SqlTokenKind.QuotedIdentifier;
            case (byte)'#':
            case (byte)'-' when IsDashComment(rest):
                length = LengthOr(rest.IndexOf((byte)'\n'), rest.Length);
                return SqlTokenKind.Comment;
            case (byte)'/' when rest.StartsWith("/*"u8):
                return SlashStar(rest, out length, out unterminated);
            case (byte)'*' when _conditionals > 0 && rest.StartsWith("*/"u8):
                _conditionals--;
                length = 2;
                return SqlTokenKind.ConditionalClose;
            case (byte)'.' when !_afterName && rest.Length > 1 && char.IsAsciiDigit((char)rest[1]):
                length = NumberLength(rest);
                return SqlTokenKind.Number;
        }

        if (Spaces.Contains(first))
        {
            length = LengthOr(rest.IndexOfAnyExcept(Spaces), rest.Length);
            return SqlTokenKind.Whitespace;
        }

        if (WordBytes.Contains(first))
            return WordOrNumber(rest, out length, out unterminated);

        length = 1;
        return SqlTokenKind.Symbol;
    }

    private readonly SqlTokenKind WordOrNumber(ReadOnlySpan<byte> rest, out int length, out bool unterminated)
    {
        unterminated = false;
        length = LengthOr(rest.IndexOfAnyExcept(WordBytes), rest.Length);
        if (_afterQualifier)
            return SqlTokenKind.Word;

        ReadOnlySpan<byte> word = rest[..length];
        bool isPrefix = length == 1 && (word[0] | 0x20) is 'x' or 'b';
        if (isPrefix && rest.Length > 1 && rest[1] == '\'')
        {
            length = 1 + QuotedLength(rest[1..], escapes: false, out unterminated);
            return SqlTokenKind.HexOrBit;
        }

        if (!char.IsAsciiDigit((char)word[0]))
            return SqlTokenKind.Word;
        if (length > 2 && IsPrefixedNumber(word))
            return SqlTokenKind.HexOrBit;

        int number = NumberLength(rest);
        if (number < length)
            return SqlTokenKind.Word;
        length = number;
        return SqlTokenKind.Number;
    }

    private static bool IsPrefixedNumber(ReadOnlySpan<byte> word) =>
        (word.StartsWith("0x"u8) && !word[2..].ContainsAnyExcept(HexDigits))
        || (word.StartsWith("0b"u8) && !word[2..].ContainsAnyExceptInRange((byte)'0', (byte)'1'));

    private static int NumberLength(ReadOnlySpan<byte> text)
    {
        int length = DigitsFrom(text, 0);
        if (length < text.Length && text[length] == '.')
            length = DigitsFrom(text, length + 1);
        if (length < text.Length && (text[length] | 0x20) == 'e')
        {
            int exponent = length + 1;
            if (exponent < text.Length && text[exponent] is (byte)'+' or (byte)'-')
                exponent++;
            int end = DigitsFrom(text, exponent);
            if (end > exponent)
                length = end;
        }

        return length;
    }

    private static int DigitsFrom(ReadOnlySpan<byte> text, int start) =>
        start + LengthOr(text[start..].IndexOfAnyExceptInRange((byte)'0', (byte)'9'), text.Length - start);

    // '-- ' needs a space or a control character behind it, so that 5--1 stays arithmetic.
    // https://dev.mysql.com/doc/refman/8.4/en/ansi-diff-comments.html
    private static bool IsDashComment(ReadOnlySpan<byte> rest) =>
        rest.StartsWith("--"u8) && (rest.Length == 2 || rest[2] <= ' ' || rest[2] == 0x7F);

    private SqlTokenKind SlashStar(ReadOnlySpan<byte> rest, out int length, out bool unterminated)
    {
        unterminated = false;
        int bang = rest.StartsWith("/*!"u8) ? 3 : rest.StartsWith("/*M!"u8) ? 4 : 0;
        if (bang > 0)
        {
            // The version is five or six digits: what stands behind those is code.
            // https://mariadb.com/kb/en/comment-syntax/
            int digits = Math.Min(6, DigitsFrom(rest, bang) - bang);
            length = bang + (digits >= 5 ? digits : 0);
            _conditionals++;
            return SqlTokenKind.ConditionalOpen;
        }

        int end = rest[2..].IndexOf("*/"u8);
        unterminated = end < 0;
        length = unterminated ? rest.Length : end + 4;
        return SqlTokenKind.Comment;
    }

    private static int QuotedLength(ReadOnlySpan<byte> rest, bool escapes, out bool unterminated)
    {
        byte quote = rest[0];
        int at = 1;
        unterminated = false;
        while (at < rest.Length)
        {
            int next = escapes ? rest[at..].IndexOfAny(quote, (byte)'\\') : rest[at..].IndexOf(quote);
            if (next < 0)
                break;
            at += next;
            bool isPair = rest[at] == '\\' || (at + 1 < rest.Length && rest[at + 1] == quote);
            if (!isPair)
                return at + 1;
            at += 2;
        }

        unterminated = true;
        return rest.Length;
    }

    private static int LengthOr(int index, int length) => index < 0 ? length : index;
}
