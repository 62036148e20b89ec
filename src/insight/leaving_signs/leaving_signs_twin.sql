-- Signs before leaving in SQL, for the test that the fold says the same. twin_sign_look says the
-- cut and the as-of day; what was known at the cut is told apart from what is known since.

-- name: drop_twin_sign_event
DROP TABLE IF EXISTS twin_sign_event

-- Events by subscription with the day they were told (a cancellation: decided), and whether they
-- were known at the cut and on the as-of day.
-- name: twin_sign_events
CREATE TABLE twin_sign_event AS
SELECT e.*, CASE WHEN told <= cut AND (known_on <= cut OR known_on <= told + 1)
        THEN 1 ELSE 0 END AS at_cut,
    CASE WHEN told <= as_of AND (known_on <= as_of OR known_on <= told + 1)
        THEN 1 ELSE 0 END AS at_last
FROM (SELECT e.subscription_id, e.customer_id, e.kind, e.happened_on AS day, e.known_on,
        e.delivery_number AS delivery, e.product_id, t.monthly, k.as_of, k.as_of - :days AS cut,
        CASE WHEN e.kind = 'cancelled' AND e.requested_on < e.happened_on THEN e.requested_on
            ELSE e.happened_on END AS told,
        ROW_NUMBER() OVER (PARTITION BY e.subscription_id ORDER BY e.happened_on,
            CASE WHEN e.kind = 'started' THEN 0 ELSE 1 END, e.id) AS seq
    FROM subscription_event e JOIN twin_customer c ON c.id = e.customer_id
        JOIN twin_terms t ON t.event_id = e.id CROSS JOIN twin_look k) e

-- name: drop_twin_sign_held
DROP TABLE IF EXISTS twin_sign_held

-- Subscriptions that had anything at the cut: as it was known then (whose 0), and as it turned out
-- (whose 1). `runs`: no cancellation is the last of it, but for one that was withdrawn.
-- name: twin_sign_helds
CREATE TABLE twin_sign_held AS
SELECT v.*, e.product_id, e.monthly,
    CASE WHEN v.last_seq > v.cancel_seq THEN 1 ELSE 0 END AS runs,
    (SELECT MIN(n.day) FROM twin_sign_event n WHERE n.subscription_id = v.subscription_id
        AND n.seq > v.cancel_seq AND (v.whose = 1 OR n.at_cut = 1)
        AND (v.whose = 0 OR (n.at_last = 1 AND n.told <= n.cut))) AS since
FROM (SELECT whose, subscription_id, customer_id, MAX(seq) AS last_seq,
        MAX(CASE WHEN kind = 'cancelled' AND COALESCE(later, '') <> 'withdrawn'
            THEN seq ELSE 0 END) AS cancel_seq,
        MAX(CASE WHEN kind = 'paused' THEN seq ELSE 0 END) AS paused_seq,
        MAX(CASE WHEN kind IN ('started', 'resumed', 'delivered', 'cancelled')
            THEN seq ELSE 0 END) AS going_seq
    FROM (SELECT 0 AS whose, e.*,
            LEAD(kind) OVER (PARTITION BY subscription_id ORDER BY seq) AS later
        FROM twin_sign_event e WHERE at_cut = 1
        UNION ALL
        SELECT 1, e.*, LEAD(kind) OVER (PARTITION BY subscription_id ORDER BY seq)
        FROM twin_sign_event e WHERE at_last = 1 AND told <= cut) w
    GROUP BY whose, subscription_id, customer_id) v
JOIN twin_sign_event e ON e.subscription_id = v.subscription_id AND e.seq = v.last_seq

-- name: twin_sign_subscribers
SELECT customer_id, MAX(has_left)
FROM (SELECT h.customer_id, CASE WHEN EXISTS (SELECT 1 FROM twin_sign_event e
            WHERE e.subscription_id = h.subscription_id AND e.kind = 'cancelled' AND e.at_last = 1
                AND e.told > e.cut AND e.told <= e.cut + :days
                AND NOT EXISTS (SELECT 1 FROM twin_sign_event w
                    WHERE w.subscription_id = e.subscription_id AND w.kind = 'withdrawn'
                        AND w.at_last = 1 AND w.seq > e.seq
                        AND NOT EXISTS (SELECT 1 FROM twin_sign_event b
                            WHERE b.subscription_id = e.subscription_id AND b.at_last = 1
                                AND b.seq > e.seq AND b.seq < w.seq)))
            THEN 1 ELSE 0 END AS has_left
    FROM twin_sign_held h JOIN twin_sign_held o ON o.subscription_id = h.subscription_id
        CROSS JOIN twin_look k
    WHERE h.whose = 0 AND o.whose = 1 AND h.runs = 1 AND o.runs = 1
      AND (k.product = 0 OR (h.product_id = k.product AND o.product_id = k.product))
      AND h.since BETWEEN k.from_day AND k.to_day AND o.since BETWEEN k.from_day AND k.to_day) s
GROUP BY customer_id ORDER BY customer_id

-- Facts of orders: days since the last and the first, the last and the longest gap and the squares
-- of all, orders that count of all days and the last so many, single ones, voided ones, then lines,
-- pieces and products.
-- name: twin_sign_orders
WITH o AS (
    SELECT o.id, o.customer_id, o.ordered_on AS day, o.delivery_number AS delivery,
        k.as_of - :days AS cut,
        CASE WHEN o.status IN ('cancelled', 'returned') THEN 0 ELSE 1 END AS counts
    FROM orders o JOIN twin_customer c ON c.id = o.customer_id CROSS JOIN twin_look k
    WHERE o.ordered_on <= k.as_of - :days
      AND (o.known_on <= k.as_of - :days OR o.known_on <= o.ordered_on + 1)),
g AS (SELECT o.*, day - LAG(day) OVER (PARTITION BY customer_id ORDER BY day, id) AS gap,
        ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY day DESC, id DESC) AS back
    FROM o WHERE counts = 1),
p AS (SELECT customer_id, cut - MAX(day) AS since_last, cut - MIN(day) AS since_first,
        MAX(CASE WHEN back = 1 THEN gap END) AS last_gap, MAX(gap) AS longest,
        CAST(SUM(gap * gap) AS BIGINT) AS squares, COUNT(*) AS orders,
        SUM(CASE WHEN cut - day < 30 THEN 1 ELSE 0 END) AS o30,
        SUM(CASE WHEN cut - day < 90 THEN 1 ELSE 0 END) AS o90,
        SUM(CASE WHEN cut - day < 180 THEN 1 ELSE 0 END) AS o180,
        SUM(CASE WHEN cut - day < 365 THEN 1 ELSE 0 END) AS o365,
        SUM(CASE WHEN delivery = 0 THEN 1 ELSE 0 END) AS single
    FROM g GROUP BY customer_id, cut),
l AS (SELECT o.customer_id, SUM(o.counts) AS lines,
        SUM(CASE WHEN o.counts = 1 THEN l.quantity ELSE 0 END) AS pieces,
        COUNT(DISTINCT CASE WHEN o.counts = 1 THEN l.product_id END) AS products,
        COUNT(DISTINCT CASE WHEN o.counts = 0 THEN o.id END) AS voided
    FROM o JOIN order_line l ON l.order_id = o.id GROUP BY o.customer_id)
SELECT c.id, p.since_last, p.since_first, p.last_gap, p.longest, p.squares, p.orders, p.o30, p.o90,
    p.o180, p.o365, p.single, l.voided, l.lines, l.pieces, l.products
FROM twin_customer c LEFT JOIN p ON p.customer_id = c.id LEFT JOIN l ON l.customer_id = c.id
ORDER BY c.id

-- Facts of money: sales of all days, of the last 30, 90, 180 and 365, of the 180 before the last
-- 180, of subscriptions; the first order, the last, the one before and the largest.
-- name: twin_sign_money
WITH a AS (
    SELECT o.id, o.customer_id, o.ordered_on AS day, o.delivery_number AS delivery,
        k.as_of - :days AS cut,
        CASE WHEN o.status IN ('cancelled', 'returned') THEN 0 ELSE 1 END AS counts,
        CAST(SUM(CASE WHEN o.status IN ('cancelled', 'returned') AND l.amount > 0 THEN 0
            ELSE l.amount END) AS BIGINT) AS amount
    FROM orders o JOIN twin_customer c ON c.id = o.customer_id
        JOIN order_line l ON l.order_id = o.id CROSS JOIN twin_look k
    WHERE o.ordered_on <= k.as_of - :days
      AND (o.known_on <= k.as_of - :days OR o.known_on <= o.ordered_on + 1)
    GROUP BY o.id, o.customer_id, o.ordered_on, o.delivery_number, o.status, k.as_of),
g AS (SELECT a.*, ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY day DESC, id DESC) AS back,
        ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY day, id) AS place
    FROM a WHERE counts = 1),
e AS (SELECT customer_id, MAX(CASE WHEN place = 1 THEN amount END) AS first_one,
        MAX(CASE WHEN back = 1 THEN amount END) AS last_one,
        MAX(CASE WHEN back = 2 THEN amount END) AS before_it, MAX(amount) AS largest
    FROM g GROUP BY customer_id),
s AS (SELECT customer_id, CAST(SUM(amount) AS BIGINT) AS total,
        CAST(SUM(CASE WHEN cut - day < 30 THEN amount ELSE 0 END) AS BIGINT) AS s30,
        CAST(SUM(CASE WHEN cut - day < 90 THEN amount ELSE 0 END) AS BIGINT) AS s90,
        CAST(SUM(CASE WHEN cut - day < 180 THEN amount ELSE 0 END) AS BIGINT) AS s180,
        CAST(SUM(CASE WHEN cut - day < 365 THEN amount ELSE 0 END) AS BIGINT) AS s365,
        CAST(SUM(CASE WHEN cut - day BETWEEN 180 AND 359 THEN amount ELSE 0 END) AS BIGINT)
            AS before180,
        CAST(SUM(CASE WHEN delivery > 0 THEN amount ELSE 0 END) AS BIGINT) AS of_subscriptions
    FROM a GROUP BY customer_id)
SELECT c.id, s.total, s.s30, s.s90, s.s180, s.s365, s.before180, s.of_subscriptions, e.first_one,
    e.last_one, e.before_it, e.largest
FROM twin_customer c LEFT JOIN s ON s.customer_id = c.id LEFT JOIN e ON e.customer_id = c.id
ORDER BY c.id

-- Facts of subscriptions: days since the first start, how many started, are in force, were
-- cancelled, the highest delivery, skips, those of 180 days, pauses, changes, what a month costs.
-- name: twin_sign_subscriptions
SELECT c.id, e.since, e.started, h.in_force, e.cancelled, e.delivery, e.skips, e.skips180, e.pauses,
    e.changes, h.monthly
FROM twin_customer c LEFT JOIN (SELECT customer_id, MIN(cut) - MIN(day) AS since,
        COUNT(DISTINCT subscription_id) AS started,
        SUM(CASE WHEN kind = 'cancelled' THEN 1 ELSE 0 END) AS cancelled,
        MAX(delivery) AS delivery, SUM(CASE WHEN kind = 'skipped' THEN 1 ELSE 0 END) AS skips,
        SUM(CASE WHEN kind = 'skipped' AND cut - day < 180 THEN 1 ELSE 0 END) AS skips180,
        SUM(CASE WHEN kind = 'paused' THEN 1 ELSE 0 END) AS pauses,
        SUM(CASE WHEN kind = 'changed' THEN 1 ELSE 0 END) AS changes
    FROM twin_sign_event WHERE at_cut = 1 GROUP BY customer_id) e ON e.customer_id = c.id
LEFT JOIN (SELECT customer_id, SUM(runs) AS in_force,
        CAST(SUM(CASE WHEN runs = 1 AND paused_seq <= going_seq THEN monthly ELSE 0 END) AS BIGINT)
            AS monthly
    FROM twin_sign_held WHERE whose = 0 GROUP BY customer_id) h ON h.customer_id = c.id
ORDER BY c.id

-- Facts of contacts: days since the last, how many, of 90 days, inbound ones of 90 days, negative
-- ones of 180 days.
-- name: twin_sign_contacts
SELECT c.id, MIN(t.cut - t.day), COUNT(t.id),
    SUM(CASE WHEN t.cut - t.day < 90 THEN 1 ELSE 0 END),
    SUM(CASE WHEN t.cut - t.day < 90 AND t.direction = 'inbound' THEN 1 ELSE 0 END),
    SUM(CASE WHEN t.cut - t.day < 180 AND t.emotion = 'negative' THEN 1 ELSE 0 END)
FROM twin_customer c LEFT JOIN (SELECT t.*, k.as_of - :days AS cut
    FROM (SELECT t.id, t.customer_id, t.direction, t.emotion,
            (t.started_at + 32400000) / 86400000 AS day,
            (t.created_at + 32400000) / 86400000 AS known_on FROM contact t
          WHERE t.result <> 'abandoned') t
        CROSS JOIN twin_look k
    WHERE t.day <= k.as_of - :days
      AND (t.known_on <= k.as_of - :days OR t.known_on <= t.day + 1)) t ON t.customer_id = c.id
GROUP BY c.id ORDER BY c.id
