-- The columns: seq, position, customer_id, bulk, then the open ones, then the contents. Adding a
-- column to a sealed table changes no digest as long as it is not named here.
-- name: read_trail_changes
SELECT seq, 0 AS position, customer_id, bulk, at, actor_kind, actor_id, entity, entity_id, kind,
       version, before, after
FROM change
WHERE seq > :after AND seq < :below
ORDER BY seq
LIMIT :most;

-- name: read_trail_items
SELECT seq, position, customer_id, 0 AS bulk, entity, first_id, last_id, before
FROM change_item
WHERE seq = :seq AND position > :after
ORDER BY position
LIMIT :most;

-- name: read_trail_events
SELECT seq, 0 AS position, customer_id, 0 AS bulk, at, user_id, user_name, acting_for, session_id,
       address, shop_id, kind, operation, entity, entity_id, customers, persons, row_count, status,
       detail, reason
FROM audit_event
WHERE seq > :after AND seq < :below
ORDER BY seq
LIMIT :most;

-- On SQLite what a transaction sees is all there is.
-- name: find_settled_before (sqlite)
SELECT 9223372036854775807 AS below;

-- name: find_settled_before (postgres)
SELECT coalesce((SELECT next FROM id_block WHERE name = 'change'), 0)
       + (pg_snapshot_xmin(pg_current_snapshot())::text::bigint << 20) AS below;
