-- Customers of the rows that a bulk change names as a range of ids; 0 is the unknown customer.

-- name: customers_of_orders
SELECT id, COALESCE(customer_id, 0) AS customer FROM orders WHERE id >= :first AND id <= :last

-- name: customers_of_subscriptions
SELECT id, customer_id FROM subscription WHERE id >= :first AND id <= :last

-- name: customers_of_events
SELECT id, customer_id FROM subscription_event WHERE id >= :first AND id <= :last

-- name: customers_of_contacts
SELECT id, COALESCE(customer_id, 0) AS customer FROM contact WHERE id >= :first AND id <= :last

-- name: customers_between
SELECT id, id AS customer FROM customer WHERE id >= :first AND id <= :last
