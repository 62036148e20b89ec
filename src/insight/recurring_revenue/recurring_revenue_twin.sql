-- Recurring revenue in SQL, for the test that the fold says the same: what every customer pays at
-- the ends of months, and how that differs from the month before.

-- By how much a subscription's price alone was changed in a month.
-- name: twin_priced
CREATE TABLE twin_priced AS
SELECT m.number, e.subscription_id, CAST(SUM(e.monthly - e.monthly_before) AS BIGINT) AS priced
FROM (SELECT subscription_id, day, only_price, monthly, product_id,
        LAG(monthly) OVER (PARTITION BY subscription_id ORDER BY seq) AS monthly_before,
        LAG(product_id) OVER (PARTITION BY subscription_id ORDER BY seq) AS product_before
    FROM twin_event) e JOIN twin_month m ON e.day BETWEEN m.first_day AND m.last_day
WHERE e.only_price = 1 AND e.product_id = e.product_before
GROUP BY m.number, e.subscription_id

-- `held` is who pays, or did and what she paid for is paused since; `stopped` who paid the month
-- before for something that is paused now; `risen` by how much prices alone rose of what she paid
-- for the month before and pays for.
-- name: twin_pay
CREATE TABLE twin_pay AS
SELECT h.*, CASE WHEN h.before > 0 AND h.amount > 0 AND h.priced > 0 THEN h.priced ELSE 0 END
        AS risen,
    COALESCE(LAG(h.held) OVER (PARTITION BY h.customer_id ORDER BY h.number), 0) AS held_before
FROM (SELECT p.number, p.customer_id, p.amount, p.priced, p.stopped,
    COALESCE(LAG(p.amount) OVER (PARTITION BY p.customer_id ORDER BY p.number), 0) AS before,
    COALESCE(MAX(p.amount) OVER (PARTITION BY p.customer_id ORDER BY p.number
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS most,
    CASE WHEN COALESCE(MAX(CASE WHEN p.amount > 0 THEN p.number END)
                OVER (PARTITION BY p.customer_id ORDER BY p.number), -1)
            > COALESCE(MAX(CASE WHEN p.amount = 0 AND p.paused = 0 THEN p.number END)
                OVER (PARTITION BY p.customer_id ORDER BY p.number), -1)
        THEN 1 ELSE 0 END AS held
FROM (SELECT q.number, q.customer_id, CAST(SUM(q.pays) AS BIGINT) AS amount,
        CAST(SUM(CASE WHEN q.pays > 0 AND q.paid > 0 AND q.month_before = q.number - 1
            THEN q.priced ELSE 0 END) AS BIGINT) AS priced,
        MAX(q.pauses) AS paused,
        MAX(CASE WHEN q.pauses = 1 AND q.paid > 0 AND q.month_before = q.number - 1
            THEN 1 ELSE 0 END) AS stopped
FROM (SELECT r.*,
        LAG(r.pays) OVER (PARTITION BY r.subscription_id ORDER BY r.number) AS paid,
        LAG(r.number) OVER (PARTITION BY r.subscription_id ORDER BY r.number) AS month_before
FROM (SELECT s.number, s.customer_id, s.subscription_id,
        CASE WHEN s.ended OR s.paused THEN 0 ELSE e.monthly END AS pays,
        CASE WHEN s.paused AND NOT s.ended AND e.monthly > 0 THEN 1 ELSE 0 END AS pauses,
        COALESCE(c.priced, 0) AS priced
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
        LEFT JOIN twin_priced c ON c.subscription_id = s.subscription_id AND c.number = s.number
        CROSS JOIN twin_look k
    WHERE k.product = 0 OR e.product_id = k.product
) r) q
    GROUP BY q.number, q.customer_id) p) h

-- name: drop_twin_priced
DROP TABLE IF EXISTS twin_priced

-- name: drop_twin_pay
DROP TABLE IF EXISTS twin_pay

-- name: twin_recurring_revenue
SELECT m.number,
    COALESCE(SUM(CASE WHEN p.before = 0 AND p.most = 0 THEN p.amount END), 0),
    COALESCE(SUM(CASE WHEN p.before = 0 AND p.most > 0 THEN p.amount END), 0),
    COALESCE(SUM(p.risen), 0),
    COALESCE(SUM(CASE WHEN p.before > 0 AND p.amount > p.before + p.risen
        THEN p.amount - p.before - p.risen END), 0),
    COALESCE(SUM(CASE WHEN p.amount < p.before + p.risen AND p.held = 1
        AND (p.amount > 0 OR p.stopped = 0) THEN p.amount - p.before - p.risen END), 0),
    COALESCE(SUM(CASE WHEN p.amount = 0 AND p.stopped = 1 THEN -p.before END), 0),
    COALESCE(SUM(CASE WHEN p.held_before = 1 AND p.held = 0 THEN -p.before END), 0),
    COALESCE(SUM(p.amount), 0), COALESCE(SUM(CASE WHEN p.amount > 0 THEN 1 ELSE 0 END), 0),
    CASE WHEN m.last_day < k.as_of THEN 0 ELSE 1 END
FROM twin_month m CROSS JOIN twin_look k LEFT JOIN twin_pay p ON p.number = m.number
WHERE m.last_day >= k.from_day AND m.first_day <= k.to_day
  AND m.last_day >= (SELECT MIN(happened_on) FROM subscription_event)
GROUP BY m.number, m.last_day, k.as_of

-- Of customers held, and of what was paid, the month before.
-- name: twin_revenue_churn
SELECT m.number,
    SUM(CASE WHEN p.held_before = 1 AND p.held = 0 THEN 1.0 ELSE 0 END)
        / NULLIF(SUM(p.held_before), 0),
    COALESCE(SUM(p.held_before), 0),
    SUM(CASE WHEN p.amount < p.before + p.risen THEN p.before + p.risen - p.amount ELSE 0 END)
        * 1.0 / NULLIF(SUM(p.before), 0),
    SUM(CASE WHEN p.before > 0 THEN p.before + p.risen - p.amount ELSE 0 END) * 1.0
        / NULLIF(SUM(p.before), 0),
    SUM(CASE WHEN p.before > 0 THEN p.before - p.amount ELSE 0 END) * 1.0
        / NULLIF(SUM(p.before), 0)
FROM twin_month m CROSS JOIN twin_look k LEFT JOIN twin_pay p ON p.number = m.number
WHERE m.last_day >= k.from_day AND m.first_day <= k.to_day
  AND m.first_day > (SELECT MIN(happened_on) FROM subscription_event)
GROUP BY m.number
