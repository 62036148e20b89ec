-- The flow of subscriptions in SQL, for the test that the fold says the same.

-- name: twin_delivery_flow
SELECT CASE WHEN delivery < 24 THEN 'No. ' || delivery ELSE '24+' END AS delivery,
    SUM(CASE WHEN next_kind = 'delivered' AND pauses = 0 AND skips = 0 THEN 1 ELSE 0 END),
    SUM(CASE WHEN next_kind = 'delivered' AND pauses = 0 AND skips > 0 THEN 1 ELSE 0 END),
    SUM(CASE WHEN next_kind = 'delivered' AND pauses > 0 THEN 1 ELSE 0 END),
    SUM(CASE WHEN next_kind = 'cancelled' THEN 1 ELSE 0 END),
    SUM(CASE WHEN next_kind IS NULL AND NOT (pauses > 0 AND paused_seq > COALESCE(resumed_seq, 0))
        THEN 1 ELSE 0 END),
    SUM(CASE WHEN next_kind IS NULL AND pauses > 0 AND paused_seq > COALESCE(resumed_seq, 0)
        THEN 1 ELSE 0 END),
    COUNT(*),
    1 - SUM(CASE WHEN next_kind = 'cancelled' THEN 1.0 ELSE 0 END) / COUNT(*)
FROM twin_waiting w CROSS JOIN twin_look k
WHERE w.delivery > 0 AND w.spell_from BETWEEN k.from_day AND k.to_day
  AND (k.product = 0 OR w.product_id = k.product)
GROUP BY CASE WHEN delivery < 24 THEN 'No. ' || delivery ELSE '24+' END
