using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Tests.Sql;

public sealed class SqlLiteralTests
{
    [Fact]
    public void Any_bytes_come_back() =>
        Prop.ForAll(SqlTexts.Bytes, value => SqlLiteral.Unescape(Literal(value)).AsSpan().SequenceEqual(value)).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_garbage_comes_back() =>
        Prop.ForAll(SqlTexts.Garbage, value => SqlLiteral.Unescape(Literal(value)).AsSpan().SequenceEqual(value)).QuickCheckThrowOnFailure();

    [Fact]
    public void Sixteen_bytes_at_a_time_it_is_the_same_literal() =>
        Prop.ForAll(SqlTexts.Garbage, value =>
        {
            var whole = new byte[value.Length + SqlLiteral.CountEscaped(value) + 16];
            int length = SqlLiteral.EscapeWhole(value, whole);
            return whole.AsSpan(0, length).SequenceEqual(Literal(value).AsSpan(1..^1));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_literal_is_one_token() =>
        Prop.ForAll(SqlTexts.Garbage, value =>
        {
            var tokens = new SqlTokenizer(Literal(value));
            return tokens.MoveNext() && tokens.Current.Kind == SqlTokenKind.StringLiteral && !tokens.Current.IsUnterminated && !tokens.MoveNext();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Written_in_pieces_it_is_the_same_literal()
    {
        byte[] value = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 7))];
        var pieces = new ArrayBufferWriter<byte>();
        SqlLiteral.Write(pieces, value);
        Assert.Equal(Literal(value), pieces.WrittenSpan.ToArray());
    }

    [Fact]
    public void Only_six_bytes_are_escaped() => Assert.Equal(@"'\0\n\r\\\'\Z" + "\t\b\"%_é'", SqlTexts.Text(Literal(SqlTexts.Utf8("\0\n\r\\'\u001A\t\b\"%_é"))));

    [Theory]
    [InlineData(@"'\t\b\x\%\_'", "\t\bx\\%\\_")]
    [InlineData("'it''s'", "it's")]
    [InlineData("\"a\"\"b'\"", "a\"b'")]
    [InlineData("''", "")]
    public void It_reads_what_others_write(string literal, string value) => Assert.Equal(value, SqlTexts.Text(SqlLiteral.Unescape(SqlTexts.Utf8(literal))));

    [Fact]
    public void Without_backslash_escapes_a_backslash_stays() =>
        Assert.Equal(@"C:\n", SqlTexts.Text(SqlLiteral.Unescape(@"'C:\n'"u8, new(AnsiQuotes: false, NoBackslashEscapes: true))));

    [Theory]
    [InlineData("")]
    [InlineData("'")]
    [InlineData("abc")]
    [InlineData("'abc\"")]
    [InlineData("'a'b'")]
    [InlineData(@"'a\'")]
    public void What_is_no_literal_is_an_error(string text) => Assert.Throws<FormatException>(() => SqlLiteral.Unescape(SqlTexts.Utf8(text)));

    [Fact]
    public void A_short_destination_is_an_error() => Assert.Throws<ArgumentException>(() => SqlLiteral.Write("abc"u8, new byte[7]));

    internal static byte[] Literal(ReadOnlySpan<byte> value)
    {
        byte[] literal = new byte[SqlLiteral.MaxLength(value.Length)];
        return literal[..SqlLiteral.Write(value, literal)];
    }
}
