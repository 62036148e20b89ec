-- In which language a report is written, and who did not get it and why: JSON, a list of
-- board::Trouble; '' nobody.

ALTER TABLE report_schedule ADD COLUMN language {text} NOT NULL DEFAULT 'ja';
ALTER TABLE report_schedule ADD COLUMN troubles {text} NOT NULL DEFAULT '';
ALTER TABLE report_schedule DROP COLUMN last_error;
