-- Rows by lists of keys. A list is one JSON array, which both databases can take apart.

-- name: customers_by_key (sqlite)
SELECT id, version, external_key, name, kana, name_form, birthday, sex, prefecture, medium,
       rank, note, caution, do_not_contact, registered_on, created_at, updated_at
FROM customer
WHERE external_key IN (SELECT value FROM json_each(:list));

-- name: customers_by_key (postgres)
SELECT id, version, external_key, name, kana, name_form, birthday, sex, prefecture, medium,
       rank, note, caution, do_not_contact, registered_on, created_at, updated_at
FROM customer
WHERE external_key IN (SELECT json_array_elements_text(CAST(:list AS json)));

-- name: customers_by_id (sqlite)
SELECT id, version, external_key, name, kana, name_form, birthday, sex, prefecture, medium,
       rank, note, caution, do_not_contact, registered_on, created_at, updated_at
FROM customer
WHERE id IN (SELECT value FROM json_each(:list));

-- name: customers_by_id (postgres)
SELECT id, version, external_key, name, kana, name_form, birthday, sex, prefecture, medium,
       rank, note, caution, do_not_contact, registered_on, created_at, updated_at
FROM customer
WHERE id IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint));

-- name: update_customer
UPDATE customer
SET version = version + 1,
    external_key = :external_key, name = :name, kana = :kana, name_form = :name_form,
    birthday = :birthday, sex = :sex, prefecture = :prefecture, medium = :medium, rank = :rank,
    note = :note, caution = :caution, do_not_contact = :do_not_contact,
    registered_on = :registered_on, updated_at = :updated_at
WHERE id = :id AND version = :version;

-- name: products_by_key (sqlite)
SELECT id, version, external_key, name, name_form, category, price, cost, is_subscription,
       lead_business_days, active, created_at, updated_at
FROM product
WHERE external_key IN (SELECT value FROM json_each(:list));

-- name: products_by_key (postgres)
SELECT id, version, external_key, name, name_form, category, price, cost, is_subscription,
       lead_business_days, active, created_at, updated_at
FROM product
WHERE external_key IN (SELECT json_array_elements_text(CAST(:list AS json)));

-- name: orders_by_key (sqlite)
SELECT id, version, external_key, customer_id, subscription_id, delivery_number, status,
       ordered_at, ordered_on, shipped_on, known_on, medium, total, note
FROM orders
WHERE external_key IN (SELECT value FROM json_each(:list));

-- name: orders_by_key (postgres)
SELECT id, version, external_key, customer_id, subscription_id, delivery_number, status,
       ordered_at, ordered_on, shipped_on, known_on, medium, total, note
FROM orders
WHERE external_key IN (SELECT json_array_elements_text(CAST(:list AS json)));

-- name: orders_by_id (sqlite)
SELECT id, version, external_key, customer_id, subscription_id, delivery_number, status,
       ordered_at, ordered_on, shipped_on, known_on, medium, total, note
FROM orders
WHERE id IN (SELECT value FROM json_each(:list));

-- name: orders_by_id (postgres)
SELECT id, version, external_key, customer_id, subscription_id, delivery_number, status,
       ordered_at, ordered_on, shipped_on, known_on, medium, total, note
FROM orders
WHERE id IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint));

-- name: update_order
UPDATE orders
SET version = version + 1,
    external_key = :external_key, customer_id = :customer_id,
    subscription_id = :subscription_id, delivery_number = :delivery_number, status = :status,
    ordered_at = :ordered_at, ordered_on = :ordered_on, shipped_on = :shipped_on,
    known_on = :known_on, medium = :medium, total = :total, note = :note
WHERE id = :id AND version = :version;

-- name: subscriptions_by_key (sqlite)
SELECT id, version, external_key, customer_id, product_id, status, cycle_unit, cycle_length,
       quantity, price, medium, started_on, delivery_number, next_shipment_on,
       cancel_requested_on, cancel_effective_on, cancel_reason, created_at, updated_at
FROM subscription
WHERE external_key IN (SELECT value FROM json_each(:list));

-- name: subscriptions_by_key (postgres)
SELECT id, version, external_key, customer_id, product_id, status, cycle_unit, cycle_length,
       quantity, price, medium, started_on, delivery_number, next_shipment_on,
       cancel_requested_on, cancel_effective_on, cancel_reason, created_at, updated_at
FROM subscription
WHERE external_key IN (SELECT json_array_elements_text(CAST(:list AS json)));

-- Orders that name one of the subscriptions and are not its deliveries yet, as they came.
-- name: awaiting_orders (sqlite)
SELECT w.order_id, w.subscription_key
FROM awaited_subscription w
JOIN orders o ON o.id = w.order_id
LEFT JOIN subscription s ON s.external_key = w.subscription_key
WHERE w.subscription_key IN (SELECT value FROM json_each(:list))
  AND (s.id IS NULL OR o.subscription_id IS NULL OR o.subscription_id <> s.id)
ORDER BY w.order_id;

-- name: awaiting_orders (postgres)
SELECT w.order_id, w.subscription_key
FROM awaited_subscription w
JOIN orders o ON o.id = w.order_id
LEFT JOIN subscription s ON s.external_key = w.subscription_key
WHERE w.subscription_key IN (SELECT json_array_elements_text(CAST(:list AS json)))
  AND (s.id IS NULL OR o.subscription_id IS NULL OR o.subscription_id <> s.id)
ORDER BY w.order_id;

-- name: put_awaited_subscription
INSERT INTO awaited_subscription (order_id, subscription_key)
VALUES (:order_id, :subscription_key)
ON CONFLICT (order_id) DO UPDATE SET subscription_key = excluded.subscription_key;

-- name: find_subscription
SELECT id, version, external_key, customer_id, product_id, status, cycle_unit, cycle_length,
       quantity, price, medium, started_on, delivery_number, next_shipment_on,
       cancel_requested_on, cancel_effective_on, cancel_reason, created_at, updated_at
FROM subscription
WHERE id = :id;

-- name: update_subscription
UPDATE subscription
SET version = version + 1,
    external_key = :external_key, customer_id = :customer_id, product_id = :product_id,
    status = :status, cycle_unit = :cycle_unit, cycle_length = :cycle_length,
    quantity = :quantity, price = :price, medium = :medium, started_on = :started_on,
    delivery_number = :delivery_number, next_shipment_on = :next_shipment_on,
    cancel_requested_on = :cancel_requested_on, cancel_effective_on = :cancel_effective_on,
    cancel_reason = :cancel_reason, updated_at = :updated_at
WHERE id = :id AND version = :version;

-- name: phones_of (sqlite)
SELECT customer_id, position, number, e164, label
FROM phone
WHERE customer_id IN (SELECT value FROM json_each(:list))
ORDER BY customer_id, position;

-- name: phones_of (postgres)
SELECT customer_id, position, number, e164, label
FROM phone
WHERE customer_id IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint))
ORDER BY customer_id, position;

-- name: clear_phones
DELETE FROM phone WHERE customer_id = :customer_id;

-- name: emails_of (sqlite)
SELECT customer_id, position, address, form, label
FROM email
WHERE customer_id IN (SELECT value FROM json_each(:list))
ORDER BY customer_id, position;

-- name: emails_of (postgres)
SELECT customer_id, position, address, form, label
FROM email
WHERE customer_id IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint))
ORDER BY customer_id, position;

-- name: clear_emails
DELETE FROM email WHERE customer_id = :customer_id;

-- name: addresses_of (sqlite)
SELECT customer_id, position, postal_code, prefecture, line1, line2, recipient, label
FROM address
WHERE customer_id IN (SELECT value FROM json_each(:list))
ORDER BY customer_id, position;

-- name: addresses_of (postgres)
SELECT customer_id, position, postal_code, prefecture, line1, line2, recipient, label
FROM address
WHERE customer_id IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint))
ORDER BY customer_id, position;

-- name: clear_addresses
DELETE FROM address WHERE customer_id = :customer_id;

-- name: attributes_of (sqlite)
SELECT customer_id, name, known_on, value
FROM attribute
WHERE customer_id IN (SELECT value FROM json_each(:list))
ORDER BY customer_id, name, known_on;

-- name: attributes_of (postgres)
SELECT customer_id, name, known_on, value
FROM attribute
WHERE customer_id IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint))
ORDER BY customer_id, name, known_on;

-- name: clear_attributes
DELETE FROM attribute WHERE customer_id = :customer_id;

-- name: customers_by_email (sqlite)
SELECT email.form AS key, min(email.customer_id) AS id
FROM email
WHERE email.form IN (SELECT value FROM json_each(:list))
GROUP BY email.form;

-- name: customers_by_email (postgres)
SELECT email.form AS key, min(email.customer_id) AS id
FROM email
WHERE email.form IN (SELECT json_array_elements_text(CAST(:list AS json)))
GROUP BY email.form;

-- name: customers_by_phone (sqlite)
SELECT phone.e164 || '|' || customer.name_form AS key, min(customer.id) AS id
FROM phone
JOIN customer ON customer.id = phone.customer_id
WHERE phone.e164 IN (SELECT value FROM json_each(:list))
GROUP BY phone.e164, customer.name_form;

-- name: customers_by_phone (postgres)
SELECT phone.e164 || '|' || customer.name_form AS key, min(customer.id) AS id
FROM phone
JOIN customer ON customer.id = phone.customer_id
WHERE phone.e164 IN (SELECT json_array_elements_text(CAST(:list AS json)))
GROUP BY phone.e164, customer.name_form;

-- name: lines_of (sqlite)
SELECT order_id, position, product_id, quantity, unit_price, amount
FROM order_line
WHERE order_id IN (SELECT value FROM json_each(:list))
ORDER BY order_id, position;

-- name: lines_of (postgres)
SELECT order_id, position, product_id, quantity, unit_price, amount
FROM order_line
WHERE order_id IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint))
ORDER BY order_id, position;

-- name: contacts_by_key (sqlite)
SELECT id, version, external_key, customer_id, nps, csat, nullif(queue, '') AS queue,
       waited_seconds, handled_seconds, updated_at
FROM contact
WHERE external_key IN (SELECT value FROM json_each(:list));

-- name: contacts_by_key (postgres)
SELECT id, version, external_key, customer_id, nps, csat, nullif(queue, '') AS queue,
       waited_seconds, handled_seconds, updated_at
FROM contact
WHERE external_key IN (SELECT json_array_elements_text(CAST(:list AS json)));

-- name: gaps_by_id
SELECT id, version, external_key, customer_id, nps, csat, nullif(queue, '') AS queue,
       waited_seconds, handled_seconds, updated_at
FROM contact WHERE id = :id;

-- name: update_gaps
UPDATE contact
SET version = version + 1, external_key = :external_key, nps = :nps, csat = :csat,
    queue = coalesce(:queue, ''), waited_seconds = :waited_seconds,
    handled_seconds = :handled_seconds, updated_at = :updated_at
WHERE id = :id AND version = :version;

-- Who has a phone number; of one that several people share, how many.
-- name: callers_by_phone (sqlite)
SELECT e164 AS key, min(customer_id) AS id, count(DISTINCT customer_id) AS people
FROM phone WHERE e164 IN (SELECT value FROM json_each(:list))
GROUP BY e164;

-- name: callers_by_phone (postgres)
SELECT e164 AS key, min(customer_id) AS id, count(DISTINCT customer_id) AS people
FROM phone WHERE e164 IN (SELECT json_array_elements_text(CAST(:list AS json)))
GROUP BY e164;

-- Calls that agents wrote down: no file told them yet.
-- name: written_calls (sqlite)
SELECT id, version, external_key, customer_id, nps, csat, nullif(queue, '') AS queue,
       waited_seconds, handled_seconds, updated_at, started_at, direction
FROM contact
WHERE customer_id IN (SELECT value FROM json_each(:list)) AND external_key IS NULL
  AND channel = 'phone' AND result <> 'abandoned' AND started_at BETWEEN :from AND :until
ORDER BY started_at, id;

-- name: written_calls (postgres)
SELECT id, version, external_key, customer_id, nps, csat, nullif(queue, '') AS queue,
       waited_seconds, handled_seconds, updated_at, started_at, direction
FROM contact
WHERE customer_id IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint))
  AND external_key IS NULL
  AND channel = 'phone' AND result <> 'abandoned' AND started_at BETWEEN :from AND :until
ORDER BY started_at, id;

-- name: events_of (sqlite)
SELECT id, subscription_id, customer_id, kind, happened_on, requested_on, known_on,
       delivery_number, product_id, reason_code, detail, order_id, contact_id
FROM subscription_event
WHERE subscription_id IN (SELECT value FROM json_each(:list))
ORDER BY id;

-- name: events_of (postgres)
SELECT id, subscription_id, customer_id, kind, happened_on, requested_on, known_on,
       delivery_number, product_id, reason_code, detail, order_id, contact_id
FROM subscription_event
WHERE subscription_id IN (SELECT CAST(json_array_elements_text(CAST(:list AS json)) AS bigint))
ORDER BY id;

-- name: find_event
SELECT id, subscription_id, customer_id, kind, happened_on, requested_on, known_on,
       delivery_number, product_id, reason_code, detail, order_id, contact_id
FROM subscription_event
WHERE id = :id;

-- name: update_event
UPDATE subscription_event
SET subscription_id = :subscription_id, customer_id = :customer_id, kind = :kind,
    happened_on = :happened_on, requested_on = :requested_on, known_on = :known_on,
    delivery_number = :delivery_number, product_id = :product_id, reason_code = :reason_code,
    detail = :detail, order_id = :order_id, contact_id = :contact_id
WHERE id = :id;

-- name: product_by_id
SELECT id, version, external_key, name, name_form, category, price, cost, is_subscription,
       lead_business_days, active, created_at, updated_at
FROM product
WHERE id = :id;

-- name: update_product
UPDATE product
SET version = version + 1,
    external_key = :external_key, name = :name, name_form = :name_form, category = :category,
    price = :price, cost = :cost, is_subscription = :is_subscription,
    lead_business_days = :lead_business_days, active = :active, updated_at = :updated_at
WHERE id = :id AND version = :version;

-- name: put_order_line
INSERT INTO order_line (order_id, position, product_id, quantity, unit_price, amount)
VALUES (:order_id, :position, :product_id, :quantity, :unit_price, :amount)
ON CONFLICT (order_id, position) DO UPDATE
SET product_id = excluded.product_id, quantity = excluded.quantity,
    unit_price = excluded.unit_price, amount = excluded.amount;

-- name: clear_order_lines
DELETE FROM order_line WHERE order_id = :order_id;

-- A later batch found more lines of an order that this import made.
-- name: add_to_order
UPDATE orders SET total = total + :amount WHERE id = :id;

-- name: define_attribute
INSERT INTO attribute_definition (name, kind, label_ja, label_en)
VALUES (:name, 'static', :name, :name)
ON CONFLICT (name) DO NOTHING;
