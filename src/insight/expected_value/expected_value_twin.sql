-- The purchase histories that the models are fitted to in SQL, for the test that the fold gathers
-- the same: repeats, days to the last purchase, days watched, money of the repeats.

-- name: twin_purchase_histories
SELECT p.customer_id, COUNT(*) - 1, MAX(p.day) - MIN(p.day), MAX(k.as_of) - MIN(p.day),
    COALESCE((SELECT SUM(l.amount) FROM twin_line l WHERE l.customer_id = p.customer_id
        AND l.delivery = 0 AND l.day >= MIN(p.second)), 0)
FROM (SELECT d.customer_id, d.day, (SELECT MIN(s.day) FROM twin_order s
            WHERE s.customer_id = d.customer_id AND s.counts = 1 AND s.delivery = 0
              AND s.day > (SELECT MIN(f.day) FROM twin_order f WHERE f.customer_id = d.customer_id
                AND f.counts = 1 AND f.delivery = 0)) AS second
    FROM (SELECT DISTINCT customer_id, day FROM twin_order WHERE counts = 1 AND delivery = 0) d) p
CROSS JOIN twin_look k
WHERE k.product = 0 OR k.product = (SELECT o.product_id FROM twin_order o
    WHERE o.customer_id = p.customer_id AND o.counts = 1 AND o.delivery = 0
    ORDER BY o.day, o.id LIMIT 1)
GROUP BY p.customer_id
HAVING MIN(p.day) BETWEEN MIN(k.from_day) AND MIN(k.to_day)
