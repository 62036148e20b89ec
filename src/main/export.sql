-- Pages of an export by the id of the last row. Columns after the id are those of the file, in the
-- order of export_columns.h.

-- name: export_customers
SELECT c.id, c.external_key, c.name, c.kana, c.birthday, c.sex, c.rank, c.medium, c.note, c.caution,
       c.do_not_contact, c.registered_on, coalesce(p.number, '') AS phone,
       coalesce(m.address, '') AS email, coalesce(a.postal_code, '') AS postal_code,
       CASE WHEN a.prefecture <> '' THEN a.prefecture ELSE c.prefecture END AS prefecture,
       coalesce(a.line1, '') AS line1, coalesce(a.line2, '') AS line2,
       coalesce(a.recipient, '') AS recipient
FROM customer c
LEFT JOIN phone p ON p.customer_id = c.id AND p.position = 0
LEFT JOIN email m ON m.customer_id = c.id AND m.position = 0
LEFT JOIN address a ON a.customer_id = c.id AND a.position = 0
WHERE c.id > :after_id
ORDER BY c.id
LIMIT :limit

-- name: export_further_ways
SELECT customer_id, position, number AS way
FROM phone
WHERE position > 0 AND customer_id > :after_id AND customer_id <= :last_id
UNION ALL
SELECT customer_id, 1000 + position, address
FROM email
WHERE position > 0 AND customer_id > :after_id AND customer_id <= :last_id
UNION ALL
SELECT customer_id, 2000 + position,
       postal_code || ' ' || prefecture || line1 || line2 || ' ' || recipient
FROM address
WHERE position > 0 AND customer_id > :after_id AND customer_id <= :last_id
ORDER BY 1, 2

-- name: export_attribute_names
SELECT name FROM attribute_definition ORDER BY name

-- name: export_attributes
SELECT a.customer_id, a.name, a.value
FROM attribute a
WHERE a.customer_id > :after_id AND a.customer_id <= :last_id
  AND a.known_on = (SELECT max(b.known_on) FROM attribute b
                    WHERE b.customer_id = a.customer_id AND b.name = a.name)
ORDER BY a.customer_id

-- name: export_orders
WITH page AS (SELECT id FROM orders WHERE id > :after_id ORDER BY id LIMIT :limit)
SELECT o.id, o.external_key, o.ordered_at, o.shipped_on, o.status, c.external_key AS customer_key,
       coalesce(c.name, '') AS customer_name, coalesce(p.number, '') AS phone,
       coalesce(m.address, '') AS email, o.medium, s.external_key AS subscription_key,
       o.delivery_number, g.external_key AS product_key, coalesce(g.name, '') AS product_name,
       coalesce(g.category, '') AS category, l.quantity, l.unit_price, l.amount, o.total, o.note
FROM page
JOIN orders o ON o.id = page.id
LEFT JOIN order_line l ON l.order_id = o.id
LEFT JOIN product g ON g.id = l.product_id
LEFT JOIN subscription s ON s.id = o.subscription_id
LEFT JOIN customer c ON c.id = o.customer_id
LEFT JOIN phone p ON p.customer_id = c.id AND p.position = 0
LEFT JOIN email m ON m.customer_id = c.id AND m.position = 0
ORDER BY o.id, l.position

-- name: export_subscriptions
SELECT s.id, s.external_key, s.status, c.external_key AS customer_key, c.name AS customer_name,
       coalesce(p.number, '') AS phone, coalesce(m.address, '') AS email,
       g.external_key AS product_key, g.name AS product_name, s.started_on,
       s.cycle_length || ' ' || s.cycle_unit AS cycle, s.quantity, s.price, s.medium,
       s.delivery_number,
       s.next_shipment_on, s.cancel_requested_on, s.cancel_effective_on,
       s.cancel_reason AS reason
FROM subscription s
JOIN customer c ON c.id = s.customer_id
JOIN product g ON g.id = s.product_id
LEFT JOIN phone p ON p.customer_id = c.id AND p.position = 0
LEFT JOIN email m ON m.customer_id = c.id AND m.position = 0
WHERE s.id > :after_id
ORDER BY s.id
LIMIT :limit

-- name: export_contacts
SELECT t.id, t.external_key, t.started_at, t.ended_at, t.channel, t.direction,
       c.external_key AS customer_key, coalesce(c.name, '') AS customer_name,
       coalesce(p.number, '') AS phone, coalesce(m.address, '') AS email, t.purpose,
       t.reason_code AS reason,
       t.result, t.emotion, t.nps, t.csat, CASE WHEN :japanese = 1 THEN f.ja ELSE f.en END AS offer,
       t.offer_answer, coalesce(g.name, '') AS product_name,
       s.external_key AS subscription_key, t.agent_name, t.queue, t.waited_seconds,
       t.handled_seconds, t.note, t.next_step, t.next_step_at, t.next_step_done
FROM contact t
LEFT JOIN offer f ON f.id = t.offer_id
LEFT JOIN product g ON g.id = t.product_id
LEFT JOIN subscription s ON s.id = t.subscription_id
LEFT JOIN customer c ON c.id = t.customer_id
LEFT JOIN phone p ON p.customer_id = c.id AND p.position = 0
LEFT JOIN email m ON m.customer_id = c.id AND m.position = 0
WHERE t.id > :after_id
ORDER BY t.id
LIMIT :limit
