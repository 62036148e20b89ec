-- name: find_subscription
SELECT s.id, s.version, s.external_key, s.customer_id, s.product_id, p.name AS product_name,
       s.status, s.cycle_unit, s.cycle_length, s.quantity, s.price, s.medium, s.started_on,
       s.delivery_number,
       s.next_shipment_on, s.cancel_requested_on, s.cancel_effective_on, s.cancel_reason
FROM subscription s LEFT JOIN product p ON p.id = s.product_id
WHERE s.id = :id

-- name: list_subscriptions_of
SELECT s.id, s.version, s.external_key, s.customer_id, s.product_id, p.name AS product_name,
       s.status, s.cycle_unit, s.cycle_length, s.quantity, s.price, s.medium, s.started_on,
       s.delivery_number,
       s.next_shipment_on, s.cancel_requested_on, s.cancel_effective_on, s.cancel_reason
FROM subscription s LEFT JOIN product p ON p.id = s.product_id
WHERE s.customer_id = :customer_id
ORDER BY s.started_on DESC, s.id DESC

-- name: list_events
SELECT id, kind, happened_on, requested_on, delivery_number, product_id, reason_code, detail,
       order_id, contact_id
FROM subscription_event
WHERE subscription_id = :subscription_id
ORDER BY happened_on, id

-- name: insert_subscription
INSERT INTO subscription (id, version, external_key, customer_id, product_id, status, cycle_unit,
                          cycle_length, quantity, price, medium, started_on, delivery_number,
                          next_shipment_on, cancel_requested_on, cancel_effective_on, cancel_reason,
                          created_at, updated_at)
VALUES (:id, :version, :external_key, :customer_id, :product_id, :status, :cycle_unit,
        :cycle_length, :quantity, :price, :medium, :started_on, :delivery_number,
        :next_shipment_on, :cancel_requested_on, :cancel_effective_on, :cancel_reason, :at, :at)

-- name: update_subscription
UPDATE subscription
SET version = :version, product_id = :product_id, status = :status, cycle_unit = :cycle_unit,
    cycle_length = :cycle_length, quantity = :quantity, price = :price,
    delivery_number = :delivery_number, next_shipment_on = :next_shipment_on,
    cancel_requested_on = :cancel_requested_on, cancel_effective_on = :cancel_effective_on,
    cancel_reason = :cancel_reason, updated_at = :at
WHERE id = :id

-- name: insert_event
INSERT INTO subscription_event (id, subscription_id, customer_id, kind, happened_on, requested_on,
                                known_on, delivery_number, product_id, reason_code, detail,
                                order_id, contact_id)
VALUES (:id, :subscription_id, :customer_id, :kind, :happened_on, :requested_on, :known_on,
        :delivery_number, :product_id, :reason_code, :detail, :order_id, :contact_id)

-- name: retell_event
UPDATE subscription_event
SET kind = :kind, happened_on = :happened_on, known_on = :happened_on, detail = :detail,
    contact_id = :contact_id
WHERE id = :id

-- name: find_lead_business_days
SELECT lead_business_days FROM product WHERE id = :product_id
