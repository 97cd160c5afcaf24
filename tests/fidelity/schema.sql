-- Everything that a backup is known to lose or bend, in one database. inventory.md says what is where.
-- Load it as root with the mariadb client, then data.sql over a new connection:
--   mariadb --binary-mode --comments --default-character-set=utf8mb4 DATABASE < schema.sql
-- Names of the database itself are never written here (EXECUTE IMMEDIATE puts DATABASE() in), so that it loads under any name.

-- data.sql has rows over 16 MiB; the value holds for connections made from now on.
SET GLOBAL max_allowed_packet = 134217728;
SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
SET SESSION time_zone = '+00:00';
SET SESSION foreign_key_checks = 0;
SET SESSION group_concat_max_len = 1048576;
SET SESSION default_storage_engine = InnoDB;
ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci COMMENT 'a school''s "own" `database` \\ नेपाल';

-- ---------------------------------------------------------------------------------------------------------------- values

CREATE TABLE v_integers (
  id INT NOT NULL PRIMARY KEY,
  flag TINYINT(1), flags BOOLEAN, tiny TINYINT, tiny_u TINYINT UNSIGNED, small SMALLINT, small_u SMALLINT UNSIGNED,
  medium MEDIUMINT, medium_u MEDIUMINT UNSIGNED, plain INT, plain_u INT UNSIGNED, big BIGINT, big_u BIGINT UNSIGNED,
  narrow INT(3), zeros INT(8) ZEROFILL, zeros_big BIGINT(20) UNSIGNED ZEROFILL
);

CREATE TABLE v_decimals (
  id INT NOT NULL PRIMARY KEY,
  widest DECIMAL(65,30), whole DECIMAL(65,0), fraction DECIMAL(30,30), money DECIMAL(10,2) NOT NULL DEFAULT 0.00, unsigned_money DECIMAL(12,4) UNSIGNED,
  zeros DECIMAL(10,3) ZEROFILL
);

CREATE TABLE v_floats (
  id INT NOT NULL PRIMARY KEY,
  f FLOAT, f_fixed FLOAT(9,3), f_u FLOAT UNSIGNED, d DOUBLE, d_fixed DOUBLE(16,4), d_u DOUBLE UNSIGNED ZEROFILL
);

CREATE TABLE v_float_key (f FLOAT NOT NULL, d DOUBLE NOT NULL, note VARCHAR(40), PRIMARY KEY (f, d));

CREATE TABLE v_times (
  id INT NOT NULL PRIMARY KEY,
  d DATE, dt DATETIME, dt6 DATETIME(6), ts TIMESTAMP NULL, ts6 TIMESTAMP(6) NULL, t TIME, t1 TIME(1), t6 TIME(6), y YEAR, y4 YEAR(4)
);

CREATE TABLE v_timestamps_over_dst (
  at TIMESTAMP NOT NULL DEFAULT '2026-01-01 00:00:00' PRIMARY KEY,
  at6 TIMESTAMP(6) NULL,
  changed TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  said VARCHAR(60)
);

CREATE TABLE v_bits (
  id INT NOT NULL PRIMARY KEY,
  b1 BIT(1), b7 BIT(7), b8 BIT(8), b9 BIT(9), b16 BIT(16), b17 BIT(17), b33 BIT(33), b63 BIT(63), b64 BIT(64) DEFAULT b'101'
);

CREATE TABLE v_enums (
  id INT NOT NULL PRIMARY KEY,
  plain ENUM('boy','girl','other'),
  with_empty ENUM('','present','absent') NOT NULL DEFAULT '',
  awkward ENUM('it''s','a,b','say "hi"','back\\slash','नेपाली','1','0') CHARACTER SET utf8mb4,
  old ENUM('é','ß') CHARACTER SET latin1
);

SET @members = (SELECT GROUP_CONCAT(QUOTE(CONCAT('right ', seq)) ORDER BY seq) FROM seq_1_to_64);
EXECUTE IMMEDIATE CONCAT('CREATE TABLE v_sets (id INT NOT NULL PRIMARY KEY, few SET(''bus'',''meal'',''it''''s'') NOT NULL DEFAULT '''', all64 SET(', @members, '))');

CREATE TABLE v_texts (
  id INT NOT NULL PRIMARY KEY,
  c CHAR(10), v VARCHAR(200), v0 VARCHAR(0), tiny TINYTEXT, t TEXT, medium MEDIUMTEXT, l LONGTEXT,
  b BINARY(4), vb VARBINARY(300), tiny_b TINYBLOB, bl BLOB, medium_b MEDIUMBLOB, lb LONGBLOB,
  guid CHAR(36)
);

CREATE TABLE v_texts_strange_but_unique (s VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY, n INT);

CREATE TABLE v_bytes (b VARBINARY(255) NOT NULL PRIMARY KEY, again BLOB, as_char BINARY(1));

CREATE TABLE v_compressed (id INT NOT NULL PRIMARY KEY, v VARCHAR(500) COMPRESSED, b BLOB COMPRESSED, t LONGTEXT COMPRESSED);

CREATE TABLE v_charsets (
  id INT NOT NULL PRIMARY KEY,
  c_ascii VARCHAR(20) CHARACTER SET ascii, c_latin1 VARCHAR(60) CHARACTER SET latin1, c_latin1_bin VARCHAR(20) CHARACTER SET latin1 COLLATE latin1_bin,
  c_latin2 VARCHAR(20) CHARACTER SET latin2, c_latin5 VARCHAR(20) CHARACTER SET latin5, c_latin7 VARCHAR(20) CHARACTER SET latin7,
  c_cp850 VARCHAR(20) CHARACTER SET cp850, c_cp852 VARCHAR(20) CHARACTER SET cp852, c_cp866 VARCHAR(20) CHARACTER SET cp866,
  c_cp1250 VARCHAR(20) CHARACTER SET cp1250, c_cp1251 VARCHAR(20) CHARACTER SET cp1251, c_cp1256 VARCHAR(20) CHARACTER SET cp1256, c_cp1257 VARCHAR(20) CHARACTER SET cp1257,
  c_koi8r VARCHAR(20) CHARACTER SET koi8r, c_koi8u VARCHAR(20) CHARACTER SET koi8u, c_greek VARCHAR(20) CHARACTER SET greek, c_hebrew VARCHAR(20) CHARACTER SET hebrew,
  c_tis620 VARCHAR(20) CHARACTER SET tis620, c_armscii8 VARCHAR(20) CHARACTER SET armscii8, c_geostd8 VARCHAR(20) CHARACTER SET geostd8,
  c_swe7 VARCHAR(20) CHARACTER SET swe7, c_hp8 VARCHAR(20) CHARACTER SET hp8, c_dec8 VARCHAR(20) CHARACTER SET dec8, c_keybcs2 VARCHAR(20) CHARACTER SET keybcs2,
  c_macroman VARCHAR(20) CHARACTER SET macroman, c_macce VARCHAR(20) CHARACTER SET macce,
  c_sjis VARCHAR(20) CHARACTER SET sjis, c_cp932 VARCHAR(20) CHARACTER SET cp932, c_ujis VARCHAR(20) CHARACTER SET ujis, c_eucjpms VARCHAR(20) CHARACTER SET eucjpms,
  c_gbk VARCHAR(20) CHARACTER SET gbk, c_gb2312 VARCHAR(20) CHARACTER SET gb2312, c_big5 VARCHAR(20) CHARACTER SET big5, c_euckr VARCHAR(20) CHARACTER SET euckr,
  c_ucs2 VARCHAR(20) CHARACTER SET ucs2, c_utf16 VARCHAR(20) CHARACTER SET utf16, c_utf16le VARCHAR(20) CHARACTER SET utf16le, c_utf32 VARCHAR(20) CHARACTER SET utf32,
  c_utf8mb3 VARCHAR(20) CHARACTER SET utf8mb3, c_utf8mb4 VARCHAR(20) CHARACTER SET utf8mb4, c_uca1400 VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_uca1400_ai_ci,
  c_nopad VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_nopad_ci, e_ucs2 ENUM('あ','表') CHARACTER SET ucs2, t_sjis TEXT CHARACTER SET sjis, c_char_utf16 CHAR(5) CHARACTER SET utf16
) DEFAULT CHARACTER SET utf8mb3 COLLATE utf8mb3_bin;

CREATE TABLE v_spatial (
  id INT NOT NULL PRIMARY KEY,
  g GEOMETRY, p POINT, l LINESTRING, a POLYGON, mp MULTIPOINT, ml MULTILINESTRING, ma MULTIPOLYGON, gc GEOMETRYCOLLECTION,
  school POINT REF_SYSTEM_ID=4326 NOT NULL,
  SPATIAL KEY school_place (school)
);

CREATE TABLE v_json (
  id INT NOT NULL PRIMARY KEY,
  doc JSON, must_be JSON NOT NULL CHECK (JSON_LENGTH(must_be) >= 0), v LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin CHECK (JSON_VALID(v)),
  total DECIMAL(20,6) AS (JSON_VALUE(doc, '$.total')) VIRTUAL
);

CREATE TABLE v_addresses (id UUID NOT NULL PRIMARY KEY, u UUID, four INET4, six INET6, KEY (six), KEY (four));

CREATE TABLE v_rows_over_16_mib (id INT NOT NULL PRIMARY KEY, photo LONGBLOB, said LONGTEXT);

-- A row of 600 columns; and one whose columns lie on many pages.
SET @columns = (SELECT GROUP_CONCAT('c', seq, IF(seq % 3 = 0, ' VARCHAR(4)', IF(seq % 3 = 1, ' INT', ' DOUBLE')) ORDER BY seq) FROM seq_1_to_600);
EXECUTE IMMEDIATE CONCAT('CREATE TABLE v_wide (id INT NOT NULL PRIMARY KEY, ', @columns, ') ROW_FORMAT=DYNAMIC');
SET @columns = (SELECT GROUP_CONCAT('t', seq, ' TEXT' ORDER BY seq) FROM seq_1_to_60);
EXECUTE IMMEDIATE CONCAT('CREATE TABLE v_long (id INT NOT NULL PRIMARY KEY, ', @columns, ') ROW_FORMAT=DYNAMIC');

-- ---------------------------------------------------------------------------------------------------------------- columns

CREATE TABLE c_invisible (
  secret INT INVISIBLE DEFAULT 7, id INT NOT NULL PRIMARY KEY, shown VARCHAR(20), stamp TIMESTAMP NOT NULL INVISIBLE DEFAULT '2026-01-01 00:00:00', pin VARBINARY(8) INVISIBLE
);

CREATE TABLE c_generated (
  full_name VARCHAR(101) GENERATED ALWAYS AS (CONCAT(first, ' ', last)) VIRTUAL COMMENT 'first in the table',
  id INT NOT NULL PRIMARY KEY, first VARCHAR(50) NOT NULL, last VARCHAR(50) NOT NULL,
  length_stored INT GENERATED ALWAYS AS (CHAR_LENGTH(first)) STORED,
  hidden_virtual INT GENERATED ALWAYS AS (id * 2) VIRTUAL INVISIBLE,
  hidden_stored VARCHAR(60) GENERATED ALWAYS AS (CONCAT('it''s \\', first)) PERSISTENT INVISIBLE,
  tail VARCHAR(10) DEFAULT 'x',
  KEY (full_name), KEY by_length (length_stored, hidden_virtual)
);

CREATE TABLE c_generated_between (a INT GENERATED ALWAYS AS (b + 1) STORED, b INT, c INT GENERATED ALWAYS AS (b + 2) VIRTUAL, d INT, e INT AS (a + d) STORED);

CREATE TABLE c_defaults (
  id INT NOT NULL PRIMARY KEY,
  quote VARCHAR(40) NOT NULL DEFAULT 'it''s \\ "so" `here`\n', empty VARCHAR(5) DEFAULT '', nothing VARCHAR(5) DEFAULT NULL, none_needed VARCHAR(5) NOT NULL,
  computed INT DEFAULT (id + 1), key_text CHAR(36) DEFAULT UUID(), bytes BLOB DEFAULT X'00FF5C27', said TEXT DEFAULT 'ça ''va''', day DATE DEFAULT (CAST('2026-04-14' AS DATE)),
  made DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6), touched TIMESTAMP(6) NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP(6), bits BIT(5) DEFAULT b'10101', snow VARCHAR(5) DEFAULT '☃'
) COMMENT 'the table''s "own" `comment` \\ with ☃; and -- dashes /* stars */';

CREATE TABLE c_checks (
  id INT NOT NULL PRIMARY KEY CHECK (id > 0),
  grade CHAR(5) COMMENT 'column''s "comment" \\ `x`' CHECK (grade IN ('A+', 'it''s', '\\', '"', '-- no')),
  score INT, top INT,
  CONSTRAINT `sc``ore's check` CHECK (score <= top), CONSTRAINT CHECK (top < 1000)
);

CREATE TABLE c_period (
  room INT NOT NULL, from_day DATE NOT NULL, to_day DATE NOT NULL, pupil VARCHAR(30),
  PERIOD FOR stay (from_day, to_day), UNIQUE KEY one_at_a_time (room, stay WITHOUT OVERLAPS)
);

-- ---------------------------------------------------------------------------------------------------------------- counters, sequences

CREATE TABLE a_zero (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, v VARCHAR(20));
CREATE TABLE a_negative (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, v VARCHAR(20));
CREATE TABLE a_ahead (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, v INT) AUTO_INCREMENT = 5000000000;
CREATE TABLE a_ahead_empty (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, v INT) AUTO_INCREMENT = 4711;
CREATE TABLE a_ahead_myisam (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, v INT) ENGINE=MyISAM AUTO_INCREMENT = 900;
CREATE TABLE a_ahead_memory (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, v INT) ENGINE=MEMORY AUTO_INCREMENT = 800;
CREATE TABLE a_at_the_end (id TINYINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, v INT);
CREATE TABLE a_per_group (grp INT NOT NULL, id INT NOT NULL AUTO_INCREMENT, v INT, PRIMARY KEY (grp, id)) ENGINE=MyISAM;
CREATE TABLE a_not_first (name VARCHAR(10) NOT NULL, id INT NOT NULL AUTO_INCREMENT UNIQUE, PRIMARY KEY (name, id));

CREATE SEQUENCE s_plain;
CREATE SEQUENCE s_used START WITH 100 INCREMENT BY 5 MINVALUE 10 MAXVALUE 100000 CACHE 1000 CYCLE COMMENT 'receipt''s "number"';
CREATE SEQUENCE s_down START WITH -1 INCREMENT BY -1 MINVALUE -50 MAXVALUE -1 NOCACHE NOCYCLE;
CREATE SEQUENCE s_run_out START WITH 1 MINVALUE 1 MAXVALUE 3 NOCACHE NOCYCLE;
CREATE SEQUENCE s_server_increment INCREMENT BY 0;
CREATE SEQUENCE `s``odd name` START WITH 7 ENGINE=Aria;
CREATE TABLE s_default (id BIGINT NOT NULL DEFAULT NEXTVAL(s_used) PRIMARY KEY, other BIGINT DEFAULT (NEXT VALUE FOR `s``odd name`), v VARCHAR(10));

-- ---------------------------------------------------------------------------------------------------------------- tables, engines, keys

CREATE TABLE t_no_key (a INT, b VARCHAR(20), c DOUBLE);
CREATE TABLE t_no_key_myisam (a INT, b TEXT) ENGINE=MyISAM;
CREATE TABLE t_empty (id INT NOT NULL PRIMARY KEY, v VARCHAR(10));
CREATE TABLE t_one_null (a INT);
CREATE TABLE t_unique_only (a INT NOT NULL, b INT NULL, UNIQUE KEY (a), UNIQUE KEY (b));
CREATE TABLE t_key_text (k VARCHAR(60) NOT NULL COLLATE utf8mb4_unicode_ci PRIMARY KEY, v INT);
CREATE TABLE t_key_bytes (k VARBINARY(60) NOT NULL PRIMARY KEY, v INT);
CREATE TABLE t_key_uuid (k UUID NOT NULL DEFAULT UUID() PRIMARY KEY, v INT);
CREATE TABLE t_key_many (year YEAR NOT NULL, class VARCHAR(10) NOT NULL, roll SMALLINT UNSIGNED NOT NULL, name VARCHAR(40), PRIMARY KEY (year, class, roll), KEY (name(7)));
CREATE TABLE t_key_extremes (id BIGINT UNSIGNED NOT NULL PRIMARY KEY, v INT);
CREATE TABLE t_myisam (id INT NOT NULL PRIMARY KEY, v VARCHAR(50), FULLTEXT KEY (v)) ENGINE=MyISAM CHECKSUM=1 DELAY_KEY_WRITE=1 PACK_KEYS=1 ROW_FORMAT=DYNAMIC MIN_ROWS=10 MAX_ROWS=1000 AVG_ROW_LENGTH=60;
CREATE TABLE t_aria (id INT NOT NULL PRIMARY KEY, v VARCHAR(50)) ENGINE=Aria TRANSACTIONAL=1 PAGE_CHECKSUM=1;
CREATE TABLE t_aria_plain (id INT NOT NULL PRIMARY KEY, v VARCHAR(50)) ENGINE=Aria TRANSACTIONAL=0 ROW_FORMAT=FIXED;
CREATE TABLE t_memory (id INT NOT NULL, v VARCHAR(50), PRIMARY KEY (id) USING HASH, KEY by_v (v) USING BTREE) ENGINE=MEMORY MAX_ROWS=100;
CREATE TABLE t_csv (id INT NOT NULL, v VARCHAR(50) NOT NULL) ENGINE=CSV;
CREATE TABLE t_merge (id INT NOT NULL, v VARCHAR(50), KEY (id)) ENGINE=MRG_MyISAM UNION=(t_merge_1, t_merge_2) INSERT_METHOD=LAST;
CREATE TABLE t_merge_1 (id INT NOT NULL, v VARCHAR(50), KEY (id)) ENGINE=MyISAM;
CREATE TABLE t_merge_2 LIKE t_merge_1;
CREATE TABLE t_row_compressed (id INT NOT NULL PRIMARY KEY, v TEXT) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8;
CREATE TABLE t_row_redundant (id INT NOT NULL PRIMARY KEY, v TEXT) ROW_FORMAT=REDUNDANT STATS_PERSISTENT=1 STATS_AUTO_RECALC=0 STATS_SAMPLE_PAGES=20;
CREATE TABLE t_page_compressed (id INT NOT NULL PRIMARY KEY, v TEXT) PAGE_COMPRESSED=1;
CREATE TABLE t_latin1 (id INT NOT NULL PRIMARY KEY, v VARCHAR(50)) DEFAULT CHARACTER SET latin1 COLLATE latin1_german2_ci COMMENT='gro\'ß';
CREATE TABLE t_binary (id INT NOT NULL PRIMARY KEY, v VARCHAR(50)) DEFAULT CHARACTER SET binary;
CREATE TABLE t_keys (
  id INT NOT NULL PRIMARY KEY COMMENT 'the ''key''', a INT, b VARCHAR(200), t TEXT, d DATE, u BLOB, h TEXT,
  KEY down (a DESC, d), KEY prefix (b(10), t(20) DESC) COMMENT 'a "prefix" key''s \\ comment', UNIQUE KEY long_unique (u), UNIQUE KEY two_long (h, b) USING HASH,
  FULLTEXT KEY words (b, t), KEY unused (d) IGNORED, KEY twice (a), KEY twice_again (a), KEY `od``d "key" name's` (d, a)
);
CREATE TABLE t_full_text (FTS_DOC_ID BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, title VARCHAR(100), body MEDIUMTEXT, FULLTEXT KEY (title), FULLTEXT KEY `both` (title, body));
CREATE TABLE t_medium (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, pupil INT NOT NULL, day DATE NOT NULL, state ENUM('P','A','L') NOT NULL, remark VARCHAR(80), KEY (pupil, day));

-- ---------------------------------------------------------------------------------------------------------------- partitions

CREATE TABLE p_range (id INT NOT NULL, y INT, PRIMARY KEY (id)) PARTITION BY RANGE (id) (
  PARTITION p0 VALUES LESS THAN (10) COMMENT 'low''s', PARTITION `p``1 odd` VALUES LESS THAN (20) MAX_ROWS=100, PARTITION pmax VALUES LESS THAN MAXVALUE);
CREATE TABLE p_range_null (y INT, v INT) PARTITION BY RANGE (y) (PARTITION p0 VALUES LESS THAN (2000), PARTITION p1 VALUES LESS THAN (2100));
CREATE TABLE p_range_columns (d DATE NOT NULL, s VARCHAR(10) NOT NULL, v INT) PARTITION BY RANGE COLUMNS (d, s) (
  PARTITION a VALUES LESS THAN ('2026-01-01', 'm'), PARTITION b VALUES LESS THAN ('2027-01-01', MAXVALUE), PARTITION c VALUES LESS THAN (MAXVALUE, MAXVALUE));
CREATE TABLE p_list (id INT NOT NULL, v INT) PARTITION BY LIST (id) (PARTITION odd VALUES IN (1, 3, 5), PARTITION even VALUES IN (2, 4), PARTITION rest DEFAULT);
CREATE TABLE p_list_columns (c VARCHAR(10) COLLATE utf8mb4_bin, v INT) PARTITION BY LIST COLUMNS (c) (PARTITION q VALUES IN ('it''s', NULL), PARTITION n VALUES IN ('नेपाल', 'é'), PARTITION rest DEFAULT);
CREATE TABLE p_hash (id INT NOT NULL, v INT) PARTITION BY HASH (id) PARTITIONS 3;
CREATE TABLE p_linear_hash (d DATE NOT NULL, v INT) PARTITION BY LINEAR HASH (YEAR(d)) PARTITIONS 4;
CREATE TABLE p_key (id VARCHAR(20) NOT NULL PRIMARY KEY, v INT) PARTITION BY KEY () PARTITIONS 3;
CREATE TABLE p_linear_key (id INT NOT NULL, v INT) PARTITION BY LINEAR KEY ALGORITHM=1 (id) PARTITIONS 2;
CREATE TABLE p_sub (id INT NOT NULL, d DATE NOT NULL) PARTITION BY RANGE (YEAR(d)) SUBPARTITION BY HASH (TO_DAYS(d)) SUBPARTITIONS 2 (
  PARTITION p0 VALUES LESS THAN (2020), PARTITION p1 VALUES LESS THAN MAXVALUE);
CREATE TABLE p_sub_named (id INT NOT NULL, d INT NOT NULL) PARTITION BY LIST (d) SUBPARTITION BY KEY (id) (
  PARTITION p0 VALUES IN (0) (SUBPARTITION s0 COMMENT 'it''s', SUBPARTITION s1), PARTITION p1 VALUES IN (1) (SUBPARTITION s2, SUBPARTITION s3));
CREATE TABLE p_myisam (id INT NOT NULL, v INT) ENGINE=MyISAM PARTITION BY HASH (id) PARTITIONS 2;

-- ---------------------------------------------------------------------------------------------------------------- system versioning

CREATE TABLE h_implicit (id INT NOT NULL PRIMARY KEY, v VARCHAR(20), unwatched INT WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING;
CREATE TABLE h_explicit (
  id INT NOT NULL PRIMARY KEY, fee DECIMAL(10,2),
  valid_from TIMESTAMP(6) GENERATED ALWAYS AS ROW START, valid_to TIMESTAMP(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (valid_from, valid_to)
) WITH SYSTEM VERSIONING;
CREATE TABLE h_hidden (
  id INT NOT NULL PRIMARY KEY, v INT,
  `row ``start` TIMESTAMP(6) GENERATED ALWAYS AS ROW START INVISIBLE, row_end TIMESTAMP(6) GENERATED ALWAYS AS ROW END INVISIBLE, PERIOD FOR SYSTEM_TIME (`row ``start`, row_end)
) WITH SYSTEM VERSIONING;
CREATE TABLE h_by_column (id INT NOT NULL PRIMARY KEY, watched INT WITH SYSTEM VERSIONING, free INT);
CREATE TABLE h_no_key (a INT, b VARCHAR(10)) WITH SYSTEM VERSIONING;
CREATE TABLE h_partitioned (id INT NOT NULL PRIMARY KEY, v INT) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME (PARTITION past HISTORY, PARTITION now CURRENT);

-- ---------------------------------------------------------------------------------------------------------------- names

CREATE TABLE `we``ird` (`a``b` INT NOT NULL PRIMARY KEY, `a'b` INT, `a"b` INT, `a.b` INT, `a b` INT, `नाम` VARCHAR(10), `#hash` INT, `-- x` INT, `/*c*/` INT, `%s` INT, `@v` INT, `a;b` INT,
  `back\slash` INT, `select` INT, `1` INT, `{0}` INT, KEY `k``ey` (`a'b`), CONSTRAINT `c``heck` CHECK (`a.b` > 0));
CREATE TABLE `quo'te` (id INT NOT NULL PRIMARY KEY, p INT, CONSTRAINT `f``k's "name"` FOREIGN KEY (p) REFERENCES `we``ird` (`a``b`) ON DELETE SET NULL ON UPDATE CASCADE);
CREATE TABLE `dou"ble` (id INT NOT NULL PRIMARY KEY);
CREATE TABLE `dot.ted` (`id.` INT NOT NULL PRIMARY KEY, `.x` INT);
CREATE TABLE `spa ce and -- dashes` (id INT NOT NULL PRIMARY KEY);
CREATE TABLE `semi;colon` (id INT NOT NULL PRIMARY KEY);
CREATE TABLE `sl/ash\back` (id INT NOT NULL PRIMARY KEY);
CREATE TABLE `विद्यार्थी` (`नाम` VARCHAR(40) NOT NULL PRIMARY KEY, `उमेर` INT, KEY `अनुक्रम` (`उमेर`));
CREATE TABLE `Schüler_ß_éÉ` (id INT NOT NULL PRIMARY KEY);
CREATE TABLE `select` (`from` INT NOT NULL PRIMARY KEY, `where` INT, `key` INT, KEY `key` (`key`));
CREATE TABLE `1` (`2` INT NOT NULL PRIMARY KEY);
CREATE TABLE `$dollar%percent_under` (`$a` INT NOT NULL PRIMARY KEY);
CREATE TABLE `n23456789_123456789_123456789_123456789_123456789_123456789_1234` (`c23456789_123456789_123456789_123456789_123456789_123456789_1234` INT NOT NULL PRIMARY KEY);
EXECUTE IMMEDIATE IF(@@lower_case_table_names = 0, 'CREATE TABLE `CASE_collision` (id INT NOT NULL PRIMARY KEY)', 'DO 0');
CREATE TABLE `case_collision` (id INT NOT NULL PRIMARY KEY);

-- ---------------------------------------------------------------------------------------------------------------- foreign keys

CREATE DATABASE IF NOT EXISTS fidelity_other CHARACTER SET utf8mb4;
CREATE TABLE IF NOT EXISTS fidelity_other.district (id INT NOT NULL PRIMARY KEY, name VARCHAR(40));
CREATE TABLE f_egg (id INT NOT NULL PRIMARY KEY, chicken INT, CONSTRAINT egg_of FOREIGN KEY (chicken) REFERENCES f_chicken (id) ON DELETE CASCADE);
CREATE TABLE f_chicken (id INT NOT NULL PRIMARY KEY, egg INT, CONSTRAINT chicken_from FOREIGN KEY (egg) REFERENCES f_egg (id) ON UPDATE CASCADE);
CREATE TABLE f_self (id INT NOT NULL PRIMARY KEY, head INT, FOREIGN KEY (head) REFERENCES f_self (id) ON DELETE SET NULL);
CREATE TABLE f_two_columns (id INT NOT NULL PRIMARY KEY, year YEAR, class VARCHAR(10), roll SMALLINT UNSIGNED, CONSTRAINT pupil FOREIGN KEY (year, class, roll) REFERENCES t_key_many (year, class, roll) ON DELETE RESTRICT);
CREATE TABLE f_in_other_schema (id INT NOT NULL PRIMARY KEY, district INT, FOREIGN KEY (district) REFERENCES fidelity_other.district (id));
CREATE TABLE f_orphan (id INT NOT NULL PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES t_empty (id));
CREATE TABLE aa_child_sorts_first (id INT NOT NULL PRIMARY KEY, parent INT, FOREIGN KEY (parent) REFERENCES zz_parent_sorts_last (id));
CREATE TABLE zz_parent_sorts_last (id INT NOT NULL PRIMARY KEY);

-- ---------------------------------------------------------------------------------------------------------------- routines
-- The database's collation is part of each routine, trigger and event ("Database Collation"): the first ones are made under another.

ALTER DATABASE CHARACTER SET latin1 COLLATE latin1_german2_ci;
DELIMITER $$

CREATE FUNCTION r_under_german_collation(a VARCHAR(20)) RETURNS VARCHAR(20) DETERMINISTIC NO SQL RETURN CONCAT(a, 'ß') $$

ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci $$

CREATE FUNCTION r_grade(score DECIMAL(5,2)) RETURNS CHAR(2) CHARACTER SET ascii
  DETERMINISTIC NO SQL SQL SECURITY INVOKER COMMENT 'the school''s "grade" \\ `scale`'
BEGIN
  -- a line comment; with a semicolon, a 'quote and a "double
  # another one
  /* a block; with DELIMITER ;; in it */
  DECLARE answer CHAR(2) DEFAULT 'it';
  IF score >= 90 THEN SET answer = 'A+'; ELSEIF score >= 80 THEN SET answer = 'A'; ELSE SET answer = 'B'; END IF;
  RETURN answer; -- said
END
-- after the end
$$

CREATE FUNCTION r_reads(pupil INT) RETURNS INT NOT DETERMINISTIC READS SQL DATA RETURN (SELECT COUNT(*) FROM t_medium WHERE t_medium.pupil = pupil) $$

CREATE FUNCTION r_returns_enum() RETURNS ENUM('it''s','é','☃') CHARACTER SET utf8mb4 COLLATE utf8mb4_bin CONTAINS SQL RETURN 'é' $$

CREATE PROCEDURE r_everything(IN `a``b` INT, OUT o DECIMAL(65,30), INOUT io VARCHAR(30) CHARACTER SET latin1 COLLATE latin1_bin, `नाम` JSON)
  MODIFIES SQL DATA SQL SECURITY DEFINER COMMENT '-- no comment; /* none */'
BEGIN
  DECLARE done BOOL DEFAULT FALSE;
  DECLARE s TEXT DEFAULT 'it''s; \'so\' \\ "far" `tick` // ;; \0 \Z \n 🎓';
  DECLARE c CURSOR FOR SELECT CONCAT("double ""quoted"" string; -- not a comment") FROM DUAL;
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = TRUE;
  OPEN c; FETCH c INTO s; CLOSE c;
  `a label`: LOOP
    SET `a``b` = `a``b` + 1;
    IF `a``b` > 3 THEN LEAVE `a label`; END IF;
  END LOOP;
  /*!50000 SET o = 1.5 */;
  SELECT o + 0 INTO o;
  SET io = CONCAT(io, CHAR(39), _latin1 X'E9', N'नेपाली');
END $$

CREATE PROCEDURE r_empty() BEGIN END $$

CREATE FUNCTION r_empty() RETURNS INT RETURN 1 $$

CREATE DEFINER=`gone`@`%` PROCEDURE r_by_gone() SELECT CURRENT_USER() $$
CREATE DEFINER=`it's "gone"`@`host.example` FUNCTION r_by_odd_definer() RETURNS INT RETURN 2 $$
CREATE DEFINER=`a b` FUNCTION r_by_user_without_host() RETURNS INT RETURN 3 $$

CREATE AGGREGATE FUNCTION r_total(x INT) RETURNS INT
BEGIN
  DECLARE total INT DEFAULT 0;
  DECLARE CONTINUE HANDLER FOR NOT FOUND RETURN total;
  LOOP
    FETCH GROUP NEXT ROW;
    SET total = total + COALESCE(x, 0);
  END LOOP;
END $$

CREATE PROCEDURE `r odd ``name``; -- 'x'`() SELECT 'it\'s' $$

SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES' $$
CREATE FUNCTION "r_ansi"("a""b" VARCHAR(20)) RETURNS VARCHAR(60) DETERMINISTIC COMMENT 'back\slash' RETURN "a""b" || 'one \ backslash' || 'it''s' $$
SET sql_mode = 'NO_BACKSLASH_ESCAPES' $$
CREATE PROCEDURE r_no_backslash() SELECT '\', "\", 'C:\' $$
SET sql_mode = 'HIGH_NOT_PRECEDENCE,IGNORE_SPACE,NO_UNSIGNED_SUBTRACTION,REAL_AS_FLOAT,ALLOW_INVALID_DATES,TIME_ROUND_FRACTIONAL' $$
CREATE FUNCTION r_modes() RETURNS DATE RETURN '2026-02-31' $$

SET sql_mode = 'ORACLE' $$
CREATE FUNCTION "r_oracle"(a IN INT, b IN VARCHAR2) RETURN VARCHAR2(60) AS
  answer VARCHAR2(60) := 'x';
BEGIN
  <<walk>>
  FOR i IN 1..a LOOP answer := answer || b; END LOOP;
  RETURN answer;
END $$
CREATE PACKAGE r_package AS
  FUNCTION fee(a INT) RETURN INT;
  PROCEDURE "say ""it""";
END $$
CREATE PACKAGE BODY r_package AS
  counter INT := 0; -- the package's own state
  FUNCTION fee(a INT) RETURN INT AS BEGIN counter := counter + 1; RETURN a * 2; END;
  PROCEDURE "say ""it""" AS BEGIN SELECT 'it''s'; END;
END $$

SET sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION' $$
EXECUTE IMMEDIATE CONCAT('CREATE PROCEDURE r_names_its_schema() BEGIN SELECT COUNT(*) FROM `', REPLACE(DATABASE(), '`', '``'), '`.t_medium; INSERT INTO `', REPLACE(DATABASE(), '`', '``'),
  '` . t_one_null VALUES (NULL); SELECT ''', DATABASE(), '.t_medium stays'' -- ', DATABASE(), '.t_medium stays\n; END') $$

-- A body that a client with another character set wrote: é is one byte here.
SET NAMES latin1 COLLATE latin1_swedish_ci $$
EXECUTE IMMEDIATE CONCAT('CREATE FUNCTION r_latin1() RETURNS VARCHAR(20) CHARACTER SET utf8mb4 DETERMINISTIC RETURN ''caf', _latin1 X'E9', '''') $$
EXECUTE IMMEDIATE CONCAT('CREATE VIEW w_latin1 AS SELECT ''caf', _latin1 X'E9', ''' AS `gar', _latin1 X'E7', 'on`') $$
EXECUTE IMMEDIATE CONCAT('CREATE EVENT e_latin1 ON SCHEDULE AT ''2037-12-31 00:00:00'' DISABLE COMMENT ''', _latin1 X'E9', ''' DO SELECT ''caf', _latin1 X'E9', '''') $$
EXECUTE IMMEDIATE CONCAT('CREATE TRIGGER g_latin1 BEFORE INSERT ON t_latin1 FOR EACH ROW SET NEW.v = CONCAT(NEW.v, ''', _latin1 X'E9', ''')') $$
SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci $$

-- ---------------------------------------------------------------------------------------------------------------- triggers

CREATE TABLE g_log (n INT NOT NULL AUTO_INCREMENT PRIMARY KEY, what VARCHAR(60), said TEXT) $$
CREATE TABLE g_watched (id INT NOT NULL PRIMARY KEY, v VARCHAR(60)) $$
CREATE TABLE `g odd ``table``` (id INT NOT NULL PRIMARY KEY) $$

-- Made in the order 1, 3, 2, 0; fired in the order 0, 1, 2, 3; the alphabet would say otherwise, too.
CREATE TRIGGER g_y_first BEFORE INSERT ON g_watched FOR EACH ROW SET NEW.v = CONCAT(NEW.v, '1') $$
CREATE TRIGGER g_x_third BEFORE INSERT ON g_watched FOR EACH ROW SET NEW.v = CONCAT(NEW.v, '3') $$
CREATE TRIGGER g_z_second BEFORE INSERT ON g_watched FOR EACH ROW FOLLOWS g_y_first SET NEW.v = CONCAT(NEW.v, '2') $$
CREATE TRIGGER g_w_zeroth BEFORE INSERT ON g_watched FOR EACH ROW PRECEDES g_y_first SET NEW.v = CONCAT(NEW.v, '0') $$

CREATE TRIGGER g_after_insert AFTER INSERT ON g_watched FOR EACH ROW
BEGIN
  -- a comment; with 'one quote
  INSERT INTO g_log (what, said) VALUES ('insert', CONCAT('it''s; ', NEW.v, ' 🎓'));
END $$
CREATE TRIGGER g_before_update BEFORE UPDATE ON g_watched FOR EACH ROW IF NEW.v = '' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'it''s empty'; END IF $$
CREATE TRIGGER g_after_update AFTER UPDATE ON g_watched FOR EACH ROW INSERT INTO g_log (what, said) VALUES ('update', CONCAT(OLD.v, '->', NEW.v)) $$
CREATE TRIGGER g_before_delete BEFORE DELETE ON g_watched FOR EACH ROW INSERT INTO g_log (what) VALUES ('delete') $$
CREATE TRIGGER g_after_delete AFTER DELETE ON g_watched FOR EACH ROW INSERT INTO g_log (what) VALUES ('deleted') $$
CREATE DEFINER=`gone`@`%` TRIGGER g_by_gone BEFORE INSERT ON t_empty FOR EACH ROW SET @never = 1 $$
CREATE TRIGGER `g odd ``trigger``; 'x'` BEFORE INSERT ON `g odd ``table``` FOR EACH ROW SET @g = 1 $$
CREATE TRIGGER g_on_myisam AFTER INSERT ON t_no_key_myisam FOR EACH ROW INSERT INTO g_log (what, said) VALUES ('myisam', NEW.b) $$
SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT' $$
CREATE TRIGGER "g_ansi" AFTER INSERT ON "g_watched" FOR EACH ROW INSERT INTO "g_log" ("what", said) VALUES ('ansi', NEW."v" || ' \\ piped') $$
SET sql_mode = 'NO_BACKSLASH_ESCAPES' $$
CREATE TRIGGER g_no_backslash AFTER INSERT ON g_watched FOR EACH ROW INSERT INTO g_log (what, said) VALUES ('backslash', '\') $$
SET sql_mode = '' $$
CREATE TRIGGER g_no_mode AFTER INSERT ON g_watched FOR EACH ROW INSERT INTO g_log (what, said) VALUES ("no mode", NULL) $$
SET sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION' $$
EXECUTE IMMEDIATE CONCAT('CREATE TRIGGER g_names_its_schema AFTER INSERT ON g_watched FOR EACH ROW INSERT INTO `', REPLACE(DATABASE(), '`', '``'), '`.`g_log` (what) VALUES (''qualified'')') $$

-- ---------------------------------------------------------------------------------------------------------------- events

CREATE EVENT e_enabled ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 02:00:00' ENABLE COMMENT 'sends the school''s real "SMS" \\' DO INSERT INTO g_log (what) VALUES ('event; never') $$
CREATE EVENT e_preserved ON SCHEDULE EVERY '1:30' HOUR_MINUTE STARTS '2037-01-01 00:00:00' ENDS '2037-06-30 12:00:00' ON COMPLETION PRESERVE DISABLE DO BEGIN -- a line
  SET @e = 'it''s';
END $$
CREATE EVENT e_once ON SCHEDULE AT '2037-12-31 23:59:59' ON COMPLETION PRESERVE ENABLE DO SET @e = 1 $$
CREATE EVENT e_elsewhere ON SCHEDULE EVERY 1 WEEK STARTS '2037-01-01 00:00:00' DISABLE ON SLAVE DO SET @e = 2 $$
CREATE EVENT `e odd ``name``; 'x'` ON SCHEDULE EVERY 1 YEAR STARTS '2037-01-01 00:00:00' DO SET @e = 3 $$
CREATE DEFINER=`gone`@`%` EVENT e_by_gone ON SCHEDULE EVERY 1 MONTH STARTS '2037-01-31 00:00:00' DISABLE DO SET @e = 4 $$
SET time_zone = '+05:45' $$
CREATE EVENT e_in_nepal ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 06:00:00' DO SET @e = 5 $$
SET time_zone = 'SYSTEM' $$
CREATE EVENT e_in_system_zone ON SCHEDULE EVERY 1 DAY STARTS '2037-07-01 06:00:00' DO SET @e = 6 $$
SET time_zone = '+00:00' $$
SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES' $$
CREATE EVENT "e_ansi" ON SCHEDULE EVERY 2 HOUR STARTS '2037-01-01 00:00:00' COMMENT 'back\' DO SELECT 'C:\' AS "drive" $$
SET sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION' $$
DELIMITER ;

-- ---------------------------------------------------------------------------------------------------------------- views
-- The alphabet puts each before what it needs.

CREATE VIEW w_z_base AS SELECT id, pupil, day, state + 0 AS state_number, remark FROM t_medium;
CREATE VIEW w_y_above AS SELECT pupil, COUNT(*) AS days FROM w_z_base GROUP BY pupil;
DELIMITER $$
CREATE FUNCTION r_on_view(p INT) RETURNS INT READS SQL DATA RETURN (SELECT MAX(days) FROM w_y_above WHERE pupil = p) $$
DELIMITER ;
CREATE VIEW w_a_top AS SELECT y.pupil, y.days, r_grade(y.days) AS grade, r_on_view(y.pupil) AS again FROM w_y_above y LEFT JOIN w_z_base z ON z.pupil = y.pupil AND z.id = 1;
CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW w_merge AS SELECT id, v FROM t_key_extremes WHERE id > 5 WITH CASCADED CHECK OPTION;
CREATE ALGORITHM=TEMPTABLE VIEW w_temptable AS SELECT DISTINCT state FROM t_medium;
CREATE VIEW w_local_check AS SELECT id FROM w_merge WHERE id < 100 WITH LOCAL CHECK OPTION;
CREATE DEFINER=`gone`@`%` VIEW w_by_gone AS SELECT 1 AS one;
CREATE VIEW `w odd ``name``; 'x'` (`a``b`, `it's`, `a.b`, `-- x`, `☃`) AS SELECT 1, 'it''s; \\', "two", N'नेपाली', NULL;
CREATE VIEW w_on_other_schema AS SELECT d.id, d.name, f.id AS here FROM fidelity_other.district d JOIN f_in_other_schema f ON f.district = d.id;
CREATE VIEW w_history AS SELECT id, v FROM h_implicit FOR SYSTEM_TIME ALL;
CREATE VIEW w_complex AS WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 3)
  SELECT n.i, CASE WHEN n.i % 2 = 0 THEN X'00FF' ELSE _latin1'\'' END AS x, RANK() OVER (ORDER BY n.i DESC) AS r, (SELECT GROUP_CONCAT(v SEPARATOR '; ') FROM t_unique_only u JOIN t_one_null o ON 1 = 0 JOIN (SELECT 1 AS v) z) AS g FROM n;
SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES';
CREATE VIEW "w_ansi" AS SELECT "id", 'back\slash' || "v" AS "joined" FROM "t_aria";
SET sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
EXECUTE IMMEDIATE CONCAT('CREATE VIEW w_names_its_schema AS SELECT `', REPLACE(DATABASE(), '`', '``'), '`.t_medium.id, ''', DATABASE(), '.t_medium'' AS said FROM `', REPLACE(DATABASE(), '`', '``'), '`.t_medium');
-- Views that no longer hold: their table, column, function or view is gone.
CREATE TABLE t_dropped (id INT, v INT);
CREATE VIEW w_invalid AS SELECT id FROM t_dropped;
CREATE VIEW w_invalid_above AS SELECT id FROM w_invalid;
DROP TABLE t_dropped;
CREATE TABLE t_column_dropped (id INT NOT NULL PRIMARY KEY, v INT);
CREATE VIEW w_invalid_column AS SELECT id, v FROM t_column_dropped;
CREATE TABLE t_history_column_dropped (id INT NOT NULL PRIMARY KEY, v INT) WITH SYSTEM VERSIONING;
-- At moments of its own: two loads of this file must have the same history.
SET timestamp = 1700000000;
INSERT INTO t_history_column_dropped VALUES (1, 1);
SET timestamp = 1700000100;
UPDATE t_history_column_dropped SET id = 2;
SET timestamp = DEFAULT;
CREATE TABLE t_parts_column_dropped (id INT NOT NULL PRIMARY KEY, `gone ``v``` INT) PARTITION BY HASH (id) PARTITIONS 2;
INSERT INTO t_parts_column_dropped VALUES (1, 1), (2, 2);
CREATE TABLE t_aria_column_dropped (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, v VARCHAR(9)) ENGINE=Aria AUTO_INCREMENT = 12;
CREATE VIEW w_column_dropped AS SELECT id, v FROM t_aria_column_dropped;
CREATE VIEW w_invalid_columns AS SELECT h.v, p.`gone ``v```, a.v AS w FROM t_history_column_dropped FOR SYSTEM_TIME ALL h JOIN t_parts_column_dropped p USING (id) LEFT JOIN t_aria_column_dropped a ON a.v = CONCAT(h.v, 'é') WHERE a.v IN (SELECT v FROM t_column_dropped b WHERE b.id = a.id);
CREATE VIEW w_invalid_check AS SELECT id, v FROM t_history_column_dropped WHERE v > 3 WITH CHECK OPTION;
CREATE VIEW w_invalid_column_of_view AS SELECT w.v FROM w_column_dropped w WHERE w.id > 0;
ALTER TABLE t_column_dropped DROP COLUMN v;
ALTER TABLE t_parts_column_dropped DROP COLUMN `gone ``v```;
ALTER TABLE t_aria_column_dropped DROP COLUMN v;
SET STATEMENT system_versioning_alter_history = KEEP FOR ALTER TABLE t_history_column_dropped DROP COLUMN v;
CREATE OR REPLACE VIEW w_column_dropped AS SELECT id FROM t_aria_column_dropped;
CREATE FUNCTION r_dropped(a INT, b VARCHAR(9)) RETURNS VARCHAR(9) CHARSET latin1 RETURN b;
CREATE VIEW w_invalid_function AS SELECT r_dropped(id, 'x') AS r, r_dropped(2, id) AS s FROM t_column_dropped;
DROP FUNCTION r_dropped;
