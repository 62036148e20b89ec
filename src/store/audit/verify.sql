-- name: count_purges_told
SELECT count(*) FROM audit_event WHERE kind = :kind AND detail = :detail;

-- name: count_audit_anchors
SELECT count(*) FROM audit_anchor;

-- name: list_erasures
SELECT customer_id, max(seq) AS seq
FROM audit_event
WHERE kind = :kind AND customer_id <> 0
GROUP BY customer_id;

-- name: read_shown
SELECT seq, at, customer_id, customers
FROM audit_event
WHERE customers <> '' OR customer_id <> 0;

-- name: read_seen
SELECT seq, at, customer_id FROM audit_seen;
