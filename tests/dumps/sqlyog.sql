/*
SQLyog Ultimate v13.1.1 (64 bit)
MySQL - 10.11.6-MariaDB : Database - SCHOOL
*********************************************************************
*/

/*!40101 SET NAMES utf8mb4 */;

/*!40101 SET SQL_MODE=''*/;

/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
/*!40111 SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0 */;
CREATE DATABASE /*!32312 IF NOT EXISTS*/`SCHOOL` /*!40100 DEFAULT CHARACTER SET utf8mb4 */;

USE `SCHOOL`;

/*Table structure for table `pupils` */

DROP TABLE IF EXISTS `pupils`;

CREATE TABLE `pupils` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `name` varchar(50) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4;

/*Data for the table `pupils` */

insert  into `pupils`(`id`,`name`) values 

(1,'Ada'),

(2,'Zoë 😀');

/* Trigger structure for table `pupils` */

DELIMITER $$

/*!50003 DROP TRIGGER*//*!50032 IF EXISTS */ /*!50003 `up` */$$

/*!50003 CREATE */ /*!50017 DEFINER = 'root'@'localhost' */ /*!50003 TRIGGER `up` BEFORE INSERT ON `pupils` FOR EACH ROW SET NEW.name = UPPER(NEW.name) */$$


DELIMITER ;

/* Procedure structure for procedure `p` */

/*!50003 DROP PROCEDURE IF EXISTS  `p` */;

DELIMITER $$

/*!50003 CREATE DEFINER=`root`@`localhost` PROCEDURE `p`()
SELECT 1 */$$
DELIMITER ;

/*Table structure for table `roll` */

DROP TABLE IF EXISTS `roll`;

/*!50001 DROP VIEW IF EXISTS `roll` */;
/*!50001 DROP TABLE IF EXISTS `roll` */;

/*!50001 CREATE TABLE  `roll`(
 `name` varchar(50) 
)*/;

/*View structure for view roll */

/*!50001 DROP TABLE IF EXISTS `roll` */;
/*!50001 DROP VIEW IF EXISTS `roll` */;

/*!50001 CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`localhost` SQL SECURITY DEFINER VIEW `roll` AS select `pupils`.`name` AS `name` from `pupils` */;

/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;
/*!40111 SET SQL_NOTES=@OLD_SQL_NOTES */;
