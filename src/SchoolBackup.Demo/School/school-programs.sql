-- What works on the rows; made after them, so that no trigger fires while the school is filled.
SET NAMES utf8mb4;
SET sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,NO_ENGINE_SUBSTITUTION';
SET timestamp = 1775000000;
SET time_zone = '+00:00';
CREATE SEQUENCE receipt_numbers START WITH 10000000 CACHE 100;

CREATE VIEW fee_balances AS SELECT student_id, SUM(balance) AS owed, MIN(IF(balance > 0, due_on, NULL)) AS since FROM invoices GROUP BY student_id;
CREATE VIEW defaulters AS SELECT s.id, s.full_name, s.name_ne, b.owed, b.since FROM fee_balances b JOIN students s ON s.id = b.student_id WHERE b.owed > 0;
CREATE SQL SECURITY INVOKER VIEW absences AS SELECT day, section_id, COUNT(*) AS absent FROM attendance WHERE status = 'absent' GROUP BY day, section_id;

DELIMITER $$
CREATE FUNCTION letter_grade(score DECIMAL(5,2)) RETURNS CHAR(2) CHARACTER SET ascii DETERMINISTIC NO SQL COMMENT 'the board''s scale'
BEGIN
  -- from 2078 on; before, 'A' began at 75
  RETURN CASE WHEN score >= 90 THEN 'A+' WHEN score >= 80 THEN 'A' WHEN score >= 70 THEN 'B+' WHEN score >= 60 THEN 'B' WHEN score >= 50 THEN 'C+' WHEN score >= 40 THEN 'C' ELSE 'NG' END;
END $$

CREATE PROCEDURE pay_invoice(IN invoice INT UNSIGNED, IN money DECIMAL(10,2), IN how VARCHAR(10))
BEGIN
  INSERT INTO payments (invoice_id, receipt_no, amount, method) VALUES (invoice, NEXTVAL(receipt_numbers), money, how);
END $$

CREATE TRIGGER payment_counts AFTER INSERT ON payments FOR EACH ROW UPDATE invoices SET paid = paid + NEW.amount WHERE id = NEW.invoice_id $$
CREATE TRIGGER payment_is_logged AFTER INSERT ON payments FOR EACH ROW FOLLOWS payment_counts
  INSERT INTO audit_log (at, who, what) VALUES (NEW.paid_at, CURRENT_USER(), CONCAT('payment; "', NEW.amount, '" for ', NEW.invoice_id)) $$
CREATE TRIGGER marks_have_grades BEFORE INSERT ON marks FOR EACH ROW SET NEW.grade = letter_grade(COALESCE(NEW.theory, 0) + COALESCE(NEW.practical, 0)) $$

CREATE EVENT remind_of_fees ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 01:00:00' COMMENT 'sends the parents'' SMS'
  DO INSERT INTO messages (student_id, channel, sent_at, body) SELECT id, 'sms', NOW(3), CONCAT('कृपया शुल्क तिर्नुहोस्: ', owed) FROM defaulters $$
DELIMITER ;
