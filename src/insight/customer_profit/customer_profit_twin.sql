-- Sales of everybody who ordered, and what is over after so much per line.

-- name: twin_customer_profit
SELECT o.customer_id, CAST(SUM(CASE WHEN o.status NOT IN ('cancelled', 'returned')
            THEN l.amount - 100 * l.product_id * l.quantity
        WHEN l.amount < 0 THEN l.amount ELSE 0 END) AS BIGINT) AS profit
FROM orders o JOIN order_line l ON l.order_id = o.id WHERE o.customer_id IS NOT NULL
GROUP BY o.customer_id
HAVING SUM(CASE WHEN o.status NOT IN ('cancelled', 'returned') THEN 1 ELSE 0 END) > 0
