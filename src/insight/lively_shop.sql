-- What twins of analyses in SQL share (lively_testing.h). The row of twin_look says from which day
-- one looks, and by which filter; the other tables hold what is seen then. They follow the
-- definitions of journey/journey.h and spells.h, not the code of any fold.

-- name: twin_look_table
CREATE TABLE twin_look (as_of BIGINT, from_day BIGINT, to_day BIGINT, product BIGINT, medium TEXT,
    prefecture TEXT)

-- name: twin_terms_table
CREATE TABLE twin_terms (event_id BIGINT, monthly BIGINT)

-- name: twin_person_table
CREATE TABLE twin_person (customer_id BIGINT, birth_year BIGINT)

-- Months with their first and last days, for neither database counts months as the other does.
-- name: twin_month_table
CREATE TABLE twin_month (number BIGINT, first_day BIGINT, last_day BIGINT, name TEXT, quarter TEXT)

-- name: twin_customer_table
CREATE TABLE twin_customer AS
SELECT c.id, c.medium, c.prefecture, c.sex, c.rank, p.birth_year
FROM customer c JOIN twin_person p ON p.customer_id = c.id CROSS JOIN twin_look k
WHERE (k.medium = '' OR c.medium = k.medium) AND (k.prefecture = '' OR c.prefecture = k.prefecture)

-- What happened on one day stands in the order it was recorded, but a start comes first.
-- name: twin_event_table
CREATE TABLE twin_event AS
SELECT e.id, e.subscription_id, e.customer_id, e.kind, e.happened_on AS day, e.requested_on,
    e.delivery_number AS delivery, e.product_id, e.reason_code AS reason, t.monthly,
    CASE WHEN e.kind = 'changed' AND e.detail LIKE 'price %' THEN 1 ELSE 0 END AS only_price,
    ROW_NUMBER() OVER (PARTITION BY e.subscription_id
        ORDER BY e.happened_on, CASE WHEN e.kind = 'started' THEN 0 ELSE 1 END, e.id) AS seq
FROM subscription_event e JOIN twin_customer c ON c.id = e.customer_id
    JOIN twin_terms t ON t.event_id = e.id CROSS JOIN twin_look k
WHERE e.happened_on <= k.as_of AND (e.known_on <= k.as_of OR e.known_on <= 1
    + CASE WHEN e.requested_on < e.happened_on THEN e.requested_on ELSE e.happened_on END)

-- Events of spells: a spell begins with the first event, or with what follows a cancellation. A
-- cancellation that ends no spell is none.
-- name: twin_step_table
CREATE TABLE twin_step AS
SELECT s.*, CAST(SUM(CASE WHEN kind <> 'cancelled' AND (earlier IS NULL OR earlier = 'cancelled')
        THEN 1 ELSE 0 END) OVER (PARTITION BY subscription_id ORDER BY seq) AS BIGINT) AS spell
FROM (SELECT e.*, LAG(kind) OVER (PARTITION BY subscription_id ORDER BY seq) AS earlier
    FROM twin_event e) s
WHERE NOT (kind = 'cancelled' AND (earlier IS NULL OR earlier = 'cancelled'))

-- name: twin_spell_table
CREATE TABLE twin_spell AS
SELECT subscription_id, spell, MIN(customer_id) AS customer_id, MIN(product_id) AS product_id,
    MIN(day) AS from_day, MIN(seq) AS first_seq,
    MAX(CASE WHEN kind = 'cancelled' THEN day END) AS ended_on,
    MAX(CASE WHEN kind = 'cancelled' THEN reason END) AS reason
FROM twin_step GROUP BY subscription_id, spell

-- From a delivery, or from a start that is none (delivery 0), to what ends the waiting.
-- name: twin_waiting_table
CREATE TABLE twin_waiting AS
SELECT w.*, (SELECT COUNT(*) FROM twin_event e WHERE e.subscription_id = w.subscription_id
        AND e.seq >= w.seq AND (w.next_seq IS NULL OR e.seq < w.next_seq)
        AND e.kind = 'skipped') AS skips,
    (SELECT COUNT(*) FROM twin_event e WHERE e.subscription_id = w.subscription_id
        AND e.seq >= w.seq AND (w.next_seq IS NULL OR e.seq < w.next_seq)
        AND e.kind = 'paused') AS pauses,
    (SELECT MAX(e.seq) FROM twin_event e WHERE e.subscription_id = w.subscription_id
        AND e.seq >= w.seq AND (w.next_seq IS NULL OR e.seq < w.next_seq)
        AND e.kind = 'paused') AS paused_seq,
    (SELECT MAX(e.seq) FROM twin_event e WHERE e.subscription_id = w.subscription_id
        AND e.seq >= w.seq AND (w.next_seq IS NULL OR e.seq < w.next_seq)
        AND e.kind = 'resumed') AS resumed_seq
FROM (SELECT s.subscription_id, s.spell, s.customer_id, s.product_id, s.seq, s.kind, s.day,
        CASE WHEN s.kind = 'delivered' THEN s.delivery ELSE 0 END AS delivery,
        p.from_day AS spell_from, p.ended_on,
        LEAD(s.kind) OVER (PARTITION BY s.subscription_id, s.spell ORDER BY s.seq) AS next_kind,
        LEAD(s.day) OVER (PARTITION BY s.subscription_id, s.spell ORDER BY s.seq) AS next_day,
        LEAD(s.seq) OVER (PARTITION BY s.subscription_id, s.spell ORDER BY s.seq) AS next_seq,
        LEAD(s.reason) OVER (PARTITION BY s.subscription_id, s.spell ORDER BY s.seq) AS reason
    FROM twin_step s JOIN twin_spell p ON p.subscription_id = s.subscription_id
        AND p.spell = s.spell
    WHERE s.kind IN ('delivered', 'cancelled') OR s.seq = p.first_seq) w
WHERE w.kind <> 'cancelled'

-- Spells as contact_fate.h knows them on the as-of day: a cancellation that was asked for by then
-- ends one on the day of the asking, even if it takes effect later; one that was withdrawn is none.
-- name: twin_contract_table
CREATE TABLE twin_contract AS
SELECT customer_id, product_id, MIN(day) AS from_day,
    MAX(CASE WHEN kind = 'cancelled' THEN decided END) AS decided,
    MAX(CASE WHEN kind = 'cancelled' THEN reason END) AS reason
FROM (SELECT s.*, SUM(CASE WHEN kind <> 'cancelled'
                AND (earlier IS NULL OR earlier = 'cancelled') THEN 1 ELSE 0 END)
            OVER (PARTITION BY subscription_id ORDER BY seq) AS spell
    FROM (SELECT d.*, LAG(kind) OVER (PARTITION BY subscription_id ORDER BY seq) AS earlier
        FROM (SELECT e.*, LEAD(kind) OVER (PARTITION BY subscription_id ORDER BY seq) AS later
            FROM (SELECT e.subscription_id, e.customer_id, e.product_id, e.kind,
                    e.happened_on AS day, e.reason_code AS reason,
                    CASE WHEN e.requested_on < e.happened_on THEN e.requested_on
                        ELSE e.happened_on END AS decided,
                    ROW_NUMBER() OVER (PARTITION BY e.subscription_id ORDER BY e.happened_on,
                        CASE WHEN e.kind = 'started' THEN 0 ELSE 1 END, e.id) AS seq
                FROM subscription_event e JOIN twin_customer c ON c.id = e.customer_id
                    CROSS JOIN twin_look k
                WHERE (e.happened_on <= k.as_of OR e.requested_on <= k.as_of)
                  AND (e.known_on <= k.as_of OR e.known_on <= 1
                    + CASE WHEN e.requested_on < e.happened_on THEN e.requested_on
                        ELSE e.happened_on END)) e) d
        WHERE NOT (kind = 'cancelled' AND COALESCE(later, '') = 'withdrawn')) s
    WHERE NOT (kind = 'cancelled' AND (earlier IS NULL OR earlier = 'cancelled'))) p
GROUP BY subscription_id, spell, customer_id, product_id

-- name: twin_order_table
CREATE TABLE twin_order AS
SELECT o.id, o.customer_id, o.ordered_on AS day, o.delivery_number AS delivery,
    CASE WHEN o.status IN ('cancelled', 'returned') THEN 0 ELSE 1 END AS counts,
    l.product_id
FROM orders o JOIN twin_customer c ON c.id = o.customer_id
    JOIN order_line l ON l.order_id = o.id AND l.position = 1 CROSS JOIN twin_look k
WHERE o.ordered_on <= k.as_of AND (o.known_on <= k.as_of OR o.known_on <= o.ordered_on + 1)

-- name: twin_line_table
CREATE TABLE twin_line AS
SELECT o.id AS order_id, o.customer_id, o.day, o.delivery, o.counts, l.position, l.product_id,
    l.quantity,
    CASE WHEN o.counts = 0 AND l.amount > 0 THEN 0 ELSE l.amount END AS amount
FROM twin_order o JOIN order_line l ON l.order_id = o.id

-- Orders that count; `asked`: of who ever ordered one of the products.
-- name: twin_head_table
CREATE TABLE twin_head AS
SELECT o.*, ROW_NUMBER() OVER (PARTITION BY o.customer_id ORDER BY o.day, o.id) AS place,
    CASE WHEN k.product = 0 OR EXISTS (SELECT 1 FROM twin_line l
        WHERE l.customer_id = o.customer_id AND l.product_id = k.product) THEN 1 ELSE 0 END AS asked
FROM twin_order o CROSS JOIN twin_look k WHERE o.counts = 1

-- Who began on the days that are looked at; `chosen`: with one of the products.
-- name: twin_begun_table
CREATE TABLE twin_begun AS
SELECT h.customer_id, h.id AS order_id, h.day, h.product_id, h.asked, c.medium, m.number,
    m.name AS month, CASE WHEN k.product = 0 OR h.product_id = k.product THEN 1 ELSE 0 END AS chosen
FROM twin_head h JOIN twin_customer c ON c.id = h.customer_id
    JOIN twin_month m ON h.day BETWEEN m.first_day AND m.last_day CROSS JOIN twin_look k
WHERE h.place = 1 AND h.day BETWEEN k.from_day AND k.to_day

-- What those who are chosen brought since.
-- name: twin_since_table
CREATE TABLE twin_since AS
SELECT l.*, b.day AS begun_on FROM twin_begun b JOIN twin_line l ON l.customer_id = b.customer_id
WHERE b.chosen = 1 AND (l.day > b.day OR (l.day = b.day AND l.order_id >= b.order_id))

-- Days and hours of Tokyo. Whoever nobody knows calls too, unless customers are chosen. `seq` is of
-- conversations, which a call that nobody answered is not.
-- name: twin_call_table
CREATE TABLE twin_call AS
SELECT t.*, NULLIF(COALESCE(handled_seconds,
        CASE WHEN ended_at > started_at THEN (ended_at - started_at) / 1000 END), 0) AS seconds
FROM (SELECT t.*, (t.started_at + 32400000) / 86400000 AS day,
        (t.started_at + 32400000) / 3600000 % 24 AS hour,
        (t.started_at + 32400000) / 360000 % 240 AS tenth,
        (t.created_at + 32400000) / 86400000 AS known_on FROM contact t) t
CROSS JOIN twin_look k
WHERE t.day <= k.as_of AND (t.known_on <= k.as_of OR t.known_on <= t.day + 1)
  AND ((k.medium = '' AND k.prefecture = '') OR t.customer_id IN (SELECT id FROM twin_customer))

-- name: twin_contact_table
CREATE TABLE twin_contact AS
SELECT t.*, ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY day, id) AS seq
FROM twin_call t WHERE t.result <> 'abandoned'

-- name: drop_twin_look
DROP TABLE IF EXISTS twin_look

-- name: drop_twin_terms
DROP TABLE IF EXISTS twin_terms

-- name: drop_twin_person
DROP TABLE IF EXISTS twin_person

-- name: drop_twin_month
DROP TABLE IF EXISTS twin_month

-- name: drop_twin_customer
DROP TABLE IF EXISTS twin_customer

-- name: drop_twin_event
DROP TABLE IF EXISTS twin_event

-- name: drop_twin_step
DROP TABLE IF EXISTS twin_step

-- name: drop_twin_spell
DROP TABLE IF EXISTS twin_spell

-- name: drop_twin_waiting
DROP TABLE IF EXISTS twin_waiting

-- name: drop_twin_head
DROP TABLE IF EXISTS twin_head

-- name: drop_twin_begun
DROP TABLE IF EXISTS twin_begun

-- name: drop_twin_since
DROP TABLE IF EXISTS twin_since

-- name: drop_twin_contract
DROP TABLE IF EXISTS twin_contract

-- name: drop_twin_order
DROP TABLE IF EXISTS twin_order

-- name: drop_twin_line
DROP TABLE IF EXISTS twin_line

-- name: drop_twin_call
DROP TABLE IF EXISTS twin_call

-- name: drop_twin_contact
DROP TABLE IF EXISTS twin_contact

-- name: twin_event_index
CREATE INDEX twin_event_place ON twin_event (subscription_id, seq)

-- name: measure_record
ANALYZE subscription_event

-- name: measure_orders
ANALYZE orders

-- name: measure_lines
ANALYZE order_line

-- name: measure_customers
ANALYZE twin_customer

-- name: measure_terms
ANALYZE twin_terms

-- name: measure_events
ANALYZE twin_event

-- name: measure_steps
ANALYZE twin_step

-- name: measure_spells
ANALYZE twin_spell

-- name: measure_waitings
ANALYZE twin_waiting

-- name: measure_head
ANALYZE twin_head

-- name: measure_begun
ANALYZE twin_begun

-- name: measure_since
ANALYZE twin_since

-- name: measure_contracts
ANALYZE twin_contract

-- name: measure_seen_orders
ANALYZE twin_order

-- name: measure_seen_lines
ANALYZE twin_line

-- name: measure_contacts
ANALYZE twin_contact

-- name: forget_terms
DELETE FROM twin_terms

-- name: forget_people
DELETE FROM twin_person

-- name: forget_contacts
DELETE FROM contact

-- name: forget_lines
DELETE FROM order_line

-- name: forget_orders
DELETE FROM orders

-- name: forget_events
DELETE FROM subscription_event

-- name: forget_subscriptions
DELETE FROM subscription

-- name: forget_customers
DELETE FROM customer

-- name: forget_products
DELETE FROM product

-- name: forget_offers
DELETE FROM offer

-- name: forget_look
DELETE FROM twin_look

-- name: look
INSERT INTO twin_look (as_of, from_day, to_day, product, medium, prefecture)
VALUES (:as_of, :from_day, :to_day, :product, :medium, :prefecture)
