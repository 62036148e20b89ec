-- What only tests do to a shop.

-- name: lose_events
DELETE FROM subscription_event;

-- name: note_order
UPDATE orders SET version = version + 1, note = 'by hand' WHERE external_key = :key;

-- Subscriptions, their events and their orders without ids and versions, one line each.
-- name: told_of_subscriptions
SELECT 'subscription ' || s.external_key || ' ' || s.status || ' ' || s.price || ' ' ||
       s.started_on || ' ' || s.delivery_number || ' ' || coalesce(s.next_shipment_on, 0) AS line
FROM subscription s
UNION ALL
SELECT 'event ' || s.external_key || ' ' || e.kind || ' ' || e.happened_on || ' ' ||
       e.delivery_number || ' ' || coalesce(o.external_key, '-') || ' ' || e.detail
FROM subscription_event e
JOIN subscription s ON s.id = e.subscription_id
LEFT JOIN orders o ON o.id = e.order_id
UNION ALL
SELECT 'order ' || o.external_key || ' ' || coalesce(s.external_key, '-') || ' ' || o.total
FROM orders o
LEFT JOIN subscription s ON s.id = o.subscription_id
ORDER BY 1;

-- name: count_linked_orders
SELECT count(*) FROM orders WHERE subscription_id IS NOT NULL;

-- How many orders the planner believes in.
-- name: planned_orders (sqlite)
SELECT count(*) FROM orders;

-- name: planned_orders (postgres)
SELECT CAST(reltuples AS BIGINT) FROM pg_class WHERE oid = CAST('orders' AS regclass);

-- How many of the four kinds of table the planner has counted; SQLite plans without.
-- name: counted_tables (sqlite)
SELECT 0;

-- name: counted_tables (postgres)
SELECT count(*) FROM pg_class
WHERE reltuples >= 0
  AND oid IN (CAST('customer' AS regclass), CAST('orders' AS regclass),
              CAST('subscription' AS regclass), CAST('contact' AS regclass));
