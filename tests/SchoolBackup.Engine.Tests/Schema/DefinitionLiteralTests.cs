using SchoolBackup.Engine.Tests.Servers;

namespace SchoolBackup.Engine.Tests.Schema;

/// <summary>What SHOW CREATE TABLE prints as question marks, or as bytes that are no text.</summary>
[Collection(OnServer.Name)]
public sealed class DefinitionLiteralTests(TestServer server)
{
    [Fact]
    public void Defaults_and_members_come_back_to_the_byte()
    {
        using TestDatabase school = server.NewDatabase("""
            CREATE TABLE mood (id INT PRIMARY KEY, e ENUM('😀','it''s','?') DEFAULT '😀' COMMENT 'why?', s SET('ü','😀','c?'), d VARCHAR(9) DEFAULT 'a?\\😀''', q VARCHAR(9) DEFAULT '?');
            CREATE TABLE token (id INT PRIMARY KEY, k BINARY(3) DEFAULT x'00FF41', v VARBINARY(9) DEFAULT x'FF2741', e ENUM(x'FF', x'FE41') CHARACTER SET binary DEFAULT x'FE41', l VARCHAR(5) CHARACTER SET latin1 DEFAULT 'é?');
            INSERT INTO mood (id) VALUES (1);
            INSERT INTO mood (id, e, s) VALUES (2, '?', 'c?,😀');
            INSERT INTO token (id) VALUES (1);
            """);
        const string Look = "SELECT id, HEX(e), e + 0, HEX(s), HEX(d), HEX(q) FROM mood; SELECT id, HEX(k), HEX(v), HEX(e), e + 0, HEX(l) FROM token; SHOW CREATE TABLE mood; SHOW CREATE TABLE token";
        const string More = "INSERT INTO mood (id) VALUES (9); INSERT INTO mood (id, s) VALUES (10, 7); INSERT INTO token (id) VALUES (9)";
        string file = school.BackUpToFile();
        school.Sql(More);
        string before = school.Sql(Look);

        Run.Restore(school.RestoreOptions(file));

        school.Sql(More);
        Assert.Equal(before, school.Sql(Look));
    }
}
