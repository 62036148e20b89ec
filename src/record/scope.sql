-- name: count_holdings
SELECT count(*) FROM customer_holder h
WHERE h.customer_id = :customer_id AND :holders LIKE '%,' || h.holder || ',%'

-- name: list_held_customers
SELECT h.customer_id FROM customer_holder h WHERE h.holder = :holder
