-- name: list_teams
SELECT t.id AS id, t.version AS version, t.name AS name, t.active AS active,
       (SELECT count(*) FROM membership m WHERE m.shop_id = t.shop_id AND m.team_id = t.id)
           AS members
FROM team t
WHERE t.shop_id = :shop_id
ORDER BY t.id;

-- name: find_team
SELECT t.id AS id, t.version AS version, t.name AS name, t.active AS active,
       (SELECT count(*) FROM membership m WHERE m.shop_id = t.shop_id AND m.team_id = t.id)
           AS members
FROM team t
WHERE t.shop_id = :shop_id AND t.id = :id;

-- name: insert_team
INSERT INTO team (id, shop_id, version, name, active, created_at, updated_at)
VALUES (:id, :shop_id, 1, :name, 1, :now, :now);

-- name: update_team
UPDATE team SET name = :name, active = :active, version = version + 1, updated_at = :now
WHERE id = :id;

-- name: list_members_of_team
SELECT m.user_id FROM membership m JOIN users u ON u.id = m.user_id
WHERE m.shop_id = :shop_id AND m.team_id = :team_id AND m.active = 1 AND u.active = 1
ORDER BY m.user_id;
