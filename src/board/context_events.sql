-- name: find_context_event
SELECT id, version, kind, from_on, to_on, name, note, created_at, updated_at
FROM context_event
WHERE id = :id;

-- name: list_context_events
SELECT id, version, kind, from_on, to_on, name, note, created_at, updated_at
FROM context_event
WHERE from_on <= :to_on AND to_on >= :from_on
ORDER BY from_on, id;

-- name: count_context_events
SELECT count(*) FROM context_event;

-- name: insert_context_event
INSERT INTO context_event (id, version, kind, from_on, to_on, name, note, created_at, updated_at)
VALUES (:id, :version, :kind, :from_on, :to_on, :name, :note, :created_at, :updated_at);

-- name: update_context_event
UPDATE context_event
SET version = :version, kind = :kind, from_on = :from_on, to_on = :to_on, name = :name,
    note = :note, updated_at = :updated_at
WHERE id = :id;

-- name: delete_context_event
DELETE FROM context_event WHERE id = :id;
