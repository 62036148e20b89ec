-- Value, frequency and duration of a period in SQL, for the test that the fold says the same.

-- name: twin_ltv_factors
SELECT a.sales, a.orders, s.n, s.cancelled,
    CASE WHEN a.orders > 0 AND s.days > 0 AND s.cancelled > 0
        THEN s.days / 30.4375 / s.cancelled END
FROM (SELECT COALESCE(SUM(l.amount), 0) AS sales,
        COUNT(DISTINCT CASE WHEN l.counts = 1 THEN l.order_id END) AS orders
    FROM twin_line l CROSS JOIN twin_look k
    WHERE l.delivery > 0 AND l.day BETWEEN :from AND :to
      AND (k.product = 0 OR l.product_id = k.product)) a
CROSS JOIN (SELECT COUNT(*) AS n, COALESCE(SUM(cancelled), 0) AS cancelled,
        COALESCE(SUM(CASE WHEN last_day >= first_day THEN last_day - first_day + 1 ELSE 0 END), 0)
            AS days
    FROM (SELECT CASE WHEN s.from_day > :from THEN s.from_day ELSE :from END AS first_day,
            CASE WHEN COALESCE(s.ended_on - 1, k.as_of) < :to
                THEN COALESCE(s.ended_on - 1, k.as_of) ELSE :to END AS last_day,
            CASE WHEN s.ended_on BETWEEN :from AND :to THEN 1 ELSE 0 END AS cancelled
        FROM twin_spell s CROSS JOIN twin_look k
        WHERE s.from_day <= :to AND COALESCE(s.ended_on, k.as_of) >= :from
          AND (k.product = 0 OR s.product_id = k.product)) spells) s
