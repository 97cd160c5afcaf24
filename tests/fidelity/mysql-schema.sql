-- What schema.sql holds, as far as MySQL has it, and what MySQL alone has, at the end. inventory.md says what is missing, and why.
-- Load it as root with the mysql client into a database with the name fidelity, then mysql-data.sql over a new connection:
--   mysql --binary-mode --comments --default-character-set=utf8mb4 fidelity < mysql-schema.sql

-- mysql-data.sql has rows over 16 MiB; the value holds for connections made from now on.
SET GLOBAL max_allowed_packet = 134217728;
SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci;
SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
SET SESSION time_zone = '+00:00';
SET SESSION foreign_key_checks = 0;
SET SESSION group_concat_max_len = 1048576;
SET SESSION default_storage_engine = InnoDB;
ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

-- ---------------------------------------------------------------------------------------------------------------- values

CREATE TABLE v_integers (
  id INT NOT NULL PRIMARY KEY,
  flag TINYINT(1), flags BOOLEAN, tiny TINYINT, tiny_u TINYINT UNSIGNED, small SMALLINT, small_u SMALLINT UNSIGNED,
  medium MEDIUMINT, medium_u MEDIUMINT UNSIGNED, plain INT, plain_u INT UNSIGNED, big BIGINT, big_u BIGINT UNSIGNED,
  narrow INT, zeros INT(8) ZEROFILL, zeros_big BIGINT(20) UNSIGNED ZEROFILL
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

CREATE TABLE v_sets (id INT NOT NULL PRIMARY KEY, few SET('bus','meal','it''s') NOT NULL DEFAULT '', all64 SET('right 1','right 2','right 3','right 4','right 5','right 6','right 7','right 8','right 9','right 10','right 11','right 12','right 13','right 14','right 15','right 16','right 17','right 18','right 19','right 20','right 21','right 22','right 23','right 24','right 25','right 26','right 27','right 28','right 29','right 30','right 31','right 32','right 33','right 34','right 35','right 36','right 37','right 38','right 39','right 40','right 41','right 42','right 43','right 44','right 45','right 46','right 47','right 48','right 49','right 50','right 51','right 52','right 53','right 54','right 55','right 56','right 57','right 58','right 59','right 60','right 61','right 62','right 63','right 64'));

CREATE TABLE v_texts (
  id INT NOT NULL PRIMARY KEY,
  c CHAR(10), v VARCHAR(200), v0 VARCHAR(0), tiny TINYTEXT, t TEXT, medium MEDIUMTEXT, l LONGTEXT,
  b BINARY(4), vb VARBINARY(300), tiny_b TINYBLOB, bl BLOB, medium_b MEDIUMBLOB, lb LONGBLOB,
  guid CHAR(36)
);

CREATE TABLE v_texts_strange_but_unique (s VARCHAR(100) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY, n INT);

CREATE TABLE v_bytes (b VARBINARY(255) NOT NULL PRIMARY KEY, again BLOB, as_char BINARY(1));


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
  c_utf8mb3 VARCHAR(20) CHARACTER SET utf8mb3, c_utf8mb4 VARCHAR(20) CHARACTER SET utf8mb4, c_uca900 VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci,
  c_nopad VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, e_ucs2 ENUM('あ','表') CHARACTER SET ucs2, t_sjis TEXT CHARACTER SET sjis, c_char_utf16 CHAR(5) CHARACTER SET utf16, c_gb18030 VARCHAR(20) CHARACTER SET gb18030
) DEFAULT CHARACTER SET utf8mb3 COLLATE utf8mb3_bin;

CREATE TABLE v_spatial (
  id INT NOT NULL PRIMARY KEY,
  g GEOMETRY, p POINT, l LINESTRING, a POLYGON, mp MULTIPOINT, ml MULTILINESTRING, ma MULTIPOLYGON, gc GEOMETRYCOLLECTION,
  school POINT NOT NULL SRID 4326,
  SPATIAL KEY school_place (school)
);

CREATE TABLE v_json (
  id INT NOT NULL PRIMARY KEY,
  doc JSON, must_be JSON NOT NULL CHECK (JSON_LENGTH(must_be) >= 0), v LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin CHECK (JSON_VALID(v)),
  total VARCHAR(40) AS (JSON_UNQUOTE(JSON_EXTRACT(doc, '$.total'))) VIRTUAL,
  CONSTRAINT by_schema CHECK (JSON_SCHEMA_VALID('{"type": ["object", "array", "number", "null"]}', must_be))
);


CREATE TABLE v_rows_over_16_mib (id INT NOT NULL PRIMARY KEY, photo LONGBLOB, said LONGTEXT);

-- A row of 600 columns; and one whose columns lie on many pages.
CREATE TABLE v_wide (id INT NOT NULL PRIMARY KEY,
c1 INT, c2 DOUBLE, c3 VARCHAR(4), c4 INT, c5 DOUBLE, c6 VARCHAR(4), c7 INT, c8 DOUBLE, c9 VARCHAR(4), c10 INT, c11 DOUBLE, c12 VARCHAR(4),
c13 INT, c14 DOUBLE, c15 VARCHAR(4), c16 INT, c17 DOUBLE, c18 VARCHAR(4), c19 INT, c20 DOUBLE, c21 VARCHAR(4), c22 INT, c23 DOUBLE,
c24 VARCHAR(4), c25 INT, c26 DOUBLE, c27 VARCHAR(4), c28 INT, c29 DOUBLE, c30 VARCHAR(4), c31 INT, c32 DOUBLE, c33 VARCHAR(4), c34 INT,
c35 DOUBLE, c36 VARCHAR(4), c37 INT, c38 DOUBLE, c39 VARCHAR(4), c40 INT, c41 DOUBLE, c42 VARCHAR(4), c43 INT, c44 DOUBLE, c45 VARCHAR(4),
c46 INT, c47 DOUBLE, c48 VARCHAR(4), c49 INT, c50 DOUBLE, c51 VARCHAR(4), c52 INT, c53 DOUBLE, c54 VARCHAR(4), c55 INT, c56 DOUBLE,
c57 VARCHAR(4), c58 INT, c59 DOUBLE, c60 VARCHAR(4), c61 INT, c62 DOUBLE, c63 VARCHAR(4), c64 INT, c65 DOUBLE, c66 VARCHAR(4), c67 INT,
c68 DOUBLE, c69 VARCHAR(4), c70 INT, c71 DOUBLE, c72 VARCHAR(4), c73 INT, c74 DOUBLE, c75 VARCHAR(4), c76 INT, c77 DOUBLE, c78 VARCHAR(4),
c79 INT, c80 DOUBLE, c81 VARCHAR(4), c82 INT, c83 DOUBLE, c84 VARCHAR(4), c85 INT, c86 DOUBLE, c87 VARCHAR(4), c88 INT, c89 DOUBLE,
c90 VARCHAR(4), c91 INT, c92 DOUBLE, c93 VARCHAR(4), c94 INT, c95 DOUBLE, c96 VARCHAR(4), c97 INT, c98 DOUBLE, c99 VARCHAR(4), c100 INT,
c101 DOUBLE, c102 VARCHAR(4), c103 INT, c104 DOUBLE, c105 VARCHAR(4), c106 INT, c107 DOUBLE, c108 VARCHAR(4), c109 INT, c110 DOUBLE,
c111 VARCHAR(4), c112 INT, c113 DOUBLE, c114 VARCHAR(4), c115 INT, c116 DOUBLE, c117 VARCHAR(4), c118 INT, c119 DOUBLE, c120 VARCHAR(4),
c121 INT, c122 DOUBLE, c123 VARCHAR(4), c124 INT, c125 DOUBLE, c126 VARCHAR(4), c127 INT, c128 DOUBLE, c129 VARCHAR(4), c130 INT,
c131 DOUBLE, c132 VARCHAR(4), c133 INT, c134 DOUBLE, c135 VARCHAR(4), c136 INT, c137 DOUBLE, c138 VARCHAR(4), c139 INT, c140 DOUBLE,
c141 VARCHAR(4), c142 INT, c143 DOUBLE, c144 VARCHAR(4), c145 INT, c146 DOUBLE, c147 VARCHAR(4), c148 INT, c149 DOUBLE, c150 VARCHAR(4),
c151 INT, c152 DOUBLE, c153 VARCHAR(4), c154 INT, c155 DOUBLE, c156 VARCHAR(4), c157 INT, c158 DOUBLE, c159 VARCHAR(4), c160 INT,
c161 DOUBLE, c162 VARCHAR(4), c163 INT, c164 DOUBLE, c165 VARCHAR(4), c166 INT, c167 DOUBLE, c168 VARCHAR(4), c169 INT, c170 DOUBLE,
c171 VARCHAR(4), c172 INT, c173 DOUBLE, c174 VARCHAR(4), c175 INT, c176 DOUBLE, c177 VARCHAR(4), c178 INT, c179 DOUBLE, c180 VARCHAR(4),
c181 INT, c182 DOUBLE, c183 VARCHAR(4), c184 INT, c185 DOUBLE, c186 VARCHAR(4), c187 INT, c188 DOUBLE, c189 VARCHAR(4), c190 INT,
c191 DOUBLE, c192 VARCHAR(4), c193 INT, c194 DOUBLE, c195 VARCHAR(4), c196 INT, c197 DOUBLE, c198 VARCHAR(4), c199 INT, c200 DOUBLE,
c201 VARCHAR(4), c202 INT, c203 DOUBLE, c204 VARCHAR(4), c205 INT, c206 DOUBLE, c207 VARCHAR(4), c208 INT, c209 DOUBLE, c210 VARCHAR(4),
c211 INT, c212 DOUBLE, c213 VARCHAR(4), c214 INT, c215 DOUBLE, c216 VARCHAR(4), c217 INT, c218 DOUBLE, c219 VARCHAR(4), c220 INT,
c221 DOUBLE, c222 VARCHAR(4), c223 INT, c224 DOUBLE, c225 VARCHAR(4), c226 INT, c227 DOUBLE, c228 VARCHAR(4), c229 INT, c230 DOUBLE,
c231 VARCHAR(4), c232 INT, c233 DOUBLE, c234 VARCHAR(4), c235 INT, c236 DOUBLE, c237 VARCHAR(4), c238 INT, c239 DOUBLE, c240 VARCHAR(4),
c241 INT, c242 DOUBLE, c243 VARCHAR(4), c244 INT, c245 DOUBLE, c246 VARCHAR(4), c247 INT, c248 DOUBLE, c249 VARCHAR(4), c250 INT,
c251 DOUBLE, c252 VARCHAR(4), c253 INT, c254 DOUBLE, c255 VARCHAR(4), c256 INT, c257 DOUBLE, c258 VARCHAR(4), c259 INT, c260 DOUBLE,
c261 VARCHAR(4), c262 INT, c263 DOUBLE, c264 VARCHAR(4), c265 INT, c266 DOUBLE, c267 VARCHAR(4), c268 INT, c269 DOUBLE, c270 VARCHAR(4),
c271 INT, c272 DOUBLE, c273 VARCHAR(4), c274 INT, c275 DOUBLE, c276 VARCHAR(4), c277 INT, c278 DOUBLE, c279 VARCHAR(4), c280 INT,
c281 DOUBLE, c282 VARCHAR(4), c283 INT, c284 DOUBLE, c285 VARCHAR(4), c286 INT, c287 DOUBLE, c288 VARCHAR(4), c289 INT, c290 DOUBLE,
c291 VARCHAR(4), c292 INT, c293 DOUBLE, c294 VARCHAR(4), c295 INT, c296 DOUBLE, c297 VARCHAR(4), c298 INT, c299 DOUBLE, c300 VARCHAR(4),
c301 INT, c302 DOUBLE, c303 VARCHAR(4), c304 INT, c305 DOUBLE, c306 VARCHAR(4), c307 INT, c308 DOUBLE, c309 VARCHAR(4), c310 INT,
c311 DOUBLE, c312 VARCHAR(4), c313 INT, c314 DOUBLE, c315 VARCHAR(4), c316 INT, c317 DOUBLE, c318 VARCHAR(4), c319 INT, c320 DOUBLE,
c321 VARCHAR(4), c322 INT, c323 DOUBLE, c324 VARCHAR(4), c325 INT, c326 DOUBLE, c327 VARCHAR(4), c328 INT, c329 DOUBLE, c330 VARCHAR(4),
c331 INT, c332 DOUBLE, c333 VARCHAR(4), c334 INT, c335 DOUBLE, c336 VARCHAR(4), c337 INT, c338 DOUBLE, c339 VARCHAR(4), c340 INT,
c341 DOUBLE, c342 VARCHAR(4), c343 INT, c344 DOUBLE, c345 VARCHAR(4), c346 INT, c347 DOUBLE, c348 VARCHAR(4), c349 INT, c350 DOUBLE,
c351 VARCHAR(4), c352 INT, c353 DOUBLE, c354 VARCHAR(4), c355 INT, c356 DOUBLE, c357 VARCHAR(4), c358 INT, c359 DOUBLE, c360 VARCHAR(4),
c361 INT, c362 DOUBLE, c363 VARCHAR(4), c364 INT, c365 DOUBLE, c366 VARCHAR(4), c367 INT, c368 DOUBLE, c369 VARCHAR(4), c370 INT,
c371 DOUBLE, c372 VARCHAR(4), c373 INT, c374 DOUBLE, c375 VARCHAR(4), c376 INT, c377 DOUBLE, c378 VARCHAR(4), c379 INT, c380 DOUBLE,
c381 VARCHAR(4), c382 INT, c383 DOUBLE, c384 VARCHAR(4), c385 INT, c386 DOUBLE, c387 VARCHAR(4), c388 INT, c389 DOUBLE, c390 VARCHAR(4),
c391 INT, c392 DOUBLE, c393 VARCHAR(4), c394 INT, c395 DOUBLE, c396 VARCHAR(4), c397 INT, c398 DOUBLE, c399 VARCHAR(4), c400 INT,
c401 DOUBLE, c402 VARCHAR(4), c403 INT, c404 DOUBLE, c405 VARCHAR(4), c406 INT, c407 DOUBLE, c408 VARCHAR(4), c409 INT, c410 DOUBLE,
c411 VARCHAR(4), c412 INT, c413 DOUBLE, c414 VARCHAR(4), c415 INT, c416 DOUBLE, c417 VARCHAR(4), c418 INT, c419 DOUBLE, c420 VARCHAR(4),
c421 INT, c422 DOUBLE, c423 VARCHAR(4), c424 INT, c425 DOUBLE, c426 VARCHAR(4), c427 INT, c428 DOUBLE, c429 VARCHAR(4), c430 INT,
c431 DOUBLE, c432 VARCHAR(4), c433 INT, c434 DOUBLE, c435 VARCHAR(4), c436 INT, c437 DOUBLE, c438 VARCHAR(4), c439 INT, c440 DOUBLE,
c441 VARCHAR(4), c442 INT, c443 DOUBLE, c444 VARCHAR(4), c445 INT, c446 DOUBLE, c447 VARCHAR(4), c448 INT, c449 DOUBLE, c450 VARCHAR(4),
c451 INT, c452 DOUBLE, c453 VARCHAR(4), c454 INT, c455 DOUBLE, c456 VARCHAR(4), c457 INT, c458 DOUBLE, c459 VARCHAR(4), c460 INT,
c461 DOUBLE, c462 VARCHAR(4), c463 INT, c464 DOUBLE, c465 VARCHAR(4), c466 INT, c467 DOUBLE, c468 VARCHAR(4), c469 INT, c470 DOUBLE,
c471 VARCHAR(4), c472 INT, c473 DOUBLE, c474 VARCHAR(4), c475 INT, c476 DOUBLE, c477 VARCHAR(4), c478 INT, c479 DOUBLE, c480 VARCHAR(4),
c481 INT, c482 DOUBLE, c483 VARCHAR(4), c484 INT, c485 DOUBLE, c486 VARCHAR(4), c487 INT, c488 DOUBLE, c489 VARCHAR(4), c490 INT,
c491 DOUBLE, c492 VARCHAR(4), c493 INT, c494 DOUBLE, c495 VARCHAR(4), c496 INT, c497 DOUBLE, c498 VARCHAR(4), c499 INT, c500 DOUBLE,
c501 VARCHAR(4), c502 INT, c503 DOUBLE, c504 VARCHAR(4), c505 INT, c506 DOUBLE, c507 VARCHAR(4), c508 INT, c509 DOUBLE, c510 VARCHAR(4),
c511 INT, c512 DOUBLE, c513 VARCHAR(4), c514 INT, c515 DOUBLE, c516 VARCHAR(4), c517 INT, c518 DOUBLE, c519 VARCHAR(4), c520 INT,
c521 DOUBLE, c522 VARCHAR(4), c523 INT, c524 DOUBLE, c525 VARCHAR(4), c526 INT, c527 DOUBLE, c528 VARCHAR(4), c529 INT, c530 DOUBLE,
c531 VARCHAR(4), c532 INT, c533 DOUBLE, c534 VARCHAR(4), c535 INT, c536 DOUBLE, c537 VARCHAR(4), c538 INT, c539 DOUBLE, c540 VARCHAR(4),
c541 INT, c542 DOUBLE, c543 VARCHAR(4), c544 INT, c545 DOUBLE, c546 VARCHAR(4), c547 INT, c548 DOUBLE, c549 VARCHAR(4), c550 INT,
c551 DOUBLE, c552 VARCHAR(4), c553 INT, c554 DOUBLE, c555 VARCHAR(4), c556 INT, c557 DOUBLE, c558 VARCHAR(4), c559 INT, c560 DOUBLE,
c561 VARCHAR(4), c562 INT, c563 DOUBLE, c564 VARCHAR(4), c565 INT, c566 DOUBLE, c567 VARCHAR(4), c568 INT, c569 DOUBLE, c570 VARCHAR(4),
c571 INT, c572 DOUBLE, c573 VARCHAR(4), c574 INT, c575 DOUBLE, c576 VARCHAR(4), c577 INT, c578 DOUBLE, c579 VARCHAR(4), c580 INT,
c581 DOUBLE, c582 VARCHAR(4), c583 INT, c584 DOUBLE, c585 VARCHAR(4), c586 INT, c587 DOUBLE, c588 VARCHAR(4), c589 INT, c590 DOUBLE,
c591 VARCHAR(4), c592 INT, c593 DOUBLE, c594 VARCHAR(4), c595 INT, c596 DOUBLE, c597 VARCHAR(4), c598 INT, c599 DOUBLE, c600 VARCHAR(4)) ROW_FORMAT=DYNAMIC;
CREATE TABLE v_long (id INT NOT NULL PRIMARY KEY,
t1 TEXT, t2 TEXT, t3 TEXT, t4 TEXT, t5 TEXT, t6 TEXT, t7 TEXT, t8 TEXT, t9 TEXT, t10 TEXT, t11 TEXT, t12 TEXT, t13 TEXT, t14 TEXT,
t15 TEXT, t16 TEXT, t17 TEXT, t18 TEXT, t19 TEXT, t20 TEXT, t21 TEXT, t22 TEXT, t23 TEXT, t24 TEXT, t25 TEXT, t26 TEXT, t27 TEXT,
t28 TEXT, t29 TEXT, t30 TEXT, t31 TEXT, t32 TEXT, t33 TEXT, t34 TEXT, t35 TEXT, t36 TEXT, t37 TEXT, t38 TEXT, t39 TEXT, t40 TEXT,
t41 TEXT, t42 TEXT, t43 TEXT, t44 TEXT, t45 TEXT, t46 TEXT, t47 TEXT, t48 TEXT, t49 TEXT, t50 TEXT, t51 TEXT, t52 TEXT, t53 TEXT,
t54 TEXT, t55 TEXT, t56 TEXT, t57 TEXT, t58 TEXT, t59 TEXT, t60 TEXT) ROW_FORMAT=DYNAMIC;

-- ---------------------------------------------------------------------------------------------------------------- columns

CREATE TABLE c_invisible (
  secret INT INVISIBLE DEFAULT 7, id INT NOT NULL PRIMARY KEY, shown VARCHAR(20), stamp TIMESTAMP NOT NULL INVISIBLE DEFAULT '2026-01-01 00:00:00', pin VARBINARY(8) INVISIBLE
);

CREATE TABLE c_generated (
  full_name VARCHAR(101) GENERATED ALWAYS AS (CONCAT(first, ' ', last)) VIRTUAL COMMENT 'first in the table',
  id INT NOT NULL PRIMARY KEY, first VARCHAR(50) NOT NULL, last VARCHAR(50) NOT NULL,
  length_stored INT GENERATED ALWAYS AS (CHAR_LENGTH(first)) STORED,
  hidden_virtual INT GENERATED ALWAYS AS (id * 2) VIRTUAL INVISIBLE,
  hidden_stored VARCHAR(60) GENERATED ALWAYS AS (CONCAT('it''s \\', first)) STORED INVISIBLE,
  tail VARCHAR(10) DEFAULT 'x',
  KEY (full_name), KEY by_length (length_stored, hidden_virtual)
);

CREATE TABLE c_generated_between (a INT GENERATED ALWAYS AS (b + 1) STORED, b INT, c INT GENERATED ALWAYS AS (b + 2) VIRTUAL, d INT, e INT AS (a + d) STORED);

CREATE TABLE c_defaults (
  id INT NOT NULL PRIMARY KEY,
  quote VARCHAR(40) NOT NULL DEFAULT 'it''s \\ "so" `here`\n', `empty` VARCHAR(5) DEFAULT '', nothing VARCHAR(5) DEFAULT NULL, none_needed VARCHAR(5) NOT NULL,
  computed INT DEFAULT (id + 1), key_text CHAR(36) DEFAULT (UUID()), bytes BLOB DEFAULT (X'00FF5C27'), said TEXT DEFAULT ('ça ''va'''), day DATE DEFAULT (CAST('2026-04-14' AS DATE)),
  made DATETIME(6) DEFAULT CURRENT_TIMESTAMP(6), touched TIMESTAMP(6) NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP(6), bits BIT(5) DEFAULT b'10101', snow VARCHAR(5) DEFAULT '☃'
) COMMENT 'the table''s "own" `comment` \\ with ☃; and -- dashes /* stars */';

CREATE TABLE c_checks (
  id INT NOT NULL PRIMARY KEY CHECK (id > 0),
  grade CHAR(5) COMMENT 'column''s "comment" \\ `x`' CHECK (grade IN ('A+', 'it''s', '\\', '"', '-- no')),
  score INT, top INT,
  CONSTRAINT `sc``ore's check` CHECK (score <= top), CHECK (top < 1000), CONSTRAINT not_asked CHECK (score <> 13) NOT ENFORCED
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

-- ---------------------------------------------------------------------------------------------------------------- tables, engines, keys

CREATE TABLE t_no_key (a INT, b VARCHAR(20), c DOUBLE);
CREATE TABLE t_no_key_myisam (a INT, b TEXT) ENGINE=MyISAM;
CREATE TABLE t_empty (id INT NOT NULL PRIMARY KEY, v VARCHAR(10));
CREATE TABLE t_one_null (a INT);
CREATE TABLE t_unique_only (a INT NOT NULL, b INT NULL, UNIQUE KEY (a), UNIQUE KEY (b));
CREATE TABLE t_key_text (k VARCHAR(60) NOT NULL COLLATE utf8mb4_unicode_ci PRIMARY KEY, v INT);
CREATE TABLE t_key_bytes (k VARBINARY(60) NOT NULL PRIMARY KEY, v INT);
CREATE TABLE t_key_many (year YEAR NOT NULL, class VARCHAR(10) NOT NULL, roll SMALLINT UNSIGNED NOT NULL, name VARCHAR(40), PRIMARY KEY (year, class, roll), KEY (name(7)));
CREATE TABLE t_key_extremes (id BIGINT UNSIGNED NOT NULL PRIMARY KEY, v INT);
CREATE TABLE t_myisam (id INT NOT NULL PRIMARY KEY, v VARCHAR(50), FULLTEXT KEY (v)) ENGINE=MyISAM CHECKSUM=1 DELAY_KEY_WRITE=1 PACK_KEYS=1 ROW_FORMAT=DYNAMIC MIN_ROWS=10 MAX_ROWS=1000 AVG_ROW_LENGTH=60;
CREATE TABLE t_memory (id INT NOT NULL, v VARCHAR(50), PRIMARY KEY (id) USING HASH, KEY by_v (v) USING BTREE) ENGINE=MEMORY MAX_ROWS=100;
CREATE TABLE t_csv (id INT NOT NULL, v VARCHAR(50) NOT NULL) ENGINE=CSV;
CREATE TABLE t_merge (id INT NOT NULL, v VARCHAR(50), KEY (id)) ENGINE=MRG_MyISAM UNION=(t_merge_1, t_merge_2) INSERT_METHOD=LAST;
CREATE TABLE t_merge_1 (id INT NOT NULL, v VARCHAR(50), KEY (id)) ENGINE=MyISAM;
CREATE TABLE t_merge_2 LIKE t_merge_1;
CREATE TABLE t_row_compressed (id INT NOT NULL PRIMARY KEY, v TEXT) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8;
CREATE TABLE t_row_redundant (id INT NOT NULL PRIMARY KEY, v TEXT) ROW_FORMAT=REDUNDANT STATS_PERSISTENT=1 STATS_AUTO_RECALC=0 STATS_SAMPLE_PAGES=20;
CREATE TABLE t_latin1 (id INT NOT NULL PRIMARY KEY, v VARCHAR(50)) DEFAULT CHARACTER SET latin1 COLLATE latin1_german2_ci COMMENT='gro\'ß';
CREATE TABLE t_binary (id INT NOT NULL PRIMARY KEY, v VARCHAR(50)) DEFAULT CHARACTER SET binary;
CREATE TABLE t_keys (
  id INT NOT NULL PRIMARY KEY COMMENT 'the ''key''', a INT, b VARCHAR(200), t TEXT, d DATE, u BLOB, h TEXT,
  KEY down (a DESC, d), KEY prefix (b(10), t(20) DESC) COMMENT 'a "prefix" key''s \\ comment', UNIQUE KEY long_unique (u(700)), UNIQUE KEY two_long (h(300), b),
  FULLTEXT KEY words (b, t), KEY unused (d) INVISIBLE, KEY twice (a), KEY twice_again (a), KEY `od``d "key" name's` (d, a)
);
CREATE TABLE t_full_text (FTS_DOC_ID BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, title VARCHAR(100), body MEDIUMTEXT, FULLTEXT KEY (title), FULLTEXT KEY `both` (title, body));
CREATE TABLE t_medium (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, pupil INT NOT NULL, day DATE NOT NULL, state ENUM('P','A','L') NOT NULL, remark VARCHAR(80), KEY (pupil, day));

-- ---------------------------------------------------------------------------------------------------------------- partitions

CREATE TABLE p_range (id INT NOT NULL, y INT, PRIMARY KEY (id)) PARTITION BY RANGE (id) (
  PARTITION p0 VALUES LESS THAN (10) COMMENT 'low''s', PARTITION `p``1 odd` VALUES LESS THAN (20) MAX_ROWS=100, PARTITION pmax VALUES LESS THAN MAXVALUE);
CREATE TABLE p_range_null (y INT, v INT) PARTITION BY RANGE (y) (PARTITION p0 VALUES LESS THAN (2000), PARTITION p1 VALUES LESS THAN (2100));
CREATE TABLE p_range_columns (d DATE NOT NULL, s VARCHAR(10) NOT NULL, v INT) PARTITION BY RANGE COLUMNS (d, s) (
  PARTITION a VALUES LESS THAN ('2026-01-01', 'm'), PARTITION b VALUES LESS THAN ('2027-01-01', MAXVALUE), PARTITION c VALUES LESS THAN (MAXVALUE, MAXVALUE));
CREATE TABLE p_list (id INT NOT NULL, v INT) PARTITION BY LIST (id) (PARTITION odd VALUES IN (1, 3, 5), PARTITION even VALUES IN (2, 4), PARTITION rest VALUES IN (77));
CREATE TABLE p_list_columns (c VARCHAR(10) COLLATE utf8mb4_bin, v INT) PARTITION BY LIST COLUMNS (c) (PARTITION q VALUES IN ('it''s', NULL), PARTITION n VALUES IN ('नेपाल', 'é'), PARTITION rest VALUES IN ('other'));
CREATE TABLE p_hash (id INT NOT NULL, v INT) PARTITION BY HASH (id) PARTITIONS 3;
CREATE TABLE p_linear_hash (d DATE NOT NULL, v INT) PARTITION BY LINEAR HASH (YEAR(d)) PARTITIONS 4;
CREATE TABLE p_key (id VARCHAR(20) NOT NULL PRIMARY KEY, v INT) PARTITION BY KEY () PARTITIONS 3;
CREATE TABLE p_linear_key (id INT NOT NULL, v INT) PARTITION BY LINEAR KEY ALGORITHM=1 (id) PARTITIONS 2;
CREATE TABLE p_sub (id INT NOT NULL, d DATE NOT NULL) PARTITION BY RANGE (YEAR(d)) SUBPARTITION BY HASH (TO_DAYS(d)) SUBPARTITIONS 2 (
  PARTITION p0 VALUES LESS THAN (2020), PARTITION p1 VALUES LESS THAN MAXVALUE);
CREATE TABLE p_sub_named (id INT NOT NULL, d INT NOT NULL) PARTITION BY LIST (d) SUBPARTITION BY KEY (id) (
  PARTITION p0 VALUES IN (0) (SUBPARTITION s0 COMMENT 'it''s', SUBPARTITION s1), PARTITION p1 VALUES IN (1) (SUBPARTITION s2, SUBPARTITION s3));

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
CREATE TABLE `CASE_collision` (id INT NOT NULL PRIMARY KEY);
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

CREATE PROCEDURE `r odd ``name``; -- 'x'`() SELECT 'it\'s' $$

SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES' $$
CREATE FUNCTION "r_ansi"("a""b" VARCHAR(20)) RETURNS VARCHAR(60) DETERMINISTIC COMMENT 'back\slash' RETURN "a""b" || 'one \ backslash' || 'it''s' $$
SET sql_mode = 'NO_BACKSLASH_ESCAPES' $$
CREATE PROCEDURE r_no_backslash() SELECT '\', "\", 'C:\' $$
SET sql_mode = 'HIGH_NOT_PRECEDENCE,IGNORE_SPACE,NO_UNSIGNED_SUBTRACTION,REAL_AS_FLOAT,ALLOW_INVALID_DATES,TIME_TRUNCATE_FRACTIONAL' $$
CREATE FUNCTION r_modes() RETURNS DATE RETURN '2026-02-31' $$

SET sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION' $$
CREATE PROCEDURE r_names_its_schema() BEGIN SELECT COUNT(*) FROM `fidelity`.t_medium; INSERT INTO `fidelity` . t_one_null VALUES (NULL); SELECT 'fidelity.t_medium stays' -- fidelity.t_medium stays
; END $$

-- A body that a client with another character set wrote: each é is two letters here.
SET NAMES latin1 COLLATE latin1_swedish_ci $$
CREATE FUNCTION r_latin1() RETURNS VARCHAR(20) CHARACTER SET utf8mb4 DETERMINISTIC RETURN 'café' $$
CREATE VIEW w_latin1 AS SELECT 'café' AS `garçon` $$
CREATE EVENT e_latin1 ON SCHEDULE AT '2037-12-31 00:00:00' DISABLE COMMENT 'é' DO SELECT 'café' $$
CREATE TRIGGER g_latin1 BEFORE INSERT ON t_latin1 FOR EACH ROW SET NEW.v = CONCAT(NEW.v, 'é') $$
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
CREATE TRIGGER g_on_myisam AFTER INSERT ON t_no_key_myisam FOR EACH ROW SET @myisam = NEW.b $$
SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT' $$
CREATE TRIGGER "g_ansi" AFTER INSERT ON "g_watched" FOR EACH ROW INSERT INTO "g_log" ("what", said) VALUES ('ansi', NEW."v" || ' \\ piped') $$
SET sql_mode = 'NO_BACKSLASH_ESCAPES' $$
CREATE TRIGGER g_no_backslash AFTER INSERT ON g_watched FOR EACH ROW INSERT INTO g_log (what, said) VALUES ('backslash', '\') $$
SET sql_mode = '' $$
CREATE TRIGGER g_no_mode AFTER INSERT ON g_watched FOR EACH ROW INSERT INTO g_log (what, said) VALUES ("no mode", NULL) $$
SET sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION' $$
CREATE TRIGGER g_names_its_schema AFTER INSERT ON g_watched FOR EACH ROW INSERT INTO `fidelity`.`g_log` (what) VALUES ('qualified') $$

-- ---------------------------------------------------------------------------------------------------------------- events

CREATE EVENT e_enabled ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 02:00:00' ENABLE COMMENT 'sends the school''s real "SMS" \\' DO INSERT INTO g_log (what) VALUES ('event; never') $$
CREATE EVENT e_preserved ON SCHEDULE EVERY '1:30' HOUR_MINUTE STARTS '2037-01-01 00:00:00' ENDS '2037-06-30 12:00:00' ON COMPLETION PRESERVE DISABLE DO BEGIN -- a line
  SET @e = 'it''s';
END $$
CREATE EVENT e_once ON SCHEDULE AT '2037-12-31 23:59:59' ON COMPLETION PRESERVE ENABLE DO SET @e = 1 $$
CREATE EVENT e_elsewhere ON SCHEDULE EVERY 1 WEEK STARTS '2037-01-01 00:00:00' DISABLE ON REPLICA DO SET @e = 2 $$
CREATE EVENT `e odd ``name``; 'x'` ON SCHEDULE EVERY 1 YEAR STARTS '2037-01-01 00:00:00' DO SET @e = 3 $$
CREATE DEFINER=`gone`@`%` EVENT e_by_gone ON SCHEDULE EVERY 1 MONTH STARTS '2037-01-31 00:00:00' DISABLE DO SET @e = 4 $$
SET time_zone = '+05:45' $$
CREATE EVENT e_in_nepal ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 06:00:00' DO SET @e = 5 $$
SET time_zone = 'SYSTEM' $$
CREATE EVENT e_in_system_zone ON SCHEDULE EVERY 1 DAY STARTS '2037-07-01 06:00:00' DO SET @e = 6 $$
SET time_zone = '+00:00' $$
SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES' $$
CREATE EVENT "e_ansi" ON SCHEDULE EVERY 2 HOUR STARTS '2037-01-01 00:00:00' COMMENT 'back\' DO SELECT 'C:\' AS "drive" $$
SET sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION' $$
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
CREATE VIEW w_complex AS WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 3)
  SELECT n.i, CASE WHEN n.i % 2 = 0 THEN X'00FF' ELSE _latin1'\'' END AS x, RANK() OVER (ORDER BY n.i DESC) AS r, (SELECT GROUP_CONCAT(v SEPARATOR '; ') FROM t_unique_only u JOIN t_one_null o ON 1 = 0 JOIN (SELECT 1 AS v) z) AS g FROM n;
SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES';
CREATE VIEW "w_ansi" AS SELECT "id", 'back\slash' || "v" AS "joined" FROM "t_empty";
SET sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';
CREATE VIEW w_names_its_schema AS SELECT `fidelity`.t_medium.id, 'fidelity.t_medium' AS said FROM `fidelity`.t_medium;
-- Views that no longer hold: their table, column, function or view is gone.
CREATE TABLE t_dropped (id INT, v INT);
CREATE VIEW w_invalid AS SELECT id FROM t_dropped;
CREATE VIEW w_invalid_above AS SELECT id FROM w_invalid;
DROP TABLE t_dropped;
CREATE TABLE t_column_dropped (id INT NOT NULL PRIMARY KEY, v INT);
CREATE VIEW w_invalid_column AS SELECT id, v FROM t_column_dropped;
CREATE TABLE t_parts_column_dropped (id INT NOT NULL PRIMARY KEY, `gone ``v``` INT) PARTITION BY HASH (id) PARTITIONS 2;
INSERT INTO t_parts_column_dropped VALUES (1, 1), (2, 2);
CREATE TABLE t_myisam_column_dropped (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, v VARCHAR(9)) ENGINE=MyISAM AUTO_INCREMENT = 12;
CREATE VIEW w_column_dropped AS SELECT id, v FROM t_myisam_column_dropped;
CREATE VIEW w_invalid_columns AS SELECT p.`gone ``v```, a.v AS w FROM t_parts_column_dropped p LEFT JOIN t_myisam_column_dropped a ON a.v = CONCAT(p.id, 'é');
CREATE VIEW w_invalid_check AS SELECT id, v FROM t_column_dropped WHERE v > 3 WITH CHECK OPTION;
CREATE VIEW w_invalid_column_of_view AS SELECT w.v FROM w_column_dropped w WHERE w.id > 0;
ALTER TABLE t_column_dropped DROP COLUMN v;
ALTER TABLE t_parts_column_dropped DROP COLUMN `gone ``v```;
ALTER TABLE t_myisam_column_dropped DROP COLUMN v;
CREATE OR REPLACE VIEW w_column_dropped AS SELECT id FROM t_myisam_column_dropped;
CREATE FUNCTION r_dropped(a INT, b VARCHAR(9)) RETURNS VARCHAR(9) CHARSET latin1 RETURN b;
CREATE VIEW w_invalid_function AS SELECT r_dropped(id, 'x') AS r, r_dropped(2, id) AS s FROM t_column_dropped;
DROP FUNCTION r_dropped;

-- ---------------------------------------------------------------------------------------------------------------- of MySQL alone

CREATE TABLE m_enum_beyond_bmp (id INT NOT NULL PRIMARY KEY, mood ENUM('😀','it''s 🎓','') COLLATE utf8mb4_bin NOT NULL DEFAULT '😀', moods SET('😀','🎓') COLLATE utf8mb4_bin COMMENT '😀');
CREATE TABLE m_functional_keys (
  id INT NOT NULL PRIMARY KEY, first VARCHAR(40), last VARCHAR(40), doc JSON,
  KEY whole_name ((CONCAT(first, ' ', last))), UNIQUE KEY initials ((LOWER(LEFT(first, 1))), (LOWER(LEFT(last, 1))), id), KEY mixed (last DESC, (CHAR_LENGTH(first)) DESC),
  KEY several ((CAST(doc->'$.marks' AS UNSIGNED ARRAY))), KEY several_texts (first, (CAST(doc->'$.words' AS CHAR(20) ARRAY)))
);
CREATE TABLE m_invisible_functional (id INT NOT NULL PRIMARY KEY, a INT, KEY unseen ((a * 2)) INVISIBLE COMMENT 'it''s \\ unseen');
SET SESSION sql_generate_invisible_primary_key = ON;
CREATE TABLE m_generated_key (v VARCHAR(20));
SET SESSION sql_generate_invisible_primary_key = OFF;
CREATE TABLE m_invisible (shown INT NOT NULL PRIMARY KEY, hidden VARCHAR(20) INVISIBLE DEFAULT 'it''s', doubled INT AS (shown * 2) STORED INVISIBLE);
CREATE TABLE m_default_expressions (
  id BINARY(16) NOT NULL DEFAULT (UUID_TO_BIN(UUID())) PRIMARY KEY, doc JSON DEFAULT (JSON_ARRAY('it''s', 1)), said TEXT DEFAULT (CONCAT('\\', 'n')), place POINT DEFAULT (POINT(1, 2)), day DATE DEFAULT (CURRENT_DATE));
CREATE TABLE m_checks (a INT, b INT, CONSTRAINT m_asked CHECK (a > 0), CONSTRAINT m_not_asked CHECK (b > a) NOT ENFORCED, c INT CHECK (c REGEXP '^[0-9]+$') NOT ENFORCED);
CREATE TABLE m_srid (id INT NOT NULL PRIMARY KEY, p POINT NOT NULL SRID 4326, m MULTIPOLYGON SRID 3857, nowhere GEOMETRY NOT NULL SRID 0, SPATIAL KEY (p), SPATIAL KEY (nowhere));
CREATE TABLE m_vector (id INT NOT NULL PRIMARY KEY, v VECTOR(3), longest VECTOR);
CREATE TABLE m_attributes (id INT NOT NULL PRIMARY KEY, v INT SECONDARY_ENGINE_ATTRIBUTE '{"a": "it''s"}') SECONDARY_ENGINE_ATTRIBUTE '{"b": 1}' AUTOEXTEND_SIZE=4M COMPRESSION='zlib';
CREATE TABLE m_collations (k VARCHAR(30) COLLATE utf8mb4_0900_as_cs NOT NULL PRIMARY KEY, ja VARCHAR(30) COLLATE utf8mb4_ja_0900_as_cs_ks, zh VARCHAR(30) COLLATE utf8mb4_zh_0900_as_cs) COLLATE utf8mb4_0900_ai_ci;
CREATE TABLE m_full_text (id INT NOT NULL PRIMARY KEY, t TEXT, FULLTEXT KEY (t) WITH PARSER ngram);
CREATE TABLE m_histogram (id INT NOT NULL PRIMARY KEY, v INT);
CREATE ALGORITHM=MERGE DEFINER=`gone`@`%` SQL SECURITY INVOKER VIEW m_view AS SELECT t.id, j.n FROM m_functional_keys t, JSON_TABLE(t.doc, '$.marks[*]' COLUMNS (n INT PATH '$')) AS j;
CREATE VIEW m_lateral AS SELECT t.id, l.n FROM m_functional_keys t, LATERAL (SELECT t.id + 1 AS n) AS l;
CREATE VIEW m_window AS SELECT id, SUM(id) OVER w AS s FROM m_functional_keys WINDOW w AS (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW);
CREATE VIEW m_values AS VALUES ROW(1, 'it''s'), ROW(2, '😀');
