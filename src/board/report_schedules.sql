-- name: find_report_schedule
SELECT id, version, name, view_id, dashboard_id, every, weekday, day_of_month, hour, format, active,
       language, last_run, troubles, made_by, made_by_name, created_at, updated_at
FROM report_schedule
WHERE id = :id;

-- name: list_report_schedules
SELECT id, version, name, view_id, dashboard_id, every, weekday, day_of_month, hour, format, active,
       language, last_run, troubles, made_by, made_by_name, created_at, updated_at
FROM report_schedule
ORDER BY id;

-- name: recipients_of
SELECT user_id, name FROM report_recipient WHERE schedule_id = :schedule_id ORDER BY user_id;

-- name: list_recipients
SELECT schedule_id, user_id, name FROM report_recipient ORDER BY schedule_id, user_id;

-- name: count_report_schedules
SELECT count(*) FROM report_schedule;

-- name: is_schedule_active
SELECT active FROM report_schedule WHERE id = :id;

-- name: insert_report_schedule
INSERT INTO report_schedule (id, version, name, view_id, dashboard_id, every, weekday, day_of_month,
                             hour, format, active, language, last_run, troubles, made_by,
                             made_by_name, created_at, updated_at)
VALUES (:id, :version, :name, :view_id, :dashboard_id, :every, :weekday, :day_of_month, :hour,
        :format, :active, :language, :last_run, :troubles, :made_by, :made_by_name, :created_at,
        :updated_at);

-- name: update_report_schedule
UPDATE report_schedule
SET version = :version, name = :name, view_id = :view_id, dashboard_id = :dashboard_id,
    every = :every, weekday = :weekday, day_of_month = :day_of_month, hour = :hour,
    format = :format, active = :active,
    language = :language, updated_at = :updated_at
WHERE id = :id;

-- name: note_run
UPDATE report_schedule SET last_run = :last_run, troubles = :troubles WHERE id = :id;

-- name: delete_report_schedule
DELETE FROM report_schedule WHERE id = :id;

-- name: insert_recipient
INSERT INTO report_recipient (schedule_id, user_id, name) VALUES (:schedule_id, :user_id, :name);

-- name: delete_recipients
DELETE FROM report_recipient WHERE schedule_id = :schedule_id;

-- name: has_due_report
SELECT count(*) FROM job
WHERE kind = 'report'
  AND ((state = 'waiting' AND run_at <= :now) OR (state = 'running' AND lease_until <= :now));

-- name: is_ordered
SELECT count(*) FROM job WHERE key = :key;
