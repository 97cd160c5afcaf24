using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Load;

/// <summary>A swap that fails at its last step puts back exactly what was there.</summary>
[Collection(OnServer.Name)]
public sealed class SwapUndoTests(TestServer server)
{
    /// <summary>What is easily made otherwise: by another mode, client, collation, time zone or definer; at another time; in another order.</summary>
    private const string Particular = """
        CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(20)); CREATE TABLE gone (id INT);
        CREATE VIEW stays AS SELECT id FROM t; CREATE VIEW broken AS SELECT id FROM gone; CREATE DEFINER=`nobody`@`%` SQL SECURITY INVOKER VIEW theirs AS SELECT * FROM stays;
        DROP TABLE gone;
        SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'; CREATE FUNCTION quoted() RETURNS VARCHAR(20) DETERMINISTIC COMMENT 'a\b' RETURN 'a\b';
        SET sql_mode = 'ORACLE';
        DELIMITER //
        CREATE DEFINER=`nobody`@`%` PROCEDURE p AS BEGIN SELECT 1; END //
        DELIMITER ;
        SET sql_mode = DEFAULT;
        SET NAMES latin1; CREATE PROCEDURE old_client() SELECT 'x'; SET NAMES utf8mb4 COLLATE utf8mb4_bin; CREATE FUNCTION bin_client(a VARCHAR(10)) RETURNS INT DETERMINISTIC RETURN a = 'A';
        ALTER DATABASE COLLATE utf8mb4_swedish_ci; CREATE FUNCTION swedish(a VARCHAR(10)) RETURNS VARCHAR(10) DETERMINISTIC RETURN a; ALTER DATABASE COLLATE utf8mb4_general_ci;
        CREATE TRIGGER first BEFORE INSERT ON t FOR EACH ROW SET NEW.s = 'a'; CREATE TRIGGER second BEFORE INSERT ON t FOR EACH ROW SET NEW.s = CONCAT(NEW.s, 'b');
        CREATE TRIGGER zeroth BEFORE INSERT ON t FOR EACH ROW PRECEDES first SET NEW.s = '';
        SET time_zone = '+05:30';
        CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 02:00:00' DO SELECT 1;
        CREATE EVENT kept ON SCHEDULE AT NOW() + INTERVAL 2 SECOND ON COMPLETION PRESERVE DO SELECT 1;
        CREATE EVENT off ON SCHEDULE AT NOW() + INTERVAL 2 SECOND ON COMPLETION PRESERVE DISABLE DO SELECT 1;
        CREATE EVENT once ON SCHEDULE AT NOW() + INTERVAL 2 SECOND DISABLE DO SELECT 1;
        CREATE EVENT term ON SCHEDULE EVERY 1 SECOND STARTS NOW() ENDS NOW() + INTERVAL 2 SECOND ON COMPLETION PRESERVE DISABLE ON SLAVE DO SELECT 1;
        """;

    [Theory, Trait("Server", "mariadb")]
    [InlineData(true)]
    [InlineData(false)]
    public void To_the_last_letter(bool somethingWasMade)
    {
        using TestDatabase school = server.NewDatabase(Particular);
        Thread.Sleep(TimeSpan.FromSeconds(3));
        string created = school.Sql("SELECT event_name, created, status FROM information_schema.events WHERE event_schema = DATABASE() ORDER BY 1");
        var before = new Before(school);

        Undone(school, connection =>
        {
            if (!somethingWasMade) return;
            connection.Execute($"USE {school.Name}");
            foreach (string made in (string[])["VIEW stays AS SELECT 2", "VIEW other AS SELECT 1", "FUNCTION quoted() RETURNS INT DETERMINISTIC RETURN 1", "EVENT kept ON SCHEDULE EVERY 1 DAY DO SELECT 2"])
                connection.Execute($"CREATE {made}");
        });

        before.AssertNothingChanged();
        Assert.Equal(created, school.Sql("SELECT event_name, created, status FROM information_schema.events WHERE event_schema = DATABASE() ORDER BY 1"));
    }

    [Fact]
    public void Or_what_could_not_be_put_back_is_named()
    {
        using TestDatabase school = server.NewDatabase("CREATE FUNCTION chance() RETURNS INT RETURN 1");
        try
        {
            BackupException failure = Undone(school, _ => server.Server.RunSql("SET GLOBAL log_bin_trust_function_creators = 0"));
            Assert.Equal(BackupError.RestoreFailed, failure.Code);
            Assert.Contains("could not be undone", failure.Message, StringComparison.Ordinal);
            Assert.Contains("way_back", failure.Hint, StringComparison.Ordinal);
        }
        finally
        {
            server.Server.RunSql("SET GLOBAL log_bin_trust_function_creators = 1");
        }
    }

    private static BackupException Undone(TestDatabase school, Action<MySql.MySqlConnection> makeStored)
    {
        using ScratchSchema scratch = ScratchSchema.Create(school.Connection, new DatabaseEntry(school.Name, "utf8mb4", "utf8mb4_general_ci", ""), "restore", CancellationToken.None);
        var swap = new Swap(new SwapRequest(school.Connection, school.Name, scratch.Name, [], RestoreExtent.Database, school.Name + "_before", "CHARACTER SET utf8mb4"));
        BackupException failure = Assert.Throws<BackupException>(() => swap.Run(scratch, connection =>
        {
            makeStored(connection);
            throw new BackupException(BackupError.ServerError, "the last statement is refused", "none");
        }));
        scratch.Drop();
        return failure;
    }
}
