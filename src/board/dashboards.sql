-- name: find_dashboard
SELECT id, version, name, for_role, created_at, updated_at FROM dashboard WHERE id = :id;

-- name: list_dashboards
SELECT id, version, name, for_role, created_at, updated_at FROM dashboard ORDER BY id;

-- name: tiles_of_dashboard
SELECT view_id, analysis, shown, width, height
FROM dashboard_tile
WHERE dashboard_id = :dashboard_id
ORDER BY position;

-- name: list_tiles
SELECT dashboard_id, view_id, analysis, shown, width, height
FROM dashboard_tile
ORDER BY dashboard_id, position;

-- name: count_dashboards
SELECT count(*) FROM dashboard;

-- name: count_schedules_of_dashboard
SELECT count(*) FROM report_schedule WHERE dashboard_id = :id;

-- name: insert_dashboard
INSERT INTO dashboard (id, version, name, for_role, created_at, updated_at)
VALUES (:id, :version, :name, :for_role, :created_at, :updated_at);

-- name: update_dashboard
UPDATE dashboard
SET version = :version, name = :name, for_role = :for_role, updated_at = :updated_at
WHERE id = :id;

-- name: hold_dashboard
UPDATE dashboard SET version = version WHERE id = :id;

-- name: delete_dashboard
DELETE FROM dashboard WHERE id = :id;

-- name: insert_tile
INSERT INTO dashboard_tile (dashboard_id, position, view_id, analysis, shown, width, height)
VALUES (:dashboard_id, :position, :view_id, :analysis, :shown, :width, :height);

-- name: delete_tiles
DELETE FROM dashboard_tile WHERE dashboard_id = :dashboard_id;
