-- name: find_call_list
SELECT l.id, l.version, l.name, l.source, l.closed, l.created_at,
       count(CASE WHEN i.status = 'open' THEN 1 END) AS open,
       count(CASE WHEN i.status = 'recall' THEN 1 END) AS recall,
       count(CASE WHEN i.status = 'done' THEN 1 END) AS done
FROM call_list l LEFT JOIN call_list_item i ON i.call_list_id = l.id
WHERE l.id = :id
GROUP BY l.id

-- name: list_call_lists
WITH page AS (
    SELECT id, version, name, source, closed, created_at FROM call_list
    WHERE id < :before_id
    ORDER BY id DESC
    LIMIT :limit
), counted AS (
    SELECT call_list_id AS id,
           count(CASE WHEN status = 'open' THEN 1 END) AS open,
           count(CASE WHEN status = 'recall' THEN 1 END) AS recall,
           count(CASE WHEN status = 'done' THEN 1 END) AS done
    FROM call_list_item
    WHERE call_list_id IN (SELECT id FROM page)
    GROUP BY call_list_id
)
SELECT p.id, p.version, p.name, p.source, p.closed, p.created_at,
       coalesce(c.open, 0) AS open, coalesce(c.recall, 0) AS recall, coalesce(c.done, 0) AS done
FROM page p LEFT JOIN counted c ON c.id = p.id
ORDER BY p.id DESC

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

-- name: find_next_item
SELECT id, version, call_list_id, position, customer_id, subscription_id, assigned_to,
       assigned_name, status, recall_at, cutoff_on, next_shipment_on, probability, expected_loss,
       facts, contact_id
FROM call_list_item
WHERE call_list_id = :call_list_id AND (assigned_to IS NULL OR assigned_to = :me)
  AND (:agents = '' OR :agents LIKE '%,' || coalesce(assigned_to, 0) || ',%')
  AND (:every = 1 OR EXISTS (SELECT 1 FROM customer_holder h
                             WHERE h.customer_id = call_list_item.customer_id
                               AND :holders LIKE '%,' || h.holder || ',%'))
  AND (status = 'open' OR (status = 'recall' AND (recall_at IS NULL OR recall_at <= :now)))
  AND position <> :passed
  AND NOT EXISTS (SELECT 1 FROM customer c
                  WHERE c.id = call_list_item.customer_id AND c.do_not_contact = 1)
ORDER BY CASE WHEN status = 'recall' AND recall_at IS NULL THEN 2
              WHEN :passed < 0 AND status = 'recall' THEN 0 ELSE 1 END,
         CASE WHEN status = 'recall' AND recall_at IS NULL THEN coalesce(contact_id, 0) ELSE 0 END,
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
