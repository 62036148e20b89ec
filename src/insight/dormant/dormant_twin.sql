-- Every order that counts with its product, and the day of the next one (0: none).

-- name: twin_dormant
SELECT o.customer_id, l.product_id, o.ordered_on,
    LEAD(o.ordered_on) OVER (PARTITION BY o.customer_id ORDER BY o.ordered_on, o.id) AS next_on
FROM orders o JOIN order_line l ON l.order_id = o.id AND l.position = 1
WHERE o.customer_id IS NOT NULL AND o.status NOT IN ('cancelled', 'returned')
