-- PostgreSQL plans by what it counted last, and counts again by itself within minutes. Until then
-- it takes tables that were just filled for empty: a search for nobody read all of them.

-- name: learn_customers (sqlite)
SELECT 1

-- name: learn_customers (postgres)
ANALYZE customer, phone, email, address, attribute, customer_search

-- name: learn_orders (sqlite)
SELECT 1

-- name: learn_orders (postgres)
ANALYZE orders, order_line, awaited_subscription

-- name: learn_subscriptions (sqlite)
SELECT 1

-- name: learn_subscriptions (postgres)
ANALYZE subscription, subscription_event

-- name: learn_contacts (sqlite)
SELECT 1

-- name: learn_contacts (postgres)
ANALYZE contact
