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
ORDER BY position
LIMIT :limit

-- name: find_call_list_item
SELECT id, version, call_list_id, position, customer_id, subscription_id, assigned_to,
       assigned_name, status, recall_at, cutoff_on, next_shipment_on, probability, expected_loss,
       facts, contact_id
FROM call_list_item
WHERE id = :id

-- name: find_next_item
SELECT id, version, call_list_id, position, customer_id, subscription_id, assigned_to,
       assigned_name, status, recall_at, cutoff_on, next_shipment_on, probability, expected_loss,
       facts, contact_id
FROM call_list_item
WHERE call_list_id = :call_list_id AND (assigned_to IS NULL OR assigned_to = :me)
  AND (status = 'open' OR (status = 'recall' AND recall_at <= :now))
  AND position <> :passed
ORDER BY CASE WHEN :passed < 0 AND status = 'recall' THEN 0 ELSE 1 END,
         CASE WHEN position > :passed THEN 0 ELSE 1 END, position
LIMIT 1

-- name: update_call_list_item
UPDATE call_list_item
SET version = :version, assigned_to = :assigned_to, assigned_name = :assigned_name,
    status = :status, recall_at = :recall_at, contact_id = :contact_id
WHERE id = :id

-- name: list_unassigned_items
SELECT id FROM call_list_item
WHERE call_list_id = :call_list_id AND status <> 'done' AND assigned_to IS NULL
ORDER BY position

-- name: assign_item
UPDATE call_list_item
SET version = version + 1, assigned_to = :assigned_to, assigned_name = :assigned_name
WHERE id = :id

-- name: list_open_items_of
SELECT id FROM call_list_item WHERE customer_id = :customer_id AND status <> 'done' ORDER BY id
