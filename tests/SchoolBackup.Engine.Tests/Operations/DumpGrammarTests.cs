using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Tests.Operations;

public sealed class DumpGrammarTests
{
    private static readonly string[] Dangerous =
    [
        "INSERT INTO live . t VALUES ( 1 )", "REPLACE live . t VALUES ( 1 )", "INSERT IGNORE INTO `live` . `t` ( a ) VALUES ( 1 )", "DROP TABLE live . t",
        "DROP TABLE a , live . t", "CREATE TABLE live . t ( a INT )", "CREATE DEFINER = `a` @ `b` TRIGGER x BEFORE INSERT ON live . t FOR EACH ROW SET @a = 1",
        "CREATE OR REPLACE DEFINER = `event` @ `view` SQL SECURITY INVOKER VIEW live . v AS SELECT 1", "ALTER TABLE live . t ADD b INT", "TRUNCATE TABLE live . t",
        "UPDATE a , live . t SET b = 1", "DELETE FROM live . t", "RENAME TABLE a TO live . a", "CALL p ( )", "GRANT ALL ON x TO y", "LOAD DATA INFILE 'x' INTO TABLE t",
        "DELETE a FROM a JOIN live . t", "CREATE INDEX i ON live . t ( a )", "ALTER DATABASE live COLLATE x", "EXECUTE s", "HANDLER t OPEN", "INSTALL PLUGIN x SONAME 'y'",
        "CREATE EVENT live . e ON SCHEDULE EVERY 1 DAY DO SELECT 1", "ALTER EVENT e ENABLE", "SET @a = live . f ( )", "SET STATEMENT x = 1 FOR DELETE FROM t",
        "CREATE USER a", "BEGIN NOT ATOMIC DELETE FROM live . t ; END",
    ];

    private static readonly string[] Between = [" ", "\n", "/* x */", "/**/ ", "-- x\n", "#\n", "\t/*!50003 */ ", " /*M!100100 */"];

    [Fact]
    public void No_comment_space_or_case_hides_what_a_statement_is_about()
    {
        Gen<string> statements =
            from statement in Gen.Elements(Dangerous)
            let words = statement.Split(' ')
            from gaps in Gen.Elements(Between).ArrayOf(words.Length)
            from lower in Gen.Elements(true, false).ArrayOf(words.Length)
            select string.Concat(words.Select((word, i) => (lower[i] && !word.StartsWith('`') ? word.ToLowerInvariant() : word) + gaps[i]));
        Prop.ForAll(statements.ToArbitrary(), statement => Judge(statement, "school").Refusal is not null).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("INSERT INTO `t` (`a`,`b`) VALUES (1,2)", nameof(DumpAction.Load))]
    [InlineData("INSERT INTO school.t VALUES (1)", nameof(DumpAction.Define))]
    [InlineData("/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ /*!50003 TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET NEW.a = live.f() */", nameof(DumpAction.Store))]
    [InlineData("CREATE TABLE `t` (`select` INT COMMENT 'ENGINE=MERGE', KEY (`select`), CONSTRAINT c FOREIGN KEY (a) REFERENCES other.x (a))", nameof(DumpAction.Define))]
    [InlineData("/*!40000 ALTER TABLE `t` DISABLE KEYS */", nameof(DumpAction.Define))]
    [InlineData("ALTER DATABASE `school` CHARACTER SET latin1 COLLATE latin1_bin", nameof(DumpAction.Store))]
    [InlineData("ALTER DATABASE COLLATE latin1_bin", nameof(DumpAction.Store))]
    [InlineData("DROP VIEW IF EXISTS `v`", nameof(DumpAction.Store))]
    [InlineData("DROP TABLE IF EXISTS `school`.`v`", nameof(DumpAction.Define))]
    [InlineData("CREATE DATABASE /*!32312 IF NOT EXISTS*/ `live`", nameof(DumpAction.Skip))]
    [InlineData("DROP DATABASE live", nameof(DumpAction.Skip))]
    [InlineData("LOCK TABLES `t` WRITE", nameof(DumpAction.Skip))]
    [InlineData("SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO'", nameof(DumpAction.Set))]
    [InlineData("SET @x = @@GLOBAL.max_connections", nameof(DumpAction.Set))]
    [InlineData("SET SQL_MODE=IFNULL(@OLD_SQL_MODE, '')", nameof(DumpAction.Set))]
    [InlineData("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ", nameof(DumpAction.Set))]
    [InlineData("SET @@SESSION.sql_mode = @m, @@time_zone := '+00:00'", nameof(DumpAction.Set))]
    [InlineData("SET `sql_log_bin` = 0", nameof(DumpAction.Skip))]
    [InlineData("SET whatever = 1", nameof(DumpAction.Skip))]
    [InlineData("INSERT INTO t VALUES (1,_binary'x',X'00',-1.5e3,NULL,ST_GeomFromText('POINT(1 1)')) ON DUPLICATE KEY UPDATE `a`=VALUES(`a`)", nameof(DumpAction.Load))]
    [InlineData("REPLACE INTO t SET a = 1, `b` = 'x'", nameof(DumpAction.Load))]
    [InlineData("SELECT SETVAL(`s`, 5, 0)", nameof(DumpAction.Define))]
    [InlineData("TRUNCATE TABLE t", nameof(DumpAction.Load))]
    [InlineData("DELETE FROM t WHERE a > 1 AND (b IS NULL OR c = 'x')", nameof(DumpAction.Load))]
    [InlineData("CREATE TABLE t (engine varchar(9), a INT DEFAULT NEXTVAL(school.s)) ENGINE = InnoDB ROW_FORMAT=DYNAMIC", nameof(DumpAction.Define))]
    [InlineData("CREATE DEFINER=root@db-1.school.lan EVENT e ON SCHEDULE EVERY '1' DAY STARTS '2030-01-01 00:00:00' DO SELECT live.f()", nameof(DumpAction.Store))]
    [InlineData("SET NAMES utf8mb4", nameof(DumpAction.Set))]
    [InlineData("SET @@GLOBAL.GTID_PURGED=/*!80000 '+'*/ ''", nameof(DumpAction.Skip))]
    [InlineData("SET @@SESSION.SQL_LOG_BIN= 0", nameof(DumpAction.Skip))]
    [InlineData("SET autocommit = 1, GLOBAL b = 2", nameof(DumpAction.Skip))]
    [InlineData("SHOW WARNINGS", nameof(DumpAction.Skip))]
    [InlineData("/*!40101 */", nameof(DumpAction.Skip))]
    public void What_dumps_hold_is_told_apart(string statement, string action)
    {
        DumpVerdict verdict = Judge(statement, "school");
        Assert.Equal((action, null), (verdict.Action.ToString(), verdict.Refusal));
    }

    [Fact]
    public void Without_a_name_of_its_own_a_dump_may_qualify_nothing() => Assert.NotNull(Judge("INSERT INTO school.t VALUES (1)", null).Refusal);

    private static DumpVerdict Judge(string statement, string? source) => new DumpGrammar(source).Judge(Encoding.UTF8.GetBytes(statement), default(SqlDialect));
}
