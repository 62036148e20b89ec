-- name: insert_change
INSERT INTO change (seq, at, actor_kind, actor_id, entity, entity_id, customer_id, kind, version,
                    bulk, before, after)
VALUES (:seq, :at, :actor_kind, :actor_id, :entity, :entity_id, :customer_id, :kind, :version,
        :bulk, :before, :after);

-- name: read_change_rows
SELECT seq, at, actor_kind, actor_id, entity, entity_id, customer_id, kind, version, bulk, before,
       after
FROM change
WHERE seq > :after AND seq <= :until
ORDER BY seq
LIMIT :limit;

-- name: read_change_items
SELECT entity, first_id, last_id, customer_id, before
FROM change_item
WHERE seq = :seq
ORDER BY position;

-- The newest seq of which every smaller one is decided: a seq is its transaction's number times
-- 2^20, plus :base, and transactions older than the oldest running one have ended. (On SQLite
-- changes commit in the order of their seq, and the writer knows the last one.)
-- name: find_log_head (postgres)
SELECT coalesce(max(seq), 0) AS seq
FROM change
WHERE seq < :base + (pg_snapshot_xmin(pg_current_snapshot())::text::bigint << 20);

-- name: find_transaction_number (postgres)
SELECT pg_current_xact_id()::text::bigint AS number;

-- name: notify_of_change (postgres)
SELECT pg_notify('tsunagi_' || current_schema(), CAST(:seq AS text));

-- The newest place that anything has, change or event.
-- name: find_last_place
SELECT coalesce(max(seq), 0) AS seq
FROM (SELECT max(seq) AS seq FROM change
      UNION ALL SELECT max(seq) FROM audit_event
      UNION ALL SELECT max(seq) FROM audit_chain) AS newest;

-- name: find_last_seq (sqlite)
SELECT coalesce(max(seq), 0) AS seq FROM change;
