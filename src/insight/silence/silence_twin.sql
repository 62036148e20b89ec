-- What goes before silence in SQL, for the test that the fold says the same: a row for each
-- customer with an order on or before the cut, whether she fell silent, her signs, how often she
-- had ordered, days since the first time, and whether a subscription was in force.

-- name: twin_silence
SELECT CASE WHEN EXISTS (SELECT 1 FROM twin_purchase n WHERE n.customer_id = o.customer_id
        AND n.place > o.place AND n.day <= o.day + :days) THEN 0 ELSE 1 END,
    CASE WHEN EXISTS (SELECT 1 FROM twin_event e WHERE e.customer_id = o.customer_id
        AND e.kind IN ('skipped', 'paused') AND e.day BETWEEN o.day - 90 AND o.day)
        THEN 1 ELSE 0 END,
    CASE WHEN EXISTS (SELECT 1 FROM twin_contact t WHERE t.customer_id = o.customer_id
        AND t.emotion = 'negative' AND t.day BETWEEN o.day - 90 AND o.day) THEN 1 ELSE 0 END,
    CASE WHEN EXISTS (SELECT 1 FROM twin_contact t WHERE t.customer_id = o.customer_id
        AND t.direction = 'inbound' AND t.day BETWEEN o.day - 90 AND o.day) THEN 1 ELSE 0 END,
    CASE WHEN EXISTS (SELECT 1 FROM twin_contact t WHERE t.customer_id = o.customer_id
        AND t.purpose = 'complaint' AND t.day BETWEEN o.day - 90 AND o.day) THEN 1 ELSE 0 END,
    CASE WHEN o.before > 0 AND o.amount < o.before THEN 1 ELSE 0 END,
    o.place, o.day - (SELECT MIN(f.day) FROM twin_purchase f WHERE f.customer_id = o.customer_id),
    CASE WHEN EXISTS (SELECT 1 FROM twin_spell s WHERE s.customer_id = o.customer_id
        AND s.from_day <= o.day AND (s.ended_on IS NULL OR s.ended_on > o.day))
        THEN 1 ELSE 0 END
FROM twin_purchase o CROSS JOIN twin_look k
WHERE o.day BETWEEN k.from_day AND k.to_day
  AND (k.product = 0 OR EXISTS (SELECT 1 FROM twin_line l WHERE l.order_id = o.id
    AND l.product_id = k.product))
  AND o.place = (SELECT MAX(l.place)
    FROM twin_purchase l WHERE l.customer_id = o.customer_id AND l.day <= k.as_of - :days)

-- Orders that count, in their order, with the amount of the one before.
-- name: twin_purchases
CREATE TABLE twin_purchase AS
SELECT p.*, LAG(amount) OVER (PARTITION BY customer_id ORDER BY day, id) AS before,
    ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY day, id) AS place
FROM (SELECT o.id, o.customer_id, o.day, CAST(SUM(l.amount) AS BIGINT) AS amount
    FROM twin_order o JOIN twin_line l ON l.order_id = o.id WHERE o.counts = 1
    GROUP BY o.id, o.customer_id, o.day) p

-- name: drop_twin_purchase
DROP TABLE IF EXISTS twin_purchase
