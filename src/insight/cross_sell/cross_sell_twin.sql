-- Customers by pair of products that they bought.

-- name: twin_cross_sell
SELECT a.product_id AS a, b.product_id AS b, COUNT(*) AS customers
FROM (SELECT DISTINCT o.customer_id, l.product_id FROM orders o
        JOIN order_line l ON l.order_id = o.id
        WHERE o.customer_id IS NOT NULL AND o.status NOT IN ('cancelled', 'returned')) a
    JOIN (SELECT DISTINCT o.customer_id, l.product_id FROM orders o
        JOIN order_line l ON l.order_id = o.id
        WHERE o.customer_id IS NOT NULL AND o.status NOT IN ('cancelled', 'returned')) b
        ON a.customer_id = b.customer_id
GROUP BY a.product_id, b.product_id
