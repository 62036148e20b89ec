-- name: shipments
SELECT s.id AS subscription_id, s.customer_id, s.product_id, s.cycle_unit, s.cycle_length, s.price,
       s.delivery_number, s.next_shipment_on
FROM subscription s
JOIN customer c ON c.id = s.customer_id
WHERE s.status = 'active' AND s.next_shipment_on >= :today AND s.next_shipment_on <= :until
  AND c.do_not_contact = 0

-- name: leads
SELECT id, lead_business_days FROM product WHERE lead_business_days IS NOT NULL
