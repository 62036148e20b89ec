-- name: shipment_of_today
SELECT s.id AS subscription_id, s.customer_id, s.product_id, s.cycle_unit, s.cycle_length, s.price,
       s.delivery_number, s.next_shipment_on, p.name AS product_name, p.lead_business_days
FROM subscription s
JOIN product p ON p.id = s.product_id
JOIN customer c ON c.id = s.customer_id
WHERE s.id = :subscription AND s.status = 'active' AND s.next_shipment_on >= :today
  AND c.do_not_contact = 0

-- The sums keep SQLite from walking the shop's shipments by day to find the few of one customer.
-- name: next_of_customer
SELECT s.id AS subscription_id, s.customer_id, s.product_id, s.cycle_unit, s.cycle_length, s.price,
       s.delivery_number, s.next_shipment_on, p.name AS product_name, p.lead_business_days
FROM subscription s
JOIN product p ON p.id = s.product_id
WHERE s.customer_id = :customer AND s.status || '' = 'active' AND s.next_shipment_on + 0 >= :today
ORDER BY s.next_shipment_on + 0, s.id
LIMIT 1

-- name: open_item
SELECT id FROM call_list_item
WHERE customer_id = :customer AND subscription_id = :subscription AND status <> 'done'
  AND (:agents = '' OR :agents LIKE '%,' || coalesce(assigned_to, 0) || ',%')
ORDER BY id DESC
LIMIT 1
