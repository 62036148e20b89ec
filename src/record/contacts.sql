-- name: find_contact
SELECT id, version, coalesce(customer_id, 0) AS customer_id, channel, direction, started_at,
       ended_at, agent_id, agent_name, purpose, reason_code, product_id, subscription_id, order_id,
       nullif(emotion, '') AS emotion, nps, csat, offer_id,
       nullif(offer_answer, '') AS offer_answer, result, next_step, next_step_at,
       next_step_done, note, call_list_item_id, queue, waited_seconds, handled_seconds, created_at,
       updated_at
FROM contact
WHERE id = :id

-- name: list_contacts_of
SELECT id, version, coalesce(customer_id, 0) AS customer_id, channel, direction, started_at,
       ended_at, agent_id, agent_name, purpose, reason_code, product_id, subscription_id, order_id,
       nullif(emotion, '') AS emotion, nps, csat, offer_id,
       nullif(offer_answer, '') AS offer_answer, result, next_step, next_step_at,
       next_step_done, note, call_list_item_id, queue, waited_seconds, handled_seconds, created_at,
       updated_at
FROM contact
WHERE customer_id = :customer_id AND (started_at, id) < (:before, :before_id)
  AND (:agents = '' OR :agents LIKE '%,' || agent_id || ',%')
ORDER BY started_at DESC, id DESC
LIMIT :limit

-- name: list_contacts
SELECT * FROM contact_row
WHERE (started_at, id) < (:before, :before_id) AND started_at >= :since
  AND (:agents = '' OR :agents LIKE '%,' || agent_id || ',%')
  AND (:every = 1 OR EXISTS (SELECT 1 FROM customer_holder h
                             WHERE h.customer_id = contact_row.customer_id
                               AND :holders LIKE '%,' || h.holder || ',%'))
ORDER BY started_at DESC, id DESC
LIMIT :limit

-- Each of these two walks an index of its own.
-- name: list_contacts_of_agent
SELECT * FROM contact_row
WHERE agent_id = :agent AND (:result = '' OR result = :result)
  AND (started_at, id) < (:before, :before_id) AND started_at >= :since
  AND (:agents = '' OR :agents LIKE '%,' || agent_id || ',%')
  AND (:every = 1 OR EXISTS (SELECT 1 FROM customer_holder h
                             WHERE h.customer_id = contact_row.customer_id
                               AND :holders LIKE '%,' || h.holder || ',%'))
ORDER BY started_at DESC, id DESC
LIMIT :limit

-- name: list_contacts_with_result
SELECT * FROM contact_row
WHERE result = :result
  AND (started_at, id) < (:before, :before_id) AND started_at >= :since
  AND (:agents = '' OR :agents LIKE '%,' || agent_id || ',%')
  AND (:every = 1 OR EXISTS (SELECT 1 FROM customer_holder h
                             WHERE h.customer_id = contact_row.customer_id
                               AND :holders LIKE '%,' || h.holder || ',%'))
ORDER BY started_at DESC, id DESC
LIMIT :limit

-- A promise without a day comes after all that have one.
-- name: list_promises
SELECT * FROM contact_row
WHERE next_step_done = 0 AND next_step <> ''
  AND (coalesce(next_step_at, 9223372036854775807), id) > (:after, :after_id)
  AND started_at >= :since
  AND (:agent = 0 OR agent_id = :agent)
  AND (:result = '' OR result = :result)
  AND (:agents = '' OR :agents LIKE '%,' || agent_id || ',%')
  AND (:every = 1 OR EXISTS (SELECT 1 FROM customer_holder h
                             WHERE h.customer_id = contact_row.customer_id
                               AND :holders LIKE '%,' || h.holder || ',%'))
ORDER BY coalesce(next_step_at, 9223372036854775807), id
LIMIT :limit

-- name: insert_contact
INSERT INTO contact (id, version, customer_id, channel, direction, started_at, ended_at, agent_id,
                     agent_name, purpose, reason_code, product_id, subscription_id, order_id,
                     emotion, nps, csat, offer_id, offer_answer, result, next_step, next_step_at,
                     next_step_done, note, call_list_item_id, queue, waited_seconds,
                     handled_seconds, created_at, updated_at)
VALUES (:id, :version, :customer_id, :channel, :direction, :started_at, :ended_at, :agent_id,
        :agent_name, :purpose, :reason_code, :product_id, :subscription_id, :order_id,
        coalesce(:emotion, ''), :nps, :csat, :offer_id, coalesce(:offer_answer, ''), :result,
        :next_step, :next_step_at, :next_step_done, :note, :call_list_item_id, :queue,
        :waited_seconds, :handled_seconds, :created_at, :updated_at)

-- name: update_contact
UPDATE contact
SET version = :version, channel = :channel, direction = :direction, started_at = :started_at,
    ended_at = :ended_at, purpose = :purpose, reason_code = :reason_code, product_id = :product_id,
    subscription_id = :subscription_id, order_id = :order_id, emotion = coalesce(:emotion, ''),
    nps = :nps, csat = :csat, offer_id = :offer_id,
    offer_answer = coalesce(:offer_answer, ''), result = :result, next_step = :next_step,
    next_step_at = :next_step_at, next_step_done = :next_step_done, note = :note,
    updated_at = :updated_at
WHERE id = :id

-- What a contact refers to, each with the customer it belongs to.
-- name: find_what_a_contact_names
SELECT (SELECT count(*) FROM customer WHERE id = :customer_id) AS customers,
       coalesce((SELECT customer_id FROM subscription WHERE id = :subscription_id), 0)
           AS subscription_customer,
       coalesce((SELECT customer_id FROM orders WHERE id = :order_id), 0) AS order_customer,
       (SELECT count(*) FROM product WHERE id = :product_id) AS products,
       (SELECT count(*) FROM offer WHERE id = :offer_id) AS offers,
       coalesce((SELECT customer_id FROM call_list_item WHERE id = :call_list_item_id), 0)
           AS item_customer,
       coalesce((SELECT assigned_to FROM call_list_item WHERE id = :call_list_item_id), 0)
           AS item_user
