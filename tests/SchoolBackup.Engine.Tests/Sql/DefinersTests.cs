using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Tests.Sql;

public sealed class DefinersTests
{
    private const string Body = " PROCEDURE `p`() SQL SECURITY INVOKER BEGIN SELECT 'DEFINER=`a`@`b`'; CREATE DEFINER=`a`@`b` VIEW v AS SELECT 1; END";
    private static readonly DefinerPolicy Map = new DefinerPolicy.Map(new Dictionary<SqlAccount, SqlAccount>
    {
        [new("a", "b")] = new("o`ne", "%"),
        [new("role", null)] = new("two", null),
        [SqlAccount.CurrentUser] = new("three", "localhost"),
    });

    [Theory]
    [InlineData("DEFINER=`a`@`b`", "`a`@`b`")]
    [InlineData("DEFINER = 'a'@'b'", "`a`@`b`")]
    [InlineData("definer=a@b", "`a`@`b`")]
    [InlineData("DEFINER=a@10.0.0.1", "`a`@`10.0.0.1`")]
    [InlineData("DEFINER=a@db-1.school.lan", "`a`@`db-1.school.lan`")]
    [InlineData("DEFINER=`we``ird`@`%`", "`we``ird`@`%`")]
    [InlineData("DEFINER=`a@b`@`c`", "`a@b`@`c`")]
    [InlineData("DEFINER=``@``", "``@``")]
    [InlineData("DEFINER=`role`", "`role`")]
    [InlineData("DEFINER=CURRENT_USER", "CURRENT_USER")]
    [InlineData("DEFINER = current_user ( )", "CURRENT_USER")]
    [InlineData("DEFINER=CURRENT_ROLE", "CURRENT_ROLE")]
    public void The_account_is_read_and_stripped_however_it_is_written(string clause, string account)
    {
        string sql = $"CREATE {clause}{Body}";
        Assert.Equal(account, Definers.Of(SqlTexts.Utf8(sql))?.ToString());
        Assert.Equal($"CREATE {Body[1..]}", Rewrite(sql, new DefinerPolicy.Strip()));
        Assert.Equal(sql, Rewrite(sql, new DefinerPolicy.Keep()));
    }

    [Theory]
    [InlineData("DEFINER = 'a'@'b'", "DEFINER=`o``ne`@`%`")]
    [InlineData("DEFINER=`role`", "DEFINER=`two`")]
    [InlineData("DEFINER=CURRENT_USER()", "DEFINER=`three`@`localhost`")]
    [InlineData("DEFINER=`else`@`b`", "DEFINER=`else`@`b`")]
    [InlineData("DEFINER=`role`@`b`", "DEFINER=`role`@`b`")]
    public void A_mapped_account_takes_the_place_and_others_stay(string clause, string mapped) =>
        Assert.Equal($"CREATE OR REPLACE {mapped}{Body}", Rewrite($"CREATE OR REPLACE {clause}{Body}", Map));

    [Theory]
    [InlineData("CREATE ALGORITHM=UNDEFINED DEFINER=`a`@`b` SQL SECURITY DEFINER VIEW `v` AS select 1", "CREATE ALGORITHM=UNDEFINED SQL SECURITY DEFINER VIEW `v` AS select 1")]
    [InlineData("/*!50003 CREATE*/ /*!50017 DEFINER=a@localhost*/ /*!50003 TRIGGER t BEFORE INSERT ON x FOR EACH ROW SET @a=1 */", "/*!50003 CREATE*/ /*!50017 */ /*!50003 TRIGGER t BEFORE INSERT ON x FOR EACH ROW SET @a=1 */")]
    public void Views_and_mysqldumps_comments_are_understood(string sql, string stripped) => Assert.Equal(stripped, Rewrite(sql, new DefinerPolicy.Strip()));

    [Theory]
    [InlineData("CREATE PROCEDURE p() SELECT 'x'")]
    [InlineData("CREATE TABLE t (definer varchar(9) CHECK (DEFINER='x'))")]
    [InlineData("CREATE VIEW v AS SELECT 1 FROM t WHERE DEFINER=`a`")]
    [InlineData("SELECT 1 WHERE DEFINER=`a`")]
    [InlineData("CREATE DEFINER=")]
    [InlineData("CREATE DEFINER='a")]
    [InlineData("")]
    public void Where_there_is_no_definer_nothing_changes(string sql)
    {
        Assert.Null(Definers.Of(SqlTexts.Utf8(sql)));
        Assert.Equal(sql, Rewrite(sql, new DefinerPolicy.Strip()));
        Assert.Equal(sql, Rewrite(sql, Map));
    }

    private static string Rewrite(string sql, DefinerPolicy policy) => SqlTexts.Text(Definers.Rewrite(SqlTexts.Utf8(sql), policy));
}
