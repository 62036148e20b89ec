-- name: find_call_list
SELECT l.id, l.version, l.name, l.source, l.closed, l.created_at,
       (SELECT count(*) FROM call_list_item i WHERE i.call_list_id = l.id AND i.status = 'open')
           AS open,
       (SELECT count(*) FROM call_list_item i WHERE i.call_list_id = l.id AND i.status = 'recall')
           AS recall,
       (SELECT count(*) FROM call_list_item i WHERE i.call_list_id = l.id AND i.status = 'done')
           AS done
FROM call_list l
WHERE l.id = :id

-- name: list_call_lists
SELECT l.id, l.version, l.name, l.source, l.closed, l.created_at,
       (SELECT count(*) FROM call_list_item i WHERE i.call_list_id = l.id AND i.status = 'open')
           AS open,
       (SELECT count(*) FROM call_list_item i WHERE i.call_list_id = l.id AND i.status = 'recall')
           AS recall,
       (SELECT count(*) FROM call_list_item i WHERE i.call_list_id = l.id AND i.status = 'done')
           AS done
FROM call_list l
WHERE l.id < :before_id
ORDER BY l.id DESC
LIMIT :limit

-- name: insert_call_list
INSERT INTO call_list (id, version, name, source, closed, created_by, created_at)
VALUES (:id, :version, :name, :source, :closed, :created_by, :created_at)

-- name: list_call_list_items
SELECT id, version, call_list_id, position, customer_id, subscription_id, assigned_to,
       assigned_name, status, recall_at, cutoff_on, next_shipment_on, probability, expected_loss,
       facts, contact_id
FROM call_list_item
WHERE call_list_id = :call_list_id AND position > :after
  AND (:status = '' OR status = :status)
  AND (:assigned_to = 0 OR assigned_to = :assigned_to)
  AND (:agents = '' OR :agents LIKE '%,' || coalesce(assigned_to, 0) || ',%')
  AND (:every = 1 OR EXISTS (SELECT 1 FROM customer_holder h
                             WHERE h.customer_id = call_list_item.customer_id
                               AND :holders LIKE '%,' || h.holder || ',%'))
ORDER BY position
LIMIT :limit

-- name: find_call_list_item
SELECT id, version, call_list_id, position, customer_id, subscription_id, assigned_to,
       assigned_name, status, recall_at, cutoff_on, next_shipment_on, probability, expected_loss,
       facts, contact_id
FROM call_list_item
WHERE id = :id

-- name: update_call_list_item
UPDATE call_list_item
SET version = :version, assigned_to = :assigned_to, assigned_name = :assigned_name,
    status = :status, recall_at = :recall_at, contact_id = :contact_id
WHERE id = :id

-- name: list_unassigned_items
SELECT id FROM call_list_item
WHERE call_list_id = :call_list_id AND status <> 'done' AND assigned_to IS NULL
  AND :agents = ''
  AND (:every = 1 OR EXISTS (SELECT 1 FROM customer_holder h
                             WHERE h.customer_id = call_list_item.customer_id
                               AND :holders LIKE '%,' || h.holder || ',%'))
ORDER BY position

-- name: assign_item
UPDATE call_list_item
SET version = version + 1, assigned_to = :assigned_to, assigned_name = :assigned_name
WHERE id = :id

-- name: list_open_items_of
SELECT id FROM call_list_item
WHERE customer_id = :customer_id AND status <> 'done'
  AND (:agents = '' OR :agents LIKE '%,' || coalesce(assigned_to, 0) || ',%')
ORDER BY id

-- name: count_seen_items
SELECT coalesce(sum(CASE WHEN i.status = 'open' THEN 1 ELSE 0 END), 0) AS open,
       coalesce(sum(CASE WHEN i.status = 'recall' THEN 1 ELSE 0 END), 0) AS recall,
       coalesce(sum(CASE WHEN i.status = 'done' THEN 1 ELSE 0 END), 0) AS done
FROM call_list_item i
WHERE i.call_list_id = :call_list_id
  AND (:agents = '' OR :agents LIKE '%,' || coalesce(i.assigned_to, 0) || ',%')
  AND (:every = 1 OR EXISTS (SELECT 1 FROM customer_holder h
                             WHERE h.customer_id = i.customer_id
                               AND :holders LIKE '%,' || h.holder || ',%'))
