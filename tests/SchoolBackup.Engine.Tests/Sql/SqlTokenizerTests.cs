using FsCheck;
using FsCheck.Fluent;
using SchoolBackup.Engine.Sql;
using static SchoolBackup.Engine.Sql.SqlTokenKind;

namespace SchoolBackup.Engine.Tests.Sql;

public sealed class SqlTokenizerTests
{
    private static readonly SqlDialect[] Dialects = [new(false, false), new(true, false), new(false, true), new(true, true)];

    [Fact]
    public void The_tokens_of_any_text_are_the_text() =>
        Prop.ForAll(SqlTexts.Garbage, sql => Dialects.All(dialect => Joined(sql, dialect).AsSpan().SequenceEqual(sql))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_tokens_of_any_bytes_are_the_bytes() =>
        Prop.ForAll(SqlTexts.Bytes, sql => Dialects.All(dialect => Joined(sql, dialect).AsSpan().SequenceEqual(sql))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("`a``b`", QuotedIdentifier)]
    [InlineData("`a.b 'c' \"d\" \\`", QuotedIdentifier)]
    [InlineData("'it''s'", StringLiteral)]
    [InlineData(@"'it\'s -- no comment'", StringLiteral)]
    [InlineData("\"a\"\"b\"", StringLiteral)]
    [InlineData("schüler_2$", Word)]
    [InlineData("2024a", Word)]
    [InlineData("0xZZ", Word)]
    [InlineData("12", Number)]
    [InlineData("1.5e-3", Number)]
    [InlineData(".5", Number)]
    [InlineData("1e5", Number)]
    [InlineData("x'4A'", HexOrBit)]
    [InlineData("B'01'", HexOrBit)]
    [InlineData("0xFF", HexOrBit)]
    [InlineData("0b01", HexOrBit)]
    [InlineData("-- it's", Comment)]
    [InlineData("--", Comment)]
    [InlineData("# it's", Comment)]
    [InlineData("/* it's ; \n */", Comment)]
    [InlineData("/*+ BKA(t) */", Comment)]
    [InlineData("/*!50003", ConditionalOpen)]
    [InlineData("/*M!100100", ConditionalOpen)]
    [InlineData(" \r\n\t", Whitespace)]
    public void One_token_is_one_token(string sql, SqlTokenKind kind) => Assert.Equal([(kind, sql)], Tokens(sql));

    [Fact]
    public void What_a_conditional_comment_holds_is_code() =>
        Assert.Equal(
            [(ConditionalOpen, "/*!50003"), (Whitespace, " "), (Word, "CREATE"), (ConditionalClose, "*/"), (Symbol, "*"), (Symbol, "/")],
            Tokens("/*!50003 CREATE*/*/"));

    [Fact]
    public void The_version_of_a_conditional_comment_has_six_digits_at_most() =>
        Assert.Equal([(ConditionalOpen, "/*!800161"), (Number, "5")], Tokens("/*!8001615"));

    [Fact]
    public void Two_dashes_without_a_space_are_arithmetic() =>
        Assert.Equal([(Number, "5"), (Symbol, "-"), (Symbol, "-"), (Number, "1")], Tokens("5--1"));

    [Fact]
    public void A_comment_ends_with_its_line() =>
        Assert.Equal([(Comment, "-- a;'"), (Whitespace, "\n"), (Word, "b")], Tokens("-- a;'\nb"));

    [Fact]
    public void Behind_a_qualifier_digits_are_a_name() =>
        Assert.Equal([(QuotedIdentifier, "`a`"), (Symbol, "."), (Word, "1e5"), (Symbol, "."), (Word, "x")], Tokens("`a`.1e5.x"));

    [Fact]
    public void Ansi_quotes_make_double_quotes_a_name_without_escapes() =>
        Assert.Equal([(QuotedIdentifier, "\"a\\\""), (Word, "b")], Tokens("\"a\\\"b", new(AnsiQuotes: true, NoBackslashEscapes: false)));

    [Fact]
    public void Without_backslash_escapes_a_backslash_is_a_character() =>
        Assert.Equal([(StringLiteral, "'C:\\'"), (Word, "b")], Tokens("'C:\\'b", new(AnsiQuotes: false, NoBackslashEscapes: true)));

    [Theory]
    [InlineData("'abc")]
    [InlineData("'abc''")]
    [InlineData(@"'abc\'")]
    [InlineData("`abc")]
    [InlineData("/* abc *")]
    [InlineData("/*/")]
    [InlineData("x'41")]
    public void What_is_not_closed_says_so(string sql)
    {
        var tokens = new SqlTokenizer(SqlTexts.Utf8(sql));
        Assert.True(tokens.MoveNext());
        Assert.True(tokens.Current.IsUnterminated);
        Assert.False(tokens.MoveNext());
    }

    [Theory]
    [InlineData("STRICT_TRANS_TABLES,ANSI_QUOTES", true, false)]
    [InlineData("ansi", true, false)]
    [InlineData("NO_BACKSLASH_ESCAPES, NO_ZERO_DATE", false, true)]
    [InlineData("", false, false)]
    public void The_dialect_follows_sql_mode(string mode, bool ansiQuotes, bool noBackslashEscapes) =>
        Assert.Equal(new(ansiQuotes, noBackslashEscapes), SqlDialect.FromSqlMode(mode));

    private static byte[] Joined(byte[] sql, SqlDialect dialect)
    {
        var joined = new List<byte>();
        foreach (SqlToken token in new SqlTokenizer(sql, dialect))
            joined.AddRange(token.Text);
        return [.. joined];
    }

    private static List<(SqlTokenKind Kind, string Text)> Tokens(string sql, SqlDialect dialect = default)
    {
        var tokens = new List<(SqlTokenKind, string)>();
        foreach (SqlToken token in new SqlTokenizer(SqlTexts.Utf8(sql), dialect))
            tokens.Add((token.Kind, SqlTexts.Text(token.Text)));
        return tokens;
    }
}
