-- Who stays after an offer in SQL, for the test that the fold says the same: a row for each contact
-- that is counted, with its group, the days to a decision to cancel, and whether there was one.

-- name: twin_offers
SELECT CASE CAST(:by AS TEXT) WHEN 'reason' THEN CASE t.reason_code WHEN '' THEN '(unknown)'
            ELSE t.reason_code END
        WHEN 'offer' THEN CASE WHEN t.offer_id IS NULL THEN '(none)' ELSE '#' || t.offer_id END
        WHEN 'agent' THEN CASE t.agent_id WHEN 0 THEN '(unknown)' ELSE '#' || t.agent_id END
        ELSE t.purpose END AS part,
    COALESCE(MIN(s.decided), MAX(k.as_of)) - t.day,
    CASE WHEN MIN(s.decided) IS NULL THEN 0 ELSE 1 END
FROM twin_contact t CROSS JOIN twin_look k
    JOIN twin_contract s ON s.customer_id = t.customer_id AND s.from_day <= t.day
        AND (s.decided IS NULL OR s.decided >= t.day)
        AND (k.product = 0 OR s.product_id = k.product)
WHERE t.offer_answer <> '' AND t.purpose IN ('cancel', 'retention_call')
  AND t.day BETWEEN k.from_day AND k.to_day AND (k.product = 0 OR t.product_id = k.product)
GROUP BY t.id, t.day, t.reason_code, t.offer_id, t.agent_id, t.purpose
