-- Cohorts of subscribers in SQL, for the test that the fold says the same; stands on twin_pay
-- (recurring_revenue_twin.sql).

-- Month of the start, months since, customers, what they paid at the start, in force, MRR.
-- name: twin_subscription_cohorts
WITH b AS (SELECT e.customer_id, e.day, e.monthly
    FROM (SELECT e.*, ROW_NUMBER() OVER (PARTITION BY e.subscription_id ORDER BY e.seq) AS place
        FROM twin_event e CROSS JOIN twin_look k
        WHERE e.kind <> 'cancelled' AND (k.product = 0 OR e.product_id = k.product)) e
    WHERE e.place = 1),
s AS (SELECT customer_id, MIN(day) AS day FROM b GROUP BY customer_id),
c AS (SELECT s.customer_id, m.number, SUM(b.monthly) AS began
    FROM s CROSS JOIN twin_look k
        JOIN twin_month m ON s.day BETWEEN m.first_day AND m.last_day
        JOIN b ON b.customer_id = s.customer_id AND b.day <= m.last_day
    WHERE s.day BETWEEN k.from_day AND k.to_day
    GROUP BY s.customer_id, m.number)
SELECT c.number, m.number - c.number, COUNT(*), CAST(SUM(c.began) AS BIGINT),
    COALESCE(SUM(p.held), 0), CAST(COALESCE(SUM(p.amount), 0) AS BIGINT)
FROM c CROSS JOIN twin_look k
    JOIN twin_month m ON m.number >= c.number AND m.first_day <= k.as_of
    LEFT JOIN twin_pay p ON p.customer_id = c.customer_id AND p.number = m.number
GROUP BY c.number, m.number
