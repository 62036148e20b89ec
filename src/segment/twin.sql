-- Fields in SQL, for the test that folds and SQL say the same (twin_test.cpp): every customer with
-- her value on the as-of day, null when she has none. Sales follow the rule of journey/lanes.h.

-- name: twin_order_count
SELECT c.id, COUNT(DISTINCT o.id) AS value
FROM customer c LEFT JOIN (SELECT o.id, o.customer_id FROM orders o
        JOIN order_line l ON l.order_id = o.id
        WHERE o.status NOT IN ('cancelled', 'returned') AND o.ordered_on <= :as_of
          AND o.ordered_on BETWEEN :from AND :to AND l.product_id IN (:product, :other)) o
    ON o.customer_id = c.id
GROUP BY c.id ORDER BY c.id

-- name: twin_order_sales
SELECT c.id, CAST(COALESCE(SUM(o.amount), 0) AS BIGINT) AS value
FROM customer c LEFT JOIN (SELECT o.customer_id,
        CASE WHEN o.status IN ('cancelled', 'returned') AND l.amount > 0 THEN 0
            ELSE l.amount END AS amount
        FROM orders o JOIN order_line l ON l.order_id = o.id
        WHERE o.ordered_on <= :as_of AND o.ordered_on BETWEEN :from AND :to
          AND l.product_id IN (:product, :other)) o ON o.customer_id = c.id
GROUP BY c.id ORDER BY c.id

-- name: twin_order_products
SELECT c.id, COUNT(DISTINCT o.product_id) AS value
FROM customer c LEFT JOIN (SELECT o.customer_id, l.product_id FROM orders o
        JOIN order_line l ON l.order_id = o.id
        WHERE o.status NOT IN ('cancelled', 'returned') AND o.ordered_on <= :as_of
          AND o.ordered_on BETWEEN :from AND :to) o ON o.customer_id = c.id
GROUP BY c.id ORDER BY c.id

-- name: twin_first_product
SELECT c.id, (SELECT l.product_id FROM orders o JOIN order_line l ON l.order_id = o.id
        WHERE o.customer_id = c.id AND o.status NOT IN ('cancelled', 'returned')
          AND o.ordered_on <= :as_of
        ORDER BY o.ordered_on, o.id, l.position LIMIT 1) AS value
FROM customer c ORDER BY c.id

-- name: twin_last_order_days
SELECT c.id, CAST(:as_of AS BIGINT) - (SELECT MAX(o.ordered_on) FROM orders o
        JOIN order_line l ON l.order_id = o.id
        WHERE o.customer_id = c.id AND o.status NOT IN ('cancelled', 'returned')
          AND o.ordered_on <= :as_of AND l.product_id IN (:product, :other)) AS value
FROM customer c ORDER BY c.id

-- name: twin_registered_days
SELECT id, CAST(:as_of AS BIGINT) - registered_on AS value FROM customer ORDER BY id

-- name: twin_cancel_count
SELECT c.id, (SELECT COUNT(*) FROM subscription_event e
        WHERE e.customer_id = c.id AND e.kind = 'cancelled' AND e.happened_on <= :as_of
          AND e.happened_on BETWEEN :from AND :to AND e.product_id IN (:product, :other)
          AND e.reason_code IN (:reason, 'other')) AS value
FROM customer c ORDER BY c.id

-- name: twin_delivery_number
SELECT c.id, (SELECT MAX(e.delivery_number) FROM subscription_event e
        WHERE e.customer_id = c.id AND e.happened_on <= :as_of
          AND e.product_id IN (:product, :other)) AS value
FROM customer c ORDER BY c.id

-- name: twin_contact_count
SELECT c.id, (SELECT COUNT(*) FROM contact t
        WHERE t.customer_id = c.id AND t.started_at / 86400000 <= :as_of
          AND t.started_at / 86400000 BETWEEN :from AND :to AND t.purpose = :purpose
          AND t.emotion = 'negative') AS value
FROM customer c ORDER BY c.id

-- name: twin_purpose
SELECT c.id, (SELECT COUNT(*) FROM contact t
        WHERE t.customer_id = c.id AND t.started_at / 86400000 <= :as_of
          AND t.started_at / 86400000 BETWEEN :from AND :to AND t.purpose = :purpose) AS value
FROM customer c ORDER BY c.id

-- name: twin_negative
SELECT c.id, (SELECT COUNT(*) FROM contact t
        WHERE t.customer_id = c.id AND t.started_at / 86400000 <= :as_of
          AND t.started_at / 86400000 BETWEEN :from AND :to AND t.emotion = 'negative') AS value
FROM customer c ORDER BY c.id

-- name: twin_last_nps
SELECT c.id, (SELECT t.nps FROM contact t
        WHERE t.customer_id = c.id AND t.nps IS NOT NULL
          AND t.started_at / 86400000 BETWEEN :from AND :to
          AND t.started_at / 86400000 <= :as_of AND t.purpose = :purpose
          AND t.emotion = 'negative'
        ORDER BY t.started_at / 86400000 DESC, t.id DESC LIMIT 1) AS value
FROM customer c ORDER BY c.id

-- name: twin_status
SELECT c.id, COALESCE((
        SELECT MIN(CASE e.kind WHEN 'paused' THEN 1 WHEN 'cancelled' THEN 2 ELSE 0 END)
        FROM subscription_event e
        WHERE e.customer_id = c.id AND e.id = (SELECT MAX(last.id) FROM subscription_event last
            WHERE last.subscription_id = e.subscription_id AND last.happened_on <= :as_of
              AND last.kind <> 'skipped')), 3) AS value
FROM customer c ORDER BY c.id
