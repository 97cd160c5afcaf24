-- The rows of mysql-schema.sql, over a new connection (some are larger than the 16 MiB that the first one may carry).
SET NAMES utf8mb4 COLLATE utf8mb4_unicode_ci;
SET SESSION sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION';
SET SESSION time_zone = '+00:00';
SET SESSION foreign_key_checks = 0;
-- One clock for all of it, so that two loads have equal rows.
SET SESSION timestamp = 1775000000.5;
SET SESSION cte_max_recursion_depth = 100000;
SET SESSION group_concat_max_len = 1048576;

-- ---------------------------------------------------------------------------------------------------------------- values

INSERT INTO v_integers VALUES
  (1, 7, 2, -128, 255, -32768, 65535, -8388608, 16777215, -2147483648, 4294967295, -9223372036854775808, 18446744073709551615, 12345, 42, 18446744073709551615),
  (2, -128, 0, 127, 0, 32767, 0, 8388607, 0, 2147483647, 0, 9223372036854775807, 0, -1, 123456789, 0),
  (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (-4, 127, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 9223372036854775808, 0, 0, 1);

INSERT INTO v_decimals VALUES
  (1, 99999999999999999999999999999999999.999999999999999999999999999999, 99999999999999999999999999999999999999999999999999999999999999999, 0.999999999999999999999999999999, 99999999.99, 99999999.9999, 1234567.125),
  (2, -99999999999999999999999999999999999.999999999999999999999999999999, -1, -0.000000000000000000000000000001, -0.01, 0, 0),
  (3, 0.000000000000000000000000000001, 0, 0, 0, 0.0001, 0.001),
  (4, -0.0, NULL, NULL, 12345678.90, NULL, NULL);

INSERT INTO v_floats VALUES
  (1, 16777217, 123456.789, 16777216, 0.1e0 + 0.2e0, 123456789012.3456, 1.5),
  (2, 123456.789, -0.001, 3.4028234e38, 1.7976931348623157e308, -0.0001, 0),
  (3, -3.40282346638528859e38, 999999.999, 1.17549435e-38, 2.2250738585072014e-308, 1, 1e15),
  (4, 1e-45, 0, 1e-40, 5e-324, 0, 1e-10),
  (5, -0e0, -0e0, 0, -0e0, -0e0, 0),
  (6, 1e0 / 3, 0.1, 0.1, 1e0 / 3, 0.1, 0.1),
  (7, NULL, NULL, NULL, NULL, NULL, NULL),
  (8, 8388609, 1, 9007199, 9007199254740993, 1, 123456789),
  (9, 1e10, 16777.217, 1e-10, 1e22, 99999999999.9999, 1e100),
  (10, 0.1, 0, 0, 123456789.123456789, 0, 0),
  (11, 3.14159274101257324, 2, 3, -1.7976931348623157e308, 2, 2.5),
  (12, 33554433, 0, 0, 4.35, 0, 0);

INSERT INTO v_float_key VALUES (16777216, 0.1e0 + 0.2e0, 'one'), (16777218, 0.3, 'two'), (0.1, 1e0 / 3, 'three'), (-1.5, -5e-324, 'four');

INSERT INTO v_times VALUES
  (1, '0000-00-00', '0000-00-00 00:00:00', '0000-00-00 00:00:00', '0000-00-00 00:00:00', '0000-00-00 00:00:00', '838:59:59', '838:59:59.9', '838:59:59.999999', 0, 0000),
  (2, '2026-00-15', '2026-05-00 01:02:03', '2026-00-00 23:59:59.999999', '1970-01-01 00:00:01', '1970-01-01 00:00:01.000001', '-838:59:59', '-838:59:59.9', '-838:59:59.999999', 1901, 1901),
  (3, '2026-05-00', '0000-01-01 00:00:00', '0000-00-01 00:00:00.5', '2038-01-19 03:14:07', '2038-01-19 03:14:07.999999', '-00:00:01', '-00:00:00.5', '-00:00:00.5', 2155, 2155),
  (4, '2026-02-31', '2026-02-30 00:00:00', '2026-04-31 00:00:00.000001', '2026-03-29 01:30:00', '2026-10-25 00:30:00.25', '00:00:00', '-00:59:59.9', '-00:00:00.000001', 2026, 2000),
  (5, '9999-12-31', '9999-12-31 23:59:59', '9999-12-31 23:59:59.999999', NULL, NULL, '100:00:00', '00:00:00.1', '00:00:00.000001', NULL, NULL),
  (6, '0001-01-01', '1000-01-01 00:00:00', '1582-10-10 12:00:00', '2026-04-14 00:00:00', '2026-04-14 00:00:00', NULL, NULL, NULL, 1970, 69),
  (7, NULL, NULL, NULL, NULL, NULL, '-100:30:00', '12:34:56.7', '12:34:56.789012', 1999, 1);

-- Each half hour around both changes of the clock in Europe and in America, in UTC: 01:00 UTC is local 03:00 and 02:00, 06:00 UTC is local 01:00 twice.
INSERT INTO v_timestamps_over_dst (at, at6, changed, said)
  SELECT d.at + INTERVAL seq * 30 MINUTE, d.at + INTERVAL seq * 30 MINUTE + INTERVAL 123456 MICROSECOND, d.at + INTERVAL seq * 30 MINUTE + INTERVAL 7000 MICROSECOND, CONCAT(d.what, ' ', seq)
  FROM (SELECT TIMESTAMP'2026-03-28 23:00:00' AS at, 'Europe, spring' AS what UNION ALL SELECT '2026-10-24 23:00:00', 'Europe, autumn'
    UNION ALL SELECT '2026-03-08 04:00:00', 'America, spring' UNION ALL SELECT '2026-11-01 04:00:00', 'America, autumn') d, (WITH RECURSIVE n (seq) AS (SELECT 0 UNION ALL SELECT seq + 1 FROM n WHERE seq < 9) SELECT seq FROM n) s;

INSERT INTO v_bits VALUES
  (1, b'1', b'1111111', X'FF', b'111111111', X'FFFF', b'11111111111111111', b'111111111111111111111111111111111', X'7FFFFFFFFFFFFFFF', X'FFFFFFFFFFFFFFFF'),
  (2, b'0', b'0', b'0', b'0', b'0', b'0', b'0', b'0', b'0'),
  (3, NULL, b'1000000', X'27', b'100000000', X'5C27', b'10000000000000000', b'100000000000000000000000000000000', X'4000000000000000', X'8000000000000000'),
  (4, b'1', b'100111', X'5C', b'1011100', X'0027', b'100111', b'100111', X'000A0D1A00225C27', X'000A0D1A00225C27'),
  (5, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO v_bits (id) VALUES (6);

INSERT INTO v_enums VALUES (1, 'boy', '', 'it''s', X'E9'), (2, 'girl', 'present', 'a,b', X'DF'), (3, 'other', 'absent', 'say "hi"', NULL), (4, NULL, '', 'back\\slash', 'é'),
  (5, NULL, 'present', 'नेपाली', NULL), (6, 1, 2, '1', 1), (7, 3, 3, '0', 2), (8, 2, '', 6, 1);
-- The error value: index 0, shown as '' whether or not there is a member ''.
INSERT IGNORE INTO v_enums VALUES (100, 'nonsense', 'nonsense', 'nonsense', 'nonsense'), (101, 0, 0, NULL, 0);

INSERT INTO v_sets VALUES (1, '', ''), (2, 'bus,meal,it''s', 'right 1,right 64'), (3, 'meal', (SELECT GROUP_CONCAT(CONCAT('right ', seq)) FROM (WITH RECURSIVE n (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < 64) SELECT seq FROM n) s)), (4, 5, 9223372036854775808), (5, '', NULL);

SET @all = (SELECT GROUP_CONCAT(CHAR(seq) ORDER BY seq SEPARATOR '') FROM (WITH RECURSIVE n (seq) AS (SELECT 0 UNION ALL SELECT seq + 1 FROM n WHERE seq < 255) SELECT seq FROM n) s);
INSERT INTO v_texts VALUES
  (1, '', '', '', '', '', '', '', '', '', '', '', '', '', ''),
  (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (3, 'NULL', 'NULL', '', '\\N', 'NULL', '\\N', '\\\\N', 'NULL', 'NULL', 'NULL', 'NULL', '\\N', 'NULL', 'NULL'),
  (4, 'a\0b', '\0\Z\\\'\"`\b\n\r\t%_', NULL, '\\', '\'', '"', '\\\'', '\0', @all, SUBSTRING(@all, 2), @all, @all, @all, 'this is no GUID'),
  (5, ' a', 'trailing   ', '', 'tab\there', 'line\nbreak\r\nand\rthree', ' ', '\n', 'ab\0', ' \0 ', '\0', '\0\0\0', '\t', '\n', '00000000-0000-0000-0000-000000000000'),
  (6, 'नेपाली', '🎓👩‍🏫 emoji 𝒳', '', 'é', 'e\u0301', 'ﷺ', '\u2028', X'FFFFFFFF', X'F09F8E93', X'C3', X'E9', X'FFFE', X'0D0A', 'é'),
  (7, '-- x', '/*!50000 x */; DROP TABLE t; -- ', '', '#', 'DELIMITER ;;\n;;', '$$', '*/', '--', ');', ',(', '''', '\\', '\\''', '),('),
  (8, '\\N', 'x''; y', '', 'INSERT INTO `x` VALUES (1);', '\r', '\r\n', '\Z', '\Z', '\Z\Z', '\r\n', '\r', '\n', '\t', '\\N');
INSERT INTO v_texts (id, v, t, l, vb, bl, lb) SELECT 100 + seq, CONCAT(CHAR(seq USING latin1), 'x', CHAR(seq USING latin1)), CHAR(seq USING latin1), CONCAT('\\', CHAR(seq USING latin1)), CHAR(seq), CONCAT('\\', CHAR(seq)), CONCAT(CHAR(seq), CHAR(seq)) FROM (WITH RECURSIVE n (seq) AS (SELECT 0 UNION ALL SELECT seq + 1 FROM n WHERE seq < 127) SELECT seq FROM n) s;
INSERT INTO v_texts (id, t, medium, l, bl, lb) VALUES (300, REPEAT('क', 21845), REPEAT('🎓', 100000), REPEAT('it\'s \\ ', 200000), REPEAT(X'5C27000A', 16383), REPEAT(@all, 4000));

INSERT INTO v_texts_strange_but_unique VALUES ('', 0), (' ', 1), ('a', 2), ('A', 3), ('á', 4), ('a\0', 6), ('é', 7), ('e\u0301', 8), ('ß', 9), ('ss', 10), ('ı', 11), ('İ', 12), ('🎓', 13), ('🎒', 14) ON DUPLICATE KEY UPDATE n = n + 100;

INSERT INTO v_bytes SELECT CHAR(seq), CHAR(seq), CHAR(seq) FROM (WITH RECURSIVE n (seq) AS (SELECT 0 UNION ALL SELECT seq + 1 FROM n WHERE seq < 255) SELECT seq FROM n) s;
INSERT INTO v_bytes SELECT CONCAT(CHAR(a.seq), CHAR(b.seq)), CHAR(b.seq, a.seq), CHAR(a.seq)
  FROM (WITH RECURSIVE n (seq) AS (SELECT 0 UNION ALL SELECT seq + 1 FROM n WHERE seq < 255) SELECT seq FROM n) a, (SELECT 0 AS seq UNION SELECT 10 UNION SELECT 13 UNION SELECT 26 UNION SELECT 34 UNION SELECT 39 UNION SELECT 48 UNION SELECT 78 UNION SELECT 92 UNION SELECT 9 UNION SELECT 255) b;
INSERT INTO v_bytes VALUES ('', '', ''), (SUBSTRING(@all, 1, 255), @all, NULL);


-- Bytes, not text: the connection's character set has no say. 5C inside sjis, cp932, gbk and big5 is the second byte of a letter.
INSERT INTO v_charsets VALUES (1, 'plain', X'E9DF80', X'C3A9', X'B1E6EA', X'FDFE', X'E0E1', X'8182', X'9FA0', X'8081E0', X'8C9C', X'CFF0E8', X'C7E5', X'D0F0',
  X'D0D2C9', X'A4A6A7', X'C1E1FE', X'E0FA', X'A1E0', X'B2B3', X'C0C1', X'5B5C', X'A1B0', X'C0C1', X'8081', X'8081', X'8182',
  X'955C835C', X'955C8740ED40', X'B0A1A4A2', X'B0A1ADA1', X'815CBF5C', X'B0A1', X'A55CB35C', X'B0A1',
  X'0041005C0027304200E9', X'0041D83DDE420027', X'41003DD842DE2700', X'000000410001F642', 'क', '🙂', '🙂', 'a ', 'あ', X'955C835C5C', X'0041D83DDE42', X'815C95328236');
INSERT INTO v_charsets (id, c_latin1, c_latin1_bin) VALUES
  (2, X'C3A9C3BC20F09F8E93', X'C3A9'), (3, (SELECT GROUP_CONCAT(CHAR(seq) ORDER BY seq SEPARATOR '') FROM (WITH RECURSIVE n (seq) AS (SELECT 128 UNION ALL SELECT seq + 1 FROM n WHERE seq < 187) SELECT seq FROM n) s), X'8D8F909D'), (4, X'E0A4A8E0A587', X'00FF');
INSERT INTO v_charsets (id, c_sjis, c_gbk, c_big5, c_ucs2, e_ucs2) VALUES (5, X'835C', X'815C', X'A55C', '表', '表'), (6, '', '', '', '', NULL), (7, '能', '誠', '功', 'नेपाल', 'あ');
INSERT INTO v_charsets (id, c_ucs2, c_utf16, c_utf16le, c_utf32, c_char_utf16) VALUES (8, X'000000270022005C000A', X'000000270022005C000A', X'0000270022005C000A00', X'000000000000002700000022', X'0020002700200020');

INSERT INTO v_spatial VALUES
  (1, ST_GeomFromText('POINT(27.7172 85.3240)', 4326), ST_GeomFromText('POINT(-0.1 1e300)'), ST_GeomFromText('LINESTRING(0 0, 1 1, 2 0.30000000000000004)', 3857),
    ST_GeomFromText('POLYGON((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 1))', 4326), ST_GeomFromText('MULTIPOINT(1 1, 2 2)', 2000), ST_GeomFromText('MULTILINESTRING((0 0, 1 1), (2 2, 3 3))'),
    ST_GeomFromText('MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)), ((5 5, 6 5, 6 6, 5 5)))', 4326), ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(0 0, 1 1))', 4326), ST_GeomFromText('POINT(27.7 85.3)', 4326)),
  (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, ST_GeomFromText('POINT(0 0)', 4326)),
  (3, ST_GeomFromText('GEOMETRYCOLLECTION EMPTY', 4326), ST_GeomFromText('POINT(1.7976931348623157e308 5e-324)'), NULL, NULL, NULL, NULL, NULL, NULL, ST_GeomFromText('POINT(-90 180)', 4326));

INSERT INTO v_json (id, doc, must_be, v) VALUES
  (1, '{"total": 1.10, "big": 123456789012345678901234567890, "tiny": 1e-400, "neg": -0.0, "dup": 1, "dup": 2}', '[]', '"\\u00e9 \\ud83c\\udf93 \\" \\\\ \\/"'),
  (2, ' {  "spaces" : [ 1 , 2 ] }  ', '{"क": "it\'s"}', '1'), (3, NULL, '0', NULL), (4, 'null', 'null', 'true'), (5, '3.141592653589793238462643383279', '{"total":"x"}', '""');


-- 20 MiB; and one whose row fills the largest packet of the protocol (0xFFFFFF bytes) exactly: 2 for the key, 4 + n for the photo, 1 for the NULL.
INSERT INTO v_rows_over_16_mib VALUES (1, CONCAT(REPEAT(UNHEX(SHA2('photo', 512)), 327679), REPEAT('\\''"\0', 16)), NULL);
INSERT INTO v_rows_over_16_mib VALUES (2, REPEAT('\n', 16777208), NULL), (3, REPEAT('x', 16777209), NULL), (4, NULL, REPEAT('क', 400000)), (5, '', '');

INSERT INTO v_wide VALUES (1, 1, 2.25e-3, 'v3', 4, 5.25e-3, 'v6', 7, 8.25e-3, 'v9', 10, 11.25e-3, 'v12', 13, 14.25e-3, 'v15', 16, 17.25e-3, 'v18', 19, 20.25e-3, 'v21', 22, 23.25e-3, 'v24', 25, 26.25e-3, 'v27', 28, 29.25e-3, 'v30', 31, 32.25e-3, 'v33', 34, 35.25e-3, 'v36', 37, 38.25e-3, 'v39', 40, 41.25e-3, 'v42', 43, 44.25e-3, 'v45', 46, 47.25e-3, 'v48', 49, 50.25e-3, 'v51', 52, 53.25e-3, 'v54', 55, 56.25e-3, 'v57', 58, 59.25e-3, 'v60', 61, 62.25e-3, 'v63', 64, 65.25e-3, 'v66', 67, 68.25e-3, 'v69', 70, 71.25e-3, 'v72', 73, 74.25e-3, 'v75', 76, 77.25e-3, 'v78', 79, 80.25e-3, 'v81', 82, 83.25e-3, 'v84', 85, 86.25e-3, 'v87', 88, 89.25e-3, 'v90', 91, 92.25e-3, 'v93', 94, 95.25e-3, 'v96', 97, 98.25e-3, 'v99', 100, 101.25e-3, 'v102', 103, 104.25e-3, 'v105', 106, 107.25e-3, 'v108', 109, 110.25e-3, 'v111', 112, 113.25e-3, 'v114', 115, 116.25e-3, 'v117', 118, 119.25e-3, 'v120', 121, 122.25e-3, 'v123', 124, 125.25e-3, 'v126', 127, 128.25e-3, 'v129', 130, 131.25e-3, 'v132', 133, 134.25e-3, 'v135', 136, 137.25e-3, 'v138', 139, 140.25e-3, 'v141', 142, 143.25e-3, 'v144', 145, 146.25e-3, 'v147', 148, 149.25e-3, 'v150', 151, 152.25e-3, 'v153', 154, 155.25e-3, 'v156', 157, 158.25e-3, 'v159', 160, 161.25e-3, 'v162', 163, 164.25e-3, 'v165', 166, 167.25e-3, 'v168', 169, 170.25e-3, 'v171', 172, 173.25e-3, 'v174', 175, 176.25e-3, 'v177', 178, 179.25e-3, 'v180', 181, 182.25e-3, 'v183', 184, 185.25e-3, 'v186', 187, 188.25e-3, 'v189', 190, 191.25e-3, 'v192', 193, 194.25e-3, 'v195', 196, 197.25e-3, 'v198', 199, 200.25e-3, 'v201', 202, 203.25e-3, 'v204', 205, 206.25e-3, 'v207', 208, 209.25e-3, 'v210', 211, 212.25e-3, 'v213', 214, 215.25e-3, 'v216', 217, 218.25e-3, 'v219', 220, 221.25e-3, 'v222', 223, 224.25e-3, 'v225', 226, 227.25e-3, 'v228', 229, 230.25e-3, 'v231', 232, 233.25e-3, 'v234', 235, 236.25e-3, 'v237', 238, 239.25e-3, 'v240', 241, 242.25e-3, 'v243', 244, 245.25e-3, 'v246', 247, 248.25e-3, 'v249', 250, 251.25e-3, 'v252', 253, 254.25e-3, 'v255', 256, 257.25e-3, 'v258', 259, 260.25e-3, 'v261', 262, 263.25e-3, 'v264', 265, 266.25e-3, 'v267', 268, 269.25e-3, 'v270', 271, 272.25e-3, 'v273', 274, 275.25e-3, 'v276', 277, 278.25e-3, 'v279', 280, 281.25e-3, 'v282', 283, 284.25e-3, 'v285', 286, 287.25e-3, 'v288', 289, 290.25e-3, 'v291', 292, 293.25e-3, 'v294', 295, 296.25e-3, 'v297', 298, 299.25e-3, 'v300', 301, 302.25e-3, 'v303', 304, 305.25e-3, 'v306', 307, 308.25e-3, 'v309', 310, 311.25e-3, 'v312', 313, 314.25e-3, 'v315', 316, 317.25e-3, 'v318', 319, 320.25e-3, 'v321', 322, 323.25e-3, 'v324', 325, 326.25e-3, 'v327', 328, 329.25e-3, 'v330', 331, 332.25e-3, 'v333', 334, 335.25e-3, 'v336', 337, 338.25e-3, 'v339', 340, 341.25e-3, 'v342', 343, 344.25e-3, 'v345', 346, 347.25e-3, 'v348', 349, 350.25e-3, 'v351', 352, 353.25e-3, 'v354', 355, 356.25e-3, 'v357', 358, 359.25e-3, 'v360', 361, 362.25e-3, 'v363', 364, 365.25e-3, 'v366', 367, 368.25e-3, 'v369', 370, 371.25e-3, 'v372', 373, 374.25e-3, 'v375', 376, 377.25e-3, 'v378', 379, 380.25e-3, 'v381', 382, 383.25e-3, 'v384', 385, 386.25e-3, 'v387', 388, 389.25e-3, 'v390', 391, 392.25e-3, 'v393', 394, 395.25e-3, 'v396', 397, 398.25e-3, 'v399', 400, 401.25e-3, 'v402', 403, 404.25e-3, 'v405', 406, 407.25e-3, 'v408', 409, 410.25e-3, 'v411', 412, 413.25e-3, 'v414', 415, 416.25e-3, 'v417', 418, 419.25e-3, 'v420', 421, 422.25e-3, 'v423', 424, 425.25e-3, 'v426', 427, 428.25e-3, 'v429', 430, 431.25e-3, 'v432', 433, 434.25e-3, 'v435', 436, 437.25e-3, 'v438', 439, 440.25e-3, 'v441', 442, 443.25e-3, 'v444', 445, 446.25e-3, 'v447', 448, 449.25e-3, 'v450', 451, 452.25e-3, 'v453', 454, 455.25e-3, 'v456', 457, 458.25e-3, 'v459', 460, 461.25e-3, 'v462', 463, 464.25e-3, 'v465', 466, 467.25e-3, 'v468', 469, 470.25e-3, 'v471', 472, 473.25e-3, 'v474', 475, 476.25e-3, 'v477', 478, 479.25e-3, 'v480', 481, 482.25e-3, 'v483', 484, 485.25e-3, 'v486', 487, 488.25e-3, 'v489', 490, 491.25e-3, 'v492', 493, 494.25e-3, 'v495', 496, 497.25e-3, 'v498', 499, 500.25e-3, 'v501', 502, 503.25e-3, 'v504', 505, 506.25e-3, 'v507', 508, 509.25e-3, 'v510', 511, 512.25e-3, 'v513', 514, 515.25e-3, 'v516', 517, 518.25e-3, 'v519', 520, 521.25e-3, 'v522', 523, 524.25e-3, 'v525', 526, 527.25e-3, 'v528', 529, 530.25e-3, 'v531', 532, 533.25e-3, 'v534', 535, 536.25e-3, 'v537', 538, 539.25e-3, 'v540', 541, 542.25e-3, 'v543', 544, 545.25e-3, 'v546', 547, 548.25e-3, 'v549', 550, 551.25e-3, 'v552', 553, 554.25e-3, 'v555', 556, 557.25e-3, 'v558', 559, 560.25e-3, 'v561', 562, 563.25e-3, 'v564', 565, 566.25e-3, 'v567', 568, 569.25e-3, 'v570', 571, 572.25e-3, 'v573', 574, 575.25e-3, 'v576', 577, 578.25e-3, 'v579', 580, 581.25e-3, 'v582', 583, 584.25e-3, 'v585', 586, 587.25e-3, 'v588', 589, 590.25e-3, 'v591', 592, 593.25e-3, 'v594', 595, 596.25e-3, 'v597', 598, 599.25e-3, 'v600'), (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'x');
INSERT INTO v_long VALUES (1, REPEAT('B\'\\', 3000), REPEAT('C\'\\', 3000), REPEAT('D\'\\', 3000), REPEAT('E\'\\', 3000), REPEAT('F\'\\', 3000), REPEAT('G\'\\', 3000), REPEAT('H\'\\', 3000), REPEAT('I\'\\', 3000), REPEAT('J\'\\', 3000), REPEAT('K\'\\', 3000), REPEAT('L\'\\', 3000), REPEAT('M\'\\', 3000), REPEAT('N\'\\', 3000), REPEAT('O\'\\', 3000), REPEAT('P\'\\', 3000), REPEAT('Q\'\\', 3000), REPEAT('R\'\\', 3000), REPEAT('S\'\\', 3000), REPEAT('T\'\\', 3000), REPEAT('U\'\\', 3000), REPEAT('V\'\\', 3000), REPEAT('W\'\\', 3000), REPEAT('X\'\\', 3000), REPEAT('Y\'\\', 3000), REPEAT('Z\'\\', 3000), REPEAT('A\'\\', 3000), REPEAT('B\'\\', 3000), REPEAT('C\'\\', 3000), REPEAT('D\'\\', 3000), REPEAT('E\'\\', 3000), REPEAT('F\'\\', 3000), REPEAT('G\'\\', 3000), REPEAT('H\'\\', 3000), REPEAT('I\'\\', 3000), REPEAT('J\'\\', 3000), REPEAT('K\'\\', 3000), REPEAT('L\'\\', 3000), REPEAT('M\'\\', 3000), REPEAT('N\'\\', 3000), REPEAT('O\'\\', 3000), REPEAT('P\'\\', 3000), REPEAT('Q\'\\', 3000), REPEAT('R\'\\', 3000), REPEAT('S\'\\', 3000), REPEAT('T\'\\', 3000), REPEAT('U\'\\', 3000), REPEAT('V\'\\', 3000), REPEAT('W\'\\', 3000), REPEAT('X\'\\', 3000), REPEAT('Y\'\\', 3000), REPEAT('Z\'\\', 3000), REPEAT('A\'\\', 3000), REPEAT('B\'\\', 3000), REPEAT('C\'\\', 3000), REPEAT('D\'\\', 3000), REPEAT('E\'\\', 3000), REPEAT('F\'\\', 3000), REPEAT('G\'\\', 3000), REPEAT('H\'\\', 3000), REPEAT('I\'\\', 3000)), (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'x');

-- ---------------------------------------------------------------------------------------------------------------- columns

INSERT INTO c_invisible (secret, id, shown, stamp, pin) VALUES (1, 1, 'one', '2026-03-29 01:30:00', X'00275C'), (NULL, 2, 'two', '2026-10-25 00:30:00', NULL);
INSERT INTO c_invisible VALUES (3, 'by default');
INSERT INTO c_generated (id, first, last, tail) VALUES (1, 'Sita', 'Sharma', 'y'), (2, 'राम', 'थापा', NULL), (3, 'O\'Neil', '\\', '');
INSERT INTO c_generated_between (b, d) VALUES (1, 2), (NULL, 3), (1, 2), (-5, NULL);
INSERT INTO c_defaults (id, none_needed, key_text) VALUES (1, 'x', 'fixed'), (2, '', '');
INSERT INTO c_defaults (id, quote, `empty`, nothing, none_needed, computed, key_text, bytes, said, day, made, touched, bits, snow) VALUES (3, '', NULL, '', '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO c_checks VALUES (1, 'A+', 1, 2), (2, 'it''s', NULL, NULL), (3, '\\', 0, 999);
-- A row that breaks a rule which is not enforced.
INSERT INTO c_checks VALUES (4, NULL, 13, 14);

-- ---------------------------------------------------------------------------------------------------------------- counters, sequences

INSERT INTO a_zero VALUES (0, 'zero'), (1, 'one');
INSERT INTO a_negative VALUES (-5, 'minus five'), (3, 'three');
INSERT INTO a_ahead VALUES (1, 1), (2, 2);
INSERT INTO a_ahead_myisam VALUES (1, 1);
INSERT INTO a_ahead_memory VALUES (1, 1);
INSERT INTO a_at_the_end VALUES (255, 1);
INSERT INTO a_per_group (grp, v) VALUES (1, 10), (1, 11), (2, 20), (1, 12);
INSERT INTO a_not_first (name, id) VALUES ('b', 1), ('a', 2), ('a', 50);

-- ---------------------------------------------------------------------------------------------------------------- tables, engines, keys

INSERT INTO t_no_key VALUES (1, 'twice', 0.5), (1, 'twice', 0.5), (NULL, NULL, NULL), (NULL, NULL, NULL), (2, '', -0e0), (2, '', 0);
INSERT INTO t_no_key_myisam VALUES (1, 'same'), (1, 'same'), (1, 'same'), (NULL, NULL);
INSERT INTO t_one_null VALUES (NULL);
INSERT INTO t_unique_only VALUES (1, NULL), (2, NULL), (3, 3);
INSERT INTO t_key_text VALUES ('', 0), ('a', 1), ('B', 2), ('ç', 3), ('ß', 4), ('नेपाली', 5), ('🎓', 6), ('it\'s', 7), ('z\\', 8), ('_', 9), ('9', 10), ('10', 11);
INSERT INTO t_key_bytes SELECT CHAR(seq), seq FROM (WITH RECURSIVE n (seq) AS (SELECT 0 UNION ALL SELECT seq + 1 FROM n WHERE seq < 255) SELECT seq FROM n) s;
INSERT INTO t_key_bytes VALUES ('', -1), (X'00275C', 3), (X'FFFFFF', 4);
INSERT INTO t_key_many SELECT 2020 + y.seq, c.name, r.seq, CONCAT('Pupil ', y.seq, c.name, r.seq) FROM (WITH RECURSIVE n (seq) AS (SELECT 0 UNION ALL SELECT seq + 1 FROM n WHERE seq < 3) SELECT seq FROM n) y, (SELECT '1A' AS name UNION SELECT '1''B' UNION SELECT '१०') c, (WITH RECURSIVE n (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < 30) SELECT seq FROM n) r;
INSERT INTO t_key_many VALUES (0, '', 0, '');
INSERT INTO t_key_extremes VALUES (0, 0), (1, 1), (9223372036854775807, 2), (9223372036854775808, 3), (18446744073709551615, 4);
INSERT INTO t_myisam VALUES (1, 'library books'), (2, ''), (3, NULL);
INSERT INTO t_memory VALUES (2, 'session'), (1, NULL), (3, 'it''s');
INSERT INTO t_csv VALUES (1, 'a,"b"\n\\c'), (1, 'a,"b"\n\\c'), (2, '');
INSERT INTO t_merge_1 VALUES (1, 'first'), (1, 'first');
INSERT INTO t_merge_2 VALUES (2, 'second');
INSERT INTO t_row_compressed VALUES (1, REPEAT('abc', 10000)), (2, NULL);
INSERT INTO t_row_redundant VALUES (1, REPEAT('abc', 10000)), (2, NULL);
INSERT INTO t_latin1 VALUES (1, 'ß'), (2, X'C3A9');
INSERT INTO t_binary VALUES (1, X'00FF'), (2, 'क'), (3, ' ');
INSERT INTO t_keys VALUES (1, 1, 'it''s', 'words of the school', '2026-01-01', X'00', 'h'), (2, NULL, NULL, NULL, NULL, NULL, NULL), (3, 3, 'x', REPEAT('long ', 3000), '0000-00-00', REPEAT(X'00', 5000), REPEAT('h', 4000)), (4, NULL, '', '', NULL, '', '');
INSERT INTO t_full_text (FTS_DOC_ID, title, body) VALUES (1, 'Mathematics', 'algebra and geometry'), (7, 'नेपाली', 'भाषा र साहित्य'), (20, NULL, '');
INSERT INTO t_medium (id, pupil, day, state, remark)
  SELECT seq, 1 + seq % 250, '2026-01-01' + INTERVAL seq DIV 250 DAY, 1 + seq % 3, CASE seq % 7 WHEN 0 THEN NULL WHEN 1 THEN 'it''s' WHEN 2 THEN '\\' ELSE CONCAT('note ', seq, ' क') END
  FROM (WITH RECURSIVE n (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < 20000) SELECT seq FROM n) s WHERE seq % 13 <> 0;

-- ---------------------------------------------------------------------------------------------------------------- partitions

INSERT INTO p_range VALUES (-1, NULL), (5, 1), (10, 2), (19, 3), (2000000000, 4);
INSERT INTO p_range_null VALUES (NULL, 1), (1999, 2), (2000, 3), (NULL, 1);
INSERT INTO p_range_columns VALUES ('2025-05-05', 'a', 1), ('2026-01-01', 'l', 2), ('2026-01-01', 'm', 3), ('2027-01-01', 'z', 4), ('9999-12-31', '', 5);
INSERT INTO p_list VALUES (1, 1), (2, 2), (77, 3), (1, 1);
INSERT INTO p_list_columns VALUES ('it''s', 1), (NULL, 2), ('नेपाल', 3), ('other', 4);
INSERT INTO p_hash SELECT seq, seq FROM (WITH RECURSIVE n (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < 100) SELECT seq FROM n) s;
INSERT INTO p_linear_hash SELECT '2015-05-05' + INTERVAL seq YEAR, seq FROM (WITH RECURSIVE n (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < 12) SELECT seq FROM n) s;
INSERT INTO p_key SELECT CONCAT('key ', seq), seq FROM (WITH RECURSIVE n (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < 30) SELECT seq FROM n) s;
INSERT INTO p_linear_key SELECT seq, seq FROM (WITH RECURSIVE n (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < 30) SELECT seq FROM n) s;
INSERT INTO p_sub SELECT seq, '2019-12-20' + INTERVAL seq DAY FROM (WITH RECURSIVE n (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < 30) SELECT seq FROM n) s;
INSERT INTO p_sub_named SELECT seq, seq % 2 FROM (WITH RECURSIVE n (seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM n WHERE seq < 30) SELECT seq FROM n) s;

-- ---------------------------------------------------------------------------------------------------------------- names

INSERT INTO `we``ird` VALUES (1, 1, 2, 3, 4, 'नाम', 5, 6, 7, 8, 9, 10, 11, 12, 13, 14), (2, NULL, NULL, 1, NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO `quo'te` VALUES (1, 1), (2, NULL);
INSERT INTO `dou"ble` VALUES (1);
INSERT INTO `dot.ted` VALUES (1, 2);
INSERT INTO `spa ce and -- dashes` VALUES (1);
INSERT INTO `semi;colon` VALUES (1);
INSERT INTO `sl/ash\back` VALUES (1);
INSERT INTO `विद्यार्थी` VALUES ('सीता', 12), ('राम', NULL);
INSERT INTO `Schüler_ß_éÉ` VALUES (1);
INSERT INTO `select` VALUES (1, 2, 3);
INSERT INTO `1` VALUES (1);
INSERT INTO `$dollar%percent_under` VALUES (1);
INSERT INTO `n23456789_123456789_123456789_123456789_123456789_123456789_1234` VALUES (1);
INSERT INTO case_collision VALUES (1);
INSERT INTO `CASE_collision` VALUES (2);
INSERT INTO `g odd ``table``` VALUES (1);

-- ---------------------------------------------------------------------------------------------------------------- foreign keys

INSERT IGNORE INTO fidelity_other.district VALUES (1, 'Kathmandu'), (2, 'Lalitpur');
INSERT INTO f_egg VALUES (1, 1), (2, NULL);
INSERT INTO f_chicken VALUES (1, 1), (2, 2);
INSERT INTO f_self VALUES (1, 3), (2, 1), (3, NULL);
INSERT INTO f_two_columns VALUES (1, 2020, '1A', 5), (2, 2021, '1''B', 30), (3, NULL, NULL, NULL);
INSERT INTO f_in_other_schema VALUES (1, 1), (2, 2), (3, NULL);
-- No such parent: let in while foreign_key_checks was off, as a school's old import did.
INSERT INTO f_orphan VALUES (1, 4711);
INSERT INTO zz_parent_sorts_last VALUES (1);
INSERT INTO aa_child_sorts_first VALUES (1, 1);

-- ---------------------------------------------------------------------------------------------------------------- triggers at work

INSERT INTO g_watched VALUES (1, 'a'), (2, 'b');
UPDATE g_watched SET v = CONCAT(v, '!') WHERE id = 1;
DELETE FROM g_watched WHERE id = 2;

-- ---------------------------------------------------------------------------------------------------------------- of MySQL alone

INSERT INTO m_enum_beyond_bmp VALUES (1, '😀', '😀,🎓'), (2, 'it''s 🎓', ''), (3, '', NULL), (4, 3, 2);
INSERT INTO m_functional_keys VALUES (1, 'Sita', 'Sharma', '{"marks": [1, 5, 5], "words": ["it''s", "\\\\"]}'), (2, NULL, 'थापा', NULL), (3, 'O''Neil', '', '{"marks": [], "words": []}');
INSERT INTO m_invisible_functional VALUES (1, 1), (2, NULL);
INSERT INTO m_generated_key VALUES ('one'), ('two'), ('one');
INSERT INTO m_generated_key (my_row_id, v) VALUES (4711, 'far');
INSERT INTO m_invisible (shown, hidden) VALUES (1, 'one'), (2, NULL);
INSERT INTO m_invisible VALUES (3);
INSERT INTO m_default_expressions (id, day) VALUES (X'00275C0A000000000000000000000001', '2026-04-14');
INSERT INTO m_default_expressions VALUES (X'FF', NULL, NULL, NULL, NULL);
INSERT INTO m_checks VALUES (1, 0, 5), (NULL, NULL, -1), (5, 9, NULL);
INSERT INTO m_srid VALUES (1, ST_GeomFromText('POINT(27.7 85.3)', 4326), ST_GeomFromText('MULTIPOLYGON(((0 0, 1 0, 1 1, 0 0)))', 3857), ST_GeomFromText('LINESTRING(0 0, 1e300 -1)', 0)),
  (2, ST_GeomFromText('POINT(-90 180)', 4326), NULL, ST_GeomFromText('GEOMETRYCOLLECTION EMPTY'));
INSERT INTO m_vector VALUES (1, TO_VECTOR('[1.5, -2e-38, 16777217]'), TO_VECTOR('[0.1]')), (2, NULL, NULL), (3, X'00275C0A0D1A0022005C2700', NULL);
INSERT INTO m_attributes VALUES (1, 1), (2, NULL);
INSERT INTO m_collations VALUES ('a', 'あ', '中'), ('A', 'ア', '国'), ('a ', NULL, NULL), ('á', '', '');
INSERT INTO m_full_text VALUES (1, 'नेपाली भाषा 学校'), (2, NULL);
INSERT INTO m_histogram VALUES (1, 1), (2, 1), (3, 7);
ANALYZE TABLE m_histogram UPDATE HISTOGRAM ON v WITH 4 BUCKETS;
