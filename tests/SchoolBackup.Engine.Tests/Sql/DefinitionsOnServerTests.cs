using System.Text;
using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Tests.Sql;

/// <summary>Definitions as a real server prints them, rewritten, and run again.</summary>
[Trait("Needs", "server")]
public sealed class DefinitionsOnServerTests(MariaDbServer server)
{
    [Fact]
    [Trait("Server", "mariadb")]
    public void A_database_moves_with_views_routines_triggers_and_keys()
    {
        string from = server.NewDatabase();
        string to = server.NewDatabase();
        server.Run($$"""
            CREATE TABLE `{{from}}`.pupil (id int PRIMARY KEY, `{{from}}` int);
            CREATE SEQUENCE `{{from}}`.sq;
            CREATE TABLE `{{from}}`.mark (id int DEFAULT nextval(`{{from}}`.sq), p int, FOREIGN KEY (p) REFERENCES `{{from}}`.pupil (id));
            DELIMITER //
            CREATE FUNCTION `{{from}}`.f(a int) RETURNS int RETURN (SELECT count(*) FROM `{{from}}`.mark WHERE p = a)//
            CREATE VIEW `{{from}}`.v AS SELECT s.id, s.`{{from}}`, `{{from}}`.f(s.id) AS n FROM `{{from}}`.pupil s, `{{from}}`.mark m WHERE m.p = s.id//
            CREATE TRIGGER `{{from}}`.t BEFORE INSERT ON `{{from}}`.mark FOR EACH ROW
            BEGIN
              -- it's `{{from}}`.mark;
              IF NOT EXISTS (SELECT 1 FROM `{{from}}`.pupil WHERE id = NEW.p) THEN INSERT INTO `{{from}}`.pupil VALUES (NEW.p, 0); END IF;
            END//
            DELIMITER ;
            """);

        foreach (string show in new[] { "TABLE {0}.pupil", "SEQUENCE {0}.sq", "TABLE {0}.mark", "FUNCTION {0}.f", "VIEW {0}.v", "TRIGGER {0}.t" })
        {
            SchemaRewrite rewrite = SchemaRewriter.Rewrite(Show(string.Format(null, show, from)), new(from, to));
            Assert.Empty(rewrite.Leftovers);
            Assert.DoesNotContain($"`{from}`.`", SqlTexts.Text(rewrite.Sql), StringComparison.Ordinal);
            server.Run(Runnable(rewrite.Sql), to);
        }

        server.Run($"DROP DATABASE `{from}`");
        Assert.Equal("1\t0\t1\n", server.Run("INSERT INTO mark (p) VALUES (1); SELECT * FROM v", to));
    }

    [Theory]
    [InlineData("VIEW v", "CREATE DEFINER=`some``one`@`%` SQL SECURITY INVOKER VIEW v AS SELECT 'DEFINER=`x`@`y`' AS a")]
    [InlineData("PROCEDURE p", "CREATE DEFINER=`some``one`@`%` PROCEDURE p() SQL SECURITY INVOKER SELECT 'DEFINER=`x`@`y`'")]
    [InlineData("FUNCTION f", "CREATE DEFINER=`some``one`@`%` FUNCTION f() RETURNS int NO SQL RETURN 1")]
    [InlineData("TRIGGER t", "CREATE DEFINER=`some``one`@`%` TRIGGER t BEFORE INSERT ON x FOR EACH ROW SET @a = 1")]
    [InlineData("EVENT e", "CREATE DEFINER=`some``one`@`%` EVENT e ON SCHEDULE EVERY 1 DAY DO SET @a = 1")]
    public void Definers_as_the_server_prints_them_are_mapped_and_stripped(string name, string create)
    {
        string database = server.NewDatabase();
        server.Run($"CREATE TABLE x (a int); {create}", database);
        byte[] shown = Show(name, database);
        Assert.Equal(new SqlAccount("some`one", "%"), Definers.Of(shown));

        var map = new DefinerPolicy.Map(new Dictionary<SqlAccount, SqlAccount> { [new("some`one", "%")] = new("other", "h") });
        foreach ((DefinerPolicy policy, string definer) in new (DefinerPolicy, string)[] { (map, "`other`@`h`"), (new DefinerPolicy.Strip(), "`root`@`localhost`") })
        {
            server.Run($"DROP {name};\n{Runnable(Definers.Rewrite(shown, policy))}", database);
            Assert.Equal(SqlTexts.Text(shown).Replace("`some``one`@`%`", definer), SqlTexts.Text(Show(name, database)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("DISABLE ON SLAVE COMMENT 'ENABLE DO'")]
    [InlineData("ON COMPLETION PRESERVE ENABLE COMMENT 'it''s'")]
    public void Events_as_the_server_prints_them_are_disabled(string clauses)
    {
        string database = server.NewDatabase();
        server.Run($"CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' {clauses} DO SELECT 'ENABLE'", database);
        byte[] disabled = EventStatus.Disable(Show("EVENT e", database));
        server.Run($"DROP EVENT e;\n{Runnable(disabled)}", database);
        Assert.Equal("DISABLED\n", server.Run($"SELECT status FROM information_schema.events WHERE event_schema = '{database}'"));
        Assert.Equal(SqlTexts.Text(disabled), SqlTexts.Text(Show("EVENT e", database)));
    }

    private static string Runnable(byte[] sql) => $"DELIMITER //\n{Encoding.UTF8.GetString(sql)}//\nDELIMITER ;\n";

    /// <summary>The definition: the column of SHOW CREATE that begins with CREATE.</summary>
    private byte[] Show(string what, string database = "")
    {
        string row = server.Run($"SHOW CREATE {what}", database);
        int start = row.IndexOf("\tCREATE ", StringComparison.Ordinal) + 1;
        int end = row.IndexOf('\t', start);
        return SqlTexts.Utf8(row[start..(end < 0 ? row.Length - 1 : end)]);
    }
}
