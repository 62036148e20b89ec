-- Who bought a product and with what sales, by where they came from.

-- name: twin_product_attributes
SELECT product, web, COUNT(*) AS customers, SUM(sales) AS sales
FROM (SELECT l.product_id AS product, o.customer_id,
        MAX(CASE WHEN c.medium = 'web' THEN 1 ELSE 0 END) AS web,
        MAX(CASE WHEN o.status IN ('cancelled', 'returned') THEN 0 ELSE 1 END) AS bought,
        SUM(CASE WHEN o.status IN ('cancelled', 'returned') AND l.amount > 0 THEN 0
                 ELSE l.amount END) AS sales
    FROM customer c
        JOIN orders o ON o.customer_id = c.id
        JOIN order_line l ON l.order_id = o.id
    GROUP BY l.product_id, o.customer_id) AS marks
WHERE bought = 1
GROUP BY product, web
ORDER BY product, web
