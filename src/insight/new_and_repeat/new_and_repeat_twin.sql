-- All lines of known customers: who, when, what, whether it was bought, and how much.

-- name: twin_new_and_repeat
SELECT product_id, ordered_on, bought, amount, first_of_product, first_in_shop, customer_id
FROM (SELECT o.customer_id, o.ordered_on, o.id, l.position, l.product_id,
        CASE WHEN o.status IN ('cancelled', 'returned') THEN 0 ELSE 1 END AS bought,
        CASE WHEN o.status IN ('cancelled', 'returned') AND l.amount > 0 THEN 0
            ELSE l.amount END AS amount,
        MIN(CASE WHEN o.status IN ('cancelled', 'returned') THEN NULL ELSE o.ordered_on END)
            OVER (PARTITION BY o.customer_id, l.product_id) AS first_of_product,
        MIN(CASE WHEN o.status IN ('cancelled', 'returned') THEN NULL ELSE o.ordered_on END)
            OVER (PARTITION BY o.customer_id) AS first_in_shop
    FROM orders o JOIN order_line l ON l.order_id = o.id WHERE o.customer_id IS NOT NULL) x
ORDER BY customer_id, ordered_on, id, position
