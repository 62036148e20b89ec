-- What she is known by.

-- name: find_person
SELECT id, version, coalesce(external_key, '') AS external_key, name, kana, created_at,
       registered_on
FROM customer WHERE id = :customer_id

-- name: list_person_phones
SELECT number, e164 FROM phone WHERE customer_id = :customer_id

-- name: list_person_emails
SELECT address, form FROM email WHERE customer_id = :customer_id

-- Numbers by which a file names what is hers.
-- name: list_person_keys
SELECT 'order_key' AS mark, external_key FROM orders
WHERE customer_id = :customer_id AND external_key IS NOT NULL
UNION ALL
SELECT 'subscription_key', external_key FROM subscription
WHERE customer_id = :customer_id AND external_key IS NOT NULL
UNION ALL
SELECT 'contact_key', external_key FROM contact
WHERE customer_id = :customer_id AND external_key IS NOT NULL

-- name: count_contracts_in_force
SELECT count(*) FROM subscription
WHERE customer_id = :customer_id AND status IN ('active', 'paused')

-- name: count_person_rows
SELECT (SELECT count(*) FROM phone WHERE customer_id = :customer_id) AS phone,
       (SELECT count(*) FROM email WHERE customer_id = :customer_id) AS email,
       (SELECT count(*) FROM address WHERE customer_id = :customer_id) AS address,
       (SELECT count(*) FROM attribute WHERE customer_id = :customer_id) AS attribute,
       (SELECT count(*) FROM consent WHERE customer_id = :customer_id) AS consent,
       (SELECT count(*) FROM call_list_item WHERE customer_id = :customer_id) AS call_list_item,
       (SELECT count(*) FROM change
        WHERE customer_id = :customer_id AND (before <> '' OR after <> '')) AS change,
       (SELECT count(*) FROM change_item
        WHERE customer_id = :customer_id AND before <> '') AS change_item

-- name: count_kept_rows
SELECT (SELECT count(*) FROM orders WHERE customer_id = :customer_id) AS orders,
       (SELECT count(*) FROM order_line l JOIN orders o ON o.id = l.order_id
        WHERE o.customer_id = :customer_id) AS order_line,
       (SELECT count(*) FROM subscription WHERE customer_id = :customer_id) AS subscription,
       (SELECT count(*) FROM subscription_event
        WHERE customer_id = :customer_id) AS subscription_event,
       (SELECT count(*) FROM contact WHERE customer_id = :customer_id) AS contact

-- What goes.

-- name: clear_customer
UPDATE customer
SET version = version + 1, external_key = NULL, name = :name, kana = '', name_form = :name_form,
    birthday = NULL, sex = 'unknown', rank = '', note = '', caution = '', do_not_contact = 1,
    registered_on = :registered_on, updated_at = :now
WHERE id = :customer_id

-- name: remove_phone
DELETE FROM phone WHERE customer_id = :customer_id

-- name: remove_email
DELETE FROM email WHERE customer_id = :customer_id

-- name: remove_address
DELETE FROM address WHERE customer_id = :customer_id

-- name: remove_attribute
DELETE FROM attribute WHERE customer_id = :customer_id

-- name: remove_consent
DELETE FROM consent WHERE customer_id = :customer_id

-- What plans show of their files; a plan made again shows it without her.
-- name: remove_import_previews
DELETE FROM import_preview

-- name: remove_awaited_subscription
DELETE FROM awaited_subscription
WHERE order_id IN (SELECT id FROM orders WHERE customer_id = :customer_id)

-- name: clear_orders
UPDATE orders SET version = version + 1, external_key = NULL, note = ''
WHERE customer_id = :customer_id

-- name: clear_subscription
UPDATE subscription SET version = version + 1, external_key = NULL, updated_at = :now
WHERE customer_id = :customer_id

-- A contract in force in an old backup: it ended before she asked to be erased.
-- name: end_contracts
UPDATE subscription
SET status = 'cancelled', next_shipment_on = NULL, cancel_effective_on = :today
WHERE customer_id = :customer_id AND status IN ('active', 'paused')

-- name: clear_subscription_event
UPDATE subscription_event SET detail = '' WHERE customer_id = :customer_id AND detail <> ''

-- name: clear_contact
UPDATE contact
SET version = version + 1, external_key = NULL, note = '', next_step = '', next_step_at = NULL,
    next_step_done = 1, emotion = '', updated_at = :now
WHERE customer_id = :customer_id

-- name: clear_call_list_item
UPDATE call_list_item
SET version = version + 1, status = 'done', recall_at = NULL, cutoff_on = NULL,
    next_shipment_on = NULL, probability = NULL, expected_loss = 0, facts = '[]'
WHERE customer_id = :customer_id

-- The undo of an import leaves out what it has no images of.
-- name: remove_import_touch
DELETE FROM import_touch
WHERE before <> ''
  AND ((entity = 'customer' AND first_id = :customer_id)
       OR (entity = 'orders'
           AND first_id IN (SELECT id FROM orders WHERE customer_id = :customer_id))
       OR (entity = 'subscription'
           AND first_id IN (SELECT id FROM subscription WHERE customer_id = :customer_id))
       OR (entity = 'contact'
           AND first_id IN (SELECT id FROM contact WHERE customer_id = :customer_id)))

-- name: clear_change
UPDATE change
SET before = CASE before WHEN '' THEN '' ELSE '{}' END,
    after = CASE after WHEN '' THEN '' ELSE '{}' END
WHERE customer_id = :customer_id AND (before <> '' OR after <> '')

-- An item without images would mean that the row was created: it keeps an empty one.
-- name: clear_change_item
UPDATE change_item SET before = '{}' WHERE customer_id = :customer_id AND before <> ''

-- Answers that show her: a customer, or a thing of hers. The request sent again is then refused.
-- name: clear_idempotency
UPDATE idempotency SET answer = '', body_hash = ''
WHERE answer LIKE :of_her
   OR answer LIKE :of_her_at_end
   OR (route IN ('create_customer', 'change_customer') AND answer LIKE :herself)

-- name: insert_erasure
INSERT INTO erasure (customer_id, erased_at, erased_by, erased_by_name, reason, removed)
VALUES (:customer_id, :erased_at, :erased_by, :erased_by_name, :reason, :removed)

-- name: list_erasures
SELECT customer_id, erased_at, erased_by_name, reason, finished_at FROM erasure
WHERE (erased_at, customer_id) < (:before, :before_id)
ORDER BY erased_at DESC, customer_id DESC
LIMIT :limit

-- name: count_unfinished_erasures
SELECT count(*) FROM erasure WHERE finished_at IS NULL

-- name: finish_erasures
UPDATE erasure SET finished_at = :now WHERE finished_at IS NULL

-- Who has a mark of somebody that was erased: read in pieces after a restore.
-- name: list_people_after
SELECT c.id, c.version, coalesce(c.external_key, '') AS external_key, c.name, c.kana,
       c.created_at, c.registered_on
FROM customer c
WHERE c.id > :after AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.customer_id = c.id)
ORDER BY c.id
LIMIT :limit
