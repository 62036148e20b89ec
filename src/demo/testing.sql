-- name: customers
SELECT COUNT(*) FROM customer

-- name: orders
SELECT COUNT(*) FROM orders

-- name: contacts
SELECT COUNT(*) FROM contact

-- name: search_entries
SELECT COUNT(*) FROM customer_search

-- name: deliveries
SELECT COUNT(*) FROM subscription_event WHERE kind = 'delivered'

-- name: deliveries_without_order
SELECT COUNT(*) FROM subscription_event WHERE kind = 'delivered' AND order_id IS NULL

-- name: orders_with_wrong_total
SELECT COUNT(*)
FROM orders
WHERE total <> (SELECT COALESCE(SUM(amount), 0) FROM order_line WHERE order_id = orders.id)

-- name: products_with_criteria
SELECT COUNT(*) FROM product WHERE onboarding_deliveries > 1 AND onboarding_days > 30
  AND (onboarding_purpose IS NULL OR onboarding_purpose = 'usage')
