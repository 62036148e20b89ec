-- Calls of the past in SQL, for the test that the fold counts the same: inbound by phone, answered
-- or given up, before the as-of day.

-- name: twin_calls
SELECT t.day, t.hour, COUNT(*)
FROM twin_call t CROSS JOIN twin_look k
WHERE t.direction = 'inbound' AND t.channel = 'phone' AND t.hour BETWEEN 9 AND 17
  AND t.day BETWEEN k.from_day AND k.to_day AND t.day < k.as_of
  AND (k.product = 0 OR t.product_id = k.product)
GROUP BY t.day, t.hour ORDER BY t.day, t.hour

-- At any hour, of those that were answered.
-- name: twin_call_seconds
SELECT COALESCE(SUM(t.seconds), 0), COUNT(t.seconds)
FROM twin_contact t CROSS JOIN twin_look k
WHERE t.direction = 'inbound' AND t.channel = 'phone'
  AND t.day BETWEEN k.from_day AND k.to_day AND t.day < k.as_of
  AND (k.product = 0 OR t.product_id = k.product)
