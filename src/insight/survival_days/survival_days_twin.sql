-- How long subscriptions last in SQL, for the test that the fold says the same: a row for each
-- spell with its group, its days, and whether it was cancelled.

-- name: twin_survival
SELECT 'All', COALESCE(s.ended_on, k.as_of) - s.from_day,
    CASE WHEN s.ended_on IS NULL THEN 0 ELSE 1 END
FROM twin_spell s CROSS JOIN twin_look k
WHERE s.from_day BETWEEN k.from_day AND k.to_day AND (k.product = 0 OR s.product_id = k.product)

-- name: twin_survival_by_product
SELECT '#' || s.product_id, COALESCE(s.ended_on, k.as_of) - s.from_day,
    CASE WHEN s.ended_on IS NULL THEN 0 ELSE 1 END
FROM twin_spell s CROSS JOIN twin_look k
WHERE s.from_day BETWEEN k.from_day AND k.to_day AND (k.product = 0 OR s.product_id = k.product)

-- name: twin_survival_by_medium
SELECT CASE c.medium WHEN '' THEN '(unknown)' ELSE c.medium END,
    COALESCE(s.ended_on, k.as_of) - s.from_day, CASE WHEN s.ended_on IS NULL THEN 0 ELSE 1 END
FROM twin_spell s JOIN twin_customer c ON c.id = s.customer_id CROSS JOIN twin_look k
WHERE s.from_day BETWEEN k.from_day AND k.to_day AND (k.product = 0 OR s.product_id = k.product)

-- name: twin_survival_by_quarter
SELECT m.quarter, COALESCE(s.ended_on, k.as_of) - s.from_day,
    CASE WHEN s.ended_on IS NULL THEN 0 ELSE 1 END
FROM twin_spell s JOIN twin_month m ON s.from_day BETWEEN m.first_day AND m.last_day
    CROSS JOIN twin_look k
WHERE s.from_day BETWEEN k.from_day AND k.to_day AND (k.product = 0 OR s.product_id = k.product)
