-- Taking back rows that an import created, by ranges of ids. `kept_…` are those that somebody
-- changed since or that other rows refer to.

-- name: kept_contacts
SELECT id FROM contact
WHERE id BETWEEN :first AND :last AND version > 1
ORDER BY id;

-- name: kept_events
SELECT id FROM subscription_event
WHERE id BETWEEN :first AND :last AND contact_id IS NOT NULL
ORDER BY id;

-- name: kept_subscriptions
SELECT id FROM subscription
WHERE id BETWEEN :first AND :last
  AND (version > 1
       OR EXISTS (SELECT 1 FROM contact WHERE contact.customer_id = subscription.customer_id
                                          AND contact.subscription_id = subscription.id)
       OR EXISTS (SELECT 1 FROM orders WHERE orders.customer_id = subscription.customer_id
                                         AND orders.subscription_id = subscription.id)
       OR EXISTS (SELECT 1 FROM subscription_event
                  WHERE subscription_event.subscription_id = subscription.id))
ORDER BY id;

-- name: kept_orders
SELECT id FROM orders
WHERE id BETWEEN :first AND :last
  AND (version > 1
       OR EXISTS (SELECT 1 FROM contact WHERE contact.customer_id = orders.customer_id
                                          AND contact.order_id = orders.id))
ORDER BY id;

-- name: kept_customers
SELECT id FROM customer
WHERE id BETWEEN :first AND :last
  AND (version > 1
       OR EXISTS (SELECT 1 FROM contact WHERE contact.customer_id = customer.id)
       OR EXISTS (SELECT 1 FROM orders WHERE orders.customer_id = customer.id)
       OR EXISTS (SELECT 1 FROM subscription WHERE subscription.customer_id = customer.id)
       OR EXISTS (SELECT 1 FROM call_list_item WHERE call_list_item.customer_id = customer.id))
ORDER BY id;

-- name: kept_products
SELECT id FROM product
WHERE id BETWEEN :first AND :last
  AND (version > 1
       OR id IN (SELECT product_id FROM order_line)
       OR id IN (SELECT product_id FROM subscription)
       OR id IN (SELECT product_id FROM contact WHERE product_id IS NOT NULL))
ORDER BY id;

-- name: owned_contacts
SELECT id, customer_id FROM contact WHERE id BETWEEN :first AND :last ORDER BY id;

-- name: owned_events
SELECT id, customer_id FROM subscription_event WHERE id BETWEEN :first AND :last ORDER BY id;

-- name: owned_subscriptions
SELECT id, customer_id FROM subscription WHERE id BETWEEN :first AND :last ORDER BY id;

-- name: owned_orders
SELECT id, customer_id FROM orders WHERE id BETWEEN :first AND :last ORDER BY id;

-- name: remove_contacts (sqlite)
DELETE FROM contact
WHERE id BETWEEN :first AND :last
  AND id NOT IN (SELECT value FROM json_each(:list));

-- name: remove_contacts (postgres)
DELETE FROM contact
WHERE id BETWEEN :first AND :last
  AND id NOT IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint));

-- name: remove_events (sqlite)
DELETE FROM subscription_event
WHERE id BETWEEN :first AND :last
  AND id NOT IN (SELECT value FROM json_each(:list));

-- name: remove_events (postgres)
DELETE FROM subscription_event
WHERE id BETWEEN :first AND :last
  AND id NOT IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint));

-- name: remove_subscriptions (sqlite)
DELETE FROM subscription
WHERE id BETWEEN :first AND :last
  AND id NOT IN (SELECT value FROM json_each(:list));

-- name: remove_subscriptions (postgres)
DELETE FROM subscription
WHERE id BETWEEN :first AND :last
  AND id NOT IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint));

-- name: remove_order_lines (sqlite)
DELETE FROM order_line
WHERE order_id BETWEEN :first AND :last
  AND order_id NOT IN (SELECT value FROM json_each(:list));

-- name: remove_order_lines (postgres)
DELETE FROM order_line
WHERE order_id BETWEEN :first AND :last
  AND order_id NOT IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint));

-- name: remove_orders (sqlite)
DELETE FROM orders
WHERE id BETWEEN :first AND :last
  AND id NOT IN (SELECT value FROM json_each(:list));

-- name: remove_orders (postgres)
DELETE FROM orders
WHERE id BETWEEN :first AND :last
  AND id NOT IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint));

-- name: remove_phones (sqlite)
DELETE FROM phone
WHERE customer_id BETWEEN :first AND :last
  AND customer_id NOT IN (SELECT value FROM json_each(:list));

-- name: remove_phones (postgres)
DELETE FROM phone
WHERE customer_id BETWEEN :first AND :last
  AND customer_id NOT IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint));

-- name: remove_emails (sqlite)
DELETE FROM email
WHERE customer_id BETWEEN :first AND :last
  AND customer_id NOT IN (SELECT value FROM json_each(:list));

-- name: remove_emails (postgres)
DELETE FROM email
WHERE customer_id BETWEEN :first AND :last
  AND customer_id NOT IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint));

-- name: remove_addresses (sqlite)
DELETE FROM address
WHERE customer_id BETWEEN :first AND :last
  AND customer_id NOT IN (SELECT value FROM json_each(:list));

-- name: remove_addresses (postgres)
DELETE FROM address
WHERE customer_id BETWEEN :first AND :last
  AND customer_id NOT IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint));

-- name: remove_attributes (sqlite)
DELETE FROM attribute
WHERE customer_id BETWEEN :first AND :last
  AND customer_id NOT IN (SELECT value FROM json_each(:list));

-- name: remove_attributes (postgres)
DELETE FROM attribute
WHERE customer_id BETWEEN :first AND :last
  AND customer_id NOT IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint));

-- name: remove_consents (sqlite)
DELETE FROM consent
WHERE customer_id BETWEEN :first AND :last
  AND customer_id NOT IN (SELECT value FROM json_each(:list));

-- name: remove_consents (postgres)
DELETE FROM consent
WHERE customer_id BETWEEN :first AND :last
  AND customer_id NOT IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint));

-- name: remove_customers (sqlite)
DELETE FROM customer
WHERE id BETWEEN :first AND :last
  AND id NOT IN (SELECT value FROM json_each(:list));

-- name: remove_customers (postgres)
DELETE FROM customer
WHERE id BETWEEN :first AND :last
  AND id NOT IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint));

-- name: remove_products (sqlite)
DELETE FROM product
WHERE id BETWEEN :first AND :last
  AND id NOT IN (SELECT value FROM json_each(:list));

-- name: remove_products (postgres)
DELETE FROM product
WHERE id BETWEEN :first AND :last
  AND id NOT IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint));
