using FsCheck;
using FsCheck.Fluent;
using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Tests.Sql;

public sealed class SchemaRewriterTests
{
    [Theory]
    [InlineData("SELECT * FROM `school`.`t`", "SELECT * FROM `new``1`.`t`")]
    [InlineData("SELECT * FROM school.t", "SELECT * FROM `new``1`.t")]
    [InlineData("SELECT * FROM school . t", "SELECT * FROM `new``1` . t")]
    [InlineData("SELECT * FROM school/* school.x */.t -- school.y", "SELECT * FROM `new``1`/* school.x */.t -- school.y")]
    [InlineData("SELECT `school`.`t`.`c` FROM `school`.`t`", "SELECT `new``1`.`t`.`c` FROM `new``1`.`t`")]
    [InlineData("SELECT school.f(1)", "SELECT `new``1`.f(1)")]
    [InlineData("CALL school.p(1)", "CALL `new``1`.p(1)")]
    [InlineData("USE `school`", "USE `new``1`")]
    [InlineData("USE school", "USE `new``1`")]
    [InlineData("CREATE DATABASE /*!32312 IF NOT EXISTS*/ `school` /*!40100 DEFAULT CHARACTER SET utf8mb4 */", "CREATE DATABASE /*!32312 IF NOT EXISTS*/ `new``1` /*!40100 DEFAULT CHARACTER SET utf8mb4 */")]
    [InlineData("CREATE OR REPLACE SCHEMA school", "CREATE OR REPLACE SCHEMA `new``1`")]
    [InlineData("DROP DATABASE IF EXISTS school", "DROP DATABASE IF EXISTS `new``1`")]
    [InlineData("ALTER DATABASE `school` CHARACTER SET utf8mb4", "ALTER DATABASE `new``1` CHARACTER SET utf8mb4")]
    [InlineData("/*!50001 VIEW `school`.`v` AS SELECT 1 */", "/*!50001 VIEW `new``1`.`v` AS SELECT 1 */")]
    [InlineData("CREATE TABLE t (a int DEFAULT nextval(`school`.`s`), FOREIGN KEY (a) REFERENCES `school`.`t` (a))", "CREATE TABLE t (a int DEFAULT nextval(`new``1`.`s`), FOREIGN KEY (a) REFERENCES `new``1`.`t` (a))")]
    [InlineData("SELECT x.school, 'a', @school.x, `my school`.y, myschool.z, SCHOOL.t FROM x", null)]
    [InlineData("CREATE DEFINER=root@school.lan VIEW v AS SELECT 1", null)]
    [InlineData("SELECT other.school.c, \"x\"", null)]
    [InlineData("INSERT INTO t VALUES ('school', 'school.t', '`school`')", null)]
    public void References_are_rewritten_by_token(string sql, string? rewritten)
    {
        SchemaRewrite result = Rewrite(sql);
        Assert.Equal(rewritten ?? sql, SqlTexts.Text(result.Sql));
        Assert.Empty(result.Leftovers);
    }

    [Theory]
    [InlineData("SELECT * FROM SCHOOL.t", NameCase.Sensitive, "SELECT * FROM SCHOOL.t")]
    [InlineData("SELECT * FROM SCHOOL.t", NameCase.Insensitive, "SELECT * FROM `new``1`.t")]
    public void Case_counts_as_it_does_on_the_server(string sql, NameCase nameCase, string rewritten) =>
        Assert.Equal(rewritten, SqlTexts.Text(Rewrite(sql, new("school", "new`1") { Case = nameCase }).Sql));

    [Fact]
    public void Ansi_quotes_stay_ansi_quotes() => Assert.Equal("SELECT * FROM \"a\"\"b\".\"t\"",
        SqlTexts.Text(Rewrite("SELECT * FROM \"school\".\"t\"", new("school", "a\"b") { Dialect = new(AnsiQuotes: true, NoBackslashEscapes: false) }).Sql));

    [Theory]
    [InlineData("we`ird")]
    [InlineData("a.b c")]
    [InlineData("Schüler")]
    [InlineData("2024")]
    [InlineData("order")]
    public void Names_of_any_kind_are_found(string name) =>
        Assert.Equal("SELECT 1 FROM `b`.`t`", SqlTexts.Text(Rewrite($"SELECT 1 FROM {Identifier.Quote(name, "t")}", new(name, "b")).Sql));

    // Each of these names is the database's and also something else's: {…} is what may be rewritten, […] what is left and reported.
    [Theory]
    [InlineData("SELECT [school].id FROM {school}.pupil AS school")]
    [InlineData("SELECT [school].id FROM {school}.school WHERE [school].id IN (SELECT id FROM {school}.t)")]
    [InlineData("SELECT [school].id FROM school JOIN {school}.t ON t.id = [school].id")]
    [InlineData("SELECT {school}.t.school, [school].x, {school}.f(t.school) FROM {school}.t, {school}.u, ({school}.w, {school}.z)")]
    [InlineData("SELECT EXTRACT(YEAR FROM [school].born) FROM {school}.pupil school")]
    [InlineData("INSERT INTO {school}.school (a) VALUES (1) ON DUPLICATE KEY UPDATE [school].a = 1, [school].b = 2")]
    [InlineData("UPDATE {school}.school, {school}.t SET [school].a = 1, [school].b = 2")]
    [InlineData("CREATE TRIGGER {school}.tr BEFORE INSERT ON {school}.t FOR EACH ROW SET NEW.school = (SELECT 1 FROM {school}.t WHERE [school].a = school)")]
    [InlineData("CREATE PROCEDURE p() BEGIN DECLARE school ROW (a int); SELECT 1, 2 INTO [school].a, x; DELETE FROM {school}.t WHERE a = [school].a; END")]
    [InlineData("RENAME TABLE {school}.school TO {school}.x")]
    [InlineData("DROP TABLE IF EXISTS {school}.school, {school}.x")]
    public void What_may_be_an_alias_is_left_and_reported(string marked)
    {
        string sql = marked.Replace("{", "").Replace("}", "").Replace("[", "").Replace("]", "");
        string expected = marked.Replace("{school}", "`new``1`").Replace("[", "").Replace("]", "");
        SchemaRewrite result = Rewrite(sql);
        Assert.Equal(expected, SqlTexts.Text(result.Sql));
        Assert.Equal(marked.Count(c => c == '['), result.Leftovers.Count);
        Assert.All(result.Leftovers, leftover => Assert.Equal(LeftoverReason.Ambiguous, leftover.Reason));
    }

    [Fact]
    public void A_database_called_new_is_not_taken_for_the_new_row()
    {
        SchemaRewrite result = Rewrite("CREATE TRIGGER tr BEFORE INSERT ON `new`.t FOR EACH ROW SET NEW.a = (SELECT 1 FROM `new`.u)", new("new", "b") { Case = NameCase.Insensitive });
        Assert.Equal("CREATE TRIGGER tr BEFORE INSERT ON `b`.t FOR EACH ROW SET NEW.a = (SELECT 1 FROM `b`.u)", SqlTexts.Text(result.Sql));
        Assert.Equal((LeftoverReason.Ambiguous, 1), (result.Leftovers.Single().Reason, result.Leftovers.Single().Line));
    }

    [Theory]
    [InlineData("'SELECT * FROM school.t'")]
    [InlineData("'SELECT * FROM `school`.`t`'")]
    [InlineData("'school'")]
    [InlineData("\"SELECT school.f(1)\"")]
    [InlineData("'GRANT ALL ON school.*'")]
    [InlineData("'INSERT INTO school.'")]
    public void Dynamic_sql_is_left_and_reported_with_its_line(string text)
    {
        string sql = $"CREATE PROCEDURE p()\nBEGIN\n  PREPARE s FROM {text};\nEND";
        SchemaRewrite result = Rewrite(sql);
        Assert.Equal(sql, SqlTexts.Text(result.Sql));
        Leftover leftover = Assert.Single(result.Leftovers);
        Assert.Equal((LeftoverReason.InString, 3), (leftover.Reason, leftover.Line));
        Assert.Contains(text, leftover.Excerpt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'the school is out. '")]
    [InlineData("'mail@school.example'")]
    [InlineData("'www.school.example'")]
    [InlineData("'preschool.t'")]
    [InlineData("'school. Now'")]
    public void Words_in_strings_are_not_reported(string text) => Assert.Empty(Rewrite($"SELECT {text}").Leftovers);

    [Fact]
    public void No_text_makes_it_throw_and_only_the_name_changes() =>
        Prop.ForAll(SqlTexts.Garbage, sql =>
        {
            SchemaRewrite there = SchemaRewriter.Rewrite(sql, new("school", "other"));
            SchemaRewrite nowhere = SchemaRewriter.Rewrite(sql, new("not in the text", "other"));
            return nowhere.Sql.AsSpan().SequenceEqual(sql) && Names(sql).SequenceEqual(Names(there.Sql));
        }).QuickCheckThrowOnFailure();

    /// <summary>Found by chance: behind a quoted name that touches it, the new name needs a space.</summary>
    [Fact]
    public void A_name_that_touches_a_quote_stays_a_name_of_its_own() => Assert.Equal("`a` `other`.`t`", SqlTexts.Text(Rewrite("`a`school.`t`", new("school", "other")).Sql));

    [Fact]
    public void There_and_back_is_the_same_text()
    {
        Gen<string> piece = Gen.Elements("`school`.`t`", " FROM ", "SELECT ", "'school.x'", "/* school.y */", "a.school", ", ", " -- school.z\n", "`x`", "(", ")", "f(`school`.g(1))");
        Prop.ForAll(piece.ListOf().Select(string.Concat).ToArbitrary(), sql =>
        {
            byte[] there = Rewrite(sql, new("school", "unheard-of")).Sql;
            return SqlTexts.Text(SchemaRewriter.Rewrite(there, new("unheard-of", "school")).Sql) == sql;
        }).QuickCheckThrowOnFailure();
    }

    private static SchemaRewrite Rewrite(string sql, SchemaRename? rename = null) =>
        SchemaRewriter.Rewrite(SqlTexts.Utf8(sql), rename ?? new SchemaRename("school", "new`1"));

    /// <summary>The tokens, with the one name for the other. A space more or less changes nothing: it may be needed between two quotes.</summary>
    private static List<string> Names(byte[] sql)
    {
        var names = new List<string>();
        foreach (SqlToken token in new SqlTokenizer(sql))
        {
            if (token.Kind == SqlTokenKind.Whitespace) continue;
            string name = token.IsIdentifier ? Identifier.UnquoteToString(token.Text) : Convert.ToHexString(token.Text);
            names.Add(name == "other" ? "school" : name);
        }

        return names;
    }
}
