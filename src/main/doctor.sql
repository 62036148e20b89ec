-- name: count_customers_and_entries
SELECT (SELECT count(*) FROM customer) AS customers,
       (SELECT count(*) FROM customer_search) AS entries;

-- name: list_stored_files
SELECT id, stored_name FROM import ORDER BY id;
