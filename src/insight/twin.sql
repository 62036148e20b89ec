-- The analyses in SQL, for the test that folds and SQL say the same (twin_test.cpp). Sales follow
-- the rule of journey/lanes.h: a line of a cancelled or returned order counts only when negative.

-- name: twin_rfm_values
SELECT o.customer_id, MAX(CASE WHEN o.status IN ('cancelled', 'returned') THEN NULL
        ELSE o.ordered_on END) AS last_on,
    COUNT(DISTINCT CASE WHEN o.status IN ('cancelled', 'returned') THEN NULL ELSE o.id END)
        AS orders,
    CAST(SUM(CASE WHEN o.status IN ('cancelled', 'returned') AND l.amount > 0 THEN 0
        ELSE l.amount END) AS BIGINT) AS sales
FROM orders o JOIN order_line l ON l.order_id = o.id
WHERE o.customer_id IS NOT NULL
GROUP BY o.customer_id
HAVING COUNT(DISTINCT CASE WHEN o.status IN ('cancelled', 'returned') THEN NULL ELSE o.id END) > 0

-- name: twin_retention
SELECT product_id, delivery_number, COUNT(*) AS at_risk,
    CAST(SUM(CASE WHEN next_kind = 'cancelled' THEN 1 ELSE 0 END) AS BIGINT) AS events,
    CAST(SUM(CASE WHEN next_kind IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS censored
FROM (SELECT product_id, delivery_number, kind,
        LEAD(kind) OVER (PARTITION BY subscription_id ORDER BY happened_on, id) AS next_kind
    FROM subscription_event WHERE kind IN ('delivered', 'cancelled') AND happened_on <= :as_of) e
WHERE kind = 'delivered'
GROUP BY product_id, delivery_number ORDER BY product_id, delivery_number

-- name: twin_cohorts
SELECT o.customer_id, o.ordered_on,
    MAX(CASE WHEN o.status IN ('cancelled', 'returned') THEN 0 ELSE 1 END) AS head,
    CAST(SUM(CASE WHEN o.status IN ('cancelled', 'returned') AND l.amount > 0 THEN 0
        ELSE l.amount END) AS BIGINT) AS sales
FROM orders o JOIN order_line l ON l.order_id = o.id WHERE o.customer_id IS NOT NULL
GROUP BY o.customer_id, o.ordered_on ORDER BY o.customer_id, o.ordered_on

-- name: twin_cancellations
SELECT reason, delivery_number, COUNT(*) AS events
FROM (SELECT kind, delivery_number,
        LEAD(kind) OVER (PARTITION BY subscription_id ORDER BY happened_on, id) AS next_kind,
        LEAD(reason_code) OVER (PARTITION BY subscription_id ORDER BY happened_on, id) AS reason
    FROM subscription_event WHERE kind IN ('started', 'delivered', 'cancelled')) e
WHERE kind IN ('started', 'delivered') AND next_kind = 'cancelled'
GROUP BY reason, delivery_number ORDER BY reason, delivery_number

-- name: twin_totals
SELECT (SELECT COUNT(*) FROM customer) AS customers,
    (SELECT COUNT(DISTINCT customer_id) FROM orders) AS customers_with_orders,
    (SELECT COUNT(*) FROM orders) AS orders,
    (SELECT COUNT(*) FROM orders WHERE status IN ('cancelled', 'returned')) AS cancelled_orders,
    (SELECT COUNT(*) FROM order_line) AS order_lines,
    (SELECT COUNT(*) FROM order_line l JOIN orders o ON o.id = l.order_id
        WHERE o.customer_id IS NULL) AS lines_without_customer,
    (SELECT CAST(SUM(CASE WHEN o.status IN ('cancelled', 'returned') AND l.amount > 0 THEN 0
        ELSE l.amount END) AS BIGINT)
        FROM orders o JOIN order_line l ON l.order_id = o.id) AS sales,
    (SELECT COUNT(DISTINCT subscription_id) FROM subscription_event) AS subscriptions
