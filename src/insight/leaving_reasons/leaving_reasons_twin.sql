-- Reasons over deliveries in SQL, for the test that the fold says the same.

-- name: twin_leaving_reasons
SELECT w.delivery, CASE WHEN w.next_kind <> 'cancelled' OR w.next_kind IS NULL THEN '-'
        WHEN w.reason = '' THEN '(unknown)' ELSE w.reason END AS reason, COUNT(*)
FROM twin_waiting w CROSS JOIN twin_look k
WHERE w.delivery BETWEEN 1 AND 24 AND w.spell_from BETWEEN k.from_day AND k.to_day
  AND (k.product = 0 OR w.product_id = k.product)
GROUP BY w.delivery, CASE WHEN w.next_kind <> 'cancelled' OR w.next_kind IS NULL THEN '-'
        WHEN w.reason = '' THEN '(unknown)' ELSE w.reason END
ORDER BY 1
