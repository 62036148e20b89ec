-- What the life table and the value of subscriptions rest on in SQL, for the test that the folds
-- say the same.

-- name: twin_life_table
SELECT w.delivery, COUNT(*), SUM(CASE WHEN w.next_kind = 'cancelled' THEN 1 ELSE 0 END),
    1 - SUM(CASE WHEN w.next_kind = 'cancelled' THEN 1.0 ELSE 0 END) / COUNT(*), COUNT(*)
FROM twin_waiting w CROSS JOIN twin_look k
WHERE w.delivery > 0 AND w.spell_from BETWEEN k.from_day AND k.to_day
  AND (k.product = 0 OR w.product_id = k.product)
GROUP BY w.delivery

-- name: twin_delivery_amount
SELECT SUM(l.amount), COUNT(DISTINCT CASE WHEN l.counts = 1 THEN l.order_id END)
FROM twin_line l CROSS JOIN twin_look k
WHERE l.delivery > 0 AND (k.product = 0 OR l.product_id = k.product)

-- What deliveries brought, and how many orders they were, by customer.
-- name: twin_delivered
SELECT l.customer_id, CAST(SUM(l.amount) AS BIGINT),
    COUNT(DISTINCT CASE WHEN l.counts = 1 THEN l.order_id END)
FROM twin_line l CROSS JOIN twin_look k
WHERE l.delivery > 0 AND (k.product = 0 OR l.product_id = k.product) GROUP BY l.customer_id
