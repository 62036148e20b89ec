-- The shop's own figures of the last year in SQL, for the test that the fold says the same.

-- name: twin_what_if
SELECT (SELECT COUNT(*) FROM twin_standing WHERE pays = 1),
    (SELECT COALESCE(SUM(monthly), 0) FROM twin_standing WHERE pays = 1),
    COALESCE(SUM(CASE WHEN s.ended_on >= k.as_of - 364 THEN 1 ELSE 0 END), 0),
    COALESCE(SUM(CASE WHEN COALESCE(s.ended_on - 1, k.as_of) < k.as_of - 364 THEN 0
        WHEN s.from_day > k.as_of - 364 THEN COALESCE(s.ended_on - 1, k.as_of) - s.from_day + 1
        ELSE COALESCE(s.ended_on - 1, k.as_of) - (k.as_of - 364) + 1 END), 0)
FROM twin_spell s CROSS JOIN twin_look k WHERE k.product = 0 OR s.product_id = k.product

-- What every subscription is on the as-of day, and what it costs in a month.
-- name: twin_standing
CREATE TABLE twin_standing AS
SELECT e.subscription_id, e.monthly,
    CASE WHEN e.kind <> 'cancelled' AND s.paused < s.going THEN 1 ELSE 0 END AS pays
FROM (SELECT subscription_id, MAX(seq) AS last_seq,
        COALESCE(MAX(CASE WHEN kind = 'paused' THEN seq END), 0) AS paused,
        COALESCE(MAX(CASE WHEN kind IN ('started', 'delivered', 'resumed', 'cancelled')
            THEN seq END), 0) + CASE WHEN MAX(CASE WHEN kind = 'paused' THEN seq END) IS NULL
            THEN 1 ELSE 0 END AS going
    FROM twin_event GROUP BY subscription_id) s
    JOIN twin_event e ON e.subscription_id = s.subscription_id AND e.seq = s.last_seq
    CROSS JOIN twin_look k
WHERE k.product = 0 OR e.product_id = k.product

-- name: drop_twin_standing
DROP TABLE IF EXISTS twin_standing
