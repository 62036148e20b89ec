-- First and latest order, number of orders and sales of everybody by the orders up to a day.

-- name: twin_cpm
SELECT customer_id, first_on, last_on, orders, sales
FROM (SELECT o.customer_id,
        MIN(CASE WHEN o.status IN ('cancelled', 'returned') THEN NULL ELSE o.ordered_on END)
            AS first_on,
        MAX(CASE WHEN o.status IN ('cancelled', 'returned') THEN NULL ELSE o.ordered_on END)
            AS last_on,
        CAST(COUNT(DISTINCT CASE WHEN o.status IN ('cancelled', 'returned') THEN NULL
            ELSE o.id END) AS BIGINT) AS orders,
        CAST(SUM(CASE WHEN o.status IN ('cancelled', 'returned') AND l.amount > 0 THEN 0
            ELSE l.amount END) AS BIGINT) AS sales
    FROM orders o JOIN order_line l ON l.order_id = o.id
    WHERE o.customer_id IS NOT NULL AND o.ordered_on <= :until
    GROUP BY o.customer_id) c
WHERE orders > 0
