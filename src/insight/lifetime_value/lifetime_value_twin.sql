-- What each customer's lines brought, by the days since her first order.

-- name: twin_lifetime_value
SELECT f.customer_id, f.first_on, o.ordered_on,
    CAST(SUM(CASE WHEN o.status IN ('cancelled', 'returned') AND l.amount > 0 THEN 0
        ELSE l.amount END) AS BIGINT) AS sales
FROM (SELECT customer_id, MIN(ordered_on) AS first_on FROM orders
        WHERE customer_id IS NOT NULL AND status NOT IN ('cancelled', 'returned')
        GROUP BY customer_id) f
    JOIN orders o ON o.customer_id = f.customer_id AND o.ordered_on >= f.first_on
    JOIN order_line l ON l.order_id = o.id
GROUP BY f.customer_id, f.first_on, o.ordered_on
