namespace SchoolBackup.Engine.Tests.Servers;

/// <summary>Databases that go from one server to another, and what a client reads in them.</summary>
internal static class CrossSchool
{
    /// <summary>What every supported server knows.</summary>
    public const string Portable = """
        SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci;
        SET time_zone = '+00:00';
        CREATE TABLE class (id INT NOT NULL PRIMARY KEY, name VARCHAR(40) CHARACTER SET latin1 COLLATE latin1_german2_ci NOT NULL, old VARCHAR(20) CHARACTER SET utf8 COLLATE utf8_unicode_ci);
        CREATE TABLE pupil (
          id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, class INT, name VARCHAR(80), born DATE, came DATETIME(6), seen TIMESTAMP(3) NULL, at TIME(2),
          grade DECIMAL(65,30), big BIGINT UNSIGNED, average DOUBLE, ratio FLOAT, state ENUM('','here','it''s','नेपाली') NOT NULL, days SET('mo','tu','we'),
          photo BLOB, bits BIT(9), y YEAR, doc JSON, place POINT, twice INT GENERATED ALWAYS AS (class * 2) STORED,
          KEY (name), KEY (born, state), CONSTRAINT in_class FOREIGN KEY (class) REFERENCES class (id), CONSTRAINT positive CHECK (class > 0));
        CREATE TABLE log (n INT NOT NULL AUTO_INCREMENT PRIMARY KEY, said VARCHAR(80)) ENGINE=MyISAM AUTO_INCREMENT = 900;
        CREATE TABLE no_key (a INT, b VARCHAR(20));
        INSERT INTO class VALUES (1, 'größer', 'é'), (2, 'two', NULL);
        INSERT INTO pupil (class, name, born, came, seen, at, grade, big, average, ratio, state, days, photo, bits, y, doc, place) VALUES
          (1, 'Zoë 😀; it''s \\ "x"', '2010-02-28', '2026-03-29 02:30:00.123456', '2026-10-25 01:30:00.125', '-838:59:59.00', 0.000000000000000000000000000001, 18446744073709551615,
           0.1, 16777217, 'it''s', 'mo,we', X'00FF275C0A1A', b'101', 2155, '{"a": [1, "x"]}', ST_GeomFromText('POINT(1.5 -2)')),
          (2, '', NULL, NULL, NULL, NULL, NULL, 0, -0.5, 123456.789, '', '', '', NULL, NULL, NULL, NULL);
        INSERT INTO no_key VALUES (1, 'twice'), (1, 'twice'), (NULL, NULL);
        INSERT INTO log (said) VALUES ('first');
        CREATE VIEW per_class AS SELECT class, COUNT(*) AS pupils FROM pupil GROUP BY class;
        CREATE FUNCTION total() RETURNS INT READS SQL DATA RETURN (SELECT SUM(pupils) FROM per_class);
        CREATE TRIGGER pupil_came AFTER INSERT ON pupil FOR EACH ROW INSERT INTO log (said) VALUES (CONCAT('came: ', NEW.name));
        CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 02:00:00' DISABLE DO DELETE FROM log;
        """;

    /// <summary>A table with history: three rows are current, two are past.</summary>
    public const string WithHistory = """
        SET time_zone = '+00:00';
        CREATE TABLE fee (id INT NOT NULL PRIMARY KEY, amount DECIMAL(10,2)) WITH SYSTEM VERSIONING;
        CREATE TABLE shown (id INT NOT NULL PRIMARY KEY, v INT, since TIMESTAMP(6) GENERATED ALWAYS AS ROW START, until TIMESTAMP(6) GENERATED ALWAYS AS ROW END,
          PERIOD FOR SYSTEM_TIME (since, until)) WITH SYSTEM VERSIONING;
        SET timestamp = 1700000000;
        INSERT INTO fee VALUES (1, 10.50), (2, 20), (3, 30), (4, 40);
        INSERT INTO shown (id, v) VALUES (0, 0), (1, 1);
        SET timestamp = 1700000100.5;
        UPDATE fee SET amount = 11 WHERE id = 1;
        DELETE FROM fee WHERE id = 4;
        UPDATE shown SET v = 2;
        """;

    /// <summary>Reads all that <see cref="Portable"/> made, in words that no server has changed.</summary>
    public const string Witness = """
        SET NAMES utf8mb4; SET time_zone = '+00:00';
        SELECT id, name, HEX(CONVERT(name USING utf8mb4)), old FROM class ORDER BY id;
        SELECT id, class, name, born, came, seen, at, grade, big, average, ratio + 0e0, state, state + 0, days, HEX(photo), bits + 0, y, doc, HEX(place), twice FROM pupil ORDER BY id;
        SELECT n, said FROM log ORDER BY n;
        SELECT a, b FROM no_key ORDER BY a, b;
        SELECT class, pupils FROM per_class ORDER BY class;
        SELECT total();
        SELECT trigger_name, action_timing, event_manipulation FROM information_schema.triggers WHERE trigger_schema = DATABASE();
        SELECT event_name, interval_value, interval_field, starts, status FROM information_schema.events WHERE event_schema = DATABASE();
        SELECT table_name, column_name, ordinal_position, is_nullable, character_maximum_length, numeric_precision, numeric_scale, datetime_precision
          FROM information_schema.columns WHERE table_schema = DATABASE() AND data_type <> 'json' AND column_name <> 'doc' AND table_name <> 'per_class' ORDER BY 1, 3;
        SELECT table_name, index_name, seq_in_index, column_name, non_unique FROM information_schema.statistics WHERE table_schema = DATABASE() ORDER BY 1, 2, 3;
        SELECT constraint_name, table_name, referenced_table_name FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE() ORDER BY 1;
        INSERT INTO log (said) VALUES ('next'); SELECT MAX(n) FROM log; DELETE FROM log WHERE said = 'next';
        """;

    /// <summary>What is current, what is past, and what was at a moment between.</summary>
    public const string HistoryWitness = """
        SET time_zone = '+00:00';
        SELECT id, amount FROM fee ORDER BY id;
        SELECT id, amount, row_start, IF(row_end > '2037-01-01', 'current', row_end) FROM fee FOR SYSTEM_TIME ALL ORDER BY id, row_start;
        SELECT id, amount FROM fee FOR SYSTEM_TIME AS OF '2023-11-14 22:14:00' ORDER BY id;
        SELECT id, v FROM shown ORDER BY id;
        SELECT id, v, since, IF(until > '2037-01-01', 'current', until) FROM shown FOR SYSTEM_TIME ALL ORDER BY id, since;
        UPDATE fee SET amount = amount + 1 WHERE id = 2;
        SELECT COUNT(*) FROM fee FOR SYSTEM_TIME ALL;
        """;
}
