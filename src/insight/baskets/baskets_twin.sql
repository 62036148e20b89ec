-- Orders by pair of products that stand in them.

-- name: twin_baskets
SELECT a.product_id AS a, b.product_id AS b, COUNT(*) AS orders
FROM (SELECT DISTINCT o.id, l.product_id FROM orders o JOIN order_line l ON l.order_id = o.id
        WHERE o.customer_id IS NOT NULL AND o.status NOT IN ('cancelled', 'returned')) a
    JOIN (SELECT DISTINCT o.id, l.product_id FROM orders o JOIN order_line l ON l.order_id = o.id
        WHERE o.customer_id IS NOT NULL AND o.status NOT IN ('cancelled', 'returned')) b
        ON a.id = b.id AND a.product_id < b.product_id
GROUP BY a.product_id, b.product_id

-- name: twin_basket_sizes
SELECT size, COUNT(*) AS orders, CAST(SUM(sales) AS BIGINT) AS sales
FROM (SELECT o.id, COUNT(DISTINCT l.product_id) AS size, SUM(l.amount) AS sales
    FROM orders o JOIN order_line l ON l.order_id = o.id
    WHERE o.customer_id IS NOT NULL AND o.status NOT IN ('cancelled', 'returned')
    GROUP BY o.id) x
GROUP BY size ORDER BY size
