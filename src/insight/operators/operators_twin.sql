-- What came of operators' contacts in SQL, for the test that the fold says the same: by purpose,
-- reason and operator how many counted and how many achieved their aim.

-- name: twin_kept_by_operators
SELECT purpose, reason_code, agent_id, COUNT(*), SUM(achieved)
FROM (SELECT t.id, t.purpose, t.reason_code, t.agent_id,
        CASE WHEN MIN(s.decided) <= t.day + 30 THEN 0 ELSE 1 END AS achieved
    FROM twin_contact t CROSS JOIN twin_look k
        JOIN twin_contract s ON s.customer_id = t.customer_id AND s.from_day <= t.day
            AND (s.decided IS NULL OR s.decided >= t.day)
            AND (k.product = 0 OR s.product_id = k.product)
    WHERE t.agent_id <> 0 AND t.result NOT IN ('no_answer', 'unreachable')
      AND t.purpose IN ('cancel', 'retention_call')
      AND t.day BETWEEN k.from_day AND k.to_day AND t.day <= k.as_of - 30
      AND (k.product = 0 OR t.product_id = k.product)
    GROUP BY t.id, t.purpose, t.reason_code, t.agent_id, t.day) c
GROUP BY purpose, reason_code, agent_id

-- name: twin_ordered_by_operators
SELECT t.purpose, t.reason_code, t.agent_id, COUNT(*),
    SUM(CASE WHEN EXISTS (SELECT 1 FROM twin_order o WHERE o.customer_id = t.customer_id
        AND o.counts = 1 AND o.delivery = 0 AND o.day BETWEEN t.day AND t.day + 14)
        THEN 1 ELSE 0 END)
FROM twin_contact t CROSS JOIN twin_look k
WHERE t.customer_id IS NOT NULL AND t.agent_id <> 0
  AND t.result NOT IN ('no_answer', 'unreachable')
  AND t.purpose IN ('order', 'product_question', 'win_back')
  AND t.day BETWEEN k.from_day AND k.to_day AND t.day <= k.as_of - 14
  AND (k.product = 0 OR t.product_id = k.product)
GROUP BY t.purpose, t.reason_code, t.agent_id
