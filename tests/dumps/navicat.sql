/*
 Navicat Premium Data Transfer

 Source Server         : local
 Source Server Type    : MariaDB
 Source Server Version : 101106 (10.11.6-MariaDB)
 Source Host           : localhost:3306
 Source Schema         : school

 Target Server Type    : MariaDB
 Target Server Version : 101106 (10.11.6-MariaDB)
 File Encoding         : 65001

 Date: 27/11/2026 10:00:00
*/

SET NAMES utf8mb4;
SET FOREIGN_KEY_CHECKS = 0;

-- ----------------------------
-- Table structure for pupils
-- ----------------------------
DROP TABLE IF EXISTS `pupils`;
CREATE TABLE `pupils`  (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` varchar(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL,
  PRIMARY KEY (`id`) USING BTREE
) ENGINE = InnoDB AUTO_INCREMENT = 3 CHARACTER SET = utf8mb4 COLLATE = utf8mb4_general_ci ROW_FORMAT = Dynamic;

-- ----------------------------
-- Records of pupils
-- ----------------------------
BEGIN;
INSERT INTO `pupils` VALUES (1, 'Ada');
INSERT INTO `pupils` VALUES (2, 'Zoë 😀');
COMMIT;

-- ----------------------------
-- View structure for roll
-- ----------------------------
DROP VIEW IF EXISTS `roll`;
CREATE ALGORITHM = UNDEFINED SQL SECURITY DEFINER VIEW `roll` AS select `pupils`.`name` AS `name` from `pupils`;

-- ----------------------------
-- Procedure structure for p
-- ----------------------------
DROP PROCEDURE IF EXISTS `p`;
delimiter ;;
CREATE PROCEDURE `p`()
BEGIN SELECT 1; END
;;
delimiter ;

-- ----------------------------
-- Event structure for e
-- ----------------------------
DROP EVENT IF EXISTS `e`;
delimiter ;;
CREATE EVENT `e`
ON SCHEDULE
EVERY '1' DAY STARTS '2030-01-01 00:00:00'
DO SELECT 1
;;
delimiter ;

-- ----------------------------
-- Triggers structure for table pupils
-- ----------------------------
DROP TRIGGER IF EXISTS `up`;
delimiter ;;
CREATE TRIGGER `up` BEFORE INSERT ON `pupils` FOR EACH ROW SET NEW.name = UPPER(NEW.name)
;;
delimiter ;

SET FOREIGN_KEY_CHECKS = 1;
