-- Day and product of everybody's first order, and the day of the second (0: none).

-- name: twin_second_order
SELECT customer_id, MAX(CASE WHEN n = 1 THEN product_id ELSE 0 END) AS product,
    MAX(CASE WHEN n = 1 THEN ordered_on ELSE 0 END) AS first_on,
    MAX(CASE WHEN n = 2 THEN ordered_on ELSE 0 END) AS second_on
FROM (SELECT o.customer_id, l.product_id, o.ordered_on, ROW_NUMBER() OVER (
            PARTITION BY o.customer_id ORDER BY o.ordered_on, o.id) AS n
    FROM orders o JOIN order_line l ON l.order_id = o.id AND l.position = 1
    WHERE o.customer_id IS NOT NULL AND o.status NOT IN ('cancelled', 'returned')) h
WHERE n <= 2 GROUP BY customer_id
