-- name: count_indexed_customers
SELECT count(*) FROM (SELECT 1 FROM customer_search LIMIT 1) AS indexed
