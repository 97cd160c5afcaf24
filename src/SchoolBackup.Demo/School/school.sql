-- A school's ERP as schools have it: keys, foreign keys, views, triggers, routines, an event. The rows come between this and school-programs.sql.
SET NAMES utf8mb4;
ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

CREATE TABLE academic_years (
  id SMALLINT UNSIGNED NOT NULL PRIMARY KEY, name VARCHAR(20) NOT NULL, name_bs VARCHAR(40) NOT NULL COMMENT 'Bikram Sambat', starts_on DATE NOT NULL, ends_on DATE NOT NULL,
  is_current BOOLEAN NOT NULL DEFAULT 0, UNIQUE KEY (name)
);

CREATE TABLE teachers (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, staff_no CHAR(8) CHARACTER SET ascii NOT NULL, first_name VARCHAR(60) NOT NULL, last_name VARCHAR(60) NOT NULL,
  name_ne VARCHAR(120), email VARCHAR(120), phone VARCHAR(20), joined_on DATE NOT NULL, salary DECIMAL(10,2) NOT NULL, rights SET('marks','fees','library','messages') NOT NULL DEFAULT 'marks',
  active BOOLEAN NOT NULL DEFAULT 1, UNIQUE KEY staff_no (staff_no), KEY by_name (last_name, first_name)
) COMMENT 'teaching and other staff';

CREATE TABLE classes (id SMALLINT UNSIGNED NOT NULL PRIMARY KEY, name VARCHAR(30) NOT NULL, name_ne VARCHAR(40) NOT NULL, level TINYINT NOT NULL);

CREATE TABLE sections (
  id INT UNSIGNED NOT NULL PRIMARY KEY, class_id SMALLINT UNSIGNED NOT NULL, name CHAR(1) NOT NULL, class_teacher_id INT UNSIGNED, room VARCHAR(20),
  UNIQUE KEY (class_id, name), CONSTRAINT section_class FOREIGN KEY (class_id) REFERENCES classes (id), CONSTRAINT section_teacher FOREIGN KEY (class_teacher_id) REFERENCES teachers (id) ON DELETE SET NULL
);

CREATE TABLE subjects (
  id SMALLINT UNSIGNED NOT NULL PRIMARY KEY, code VARCHAR(10) CHARACTER SET ascii NOT NULL, name VARCHAR(60) NOT NULL, name_ne VARCHAR(80), full_marks SMALLINT NOT NULL DEFAULT 100,
  credit FLOAT NOT NULL DEFAULT 4, UNIQUE KEY (code)
);

CREATE TABLE students (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, admission_no CHAR(10) CHARACTER SET ascii NOT NULL, first_name VARCHAR(60) NOT NULL, last_name VARCHAR(60) NOT NULL, name_ne VARCHAR(120),
  gender ENUM('female','male','other') NOT NULL, birth_date DATE NOT NULL, blood_group CHAR(3), address VARCHAR(160), phone VARCHAR(20), email VARCHAR(120), needs JSON, note TEXT,
  status ENUM('active','left','graduated') NOT NULL DEFAULT 'active', created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP, full_name VARCHAR(121) GENERATED ALWAYS AS (CONCAT(first_name, ' ', last_name)) VIRTUAL,
  UNIQUE KEY admission_no (admission_no), KEY by_name (last_name, first_name), KEY by_birth (birth_date), FULLTEXT KEY notes (note)
);

CREATE TABLE guardians (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, student_id INT UNSIGNED NOT NULL, relation ENUM('mother','father','other') NOT NULL, name VARCHAR(120) NOT NULL, name_ne VARCHAR(120),
  occupation VARCHAR(60), phone VARCHAR(20), email VARCHAR(120), KEY by_phone (phone), CONSTRAINT guardian_of FOREIGN KEY (student_id) REFERENCES students (id) ON DELETE CASCADE
);

CREATE TABLE student_photos (
  student_id INT UNSIGNED NOT NULL PRIMARY KEY, mime VARCHAR(40) CHARACTER SET ascii NOT NULL, taken_on DATE, photo MEDIUMBLOB NOT NULL,
  CONSTRAINT photo_of FOREIGN KEY (student_id) REFERENCES students (id) ON DELETE CASCADE
);

CREATE TABLE enrolments (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, student_id INT UNSIGNED NOT NULL, section_id INT UNSIGNED NOT NULL, year_id SMALLINT UNSIGNED NOT NULL, roll_no SMALLINT UNSIGNED NOT NULL,
  UNIQUE KEY once_a_year (student_id, year_id), KEY roll (section_id, year_id, roll_no), CONSTRAINT enrolled FOREIGN KEY (student_id) REFERENCES students (id),
  CONSTRAINT enrolled_in FOREIGN KEY (section_id) REFERENCES sections (id), CONSTRAINT enrolled_for FOREIGN KEY (year_id) REFERENCES academic_years (id)
);

CREATE TABLE attendance (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, student_id INT UNSIGNED NOT NULL, section_id INT UNSIGNED NOT NULL, day DATE NOT NULL, status ENUM('present','absent','late','excused') NOT NULL,
  marked_by INT UNSIGNED, marked_at DATETIME NOT NULL, device VARCHAR(20), remark VARCHAR(120), KEY by_student (student_id, day), KEY by_day (day, status),
  CONSTRAINT attended FOREIGN KEY (student_id) REFERENCES students (id), CONSTRAINT attendance_by FOREIGN KEY (marked_by) REFERENCES teachers (id)
);

CREATE TABLE exams (
  id SMALLINT UNSIGNED NOT NULL PRIMARY KEY, year_id SMALLINT UNSIGNED NOT NULL, name VARCHAR(60) NOT NULL, starts_on DATE NOT NULL, weight DECIMAL(4,3) NOT NULL,
  CONSTRAINT exam_year FOREIGN KEY (year_id) REFERENCES academic_years (id)
);

CREATE TABLE marks (
  id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, exam_id SMALLINT UNSIGNED NOT NULL, student_id INT UNSIGNED NOT NULL, subject_id SMALLINT UNSIGNED NOT NULL, theory DECIMAL(5,2),
  practical DECIMAL(5,2), grade CHAR(2) CHARACTER SET ascii, point DOUBLE, remark VARCHAR(160), entered_by INT UNSIGNED, entered_at DATETIME NOT NULL,
  UNIQUE KEY once (exam_id, student_id, subject_id), KEY by_student (student_id), CONSTRAINT marks_exam FOREIGN KEY (exam_id) REFERENCES exams (id),
  CONSTRAINT marks_student FOREIGN KEY (student_id) REFERENCES students (id), CONSTRAINT marks_subject FOREIGN KEY (subject_id) REFERENCES subjects (id), CHECK (theory >= 0 AND practical >= 0)
);

CREATE TABLE fee_heads (id SMALLINT UNSIGNED NOT NULL PRIMARY KEY, name VARCHAR(60) NOT NULL, name_ne VARCHAR(80), monthly BOOLEAN NOT NULL);

CREATE TABLE invoices (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, invoice_no CHAR(14) CHARACTER SET ascii NOT NULL, student_id INT UNSIGNED NOT NULL, year_id SMALLINT UNSIGNED NOT NULL, issued_on DATE NOT NULL,
  due_on DATE NOT NULL, total DECIMAL(10,2) NOT NULL, paid DECIMAL(10,2) NOT NULL DEFAULT 0, balance DECIMAL(10,2) GENERATED ALWAYS AS (total - paid) STORED, note VARCHAR(160),
  UNIQUE KEY invoice_no (invoice_no), KEY due (due_on, balance), CONSTRAINT invoice_for FOREIGN KEY (student_id) REFERENCES students (id),
  CONSTRAINT invoice_year FOREIGN KEY (year_id) REFERENCES academic_years (id)
);

CREATE TABLE invoice_lines (
  invoice_id INT UNSIGNED NOT NULL, line_no TINYINT UNSIGNED NOT NULL, fee_head_id SMALLINT UNSIGNED NOT NULL, amount DECIMAL(10,2) NOT NULL, discount DECIMAL(10,2) NOT NULL DEFAULT 0,
  PRIMARY KEY (invoice_id, line_no), CONSTRAINT line_of FOREIGN KEY (invoice_id) REFERENCES invoices (id) ON DELETE CASCADE, CONSTRAINT line_head FOREIGN KEY (fee_head_id) REFERENCES fee_heads (id)
);

CREATE TABLE payments (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, invoice_id INT UNSIGNED NOT NULL, receipt_no BIGINT NOT NULL, paid_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, amount DECIMAL(10,2) NOT NULL,
  method ENUM('cash','cheque','esewa','khalti','bank') NOT NULL, reference VARCHAR(40), UNIQUE KEY receipt_no (receipt_no), KEY by_time (paid_at),
  CONSTRAINT payment_for FOREIGN KEY (invoice_id) REFERENCES invoices (id)
);

CREATE TABLE timetable (
  section_id INT UNSIGNED NOT NULL, weekday TINYINT NOT NULL, period TINYINT NOT NULL, subject_id SMALLINT UNSIGNED NOT NULL, teacher_id INT UNSIGNED NOT NULL, starts_at TIME NOT NULL,
  PRIMARY KEY (section_id, weekday, period), KEY (teacher_id, weekday), CONSTRAINT lesson_section FOREIGN KEY (section_id) REFERENCES sections (id),
  CONSTRAINT lesson_subject FOREIGN KEY (subject_id) REFERENCES subjects (id), CONSTRAINT lesson_teacher FOREIGN KEY (teacher_id) REFERENCES teachers (id)
);

CREATE TABLE messages (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, student_id INT UNSIGNED NOT NULL, teacher_id INT UNSIGNED, channel ENUM('sms','email','app') NOT NULL, sent_at DATETIME(3) NOT NULL,
  subject VARCHAR(120), body TEXT NOT NULL, delivered BIT(1) NOT NULL DEFAULT b'0', KEY by_student (student_id, sent_at), CONSTRAINT message_to FOREIGN KEY (student_id) REFERENCES students (id),
  CONSTRAINT message_from FOREIGN KEY (teacher_id) REFERENCES teachers (id) ON DELETE SET NULL
);

CREATE TABLE books (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, isbn CHAR(13) CHARACTER SET ascii NOT NULL, title VARCHAR(160) NOT NULL, author VARCHAR(120) NOT NULL, shelf VARCHAR(10), price DECIMAL(8,2),
  KEY isbn (isbn), FULLTEXT KEY words (title, author)
);

CREATE TABLE loans (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, book_id INT UNSIGNED NOT NULL, student_id INT UNSIGNED NOT NULL, lent_on DATE NOT NULL, due_on DATE NOT NULL, returned_on DATE,
  fine DECIMAL(6,2) NOT NULL DEFAULT 0, KEY open_loans (returned_on, due_on), CONSTRAINT lent_book FOREIGN KEY (book_id) REFERENCES books (id), CONSTRAINT lent_to FOREIGN KEY (student_id) REFERENCES students (id)
);

CREATE TABLE settings (name VARCHAR(60) NOT NULL PRIMARY KEY, value JSON NOT NULL);

CREATE TABLE audit_log (id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, at DATETIME NOT NULL, who VARCHAR(80) NOT NULL, what VARCHAR(200) NOT NULL, KEY (at)) ENGINE=MyISAM;
