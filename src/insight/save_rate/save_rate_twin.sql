-- Wishes to leave in SQL, for the test that the fold says the same: a row for each wish with its
-- group, the days to the decision or the as-of day, and whether she decided to cancel.

-- name: twin_save_rate
WITH decided AS (
    SELECT t.customer_id, t.from_day, t.reason, t.decided AS day, t.product_id
    FROM twin_contract t CROSS JOIN twin_look k
    WHERE k.product = 0 OR t.product_id = k.product)
SELECT CASE CAST(:by AS TEXT)
        WHEN 'agent' THEN CASE WHEN w.voiced = 0 THEN '(without a contact)'
            WHEN w.agent_id = 0 THEN '(unknown)' ELSE '#' || w.agent_id END
        WHEN 'reason' THEN CASE w.reason WHEN '' THEN '(unknown)' ELSE w.reason END
        ELSE 'All' END AS part,
    w.days, w.happened
FROM (SELECT 1 AS voiced, n.agent_id, n.reason_code AS reason,
        MIN(COALESCE(d.day, k.as_of)) - n.day AS days,
        MAX(CASE WHEN d.day IS NULL THEN 0 ELSE 1 END) AS happened
    FROM twin_contact n JOIN decided d ON d.customer_id = n.customer_id
            AND d.from_day <= n.day AND (d.day IS NULL OR d.day >= n.day)
        CROSS JOIN twin_look k
    WHERE n.purpose = 'cancel' AND n.day BETWEEN k.from_day AND k.to_day
    GROUP BY n.id, n.agent_id, n.reason_code, n.day
    UNION ALL
    SELECT 0, 0, d.reason, 0, 1
    FROM decided d CROSS JOIN twin_look k
    WHERE d.day BETWEEN k.from_day AND k.to_day
      AND NOT EXISTS (SELECT 1 FROM twin_contact n WHERE n.customer_id = d.customer_id
        AND n.purpose = 'cancel' AND n.day >= d.from_day
        AND n.day BETWEEN d.day - 90 AND d.day
        AND (n.product_id IS NULL OR n.product_id = d.product_id))) w
WHERE w.voiced = 1 OR CAST(:unvoiced AS TEXT) = 'count'
