-- phpMyAdmin SQL Dump
-- version 5.2.1
-- https://www.phpmyadmin.net/
--
-- Host: 127.0.0.1
-- Generation Time: Nov 27, 2026 at 10:00 AM
-- Server version: 10.4.32-MariaDB
-- PHP Version: 8.2.12

SET FOREIGN_KEY_CHECKS=0;
SET SQL_MODE = "NO_AUTO_VALUE_ON_ZERO";
START TRANSACTION;
SET time_zone = "+00:00";


/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;
/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;
/*!40101 SET NAMES utf8mb4 */;

--
-- Database: `SCHOOL`
--
CREATE DATABASE IF NOT EXISTS `SCHOOL` DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
USE `SCHOOL`;

DELIMITER $$
--
-- Procedures
--
DROP PROCEDURE IF EXISTS `p`$$
CREATE DEFINER=`root`@`localhost` PROCEDURE `p` ()   BEGIN SELECT 1; END$$

DELIMITER ;

-- --------------------------------------------------------

--
-- Table structure for table `pupils`
--

DROP TABLE IF EXISTS `pupils`;
CREATE TABLE `pupils` (
  `id` int(11) NOT NULL,
  `name` varchar(50) NOT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

--
-- Truncate table before insert `pupils`
--

TRUNCATE TABLE `pupils`;
--
-- Dumping data for table `pupils`
--

INSERT INTO `pupils` (`id`, `name`) VALUES
(1, 'Ada'),
(2, 'Zoë 😀');

--
-- Triggers `pupils`
--
DROP TRIGGER IF EXISTS `up`;
DELIMITER $$
CREATE TRIGGER `up` BEFORE INSERT ON `pupils` FOR EACH ROW SET NEW.name = UPPER(NEW.name)
$$
DELIMITER ;

-- --------------------------------------------------------

--
-- Stand-in structure for view `roll`
-- (See below for the actual view)
--
DROP VIEW IF EXISTS `roll`;
CREATE TABLE `roll` (
`name` varchar(50)
);

-- --------------------------------------------------------

--
-- Structure for view `roll`
--
DROP TABLE IF EXISTS `roll`;

DROP VIEW IF EXISTS `roll`;
CREATE ALGORITHM=UNDEFINED DEFINER=`root`@`localhost` SQL SECURITY DEFINER VIEW `roll`  AS SELECT `pupils`.`name` AS `name` FROM `pupils` ;

--
-- Indexes for dumped tables
--

--
-- Indexes for table `pupils`
--
ALTER TABLE `pupils`
  ADD PRIMARY KEY (`id`);

--
-- AUTO_INCREMENT for dumped tables
--

--
-- AUTO_INCREMENT for table `pupils`
--
ALTER TABLE `pupils`
  MODIFY `id` int(11) NOT NULL AUTO_INCREMENT, AUTO_INCREMENT=3;
SET FOREIGN_KEY_CHECKS=1;
COMMIT;

/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
/*!40101 SET CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS */;
/*!40101 SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION */;
