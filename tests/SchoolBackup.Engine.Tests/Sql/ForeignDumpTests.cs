using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Tests.Sql;

[Trait("Needs", "server"), Trait("Server", "mariadb")]
public sealed class ForeignDumpTests(MariaDbServer server)
{
    private const string Saved = "/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;\n/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;\n";
    private const string Restored = "/*!40111 SET SQL_NOTES=@OLD_SQL_NOTES */;\n";
    private const string MySqlDump = "-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)\n--\n-- Host: localhost    Database: school\n-- ----\n-- Server version\t8.0.36\n\n" + Saved;
    private const string PhpMyAdmin = "-- phpMyAdmin SQL Dump\n-- version 5.2.1\n--\n-- Host: localhost\n\nSET SQL_MODE = \"NO_AUTO_VALUE_ON_ZERO\";\nSTART TRANSACTION;\n/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;\n\n--\n-- Database: `sch``ool`\n--\n";
    private const string MySqlBackupNet = "-- MySqlBackup.NET 2.3.8.0\n-- Dump Time: 2026-01-01 02:00:00\n-- ----\n-- Server version 8.0.32\n\n\n" + Saved;

    [Theory]
    [InlineData(MySqlDump, DumpTool.MySqlDump, "school")]
    [InlineData("\uFEFF" + MySqlDump, DumpTool.MySqlDump, "school")]
    [InlineData("-- MySQL dump 10.16  Distrib 10.3.10-MariaDB, for osx10.14 (x86_64)\r\n--\r\n-- Host: localhost    Database: my school\r\n", DumpTool.MariaDbDump, "my school")]
    [InlineData("/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19-11.4.2-MariaDB, for Linux (x86_64)\n--\n-- Host: db.school.lan    Database: school\n", DumpTool.MariaDbDump, "school")]
    [InlineData("/*M!999999\\- enable the sandbox mode */ \n/*!40101 SET NAMES utf8 */;", DumpTool.MariaDbDump, null)]
    [InlineData("-- MySQL dump 10.13\n--\n-- Host: localhost    Database: \n", DumpTool.MySqlDump, null)]
    [InlineData(PhpMyAdmin, DumpTool.PhpMyAdmin, "sch`ool")]
    [InlineData(MySqlBackupNet, DumpTool.MySqlBackupNet, null)]
    [InlineData("/*!40101 SET NAMES binary*/;\n/*!40014 SET FOREIGN_KEY_CHECKS=0*/;\n", DumpTool.MyDumper, null)]
    [InlineData("/*!40101 SET NAMES binary*/;\nDROP TABLE IF EXISTS `v`;\n", DumpTool.MyDumper, null)]
    [InlineData("-- school.pupils definition\r\n\r\nCREATE TABLE `pupils` (", DumpTool.UnknownSql, "school")]
    [InlineData("-- my notes\n\nDROP TABLE x;", DumpTool.UnknownSql, null)]
    [InlineData("create table x (a int);", DumpTool.UnknownSql, null)]
    [InlineData("INSERT INTO x VALUES ('-- MySQL dump ');", DumpTool.UnknownSql, null)]
    [InlineData("", DumpTool.NotSql, null)]
    [InlineData("   \n", DumpTool.NotSql, null)]
    [InlineData("Dear parents,", DumpTool.NotSql, null)]
    [InlineData("{\"a\": 1}", DumpTool.NotSql, null)]
    [InlineData("\u001F\u008B\u0008", DumpTool.NotSql, null)]
    public void The_head_tells_the_tool_and_the_database(string head, DumpTool tool, string? database)
    {
        ForeignDump dump = Recognise(head, "");
        Assert.Equal((tool, database), (dump.Tool, dump.Database));
    }

    [Theory]
    [InlineData(MySqlDump, Restored + "\n-- Dump completed on 2026-01-01  2:00:00\n", DumpEnd.Complete)]
    [InlineData(MySqlDump, Restored + "\r\n-- Dump completed\r\n", DumpEnd.Complete)]
    [InlineData(MySqlDump, Restored, DumpEnd.Truncated)]
    [InlineData(MySqlDump, "-- Dump completed on 2026-01-01\nINSERT INTO", DumpEnd.Truncated)]
    [InlineData(MySqlDump, "INSERT INTO t VALUES ('-- Dump completed on 2026-01-01');\n", DumpEnd.Truncated)]
    [InlineData(Saved, Restored, DumpEnd.Complete)]
    [InlineData(Saved, "/*!40111 SET SQL_NOTES=IFNULL(@OLD_SQL_NOTES, 1) */;\n", DumpEnd.Complete)]
    [InlineData(Saved, "UNLOCK TABLES;\n", DumpEnd.Truncated)]
    [InlineData(MySqlBackupNet, Restored + "\n\n-- Dump completed on 2026-01-01 02:00:01\n-- Total time: 0:0:0:2:299 (d:h:m:s:ms)\n", DumpEnd.Complete)]
    [InlineData(MySqlBackupNet, Restored, DumpEnd.Truncated)]
    [InlineData(PhpMyAdmin, "COMMIT;\n\n/*!40101 SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION */;\n", DumpEnd.Complete)]
    [InlineData(PhpMyAdmin, "COMMIT;\n", DumpEnd.Truncated)]
    [InlineData("/*!40101 SET NAMES binary*/;\n/*!40014 SET FOREIGN_KEY_CHECKS=0*/;\n", "(1);\n", DumpEnd.CannotTell)]
    [InlineData("CREATE TABLE t (a int);\n", "CREATE TABLE t (a int);\n", DumpEnd.CannotTell)]
    [InlineData("Dear parents,", "-- Dump completed\n", DumpEnd.CannotTell)]
    public void The_tail_tells_whether_it_is_whole(string head, string tail, DumpEnd end) => Assert.Equal(end, Recognise(head, tail).End);

    [Theory]
    [InlineData("--opt")]
    [InlineData("--skip-dump-date")]
    [InlineData("--skip-comments")]
    public void What_mariadb_dump_writes_is_recognised_whole_and_cut(string option)
    {
        string database = server.NewDatabase();
        server.Run("CREATE TABLE t (a int); INSERT INTO t VALUES (1), (2)", database);
        byte[] dump = server.Dump(database, option);
        Assert.Equal((DumpTool.MariaDbDump, option == "--skip-comments" ? null : database), (Recognise(dump).Tool, Recognise(dump).Database));
        Assert.Equal(DumpEnd.Complete, Recognise(dump).End);
        Assert.Equal(DumpEnd.Truncated, ForeignDump.Recognise(dump, dump.AsSpan(..(dump.Length * 3 / 4))).End);
    }

    [Fact]
    public void What_mariadb_dump_writes_splits_into_statements_that_make_the_same_database()
    {
        string from = server.NewDatabase();
        string to = server.NewDatabase();
        server.Run("""
            SET sql_mode='ANSI_QUOTES';
            CREATE TABLE t (a int PRIMARY KEY, b blob, c text COMMENT 'it''s; -- /* x');
            INSERT INTO t VALUES (1, x'000A0D1A5C27223B', 'a;\n-- b\\'), (2, NULL, '/* ; */ # DELIMITER //');
            DELIMITER //
            CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW BEGIN -- it's; "x
              SET @a = ';', @b = "NEW".a; END//
            CREATE PROCEDURE p() BEGIN SELECT 'a;b'; /* ; */ SELECT "x;y" FROM t; END//
            DELIMITER ;
            CREATE VIEW v AS SELECT 'a;b' AS x;
            """, from);
        byte[] dump = server.Dump(from, "--routines");
        using var splitter = new StatementSplitter(new MemoryStream(dump));
        var again = new MemoryStream();
        again.Write("DELIMITER \u0001\u0001\n"u8);
        while (splitter.Read(TestContext.Current.CancellationToken))
        {
            again.Write(splitter.Statement.Span);
            again.Write("\n\u0001\u0001\n"u8);
        }

        server.Run(again.ToArray(), to);
        Assert.Equal(Undated(dump, from), Undated(server.Dump(to, "--routines"), to));
    }

    private static string[] Undated(byte[] dump, string database) =>
        [.. SqlTexts.Text(dump).Replace(database, "x").Split('\n').Where(line => !line.StartsWith("-- Dump completed", StringComparison.Ordinal))];

    private static ForeignDump Recognise(byte[] dump) => ForeignDump.Recognise(dump, dump);

    private static ForeignDump Recognise(string head, string tail) => ForeignDump.Recognise(SqlTexts.Utf8(head), SqlTexts.Utf8(tail));
}
