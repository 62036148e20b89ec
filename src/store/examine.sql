-- A number that is missing in the log. On SQLite every seq follows the one before; on PostgreSQL,
-- and in a log that came from there, those of one transaction do, and the next transaction is
-- about 2^20 further.
-- A number is that of a change or of an event of the trail.
-- name: find_log_gaps
SELECT seq, step
FROM (SELECT seq, seq - lag(seq) OVER (ORDER BY seq) AS step
      FROM (SELECT seq FROM change UNION ALL SELECT seq FROM audit_event) AS numbers) AS steps
WHERE step > 1 AND step < 524288
ORDER BY seq
LIMIT 10;

-- name: find_torn_items
SELECT seq FROM change_item GROUP BY seq HAVING max(position) - min(position) + 1 <> count(*)
ORDER BY seq
LIMIT 10;
