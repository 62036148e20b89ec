-- name: find_kpi
SELECT id, version, name, analysis, query, headline, target, baseline, direction, from_on, to_on,
       alert_at, owner, owner_name, created_at, updated_at
FROM kpi
WHERE id = :id;

-- name: list_kpis
SELECT id, version, name, analysis, query, headline, target, baseline, direction, from_on, to_on,
       alert_at, owner, owner_name, created_at, updated_at
FROM kpi
ORDER BY id;

-- name: count_kpis
SELECT count(*) FROM kpi;

-- name: insert_kpi
INSERT INTO kpi (id, version, name, analysis, query, headline, target, baseline, direction, from_on,
                 to_on, alert_at, owner, owner_name, created_at, updated_at)
VALUES (:id, :version, :name, :analysis, :query, :headline, :target, :baseline, :direction,
        :from_on, :to_on, :alert_at, :owner, :owner_name, :created_at, :updated_at);

-- name: update_kpi
UPDATE kpi
SET version = :version, name = :name, analysis = :analysis, query = :query, headline = :headline,
    target = :target, baseline = :baseline, direction = :direction, from_on = :from_on,
    to_on = :to_on, alert_at = :alert_at, owner = :owner, owner_name = :owner_name,
    updated_at = :updated_at
WHERE id = :id;

-- name: delete_kpi
DELETE FROM kpi WHERE id = :id;
