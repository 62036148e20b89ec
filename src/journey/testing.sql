-- What no part of the record does yet, but the change log allows for.

-- name: move_order_in_test
UPDATE orders SET customer_id = :to WHERE id = :id

-- name: delete_customer_in_test
DELETE FROM customer WHERE id = :id

-- name: delete_lines_in_test
DELETE FROM order_line WHERE order_id = :id

-- name: delete_order_in_test
DELETE FROM orders WHERE id = :id

-- name: answer_in_test
UPDATE contact SET nps = :nps, csat = :csat WHERE id = :id

-- name: abandon_in_test
UPDATE contact SET result = 'abandoned', queue = :queue, waited_seconds = :waited WHERE id = :id
