-- name: find_saved_view
SELECT id, version, name, analysis, query, note, shared, owner, owner_name, created_at, updated_at
FROM saved_view
WHERE id = :id AND (shared = 1 OR owner = :user);

-- name: list_saved_views
SELECT id, version, name, analysis, query, note, shared, owner, owner_name, created_at, updated_at
FROM saved_view
WHERE shared = 1 OR owner = :user
ORDER BY id;

-- name: count_shared_views
SELECT count(*) FROM saved_view WHERE shared = 1;

-- name: count_private_views
SELECT count(*) FROM saved_view WHERE shared = 0 AND owner = :owner;

-- name: list_views_of_all
SELECT id, version, name, analysis, query, note, shared, owner, owner_name, created_at, updated_at
FROM saved_view
ORDER BY id;

-- name: is_view_shared
SELECT shared FROM saved_view WHERE id = :id;

-- Written, not only read: of two transactions of which one makes the view private or deletes it,
-- PostgreSQL lets the second begin anew, and it then sees what the first one left.
-- name: hold_view
UPDATE saved_view SET version = version WHERE id = :id;

-- name: count_uses_of_view
SELECT (SELECT count(*) FROM dashboard_tile WHERE view_id = :id)
     + (SELECT count(*) FROM report_schedule WHERE view_id = :id) AS uses;

-- name: insert_saved_view
INSERT INTO saved_view (id, version, name, analysis, query, note, shared, owner, owner_name,
                        created_at, updated_at)
VALUES (:id, :version, :name, :analysis, :query, :note, :shared, :owner, :owner_name, :created_at,
        :updated_at);

-- name: update_saved_view
UPDATE saved_view
SET version = :version, name = :name, analysis = :analysis, query = :query, note = :note,
    shared = :shared, updated_at = :updated_at
WHERE id = :id;

-- name: delete_saved_view
DELETE FROM saved_view WHERE id = :id;
