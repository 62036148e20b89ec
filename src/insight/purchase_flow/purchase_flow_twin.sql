-- Products of the first three orders of everybody (0: none), and the day of the last of them.

-- name: twin_purchase_flow
SELECT first, second, third, last_on, COUNT(*) AS customers
FROM (SELECT customer_id, MAX(CASE WHEN n = 1 THEN product_id ELSE 0 END) AS first,
        MAX(CASE WHEN n = 2 THEN product_id ELSE 0 END) AS second,
        MAX(CASE WHEN n = 3 THEN product_id ELSE 0 END) AS third, MAX(ordered_on) AS last_on
    FROM (SELECT o.customer_id, l.product_id, o.ordered_on, ROW_NUMBER() OVER (
                PARTITION BY o.customer_id ORDER BY o.ordered_on, o.id) AS n
        FROM orders o JOIN order_line l ON l.order_id = o.id AND l.position = 1
        WHERE o.customer_id IS NOT NULL AND o.status NOT IN ('cancelled', 'returned')) h
    WHERE n <= 3 GROUP BY customer_id) p
GROUP BY first, second, third, last_on
