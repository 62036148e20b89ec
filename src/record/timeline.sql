-- name: list_events_of
SELECT e.id, e.kind, e.happened_on, e.requested_on, e.delivery_number, e.product_id, e.reason_code,
       e.detail, e.order_id, e.contact_id, coalesce(p.name, '') AS product_name
FROM subscription_event e LEFT JOIN product p ON p.id = e.product_id
WHERE e.customer_id = :customer_id AND (e.happened_on, e.id) < (:before, :before_id)
ORDER BY e.happened_on DESC, e.id DESC
LIMIT :limit

-- name: list_attribute_history
SELECT a.name, coalesce(d.label_ja, a.name) AS label_ja, coalesce(d.label_en, a.name) AS label_en,
       a.value, a.known_on
FROM attribute a LEFT JOIN attribute_definition d ON d.name = a.name
WHERE a.customer_id = :customer_id
ORDER BY a.known_on, a.name

-- name: list_customer_changes
SELECT seq AS id, at, after
FROM change
WHERE customer_id = :customer_id AND entity = 'customer' AND kind = 'updated'
  AND (at, seq) < (:before, :before_id)
ORDER BY at DESC, seq DESC
LIMIT :limit
