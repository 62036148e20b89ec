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
