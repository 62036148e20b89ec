-- Columns by the names the privacy map knows them by.

-- name: disclose_customer
SELECT external_key, name, kana, birthday, sex, registered_on, rank, prefecture, medium, note,
       caution, do_not_contact
FROM customer WHERE id = :customer_id

-- name: disclose_phone
SELECT number, e164, label FROM phone WHERE customer_id = :customer_id ORDER BY position

-- name: disclose_email
SELECT address, label FROM email WHERE customer_id = :customer_id ORDER BY position

-- name: disclose_address
SELECT postal_code, prefecture, line1, line2, recipient, label
FROM address WHERE customer_id = :customer_id ORDER BY position

-- name: disclose_attribute
SELECT coalesce(nullif(d.label_ja, ''), a.name) AS name, a.value, a.known_on
FROM attribute a LEFT JOIN attribute_definition d ON d.name = a.name
WHERE a.customer_id = :customer_id ORDER BY a.known_on, a.name

-- name: disclose_consent
SELECT channel, purpose, granted, at, source
FROM consent WHERE customer_id = :customer_id ORDER BY at, channel, purpose

-- name: disclose_subscription
SELECT s.external_key, p.name AS product_id, s.status, s.cycle_length, s.cycle_unit, s.quantity,
       s.price, s.medium, s.started_on, s.delivery_number, s.next_shipment_on,
       s.cancel_requested_on, s.cancel_effective_on, s.cancel_reason
FROM subscription s LEFT JOIN product p ON p.id = s.product_id
WHERE s.customer_id = :customer_id ORDER BY s.started_on, s.id

-- name: disclose_subscription_event
SELECT e.happened_on, e.kind, e.requested_on, e.delivery_number, p.name AS product_id,
       e.reason_code, e.detail
FROM subscription_event e LEFT JOIN product p ON p.id = e.product_id
WHERE e.customer_id = :customer_id ORDER BY e.happened_on, e.id

-- name: disclose_orders
SELECT external_key, ordered_at, shipped_on, status, total, medium, note
FROM orders WHERE customer_id = :customer_id ORDER BY ordered_at, id

-- name: disclose_order_line
SELECT o.external_key, p.name AS product_id, l.quantity, l.amount
FROM order_line l JOIN orders o ON o.id = l.order_id LEFT JOIN product p ON p.id = l.product_id
WHERE o.customer_id = :customer_id ORDER BY o.ordered_at, o.id, l.position

-- name: disclose_contact
SELECT external_key, started_at, ended_at, channel, direction, purpose, reason_code, emotion,
       nps, csat, queue, waited_seconds, handled_seconds, offer_answer, result, next_step,
       next_step_at, note
FROM contact WHERE customer_id = :customer_id ORDER BY started_at, id

-- name: disclose_call_list_item
SELECT status, recall_at, cutoff_on, next_shipment_on, probability, expected_loss, facts
FROM call_list_item WHERE customer_id = :customer_id ORDER BY id
