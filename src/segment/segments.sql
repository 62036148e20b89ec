-- name: find_segment
SELECT id, version, name, note, condition_json, created_at, created_by, created_by_name,
    updated_at, updated_by, updated_by_name
FROM segment WHERE id = :id

-- name: list_segments
SELECT id, version, name, note, condition_json, created_at, created_by, created_by_name,
    updated_at, updated_by, updated_by_name
FROM segment ORDER BY name, id

-- name: count_segments
SELECT COUNT(*) FROM segment

-- name: find_segment_by_name
SELECT COALESCE(MAX(id), 0) FROM segment WHERE name = :name

-- name: insert_segment
INSERT INTO segment (id, version, name, note, condition_json, created_at, created_by,
    created_by_name, updated_at, updated_by, updated_by_name)
VALUES (:id, :version, :name, :note, :condition_json, :created_at, :created_by,
    :created_by_name, :updated_at, :updated_by, :updated_by_name)

-- name: update_segment
UPDATE segment
SET version = :version, name = :name, note = :note, condition_json = :condition_json,
    updated_at = :updated_at, updated_by = :updated_by, updated_by_name = :updated_by_name
WHERE id = :id

-- name: delete_segment
DELETE FROM segment WHERE id = :id

-- A segment that another one is about to ask for is written, not only read: of two transactions of
-- which one deletes or changes it, PostgreSQL lets the second begin anew, and it then sees what the
-- first one left.
-- name: hold_segment
UPDATE segment SET version = version WHERE id = :id
