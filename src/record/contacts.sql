-- name: find_contact
SELECT id, version, coalesce(customer_id, 0) AS customer_id, channel, direction, started_at,
       ended_at, agent_id, agent_name, purpose, reason_code, product_id, subscription_id, order_id,
       nullif(emotion, '') AS emotion, offer_id, nullif(offer_answer, '') AS offer_answer, result,
       next_step, next_step_at, next_step_done, note, call_list_item_id, created_at, updated_at
FROM contact
WHERE id = :id

-- name: list_contacts_of
SELECT id, version, coalesce(customer_id, 0) AS customer_id, channel, direction, started_at,
       ended_at, agent_id, agent_name, purpose, reason_code, product_id, subscription_id, order_id,
       nullif(emotion, '') AS emotion, offer_id, nullif(offer_answer, '') AS offer_answer, result,
       next_step, next_step_at, next_step_done, note, call_list_item_id, created_at, updated_at
FROM contact
WHERE customer_id = :customer_id AND (started_at, id) < (:before, :before_id)
ORDER BY started_at DESC, id DESC
LIMIT :limit

-- name: list_contacts
SELECT t.id, t.version, coalesce(t.customer_id, 0) AS customer_id, t.channel, t.direction,
       t.started_at, t.ended_at, t.agent_id, t.agent_name, t.purpose, t.reason_code, t.product_id,
       t.subscription_id, t.order_id, nullif(t.emotion, '') AS emotion, t.offer_id,
       nullif(t.offer_answer, '') AS offer_answer, t.result, t.next_step, t.next_step_at,
       t.next_step_done, t.note, t.call_list_item_id, t.created_at, t.updated_at,
       coalesce(c.name, '') AS customer_name
FROM contact t LEFT JOIN customer c ON c.id = t.customer_id
WHERE (t.started_at, t.id) < (:before, :before_id)
  AND t.started_at >= :since
ORDER BY t.started_at DESC, t.id DESC
LIMIT :limit

-- Each of these two walks an index of its own.
-- name: list_contacts_of_agent
SELECT t.id, t.version, coalesce(t.customer_id, 0) AS customer_id, t.channel, t.direction,
       t.started_at, t.ended_at, t.agent_id, t.agent_name, t.purpose, t.reason_code, t.product_id,
       t.subscription_id, t.order_id, nullif(t.emotion, '') AS emotion, t.offer_id,
       nullif(t.offer_answer, '') AS offer_answer, t.result, t.next_step, t.next_step_at,
       t.next_step_done, t.note, t.call_list_item_id, t.created_at, t.updated_at,
       coalesce(c.name, '') AS customer_name
FROM contact t LEFT JOIN customer c ON c.id = t.customer_id
WHERE t.agent_id = :agent AND (:result = '' OR t.result = :result)
  AND (t.started_at, t.id) < (:before, :before_id)
  AND t.started_at >= :since
ORDER BY t.started_at DESC, t.id DESC
LIMIT :limit

-- name: list_contacts_with_result
SELECT t.id, t.version, coalesce(t.customer_id, 0) AS customer_id, t.channel, t.direction,
       t.started_at, t.ended_at, t.agent_id, t.agent_name, t.purpose, t.reason_code, t.product_id,
       t.subscription_id, t.order_id, nullif(t.emotion, '') AS emotion, t.offer_id,
       nullif(t.offer_answer, '') AS offer_answer, t.result, t.next_step, t.next_step_at,
       t.next_step_done, t.note, t.call_list_item_id, t.created_at, t.updated_at,
       coalesce(c.name, '') AS customer_name
FROM contact t LEFT JOIN customer c ON c.id = t.customer_id
WHERE t.result = :result AND (t.started_at, t.id) < (:before, :before_id)
  AND t.started_at >= :since
ORDER BY t.started_at DESC, t.id DESC
LIMIT :limit

-- A promise without a day comes after all that have one.
-- name: list_promises
SELECT t.id, t.version, coalesce(t.customer_id, 0) AS customer_id, t.channel, t.direction,
       t.started_at, t.ended_at, t.agent_id, t.agent_name, t.purpose, t.reason_code, t.product_id,
       t.subscription_id, t.order_id, nullif(t.emotion, '') AS emotion, t.offer_id,
       nullif(t.offer_answer, '') AS offer_answer, t.result, t.next_step, t.next_step_at,
       t.next_step_done, t.note, t.call_list_item_id, t.created_at, t.updated_at,
       coalesce(c.name, '') AS customer_name
FROM contact t LEFT JOIN customer c ON c.id = t.customer_id
WHERE t.next_step_done = 0 AND t.next_step <> ''
  AND (coalesce(t.next_step_at, 9223372036854775807), t.id) > (:after, :after_id)
  AND t.started_at >= :since
  AND (:agent = 0 OR t.agent_id = :agent)
  AND (:result = '' OR t.result = :result)
ORDER BY coalesce(t.next_step_at, 9223372036854775807), t.id
LIMIT :limit

-- name: insert_contact
INSERT INTO contact (id, version, customer_id, channel, direction, started_at, ended_at, agent_id,
                     agent_name, purpose, reason_code, product_id, subscription_id, order_id,
                     emotion, offer_id, offer_answer, result, next_step, next_step_at,
                     next_step_done, note, call_list_item_id, created_at, updated_at)
VALUES (:id, :version, :customer_id, :channel, :direction, :started_at, :ended_at, :agent_id,
        :agent_name, :purpose, :reason_code, :product_id, :subscription_id, :order_id,
        coalesce(:emotion, ''), :offer_id, coalesce(:offer_answer, ''), :result, :next_step,
        :next_step_at, :next_step_done, :note, :call_list_item_id, :created_at, :updated_at)

-- name: update_contact
UPDATE contact
SET version = :version, channel = :channel, direction = :direction, started_at = :started_at,
    ended_at = :ended_at, purpose = :purpose, reason_code = :reason_code, product_id = :product_id,
    subscription_id = :subscription_id, order_id = :order_id, emotion = coalesce(:emotion, ''),
    offer_id = :offer_id, offer_answer = coalesce(:offer_answer, ''), result = :result,
    next_step = :next_step, next_step_at = :next_step_at, next_step_done = :next_step_done,
    note = :note, updated_at = :updated_at
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
           AS item_customer
