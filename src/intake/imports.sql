-- Nothing is inserted when the file is on its way already. PostgreSQL then lets a transaction that
-- cannot see the other one's row begin anew, and find_open_import finds it.
-- name: insert_import
INSERT INTO import (id, version, file_name, stored_name, size, sha256, state, problem, layout,
                    preset_key, mapping, snapshot_on, done_bytes, done_line, total_bytes, done_rows,
                    started_at, counts, rejected, warned, skipped, without_customer, conflicts,
                    touched, runner, leased_until, created_at, applied_at, created_by,
                    created_by_name)
VALUES (:id, :version, :file_name, :stored_name, :size, :sha256, :state, :problem, :layout,
        :preset_key, :mapping, :snapshot_on, :done_bytes, :done_line, :total_bytes, :done_rows,
        :started_at, :counts, :rejected, :warned, :skipped, :without_customer, :conflicts,
        :touched, :runner, :leased_until, :created_at, :applied_at, :created_by, :created_by_name)
ON CONFLICT DO NOTHING;

-- name: find_import
SELECT id, version, file_name, stored_name, size, sha256, state, problem, layout, preset_key,
       mapping, snapshot_on, done_bytes, done_line, total_bytes, done_rows, started_at, counts,
       rejected, warned, skipped, without_customer, conflicts, touched, runner, leased_until,
       created_at, applied_at, created_by, created_by_name
FROM import
WHERE id = :id;

-- name: list_imports
SELECT id, version, file_name, stored_name, size, sha256, state, problem, layout, preset_key,
       mapping, snapshot_on, done_bytes, done_line, total_bytes, done_rows, started_at, counts,
       rejected, warned, skipped, without_customer, conflicts, touched, runner, leased_until,
       created_at, applied_at, created_by, created_by_name
FROM import
WHERE id < :before
ORDER BY id DESC
LIMIT :limit;

-- name: find_open_import
SELECT id FROM import
WHERE sha256 = :sha256 AND state IN ('uploaded', 'planning', 'planned', 'applying', 'undoing');

-- name: unfinished_imports
SELECT id FROM import WHERE state IN ('planning', 'applying', 'undoing') ORDER BY id;

-- Everything of a row that changes, as long as nobody else has moved it on.
-- name: update_import
UPDATE import
SET version = version + 1, state = :state, problem = :problem, layout = :layout,
    preset_key = :preset_key, mapping = :mapping, snapshot_on = :snapshot_on,
    done_bytes = :done_bytes, done_line = :done_line, total_bytes = :total_bytes,
    done_rows = :done_rows, started_at = :started_at, counts = :counts, rejected = :rejected,
    warned = :warned, skipped = :skipped, without_customer = :without_customer,
    conflicts = :conflicts, touched = :touched, runner = :runner, leased_until = :leased_until,
    applied_at = :applied_at, stored_name = :stored_name
WHERE id = :id AND version = :version;

-- name: put_preview
INSERT INTO import_preview (import_id, preview) VALUES (:import_id, :preview)
ON CONFLICT (import_id) DO UPDATE SET preview = excluded.preview;

-- name: find_preview
SELECT preview FROM import_preview WHERE import_id = :import_id;

-- name: delete_rejections
DELETE FROM import_rejection WHERE import_id = :import_id;

-- name: list_rejections
SELECT position, line, byte, column_name, value, code
FROM import_rejection
WHERE import_id = :import_id AND position > :after
ORDER BY position
LIMIT :limit;

-- name: rejected_bytes
SELECT byte FROM import_rejection WHERE import_id = :import_id ORDER BY byte;

-- name: list_touches
SELECT import_id, position, entity, first_id, last_id, before, after
FROM import_touch
WHERE import_id = :import_id AND position < :before_position
ORDER BY position DESC
LIMIT :limit;

-- name: touched_ids
SELECT first_id, last_id, before <> '' AS was_there
FROM import_touch
WHERE import_id = :import_id AND entity = :entity
ORDER BY first_id;

-- name: delete_touch
DELETE FROM import_touch WHERE import_id = :import_id AND position = :position;

-- name: insert_conflict
INSERT INTO import_conflict (import_id, position, entity, entity_id, field, reason)
VALUES (:import_id, :position, :entity, :entity_id, :field, :reason);

-- name: delete_conflicts
DELETE FROM import_conflict WHERE import_id = :import_id;

-- name: list_conflicts
SELECT position, entity, entity_id, field, reason
FROM import_conflict
WHERE import_id = :import_id AND position > :after
ORDER BY position
LIMIT :limit;

-- name: insert_preset
INSERT INTO preset (key, name, mapping, created_at) VALUES (:key, :name, :mapping, :created_at);

-- name: list_presets
SELECT key, name, mapping, created_at FROM preset ORDER BY created_at, key;

-- name: find_preset
SELECT key, name, mapping, created_at FROM preset WHERE key = :key;

-- What the record holds, for the summary of a command-line import and for tests.
-- name: record_totals
SELECT (SELECT count(*) FROM customer) AS customers,
       (SELECT count(*) FROM orders) AS orders,
       (SELECT count(*) FROM orders WHERE status = 'cancelled') AS cancelled_orders,
       (SELECT count(*) FROM order_line) AS order_lines,
       (SELECT coalesce(sum(amount), 0) FROM order_line) AS amount,
       (SELECT count(*) FROM order_line JOIN orders ON orders.id = order_line.order_id
        WHERE orders.customer_id IS NULL) AS lines_without_customer,
       (SELECT count(*) FROM product) AS products,
       (SELECT count(*) FROM subscription) AS subscriptions,
       (SELECT count(*) FROM subscription WHERE status = 'cancelled') AS cancelled_subscriptions,
       (SELECT count(*) FROM subscription_event) AS subscription_events,
       (SELECT count(*) FROM contact) AS contacts;
