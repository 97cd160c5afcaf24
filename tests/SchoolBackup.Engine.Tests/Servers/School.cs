using SchoolBackup.Demo;

namespace SchoolBackup.Engine.Tests.Servers;

/// <summary>Small databases to fail with.</summary>
internal static class School
{
    /// <summary>Large enough for several chunks and key ranges (about 30 MiB of SQL).</summary>
    public const string Large = """
        CREATE TABLE attendance (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, pupil INT NOT NULL, day DATE NOT NULL, remark VARCHAR(120), KEY (pupil, day));
        INSERT INTO attendance SELECT seq, seq % 997, '2026-01-01' + INTERVAL seq % 200 DAY, LEFT(REPEAT(SHA2(seq, 256), 2), 96) FROM seq_1_to_200000;
        CREATE TABLE small (id INT NOT NULL PRIMARY KEY, v VARCHAR(20));
        ANALYZE TABLE attendance;
        INSERT INTO small VALUES (1, 'one'), (2, 'two');
        CREATE TRIGGER small_watch BEFORE UPDATE ON small FOR EACH ROW SET NEW.v = CONCAT(NEW.v, '!');
        CREATE VIEW both_tables AS SELECT COUNT(*) AS n FROM attendance JOIN small;
        """;

    /// <summary>One of each kind of object that the server has, so that whatever a failed run changes can be seen.</summary>
    public static string OfEachKind { get; } = $"""
        CREATE TABLE class (id INT NOT NULL PRIMARY KEY, name VARCHAR(40) NOT NULL);
        CREATE TABLE pupil (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, class INT NOT NULL, name VARCHAR(80), KEY (name), CONSTRAINT in_class FOREIGN KEY (class) REFERENCES class (id));
        CREATE TABLE log (n INT NOT NULL AUTO_INCREMENT PRIMARY KEY, said VARCHAR(80)) ENGINE=MyISAM;
        {(ServerPrograms.Find().IsMySql ? Fees : SequenceAndFees)}
        INSERT INTO class VALUES (1, 'one'), (2, 'two');
        INSERT INTO pupil (class, name) SELECT 1 + seq % 2, CONCAT('pupil ', seq) FROM seq_1_to_500;
        INSERT INTO fee (pupil, amount) VALUES (1, 10.50), (2, 20);
        CREATE VIEW per_class AS SELECT class, COUNT(*) AS pupils FROM pupil GROUP BY class;
        CREATE FUNCTION total() RETURNS INT READS SQL DATA RETURN (SELECT SUM(pupils) FROM per_class);
        CREATE TRIGGER pupil_came AFTER INSERT ON pupil FOR EACH ROW INSERT INTO log (said) VALUES (NEW.name);
        CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 02:00:00' DO DELETE FROM log;
        """;

    /// <summary>The tables of <see cref="OfEachKind"/>, a sequence among them where the server has such.</summary>
    public static string[] Tables { get; } = ["class", .. TablesOfFees[..1], "log", "pupil", .. TablesOfFees[1..]];

    /// <summary>The table of the fees, with the sequence that it needs.</summary>
    public static string[] TablesOfFees => ServerPrograms.Find().IsMySql ? ["fee"] : ["fee", "receipt"];

    /// <summary>A sequence, or where the server has none, a table in its place.</summary>
    public static string Counter => ServerPrograms.Find().IsMySql ? "CREATE TABLE counter (n INT)" : "CREATE SEQUENCE counter";

    private const string SequenceAndFees = """
        CREATE SEQUENCE receipt START WITH 100;
        CREATE TABLE fee (id BIGINT NOT NULL DEFAULT NEXTVAL(receipt) PRIMARY KEY, pupil INT, amount DECIMAL(10,2));
        """;

    private const string Fees = """
        CREATE TABLE fee (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, pupil INT, amount DECIMAL(10,2)) AUTO_INCREMENT = 100;
        """;
}
