-- Cancellations in SQL, for the test that the fold says the same. Who is known only by the end of a
-- subscription was in force on that day.

-- name: twin_in_force
CREATE TABLE twin_in_force AS
SELECT s.customer_id, s.product_id, s.from_day, COALESCE(s.ended_on, k.as_of) AS to_day,
    CASE WHEN s.ended_on IS NULL THEN 0 ELSE 1 END AS cancelled, s.reason
FROM twin_spell s CROSS JOIN twin_look k WHERE k.product = 0 OR s.product_id = k.product
UNION ALL
SELECT e.customer_id, e.product_id, e.day, e.day, 1, e.reason
FROM twin_event e CROSS JOIN twin_look k
WHERE e.seq = 1 AND e.kind = 'cancelled' AND (k.product = 0 OR e.product_id = k.product)

-- name: drop_twin_in_force
DROP TABLE IF EXISTS twin_in_force

-- name: twin_cancellations_total
SELECT SUM(CASE WHEN s.cancelled = 1 AND s.to_day BETWEEN k.from_day AND k.to_day
        THEN 1.0 ELSE 0 END) / COUNT(*), COUNT(*)
FROM twin_in_force s CROSS JOIN twin_look k
WHERE s.from_day <= k.to_day AND s.to_day >= k.from_day HAVING COUNT(*) > 0

-- name: twin_cancellations_by_month
SELECT m.number, SUM(CASE WHEN s.cancelled = 1 AND s.to_day BETWEEN m.first_day AND m.last_day
        AND s.to_day BETWEEN k.from_day AND k.to_day THEN 1.0 ELSE 0 END) / COUNT(*), COUNT(*)
FROM twin_in_force s CROSS JOIN twin_look k
    JOIN twin_month m ON s.from_day <= m.last_day AND s.to_day >= m.first_day
WHERE s.from_day <= k.to_day AND s.to_day >= k.from_day
  AND m.first_day <= k.to_day AND m.last_day >= k.from_day
GROUP BY m.number

-- name: twin_cancellations_by_reason
SELECT CASE s.reason WHEN '' THEN '(unknown)' ELSE s.reason END, COUNT(*)
FROM twin_in_force s CROSS JOIN twin_look k
WHERE s.cancelled = 1 AND s.to_day BETWEEN k.from_day AND k.to_day GROUP BY s.reason

-- name: twin_cancellations_by_product
SELECT '#' || s.product_id,
    SUM(CASE WHEN s.cancelled = 1 AND s.to_day BETWEEN k.from_day AND k.to_day THEN 1 ELSE 0 END),
    COUNT(*)
FROM twin_in_force s CROSS JOIN twin_look k
WHERE s.from_day <= k.to_day AND s.to_day >= k.from_day GROUP BY s.product_id

-- name: twin_cancellations_by_delivery
SELECT delivery, SUM(cancelled), COUNT(*)
FROM (SELECT w.delivery, CASE WHEN w.next_kind = 'cancelled'
            AND w.next_day BETWEEN k.from_day AND k.to_day THEN 1 ELSE 0 END AS cancelled
    FROM twin_waiting w CROSS JOIN twin_look k
    WHERE w.day <= k.to_day AND COALESCE(w.next_day, k.as_of) >= k.from_day
      AND (k.product = 0 OR w.product_id = k.product)
    UNION ALL
    SELECT e.delivery, 1 FROM twin_event e CROSS JOIN twin_look k
    WHERE e.seq = 1 AND e.kind = 'cancelled' AND e.day BETWEEN k.from_day AND k.to_day
      AND (k.product = 0 OR e.product_id = k.product)) waitings
GROUP BY delivery

-- Who left, and who took the last contact about cancelling in the 90 days before the decision and
-- while the subscription ran; NULL: nobody.
-- name: twin_asked_in
CREATE TABLE twin_asked_in AS
SELECT x.customer_id, x.product_id, x.ended_on,
    (SELECT n.agent_id FROM twin_contact n WHERE n.customer_id = x.customer_id
      AND n.purpose = 'cancel' AND n.day >= x.from_day
      AND n.day BETWEEN x.decided - 90 AND x.decided
      AND (n.product_id IS NULL OR n.product_id = x.product_id)
      ORDER BY n.seq DESC LIMIT 1) AS agent_id
FROM (SELECT p.customer_id, p.product_id, p.ended_on, p.from_day,
        CASE WHEN s.requested_on < s.day THEN s.requested_on ELSE s.day END AS decided
    FROM twin_spell p JOIN twin_step s ON s.subscription_id = p.subscription_id
        AND s.spell = p.spell AND s.kind = 'cancelled'
    UNION ALL
    SELECT e.customer_id, e.product_id, e.day, 0,
        CASE WHEN e.requested_on < e.day THEN e.requested_on ELSE e.day END
    FROM twin_event e WHERE e.seq = 1 AND e.kind = 'cancelled') x
CROSS JOIN twin_look k WHERE k.product = 0 OR x.product_id = k.product

-- name: drop_twin_asked_in
DROP TABLE IF EXISTS twin_asked_in

-- name: twin_cancellations_by_agent
SELECT CASE WHEN a.agent_id IS NULL THEN '(without a contact)' WHEN a.agent_id = 0
        THEN '(unknown)' ELSE '#' || a.agent_id END, COUNT(*),
    (SELECT COUNT(*) FROM twin_in_force s CROSS JOIN twin_look k
        WHERE s.from_day <= k.to_day AND s.to_day >= k.from_day)
FROM twin_asked_in a CROSS JOIN twin_look k WHERE a.ended_on BETWEEN k.from_day AND k.to_day
GROUP BY a.agent_id

-- name: twin_cancellations_by_segment
SELECT m.name, SUM(CASE WHEN s.cancelled = 1 AND s.to_day BETWEEN k.from_day AND k.to_day
        THEN 1 ELSE 0 END), COUNT(*)
FROM twin_in_force s CROSS JOIN twin_look k
    JOIN (SELECT id, 's1' AS name FROM twin_customer WHERE id % 3 = 0
        UNION ALL SELECT id, 's2' FROM twin_customer WHERE id % 2 = 0
        UNION ALL SELECT id, '(in none of them)' FROM twin_customer
        WHERE id % 3 <> 0 AND id % 2 <> 0) m ON m.id = s.customer_id
WHERE s.from_day <= k.to_day AND s.to_day >= k.from_day GROUP BY m.name

-- Who was in force and who left by two of what is known of a spell. A reason shares the risk of all
-- in its column.
-- name: twin_cancellation_squares
WITH units AS (
    SELECT s.reason, CASE CAST(:by AS TEXT) WHEN 'product' THEN s.product_id || ''
            WHEN 'medium' THEN c.medium WHEN 'prefecture' THEN c.prefecture END AS part,
        CASE CAST(:across AS TEXT) WHEN 'product' THEN s.product_id || ''
            WHEN 'medium' THEN c.medium WHEN 'prefecture' THEN c.prefecture
            ELSE m.name END AS across,
        CASE WHEN s.cancelled = 1 AND s.to_day BETWEEN k.from_day AND k.to_day
            AND (CAST(:across AS TEXT) <> 'month' OR s.to_day BETWEEN m.first_day AND m.last_day)
            THEN 1 ELSE 0 END AS cancelled
    FROM twin_in_force s JOIN twin_customer c ON c.id = s.customer_id CROSS JOIN twin_look k
        JOIN twin_month m ON CASE WHEN CAST(:across AS TEXT) <> 'month'
                THEN CASE WHEN k.to_day BETWEEN m.first_day AND m.last_day THEN 1 ELSE 0 END
            WHEN s.from_day <= m.last_day AND s.to_day >= m.first_day
                AND m.first_day <= k.to_day AND m.last_day >= k.from_day THEN 1 ELSE 0 END = 1
    WHERE s.from_day <= k.to_day AND s.to_day >= k.from_day)
SELECT part, across, SUM(cancelled), COUNT(*) FROM units
WHERE CAST(:by AS TEXT) <> 'reason' GROUP BY part, across HAVING SUM(cancelled) > 0
UNION ALL
SELECT u.reason, u.across, SUM(u.cancelled),
    (SELECT COUNT(*) FROM units o WHERE o.across = u.across) FROM units u
WHERE CAST(:by AS TEXT) = 'reason' GROUP BY u.reason, u.across HAVING SUM(u.cancelled) > 0
