-- Rows of journeys, all of them by ranges of their keys or those of a few customers. The columns of
-- both are the same; loader.cpp names them.

-- name: last_ids
SELECT
    (SELECT COALESCE(MAX(id), 0) FROM customer) AS customer,
    (SELECT COALESCE(MAX(id), 0) FROM orders) AS orders,
    (SELECT COALESCE(MAX(id), 0) FROM subscription_event) AS subscription_event,
    (SELECT COALESCE(MAX(id), 0) FROM contact) AS contact,
    (SELECT COALESCE(MAX(id), 0) FROM subscription) AS subscription

-- name: people_between
SELECT id, medium, prefecture, registered_on, birthday,
    CASE sex WHEN 'female' THEN 1 WHEN 'male' THEN 2 WHEN 'other' THEN 3 ELSE 0 END AS sex, rank
FROM customer WHERE id > :after AND id <= :until ORDER BY id

-- name: lines_between
SELECT o.id, COALESCE(o.customer_id, 0) AS customer, o.ordered_on, o.known_on,
    CASE WHEN o.status IN ('cancelled', 'returned') THEN 1 ELSE 0 END AS void,
    l.product_id, l.amount, l.quantity, o.delivery_number
FROM orders o JOIN order_line l ON l.order_id = o.id
WHERE o.id > :after AND o.id <= :until ORDER BY o.id, l.position

-- name: events_between
SELECT id, customer_id, subscription_id, happened_on, known_on, requested_on,
    CASE kind WHEN 'started' THEN 0 WHEN 'delivered' THEN 1 WHEN 'skipped' THEN 2
        WHEN 'paused' THEN 3 WHEN 'resumed' THEN 4 WHEN 'changed' THEN 5
        WHEN 'cancelled' THEN 6 ELSE 7 END AS kind,
    delivery_number, product_id, reason_code,
    CASE WHEN kind = 'changed' THEN detail ELSE '' END AS change
FROM subscription_event WHERE id > :after AND id <= :until ORDER BY id

-- name: terms_between
SELECT id, price, CASE WHEN cycle_unit = 'day' THEN 1 ELSE 0 END AS in_days, cycle_length
FROM subscription WHERE id > :after AND id <= :until ORDER BY id

-- name: touches_between
SELECT id, COALESCE(customer_id, 0) AS customer, started_at, created_at, channel, purpose,
    reason_code, result,
    CASE WHEN direction = 'inbound' THEN 1 ELSE 0 END
        + CASE emotion WHEN 'negative' THEN 2 WHEN 'positive' THEN 4 ELSE 0 END
        + CASE offer_answer WHEN 'accepted' THEN 8 WHEN 'declined' THEN 16 ELSE 0 END
        + CASE WHEN next_step <> '' AND next_step_done = 0 THEN 32 ELSE 0 END AS flags,
    COALESCE(handled_seconds,
        CASE WHEN ended_at > started_at THEN (ended_at - started_at) / 1000 ELSE 0 END) AS seconds,
    agent_id, COALESCE(offer_id, 0) AS offer, COALESCE(product_id, 0) AS product,
    COALESCE(nps + 1, 0) + 16 * COALESCE(csat, 0) AS answers, queue,
    COALESCE(waited_seconds + 1, 0) AS waited, agent_name
FROM contact WHERE id > :after AND id <= :until ORDER BY id

-- name: people_of (sqlite)
SELECT id, medium, prefecture, registered_on, birthday,
    CASE sex WHEN 'female' THEN 1 WHEN 'male' THEN 2 WHEN 'other' THEN 3 ELSE 0 END AS sex, rank
FROM customer WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id

-- name: people_of (postgres)
SELECT id, medium, prefecture, registered_on, birthday,
    CASE sex WHEN 'female' THEN 1 WHEN 'male' THEN 2 WHEN 'other' THEN 3 ELSE 0 END AS sex, rank
FROM customer
WHERE id IN (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(:ids AS JSON)))
ORDER BY id

-- name: lines_of (sqlite)
SELECT o.id, o.customer_id, o.ordered_on, o.known_on,
    CASE WHEN o.status IN ('cancelled', 'returned') THEN 1 ELSE 0 END AS void,
    l.product_id, l.amount, l.quantity, o.delivery_number
FROM orders o JOIN order_line l ON l.order_id = o.id
WHERE o.customer_id IN (SELECT value FROM json_each(:ids)) ORDER BY o.id, l.position

-- name: lines_of (postgres)
SELECT o.id, o.customer_id, o.ordered_on, o.known_on,
    CASE WHEN o.status IN ('cancelled', 'returned') THEN 1 ELSE 0 END AS void,
    l.product_id, l.amount, l.quantity, o.delivery_number
FROM orders o JOIN order_line l ON l.order_id = o.id
WHERE o.customer_id IN
    (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(:ids AS JSON)))
ORDER BY o.id, l.position

-- name: lines_of_unknown
SELECT o.id, 0 AS customer, o.ordered_on, o.known_on,
    CASE WHEN o.status IN ('cancelled', 'returned') THEN 1 ELSE 0 END AS void,
    l.product_id, l.amount, l.quantity, o.delivery_number
FROM orders o JOIN order_line l ON l.order_id = o.id
WHERE o.customer_id IS NULL ORDER BY o.id, l.position

-- name: events_of (sqlite)
SELECT id, customer_id, subscription_id, happened_on, known_on, requested_on,
    CASE kind WHEN 'started' THEN 0 WHEN 'delivered' THEN 1 WHEN 'skipped' THEN 2
        WHEN 'paused' THEN 3 WHEN 'resumed' THEN 4 WHEN 'changed' THEN 5
        WHEN 'cancelled' THEN 6 ELSE 7 END AS kind,
    delivery_number, product_id, reason_code,
    CASE WHEN kind = 'changed' THEN detail ELSE '' END AS change
FROM subscription_event
WHERE customer_id IN (SELECT value FROM json_each(:ids)) ORDER BY id

-- name: events_of (postgres)
SELECT id, customer_id, subscription_id, happened_on, known_on, requested_on,
    CASE kind WHEN 'started' THEN 0 WHEN 'delivered' THEN 1 WHEN 'skipped' THEN 2
        WHEN 'paused' THEN 3 WHEN 'resumed' THEN 4 WHEN 'changed' THEN 5
        WHEN 'cancelled' THEN 6 ELSE 7 END AS kind,
    delivery_number, product_id, reason_code,
    CASE WHEN kind = 'changed' THEN detail ELSE '' END AS change
FROM subscription_event
WHERE customer_id IN
    (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(:ids AS JSON)))
ORDER BY id

-- name: terms_of (sqlite)
SELECT id, price, CASE WHEN cycle_unit = 'day' THEN 1 ELSE 0 END AS in_days, cycle_length
FROM subscription
WHERE customer_id IN (SELECT value FROM json_each(:ids)) ORDER BY id

-- name: terms_of (postgres)
SELECT id, price, CASE WHEN cycle_unit = 'day' THEN 1 ELSE 0 END AS in_days, cycle_length
FROM subscription
WHERE customer_id IN
    (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(:ids AS JSON)))
ORDER BY id

-- name: touches_of (sqlite)
SELECT id, customer_id, started_at, created_at, channel, purpose, reason_code, result,
    CASE WHEN direction = 'inbound' THEN 1 ELSE 0 END
        + CASE emotion WHEN 'negative' THEN 2 WHEN 'positive' THEN 4 ELSE 0 END
        + CASE offer_answer WHEN 'accepted' THEN 8 WHEN 'declined' THEN 16 ELSE 0 END
        + CASE WHEN next_step <> '' AND next_step_done = 0 THEN 32 ELSE 0 END AS flags,
    COALESCE(handled_seconds,
        CASE WHEN ended_at > started_at THEN (ended_at - started_at) / 1000 ELSE 0 END) AS seconds,
    agent_id, COALESCE(offer_id, 0) AS offer, COALESCE(product_id, 0) AS product,
    COALESCE(nps + 1, 0) + 16 * COALESCE(csat, 0) AS answers, queue,
    COALESCE(waited_seconds + 1, 0) AS waited, agent_name
FROM contact WHERE customer_id IN (SELECT value FROM json_each(:ids)) ORDER BY id

-- name: touches_of (postgres)
SELECT id, customer_id, started_at, created_at, channel, purpose, reason_code, result,
    CASE WHEN direction = 'inbound' THEN 1 ELSE 0 END
        + CASE emotion WHEN 'negative' THEN 2 WHEN 'positive' THEN 4 ELSE 0 END
        + CASE offer_answer WHEN 'accepted' THEN 8 WHEN 'declined' THEN 16 ELSE 0 END
        + CASE WHEN next_step <> '' AND next_step_done = 0 THEN 32 ELSE 0 END AS flags,
    COALESCE(handled_seconds,
        CASE WHEN ended_at > started_at THEN (ended_at - started_at) / 1000 ELSE 0 END) AS seconds,
    agent_id, COALESCE(offer_id, 0) AS offer, COALESCE(product_id, 0) AS product,
    COALESCE(nps + 1, 0) + 16 * COALESCE(csat, 0) AS answers, queue,
    COALESCE(waited_seconds + 1, 0) AS waited, agent_name
FROM contact
WHERE customer_id IN
    (SELECT CAST(value AS BIGINT) FROM json_array_elements_text(CAST(:ids AS JSON)))
ORDER BY id

-- name: touches_of_unknown
SELECT id, 0 AS customer, started_at, created_at, channel, purpose, reason_code, result,
    CASE WHEN direction = 'inbound' THEN 1 ELSE 0 END
        + CASE emotion WHEN 'negative' THEN 2 WHEN 'positive' THEN 4 ELSE 0 END
        + CASE offer_answer WHEN 'accepted' THEN 8 WHEN 'declined' THEN 16 ELSE 0 END
        + CASE WHEN next_step <> '' AND next_step_done = 0 THEN 32 ELSE 0 END AS flags,
    COALESCE(handled_seconds,
        CASE WHEN ended_at > started_at THEN (ended_at - started_at) / 1000 ELSE 0 END) AS seconds,
    agent_id, COALESCE(offer_id, 0) AS offer, COALESCE(product_id, 0) AS product,
    COALESCE(nps + 1, 0) + 16 * COALESCE(csat, 0) AS answers, queue,
    COALESCE(waited_seconds + 1, 0) AS waited, agent_name
FROM contact WHERE customer_id IS NULL ORDER BY id
