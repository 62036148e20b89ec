-- name: candidates
SELECT s.id, s.customer_id, s.product_id, p.name AS product_name, p.lead_business_days,
       s.cycle_unit, s.cycle_length, s.price, s.delivery_number, s.next_shipment_on
FROM subscription s
JOIN product p ON p.id = s.product_id
JOIN customer c ON c.id = s.customer_id
WHERE s.status = 'active' AND s.next_shipment_on >= :today AND s.next_shipment_on <= :until
  AND c.do_not_contact = 0

-- name: next_of_customer
SELECT s.id, s.customer_id, s.product_id, p.name AS product_name, p.lead_business_days,
       s.cycle_unit, s.cycle_length, s.price, s.delivery_number, s.next_shipment_on
FROM subscription s
JOIN product p ON p.id = s.product_id
WHERE s.customer_id = :customer AND s.status = 'active' AND s.next_shipment_on >= :today
ORDER BY s.next_shipment_on, s.id
LIMIT 1

-- name: longest_lead
SELECT COALESCE(MAX(lead_business_days), 0) FROM product

-- name: open_item
SELECT id FROM call_list_item
WHERE customer_id = :customer AND subscription_id = :subscription AND status <> 'done'
  AND (:agents = '' OR :agents LIKE '%,' || coalesce(assigned_to, 0) || ',%')
ORDER BY id DESC
LIMIT 1
