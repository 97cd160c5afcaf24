using FsCheck;
using FsCheck.Fluent;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Sql;

public sealed class StatementSplitterTests
{
    [Fact]
    public void Statements_come_without_delimiters_comments_and_space_around_them() =>
        Assert.Equal(["SELECT 1", "SELECT /* ; */ 2", "SELECT ';'"], Split("-- it's\n\nSELECT 1;\n# x;\n/* ; */ SELECT /* ; */ 2 ;;SELECT ';';\n--\n").Select(s => s.TrimEnd()));

    [Theory]
    [InlineData(@"SELECT 'a\';b'")]
    [InlineData("SELECT 'a'';b'")]
    [InlineData("SELECT \"a\\\";b\"")]
    [InlineData("SELECT `a;``b\\`")]
    [InlineData("SELECT 1 -- ; it's\n, 2")]
    [InlineData("SELECT 1 # ; it's\n, 2")]
    [InlineData("SELECT /*+ NO_BKA(t) ; */ 1")]
    [InlineData("SELECT 5--1")]
    [InlineData("SELECT 6/2*1")]
    [InlineData(@"SELECT \N")]
    [InlineData("/*!40101 SET NAMES utf8mb4 */")]
    [InlineData("/*M!100100 SET @a = 1 */")]
    [InlineData("SELECT 'Grüße 😀'")]
    [InlineData("SELECT 'a\r\nb'")]
    public void A_delimiter_counts_only_where_code_stands(string statement) => Assert.Equal([statement, "SELECT 2"], Split(statement + ";\nSELECT 2;\n"));

    [Fact]
    public void Delimiter_lines_change_the_delimiter()
    {
        const string Body = "CREATE PROCEDURE p()\nBEGIN\n  -- DELIMITER ;;\n  SELECT '//;;';\n  SELECT 2; -- it's\nEND";
        Assert.Equal([Body, "SELECT 1", "SELECT 2"], Split($"DELIMITER ;;\r\n{Body};;\ndelimiter //\nSELECT 1//\nDELIMITER ;\nSELECT 2;\n"));
    }

    [Fact]
    public void A_delimiter_may_be_quoted() => Assert.Equal(["SELECT 1; "], Split("DELIMITER '$$'\nSELECT 1; $$\n"));

    [Fact]
    public void Mysqldumps_triggers_come_whole()
    {
        const string Trigger = "/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ /*!50003 TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN SET NEW.a = 1; END */";
        Assert.Equal([Trigger], Split($"DELIMITER ;;\n{Trigger};;\nDELIMITER ;\n"));
    }

    [Fact]
    public void The_first_lines_of_other_tools_do_no_harm() =>
        Assert.Equal(["SELECT 1"], Split("\uFEFF/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump\nSELECT 1;\n"));

    [Fact]
    public void Line_and_offset_are_those_of_the_statement()
    {
        using var splitter = Splitter("-- a\nSELECT 1;\n\n  SELECT\n'\n';SELECT 3;");
        var places = new List<(long Line, long Offset)>();
        while (splitter.Read(TestContext.Current.CancellationToken))
            places.Add((splitter.Line, splitter.Offset));
        Assert.Equal([(2, 5), (4, 18), (6, 29)], places);
    }

    [Theory]
    [InlineData("SELECT 1;\nSELECT 2", "statement that begins in line 2")]
    [InlineData("SELECT 1;\nSELECT\n'abc;\n", "string that begins in line 3")]
    [InlineData("SELECT\n'abc\\", "string that begins in line 2")]
    [InlineData("SELECT `abc", "quoted name that begins in line 1")]
    [InlineData("SELECT 1;\n/* abc", "comment that begins in line 2")]
    [InlineData("SELECT 1;\n/*!40101 SET NAMES utf8", "statement that begins in line 2")]
    [InlineData("DELIMITER ;;\nSELECT 1;\n", "statement that begins in line 2")]
    public void A_dump_that_ends_too_early_is_damaged(string dump, string where)
    {
        BackupException error = Assert.Throws<BackupException>(() => Split(dump));
        Assert.Equal(BackupError.BackupDamaged, error.Code);
        Assert.Contains(where, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT 1;\n\\! rm -rf /\n", @"'\!'")]
    [InlineData("SELECT 1;\nsystem rm -rf /\n", "'system'")]
    [InlineData("SELECT 1;\nSYSTEM rm -rf /;\n", "'system'")]
    [InlineData("SELECT 1;\nSELECT 1 \\! rm\n", @"'\!'")]
    [InlineData("SELECT 1;\ntee /etc/passwd\n", "'tee'")]
    [InlineData("SELECT 1;\npager sh -c x\n", "'pager'")]
    public void Client_commands_are_refused_with_their_line(string dump, string command)
    {
        BackupException error = Assert.Throws<BackupException>(() => Split(dump));
        Assert.Equal(BackupError.NotSupported, error.Code);
        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
        Assert.Contains(command, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("USE school;\nSELECT 1;", StatementKind.Use, "school")]
    [InlineData("use school\nSELECT 1;", StatementKind.Use, "school")]
    [InlineData("USE `a;``b`; SELECT 1;", StatementKind.Use, "a;`b")]
    [InlineData("USE `a b`\r\nSELECT 1;", StatementKind.Use, "a b")]
    [InlineData("source other file.sql\nSELECT 1;", StatementKind.Source, "other file.sql")]
    [InlineData("source other.sql;\nSELECT 1;", StatementKind.Source, "other.sql")]
    public void Use_and_source_are_told_from_sql(string dump, StatementKind kind, string argument)
    {
        using var splitter = Splitter(dump);
        Assert.True(splitter.Read(TestContext.Current.CancellationToken));
        Assert.Equal((kind, argument), (splitter.Kind, splitter.Argument));
        Assert.True(splitter.Read(TestContext.Current.CancellationToken));
        Assert.Equal((StatementKind.Sql, "SELECT 1"), (splitter.Kind, SqlTexts.Text(splitter.Statement.Span)));
    }

    [Fact]
    public void Sql_mode_is_followed_and_set_back()
    {
        const string Dump = """
            /*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
            SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES';
            SELECT 'C:\', "a\";
            SET SESSION sql_mode = @OLD_SQL_MODE;
            SELECT 'it\'s;';
            SET GLOBAL sql_mode = 'NO_BACKSLASH_ESCAPES';
            SELECT 'it\'s;';

            """;
        string[] statements = [.. Split(Dump)];
        Assert.Equal(7, statements.Length);
        Assert.Equal("""SELECT 'C:\', "a\" """.Trim(), statements[2]);
    }

    [Fact]
    public void Utf16_is_named_as_what_it_is() =>
        Assert.Equal(BackupError.NotABackup, Assert.Throws<BackupException>(() => Split(new MemoryStream([0xFF, 0xFE, 0x41, 0])).ToList()).Code);

    [Fact]
    public void Statements_of_any_length_pass_and_their_bytes_stay_as_they_are()
    {
        byte[] photo = new byte[3_000_000];
        new Random(5).NextBytes(photo);
        var dump = new MemoryStream();
        byte[] literal = new byte[SqlLiteral.MaxLength(photo.Length)];
        int length = SqlLiteral.Write(photo, literal);
        for (int i = 0; i < 3; i++)
        {
            dump.Write("INSERT INTO `photo` VALUES ("u8);
            dump.Write(literal, 0, length);
            dump.Write(");\n"u8);
        }

        dump.Position = 0;
        using var splitter = new StatementSplitter(dump);
        for (int i = 0; i < 3; i++)
        {
            Assert.True(splitter.Read(TestContext.Current.CancellationToken));
            Assert.Equal(i + 1, splitter.Line);
            Assert.True(splitter.Statement.Span[28..^1].SequenceEqual(literal.AsSpan(0, length)));
        }

        Assert.False(splitter.Read(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Comments_of_any_length_are_passed_and_counted()
    {
        string comments = string.Concat(Enumerable.Repeat("-- it's one of many lines\n", 50_000)) + "/*" + new string('\n', 1_000_000) + "*/";
        using var splitter = Splitter(comments + "SELECT 1;\n/* open");
        Assert.True(splitter.Read(TestContext.Current.CancellationToken));
        Assert.Equal((1_050_001, comments.Length), (splitter.Line, splitter.Offset));
        BackupException error = Assert.Throws<BackupException>(() => splitter.Read(TestContext.Current.CancellationToken));
        Assert.Contains("comment that begins in line 1050002", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void How_the_stream_is_cut_into_reads_makes_no_difference() =>
        Prop.ForAll(SqlTexts.Garbage, dump => Outcome(new MemoryStream(dump)).SequenceEqual(Outcome(new Trickle(dump)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Statements_that_were_joined_come_apart_again()
    {
        Gen<string> statement = Gen.Elements("SELECT 1", "SELECT 'a;\\'b'", "SELECT `x;`", "/*!1 SET @a=1 */", "SELECT 1 -- ;'\n", "SELECT \"''\\\";\"");
        Prop.ForAll(statement.ListOf().ToArbitrary(), all => Split(string.Concat(all.Select(s => s + ";\r\n"))).SequenceEqual(all)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Cancelling_ends_the_reading()
    {
        using var splitter = Splitter("SELECT 1;");
        Assert.Throws<OperationCanceledException>(() => splitter.Read(new CancellationToken(canceled: true)));
    }

    private static StatementSplitter Splitter(string dump) => new(new MemoryStream(SqlTexts.Utf8(dump)));

    private static List<string> Split(string dump) => Split(new MemoryStream(SqlTexts.Utf8(dump)));

    private static List<string> Split(Stream dump)
    {
        using var splitter = new StatementSplitter(dump);
        var statements = new List<string>();
        while (splitter.Read())
            statements.Add(SqlTexts.Text(splitter.Statement.Span));
        return statements;
    }

    private static List<string> Outcome(Stream dump)
    {
        using var splitter = new StatementSplitter(dump);
        var outcome = new List<string>();
        try
        {
            while (splitter.Read())
                outcome.Add($"{splitter.Line} {splitter.Offset} {splitter.Kind} {Convert.ToHexString(splitter.Statement.Span)}");
        }
        catch (BackupException error)
        {
            outcome.Add(error.Message);
        }

        return outcome;
    }

    /// <summary>A stream that gives one byte at a time.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1));
    }
}
