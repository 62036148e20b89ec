-- What the call log of a telephone system tells of a call: where it queued, how long the caller
-- waited until somebody answered or she gave up, and how long it was handled. null: not told.

ALTER TABLE contact ADD COLUMN queue {text} NOT NULL DEFAULT '';
ALTER TABLE contact ADD COLUMN waited_seconds {int} CHECK (waited_seconds >= 0);
ALTER TABLE contact ADD COLUMN handled_seconds {int} CHECK (handled_seconds >= 0);

-- A contact as lists show it: with the name of its customer, if it has one.
DROP VIEW contact_row;
CREATE VIEW contact_row AS
SELECT t.id, t.version, coalesce(t.customer_id, 0) AS customer_id, t.channel, t.direction,
       t.started_at, t.ended_at, t.agent_id, t.agent_name, t.purpose, t.reason_code, t.product_id,
       t.subscription_id, t.order_id, nullif(t.emotion, '') AS emotion, t.nps, t.csat, t.offer_id,
       nullif(t.offer_answer, '') AS offer_answer, t.result, t.next_step, t.next_step_at,
       t.next_step_done, t.note, t.call_list_item_id, t.queue, t.waited_seconds,
       t.handled_seconds, t.created_at, t.updated_at, coalesce(c.name, '') AS customer_name
FROM contact t LEFT JOIN customer c ON c.id = t.customer_id;
