using SchoolBackup.Engine.Recipes;
using SchoolBackup.Engine.Tests.Servers;

namespace SchoolBackup.Engine.Tests.Fidelity;

/// <summary>The values of an AUTO_INCREMENT column are values like others, also those that ask a server for a new number.</summary>
[Collection(OnServer.Name)]
public sealed class NumberedRowTests(TestServer server)
{
    public static TheoryData<string, string> Columns => new MatrixTheoryData<string, string>(
        ["BIGINT UNSIGNED", "BIGINT", "TINYINT", "DOUBLE"],
        // UUID, INET6 and the error value of an ENUM are loaded through an expression, the text is not.
        ["VARCHAR(60)", "UUID", "INET6", "ENUM('', 'a')"]);

    [Theory]
    [MemberData(nameof(Columns))]
    public void Zero_negative_and_last_numbers_come_back(string number, string other)
    {
        string values = number switch
        {
            "BIGINT UNSIGNED" => "(0), (7), (18446744073709551614)",
            "BIGINT" => "(-9223372036854775808), (-1), (0), (9223372036854775806)",
            "DOUBLE" => "(-3), (0), (2)",
            _ => "(-128), (0), (126)",
        };
        using TestDatabase school = server.NewDatabase($"""
            SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO';
            CREATE TABLE numbered (id {number} NOT NULL AUTO_INCREMENT PRIMARY KEY, other {other});
            INSERT INTO numbered (id) VALUES {values};
            """);
        IReadOnlyList<string> before = school.Describe();
        string file = school.BackUpToFile();

        foreach (int localInfile in (int[])[1, 0])
        {
            server.Server.RunSql($"SET GLOBAL local_infile = {localInfile}");
            school.Sql("DELETE FROM numbered");
            try
            {
                Run.Restore(school.RestoreOptions(file));
            }
            finally
            {
                server.Server.RunSql("SET GLOBAL local_infile = 1");
            }

            Assert.Equal(before, school.Describe());
        }
    }
}
