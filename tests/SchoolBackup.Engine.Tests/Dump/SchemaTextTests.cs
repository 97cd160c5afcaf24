using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Tests.Dump;

public sealed class SchemaTextTests
{
    private static readonly DatabaseInfo School = new("school", "utf8mb4", "utf8mb4_general_ci", null, [], []);

    private static readonly Arbitrary<string> Bodies =
        (from parts in Gen.Elements(";", ";;", "$", "$$", "$1$", "$2$", "a", " ", "\n", "';;'", "'$$'", "/* ;; */", "`$$`", "-- $$ ;;\n", "BEGIN", "END").ListOf()
         select string.Concat(parts)).ToArbitrary();

    /// <summary>Whatever a body holds, a client that reads the text sends this one statement.</summary>
    [Fact]
    public void The_delimiter_cuts_a_statement_exactly_where_it_ends() =>
        Prop.ForAll(Bodies, body =>
        {
            string statement = $"CREATE PROCEDURE `p`() {body}".TrimEnd();
            return Statements(statement).SequenceEqual([statement]);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("CREATE FUNCTION `f`() RETURNS int(11) RETURN a$")]
    [InlineData("CREATE FUNCTION `f`() BEGIN SELECT 1;; SELECT a$")]
    [InlineData("CREATE FUNCTION `f`() BEGIN SELECT ';;$$'; SELECT 2;; END")]
    [InlineData("CREATE PROCEDURE `p`() SELECT 1;")]
    [InlineData("CREATE PROCEDURE `p`() SELECT 1 -- the end")]
    [InlineData("CREATE PROCEDURE `p`() SELECT 1 # the end")]
    public void Awkward_ends_stay(string statement) => Assert.Equal([statement], Statements(statement));

    private static List<string> Statements(string statement)
    {
        var stored = new StoredObject("school", StoredKind.Procedure, "p", null, Encoding.UTF8.GetBytes(statement))
        {
            SqlMode = "STRICT_TRANS_TABLES",
            ClientCharset = "utf8mb4",
            ConnectionCollation = "utf8mb4_general_ci",
            DatabaseCollation = "utf8mb4_general_ci",
        };
        using var text = new MemoryStream(new SchemaText(databases: 1).Stored(School, ChunkKind.Routines, [stored]));
        using var statements = new StatementSplitter(text);
        var found = new List<string>();
        while (statements.Read())
            if (statements.Kind == StatementKind.Sql && !statements.Statement.Span.StartsWith("SET "u8) && !statements.Statement.Span.StartsWith("DROP "u8))
                found.Add(Encoding.UTF8.GetString(statements.Statement.Span).TrimEnd());
        return found;
    }
}
