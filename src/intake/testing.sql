-- What only tests do to a shop.

-- name: lose_events
DELETE FROM subscription_event;
