-- Each list by the index of its first condition, the newest first, from before (:at, :seq) on.

-- name: trail_changes
SELECT seq, at, actor_kind, actor_id, entity, entity_id, customer_id, kind, bulk, before, after
FROM change
WHERE (at, seq) < (:at, :seq) AND at >= :from
  AND (:kind = '' OR kind = :kind) AND (:entity = '' OR entity = :entity)
ORDER BY at DESC, seq DESC
LIMIT :limit;

-- name: trail_changes_of_customer
SELECT seq, at, actor_kind, actor_id, entity, entity_id, customer_id, kind, bulk, before, after
FROM change
WHERE customer_id = :customer_id AND (at, seq) < (:at, :seq) AND at >= :from
  AND (:kind = '' OR kind = :kind) AND (:entity = '' OR entity = :entity)
  AND (:user_id = 0 OR (actor_kind = 'user' AND actor_id = :user_id))
ORDER BY at DESC, seq DESC
LIMIT :limit;

-- name: trail_changes_of_user
SELECT seq, at, actor_kind, actor_id, entity, entity_id, customer_id, kind, bulk, before, after
FROM change
WHERE actor_id = :user_id AND actor_kind = 'user' AND (at, seq) < (:at, :seq) AND at >= :from
  AND (:kind = '' OR kind = :kind) AND (:entity = '' OR entity = :entity)
ORDER BY at DESC, seq DESC
LIMIT :limit;

-- name: trail_items_of_customer
SELECT c.seq, c.at, c.actor_kind, c.actor_id, i.entity, i.first_id AS entity_id, i.customer_id,
       c.kind, i.position, i.before
FROM change_item i JOIN change c ON c.seq = i.seq
WHERE i.customer_id = :customer_id AND i.customer_id <> 0
  AND (c.at, c.seq, i.position) < (:at, :seq, :position) AND c.at >= :from
  AND (:kind = '' OR c.kind = :kind) AND (:entity = '' OR i.entity = :entity)
ORDER BY c.at DESC, c.seq DESC, i.position DESC
LIMIT :limit;

-- name: trail_events
SELECT *
FROM audit_event
WHERE (at, seq) < (:at, :seq) AND at >= :from AND kind <> 'export_part'
  AND (:entity = '' OR entity = :entity)
ORDER BY at DESC, seq DESC
LIMIT :limit;

-- name: trail_events_of_kind
SELECT *
FROM audit_event
WHERE kind = :kind AND (at, seq) < (:at, :seq) AND at >= :from
  AND (:entity = '' OR entity = :entity) AND (:user_id = 0 OR user_id = :user_id)
ORDER BY at DESC, seq DESC
LIMIT :limit;

-- name: trail_events_of_user
SELECT *
FROM audit_event
WHERE user_id = :user_id AND (at, seq) < (:at, :seq) AND at >= :from AND kind <> 'export_part'
  AND (:entity = '' OR entity = :entity)
ORDER BY at DESC, seq DESC
LIMIT :limit;

-- name: trail_events_of_customer
SELECT e.*
FROM audit_seen s JOIN audit_event e ON e.seq = s.seq
WHERE s.customer_id = :customer_id AND (s.at, s.seq) < (:at, :seq) AND s.at >= :from
  AND (:kind = '' OR e.kind = :kind OR (:kind = 'exported' AND e.kind = 'export_part'))
  AND (:entity = '' OR e.entity = :entity) AND (:user_id = 0 OR e.user_id = :user_id)
ORDER BY s.at DESC, s.seq DESC
LIMIT :limit;

-- What the control database tells of a shop: of the shop itself, and of its members where no shop
-- is concerned (signing in).
-- name: trail_control_events
SELECT *
FROM audit_event
WHERE (at, seq) < (:at, :seq) AND at >= :from
  AND (shop_id = :shop_id
       OR (shop_id = 0
           AND user_id IN (SELECT m.user_id FROM membership m WHERE m.shop_id = :shop_id)))
  AND (:kind = '' OR kind = :kind) AND (:entity = '' OR entity = :entity)
ORDER BY at DESC, seq DESC
LIMIT :limit;

-- name: trail_control_events_of_user
SELECT *
FROM audit_event
WHERE user_id = :user_id AND (at, seq) < (:at, :seq) AND at >= :from
  AND (shop_id = :shop_id
       OR (shop_id = 0
           AND user_id IN (SELECT m.user_id FROM membership m WHERE m.shop_id = :shop_id)))
  AND (:kind = '' OR kind = :kind) AND (:entity = '' OR entity = :entity)
ORDER BY at DESC, seq DESC
LIMIT :limit;

-- name: find_audit_event
SELECT * FROM audit_event WHERE seq = :seq;

-- name: list_export_parts
SELECT *
FROM audit_event
WHERE kind = 'export_part' AND entity_id = :seq AND (at, seq) > (:at, :seq)
ORDER BY seq;

-- What a change of rights in the control database made of what: the change that its event, told a
-- moment later, belongs to.
-- name: find_change_of_rights
SELECT entity, before, after
FROM change
WHERE actor_id = :user_id AND actor_kind = 'user' AND at > :since AND at <= :at
  AND entity IN ('membership', 'role', 'role_policy', 'team', 'shop_network', 'api_key')
  AND (:entity_id = 0 OR entity_id = :entity_id)
ORDER BY at DESC, seq DESC
LIMIT 1;
