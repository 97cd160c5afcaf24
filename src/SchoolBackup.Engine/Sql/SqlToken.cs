using System.Text;

namespace SchoolBackup.Engine.Sql;

/// <summary>What a token is.</summary>
public enum SqlTokenKind
{
    Whitespace,

    /// <summary><c>-- …</c>, <c># …</c> up to the end of the line, or <c>/* … */</c>.</summary>
    Comment,

    /// <summary><c>/*!50003</c> or <c>/*M!100100</c>: what follows is code for servers from that version on.</summary>
    ConditionalOpen,

    /// <summary>The <c>*/</c> that ends a conditional comment.</summary>
    ConditionalClose,

    /// <summary>A keyword, a function or an unquoted identifier.</summary>
    Word,

    /// <summary><c>`a``b`</c>, and <c>"a"</c> under ANSI_QUOTES.</summary>
    QuotedIdentifier,

    /// <summary><c>'…'</c> or <c>"…"</c>, without an introducer such as <c>_utf8mb4</c>, which is a word.</summary>
    StringLiteral,

    Number,

    /// <summary><c>x'41'</c>, <c>0x41</c>, <c>b'01'</c>, <c>0b01</c>.</summary>
    HexOrBit,

    /// <summary>One byte of punctuation; an operator such as <c>:=</c> is two of them.</summary>
    Symbol,
}

/// <summary>A piece of SQL text. The texts of all tokens, one after another, are the input.</summary>
public readonly ref struct SqlToken(SqlTokenKind kind, int start, ReadOnlySpan<byte> text, bool unterminated)
{
    public SqlTokenKind Kind { get; } = kind;

    /// <summary>Offset of the first byte in the input.</summary>
    public int Start { get; } = start;

    /// <summary>Offset behind the last byte.</summary>
    public int End => Start + Text.Length;

    /// <summary>The bytes as they stand, quotes included.</summary>
    public ReadOnlySpan<byte> Text { get; } = text;

    /// <summary>The input ended before the closing quote or the end of the comment.</summary>
    public bool IsUnterminated { get; } = unterminated;

    /// <summary>White space, a comment, or one of the brackets of a conditional comment: nothing that the grammar sees.</summary>
    public bool IsTrivia => Kind <= SqlTokenKind.ConditionalClose;

    /// <summary>A word or a quoted identifier: what can be a name.</summary>
    public bool IsIdentifier => Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier;

    /// <summary>Whether this is that keyword, in any case and not quoted.</summary>
    public bool IsWord(ReadOnlySpan<byte> keyword) => Kind == SqlTokenKind.Word && Ascii.EqualsIgnoreCase(Text, keyword);

    public bool IsSymbol(char symbol) => Kind == SqlTokenKind.Symbol && Text[0] == symbol;
}
