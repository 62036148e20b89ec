-- name: find_customer
SELECT id, version, external_key, name, kana, birthday, sex, prefecture, medium, rank, note,
       caution, do_not_contact, registered_on, owner_id, team_id, created_at, updated_at
FROM customer
WHERE id = :id

-- name: list_phones
SELECT number, e164, label FROM phone WHERE customer_id = :customer_id ORDER BY position

-- name: list_emails
SELECT address, form, label FROM email WHERE customer_id = :customer_id ORDER BY position

-- name: list_addresses
SELECT postal_code, prefecture, line1, line2, recipient, label
FROM address
WHERE customer_id = :customer_id
ORDER BY position

-- name: list_attributes
SELECT a.name, coalesce(d.label_ja, a.name) AS label_ja, coalesce(d.label_en, a.name) AS label_en,
       a.value, a.known_on
FROM attribute a LEFT JOIN attribute_definition d ON d.name = a.name
WHERE a.customer_id = :customer_id
  AND a.known_on = (SELECT max(b.known_on) FROM attribute b
                    WHERE b.customer_id = a.customer_id AND b.name = a.name)
ORDER BY a.name

-- name: list_consents
SELECT c.channel, c.purpose, c.granted, c.at, c.source
FROM consent c
WHERE c.customer_id = :customer_id
  AND c.at = (SELECT max(b.at) FROM consent b
              WHERE b.customer_id = c.customer_id AND b.channel = c.channel
                AND b.purpose = c.purpose)
ORDER BY c.channel, c.purpose

-- name: insert_customer
INSERT INTO customer (id, version, external_key, name, kana, name_form, birthday, sex, prefecture,
                      medium, rank, note, caution, do_not_contact, registered_on, owner_id, team_id,
                      created_at, updated_at)
VALUES (:id, :version, :external_key, :name, :kana, :name_form, :birthday, :sex, :prefecture,
        :medium, :rank, :note, :caution, :do_not_contact, :registered_on, :owner_id, :team_id,
        :created_at, :updated_at)

-- name: update_customer
UPDATE customer
SET version = :version, external_key = :external_key, name = :name, kana = :kana,
    name_form = :name_form, birthday = :birthday, sex = :sex, prefecture = :prefecture,
    medium = :medium, rank = :rank, note = :note, caution = :caution,
    do_not_contact = :do_not_contact, registered_on = :registered_on, owner_id = :owner_id,
    team_id = :team_id, updated_at = :updated_at
WHERE id = :id

-- name: delete_phones
DELETE FROM phone WHERE customer_id = :customer_id

-- name: insert_phone
INSERT INTO phone (customer_id, position, number, e164, label)
VALUES (:customer_id, :position, :number, :e164, :label)

-- name: delete_emails
DELETE FROM email WHERE customer_id = :customer_id

-- name: insert_email
INSERT INTO email (customer_id, position, address, form, label)
VALUES (:customer_id, :position, :address, :form, :label)

-- name: delete_addresses
DELETE FROM address WHERE customer_id = :customer_id

-- name: insert_address
INSERT INTO address (customer_id, position, postal_code, prefecture, line1, line2, recipient, label)
VALUES (:customer_id, :position, :postal_code, :prefecture, :line1, :line2, :recipient, :label)

-- name: put_attribute
INSERT INTO attribute (customer_id, name, known_on, value)
VALUES (:customer_id, :name, :known_on, :value)
ON CONFLICT (customer_id, name, known_on) DO UPDATE SET value = excluded.value

-- name: define_attribute
INSERT INTO attribute_definition (name, kind, label_ja, label_en)
VALUES (:name, 'dynamic', :name, :name)
ON CONFLICT (name) DO NOTHING

-- name: put_consent
INSERT INTO consent (customer_id, channel, purpose, granted, at, source)
VALUES (:customer_id, :channel, :purpose, :granted, :at, :source)
ON CONFLICT (customer_id, channel, purpose, at)
DO UPDATE SET granted = excluded.granted, source = excluded.source

-- The first condition follows from the second; SQLite finds the place in the index by it alone.
-- name: list_customers
SELECT id, name, kana, phone, email, prefecture, medium, status, delivery_number, next_shipment_on
FROM customer_row
WHERE coalesce(nullif(kana, ''), name_form) >= :after_reading
  AND (coalesce(nullif(kana, ''), name_form), id) > (:after_reading, :after_id)
ORDER BY coalesce(nullif(kana, ''), name_form), id
LIMIT :limit

-- name: list_customer_ids_with_status
SELECT DISTINCT s.customer_id
FROM subscription s
WHERE s.status = :status AND s.customer_id > :after_id
  AND NOT EXISTS (
      SELECT 1 FROM subscription b
      WHERE b.customer_id = s.customer_id
        AND (b.status = 'active' OR (b.status = 'paused' AND s.status = 'cancelled'))
        AND b.status <> s.status)
ORDER BY s.customer_id
LIMIT :limit

-- name: list_customer_ids_without_subscription
SELECT c.id
FROM customer c
WHERE c.id > :after_id AND NOT EXISTS (SELECT 1 FROM subscription b WHERE b.customer_id = c.id)
ORDER BY c.id
LIMIT :limit

-- name: list_customer_rows (sqlite)
SELECT id, name, kana, phone, email, prefecture, medium, status, delivery_number, next_shipment_on
FROM customer_row
WHERE id IN (SELECT value FROM json_each(:ids))

-- name: list_customer_rows (postgres)
SELECT id, name, kana, phone, email, prefecture, medium, status, delivery_number, next_shipment_on
FROM customer_row
WHERE id = ANY (translate(:ids, '[]', '{}')::bigint[])

-- name: find_best_subscription
SELECT r.status, r.delivery_number, r.next_shipment_on, p.lead_business_days
FROM customer_row r
LEFT JOIN subscription s ON s.id = r.subscription_id
LEFT JOIN product p ON p.id = s.product_id
WHERE r.id = :customer_id

-- name: sum_orders
SELECT coalesce(CAST(sum(CASE WHEN status IN ('open', 'shipped') OR total < 0
                              THEN total ELSE 0 END) AS BIGINT), 0) AS sales_to_date,
       coalesce(sum(CASE WHEN status IN ('open', 'shipped') AND total >= 0
                         THEN 1 ELSE 0 END), 0) AS orders,
       min(CASE WHEN status IN ('open', 'shipped') AND total >= 0
                THEN ordered_on END) AS first_order_on,
       max(CASE WHEN status IN ('open', 'shipped') AND total >= 0
                THEN ordered_on END) AS last_order_on
FROM orders
WHERE customer_id = :customer_id

-- name: count_promises
SELECT count(*) FROM contact
WHERE customer_id = :customer_id AND next_step_done = 0 AND next_step <> ''
  AND (:agents = '' OR :agents LIKE '%,' || agent_id || ',%')

-- The customers of one holder with what lists sort them by.
-- name: list_held_in_order
SELECT c.id, coalesce(nullif(c.kana, ''), c.name_form)
FROM customer_holder h JOIN customer c ON c.id = h.customer_id
WHERE h.holder = :holder

-- name: list_customers_by_id
SELECT id, name, kana, phone, email, prefecture, medium, status, delivery_number, next_shipment_on
FROM customer_row
WHERE id > :after_id
ORDER BY id
LIMIT :limit
