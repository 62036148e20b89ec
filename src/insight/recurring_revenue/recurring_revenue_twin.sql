-- Recurring revenue in SQL, for the test that the fold says the same: what every customer pays at
-- the ends of months, and how that differs from the month before.

-- name: twin_pay
CREATE TABLE twin_pay AS
SELECT p.number, p.customer_id, p.amount, p.paused,
    COALESCE(LAG(p.amount) OVER (PARTITION BY p.customer_id ORDER BY p.number), 0) AS before,
    COALESCE(MAX(p.amount) OVER (PARTITION BY p.customer_id ORDER BY p.number
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS most
FROM (SELECT s.number, s.customer_id,
        CAST(SUM(CASE WHEN s.ended OR s.paused THEN 0 ELSE e.monthly END) AS BIGINT) AS amount,
        MAX(CASE WHEN s.paused AND NOT s.ended THEN 1 ELSE 0 END) AS paused
    FROM (SELECT n.number, e.customer_id, e.subscription_id, MAX(e.seq) AS last_seq,
            MAX(e.seq) = COALESCE(MAX(CASE WHEN kind = 'cancelled' THEN seq END), 0) AS ended,
            COALESCE(MAX(CASE WHEN kind = 'paused' THEN seq END), 0) > COALESCE(MAX(CASE
                WHEN kind IN ('started', 'delivered', 'resumed', 'cancelled') THEN seq END), 0)
                AS paused
        FROM (SELECT m.number, CASE WHEN m.last_day < k.as_of THEN m.last_day ELSE k.as_of END
                    AS day FROM twin_month m CROSS JOIN twin_look k
                WHERE m.first_day <= k.as_of) n
            JOIN twin_event e ON e.day <= n.day
        GROUP BY n.number, e.customer_id, e.subscription_id) s
        JOIN twin_event e ON e.subscription_id = s.subscription_id AND e.seq = s.last_seq
        CROSS JOIN twin_look k
    WHERE k.product = 0 OR e.product_id = k.product
    GROUP BY s.number, s.customer_id) p

-- name: drop_twin_pay
DROP TABLE IF EXISTS twin_pay

-- name: twin_recurring_revenue
SELECT m.number,
    COALESCE(SUM(CASE WHEN p.before = 0 AND p.most = 0 THEN p.amount END), 0),
    COALESCE(SUM(CASE WHEN p.before = 0 AND p.most > 0 THEN p.amount END), 0),
    COALESCE(SUM(CASE WHEN p.before > 0 AND p.amount > p.before THEN p.amount - p.before END), 0),
    COALESCE(SUM(CASE WHEN p.amount > 0 AND p.amount < p.before THEN p.amount - p.before END), 0),
    COALESCE(SUM(CASE WHEN p.amount = 0 AND p.paused = 1 THEN -p.before END), 0),
    COALESCE(SUM(CASE WHEN p.amount = 0 AND p.paused = 0 THEN -p.before END), 0),
    COALESCE(SUM(p.amount), 0), COALESCE(SUM(CASE WHEN p.amount > 0 THEN 1 ELSE 0 END), 0)
FROM twin_month m CROSS JOIN twin_look k LEFT JOIN twin_pay p ON p.number = m.number
WHERE m.last_day >= k.from_day AND m.first_day <= k.to_day
  AND m.last_day >= (SELECT MIN(happened_on) FROM subscription_event)
GROUP BY m.number

-- Of who paid the month before.
-- name: twin_revenue_churn
SELECT m.number,
    SUM(CASE WHEN p.before > 0 AND p.amount = 0 AND p.paused = 0 THEN 1.0 ELSE 0 END)
        / NULLIF(SUM(CASE WHEN p.before > 0 THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN p.before > 0 THEN 1 ELSE 0 END), 0),
    SUM(CASE WHEN p.amount < p.before THEN p.before - p.amount ELSE 0 END) * 1.0
        / NULLIF(SUM(p.before), 0),
    SUM(CASE WHEN p.before > 0 THEN p.before - p.amount ELSE 0 END) * 1.0
        / NULLIF(SUM(p.before), 0)
FROM twin_month m CROSS JOIN twin_look k LEFT JOIN twin_pay p ON p.number = m.number
WHERE m.last_day >= k.from_day AND m.first_day <= k.to_day
  AND m.first_day > (SELECT MIN(happened_on) FROM subscription_event)
GROUP BY m.number
