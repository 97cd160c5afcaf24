using FsCheck;
using FsCheck.Fluent;
using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Tests.Sql;

public sealed class IdentifierTests
{
    [Fact]
    public void Any_name_comes_back_from_its_quotes() =>
        Prop.ForAll(SqlTexts.Garbage, name => Identifier.Unquote(Identifier.Quote((ReadOnlySpan<byte>)name)).AsSpan().SequenceEqual(name)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_quoted_name_is_one_token() =>
        Prop.ForAll(SqlTexts.Garbage, name =>
        {
            var tokens = new SqlTokenizer(Identifier.Quote((ReadOnlySpan<byte>)name));
            return tokens.MoveNext() && tokens.Current.Kind == SqlTokenKind.QuotedIdentifier && !tokens.MoveNext();
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("school", "`school`")]
    [InlineData("a`b", "`a``b`")]
    [InlineData("a.b c", "`a.b c`")]
    [InlineData("Schüler 😀", "`Schüler 😀`")]
    public void Text_and_bytes_are_quoted_alike(string name, string quoted)
    {
        Assert.Equal(quoted, Identifier.Quote(name));
        Assert.Equal(quoted, SqlTexts.Text(Identifier.Quote(SqlTexts.Utf8(name))));
    }

    [Theory]
    [InlineData("school", "school")]
    [InlineData("\"a\"\"b`\"", "a\"b`")]
    [InlineData("`", "`")]
    public void Words_and_ansi_quotes_are_unquoted_too(string identifier, string name) => Assert.Equal(name, Identifier.UnquoteToString(SqlTexts.Utf8(identifier)));
}
