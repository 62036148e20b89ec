-- name: forget_search_entry (sqlite)
DELETE FROM customer_search WHERE rowid = :id

-- name: forget_search_entry (postgres)
DELETE FROM customer_search WHERE customer_id = :id

-- name: insert_search_entry (sqlite)
INSERT INTO customer_search (rowid, grams) VALUES (:id, :grams)

-- name: insert_search_entry (postgres)
INSERT INTO customer_search (customer_id, grams, forms)
VALUES (:id, string_to_array(:grams, ' '), :forms)

-- name: find_exact_hits
SELECT id FROM customer WHERE external_key = :key
UNION SELECT id FROM customer WHERE name_form = :form
UNION SELECT customer_id FROM phone WHERE e164 = :e164
UNION SELECT customer_id FROM email WHERE form = :email
ORDER BY 1
LIMIT :limit

-- name: find_names
SELECT name, kana FROM customer WHERE id = :id

-- Whether the GIN index or the order of ids is the way depends on the grams: PostgreSQL must look
-- at them each time. A plan for any grams reads the whole table when nobody is found.
-- name: plan_each_search (sqlite)
SELECT 1

-- name: plan_each_search (postgres)
SELECT set_config('plan_cache_mode', 'force_custom_plan', true)

-- Streams in the order of rowid and stops at the limit, however many hits there are.
-- name: find_hits (sqlite)
SELECT rowid FROM customer_search
WHERE customer_search MATCH :match AND rowid > :after_id
ORDER BY rowid
LIMIT :limit

-- name: find_hits (postgres)
SELECT customer_id FROM customer_search
WHERE customer_id > :after_id
  AND ((grams @> string_to_array(:grams, ' ') AND forms LIKE ALL (string_to_array(:patterns, ' ')))
       OR (grams @> string_to_array(:other_grams, ' ')
           AND forms LIKE ALL (string_to_array(:other_patterns, ' '))))
ORDER BY customer_id
LIMIT :limit
