-- name: find_retention
SELECT version, value FROM setting WHERE name = :name

-- name: put_retention
INSERT INTO setting (name, version, value) VALUES (:name, :version, :value)
ON CONFLICT (name) DO UPDATE SET version = excluded.version, value = excluded.value

-- Each kind: how many, and the oldest; those that go one by one are listed, and counted so.

-- name: count_contact_notes
SELECT count(*), min(started_at) FROM contact
WHERE started_at < :before AND (note <> '' OR (next_step <> '' AND next_step_done = 1))

-- name: count_kept_answers
SELECT count(*), min(at) FROM idempotency WHERE at < :before

-- name: list_inactive_customers
SELECT c.id, c.created_at AS at FROM customer c
WHERE c.created_at < :before
  AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.customer_id = c.id)
  AND NOT EXISTS (SELECT 1 FROM orders o
                  WHERE o.customer_id = c.id AND o.ordered_at >= :before)
  AND NOT EXISTS (SELECT 1 FROM contact t
                  WHERE t.customer_id = c.id AND t.started_at >= :before)
  AND NOT EXISTS (SELECT 1 FROM subscription s
                  WHERE s.customer_id = c.id
                    AND (s.status IN ('active', 'paused') OR s.updated_at >= :before))
ORDER BY c.id

-- name: list_old_uploads
SELECT id, created_at AS at, stored_name FROM import
WHERE created_at < :before AND stored_name <> ''
  AND state IN ('applied', 'undone', 'canceled', 'failed', 'uploaded', 'planned')
ORDER BY id

-- An import without its file can be neither planned, applied nor undone.
-- name: forget_upload
UPDATE import
SET version = version + 1, stored_name = '', layout = :layout,
    state = CASE WHEN state IN ('uploaded', 'planned') THEN 'canceled' ELSE state END
WHERE id = :id

-- name: find_layout
SELECT layout FROM import WHERE id = :id

-- name: forget_rejections
UPDATE import_rejection SET value = '' WHERE import_id = :id

-- name: forget_preview
DELETE FROM import_preview WHERE import_id = :id

-- name: forget_touches
DELETE FROM import_touch WHERE import_id = :id

-- name: purge_contact_notes
UPDATE contact
SET note = '', version = version + 1,
    next_step = CASE next_step_done WHEN 1 THEN '' ELSE next_step END
WHERE started_at < :before AND (note <> '' OR (next_step <> '' AND next_step_done = 1))

-- name: purge_kept_answers
DELETE FROM idempotency WHERE at < :before
