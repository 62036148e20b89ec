-- What was shown of whom. A filter that is not given is 0, or the widest.

-- name: count_breach
SELECT count(DISTINCT s.customer_id) AS people, count(DISTINCT s.seq) AS events
FROM audit_event e JOIN audit_seen s ON s.seq = e.seq
WHERE e.at >= :from AND e.at < :to
  AND (:user_id = 0 OR e.user_id = :user_id)
  AND (:seq = 0 OR e.seq = :seq OR (e.kind = 'export_part' AND e.entity_id = :seq))
  AND e.kind IN ('viewed', 'listed', 'searched', 'exported', 'export_part', 'disclosed')

-- name: list_breach_details
SELECT DISTINCT e.detail
FROM audit_event e JOIN audit_seen s ON s.seq = e.seq
WHERE e.at >= :from AND e.at < :to
  AND (:user_id = 0 OR e.user_id = :user_id)
  AND (:seq = 0 OR e.seq = :seq OR (e.kind = 'export_part' AND e.entity_id = :seq))
  AND e.kind IN ('viewed', 'listed', 'searched', 'exported', 'export_part', 'disclosed')

-- name: list_affected
SELECT s.customer_id, count(*) AS times, min(s.at) AS first_at, max(s.at) AS last_at
FROM audit_event e JOIN audit_seen s ON s.seq = e.seq
WHERE e.at >= :from AND e.at < :to AND s.customer_id > :after
  AND (:user_id = 0 OR e.user_id = :user_id)
  AND (:seq = 0 OR e.seq = :seq OR (e.kind = 'export_part' AND e.entity_id = :seq))
  AND e.kind IN ('viewed', 'listed', 'searched', 'exported', 'export_part', 'disclosed')
GROUP BY s.customer_id
ORDER BY s.customer_id
LIMIT :limit

-- name: list_details_of
SELECT DISTINCT s.customer_id, e.detail
FROM audit_event e JOIN audit_seen s ON s.seq = e.seq
WHERE e.at >= :from AND e.at < :to AND s.customer_id BETWEEN :first AND :last
  AND (:user_id = 0 OR e.user_id = :user_id)
  AND (:seq = 0 OR e.seq = :seq OR (e.kind = 'export_part' AND e.entity_id = :seq))
  AND e.kind IN ('viewed', 'listed', 'searched', 'exported', 'export_part', 'disclosed')
