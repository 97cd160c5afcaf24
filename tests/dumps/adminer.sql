-- Adminer 4.8.1 MySQL 5.5.5-10.11.6-MariaDB dump

SET NAMES utf8mb4;
SET time_zone = '+00:00';
SET foreign_key_checks = 0;
SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO';

SET NAMES utf8mb4;

DELIMITER ;;

DROP FUNCTION IF EXISTS `f`;;
CREATE FUNCTION `f`() RETURNS int(11)
    DETERMINISTIC
RETURN 1;;

DROP EVENT IF EXISTS `e`;;
CREATE EVENT `e` ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' ON COMPLETION NOT PRESERVE ENABLE DO SELECT 1;;

DELIMITER ;

DROP TABLE IF EXISTS `pupils`;
CREATE TABLE `pupils` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `name` varchar(50) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

TRUNCATE `pupils`;
INSERT INTO `pupils` (`id`, `name`) VALUES
(1,	'Ada'),
(2,	'Zoë 😀')
ON DUPLICATE KEY UPDATE `id` = VALUES(`id`), `name` = VALUES(`name`);

DELIMITER ;;

CREATE TRIGGER `up` BEFORE INSERT ON `pupils` FOR EACH ROW
SET NEW.name = UPPER(NEW.name);;

DELIMITER ;

DROP VIEW IF EXISTS `roll`;
CREATE TABLE `roll` (`name` varchar(50));


DROP TABLE IF EXISTS `roll`;
CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`localhost` SQL SECURITY DEFINER VIEW `roll` AS select `pupils`.`name` AS `name` from `pupils`;

-- 2026-11-27 10:00:00
