-- name: any_customer
SELECT COUNT(*) FROM (SELECT id FROM customer LIMIT 1) AS found
