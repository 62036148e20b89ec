-- What no part of the record does yet, but the change log allows for.

-- name: move_order_in_test
UPDATE orders SET customer_id = :to WHERE id = :id

-- name: delete_customer_in_test
DELETE FROM customer WHERE id = :id
