-- From a trial to a subscription in SQL, for the test that the fold says the same: a row for each
-- trial with its group, the days to the start or the as-of day, and whether there was a start. By
-- agent, days count from the first contact with one, of those who had not started by then.

-- name: twin_trial_conversion
SELECT CASE CAST(:by AS TEXT) WHEN 'product' THEN '#' || t.product_id
        WHEN 'medium' THEN CASE t.medium WHEN '' THEN '(unknown)' ELSE t.medium END
        WHEN 'month' THEN t.month
        WHEN 'agent' THEN '#' || n.agent_id
        WHEN 'segment' THEN CASE t.customer_id % 3 WHEN 0 THEN 's1' ELSE 'Not in s1' END
        ELSE 'All' END AS part,
    COALESCE(t.started, t.as_of)
        - CASE CAST(:by AS TEXT) WHEN 'agent' THEN n.day ELSE t.day END AS days,
    CASE WHEN t.started IS NULL THEN 0 ELSE 1 END AS happened
FROM (SELECT o.customer_id, o.day, o.product_id, c.medium, m.name AS month, k.as_of,
        (SELECT MIN(s.day) FROM twin_event s WHERE s.customer_id = o.customer_id AND s.seq = 1)
            AS started
    FROM (SELECT customer_id, day, product_id, delivery,
            ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY day, id) AS place
        FROM twin_order WHERE counts = 1) o
        JOIN twin_customer c ON c.id = o.customer_id
        JOIN twin_month m ON o.day BETWEEN m.first_day AND m.last_day CROSS JOIN twin_look k
    WHERE o.place = 1 AND o.delivery = 0 AND o.day BETWEEN k.from_day AND k.to_day
      AND (k.product = 0 OR o.product_id = k.product)) t
    LEFT JOIN twin_contact n ON n.customer_id = t.customer_id
        AND n.seq = (SELECT MIN(f.seq) FROM twin_contact f WHERE f.customer_id = t.customer_id
            AND f.day >= t.day AND f.agent_id <> 0
            AND f.result NOT IN ('no_answer', 'unreachable'))
WHERE (t.started IS NULL OR t.started >= t.day)
  AND (CAST(:by AS TEXT) <> 'agent'
    OR (n.day IS NOT NULL AND (t.started IS NULL OR n.day <= t.started)))
