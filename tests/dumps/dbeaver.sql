-- SCHOOL.pupils definition

CREATE TABLE `pupils` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `name` varchar(50) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;

INSERT INTO SCHOOL.pupils (name) VALUES
	 ('Ada'),
	 ('Zoë 😀');

-- SCHOOL.roll source

CREATE OR REPLACE
ALGORITHM = UNDEFINED VIEW `SCHOOL`.`roll` AS
select
    `SCHOOL`.`pupils`.`name` AS `name`
from
    `SCHOOL`.`pupils`;
