-- name: list_roles
SELECT id, version, name FROM role WHERE shop_id = :shop_id ORDER BY id;

-- name: find_role
SELECT id, version, name FROM role WHERE shop_id = :shop_id AND id = :id;

-- name: insert_role
INSERT INTO role (id, shop_id, version, name, created_at, updated_at)
VALUES (:id, :shop_id, 1, :name, :now, :now);

-- name: update_role
UPDATE role SET name = :name, version = version + 1, updated_at = :now WHERE id = :id;

-- name: delete_role
DELETE FROM role WHERE id = :id;

-- name: list_role_grants
SELECT entity, action, scope FROM role_grant WHERE role_id = :role_id ORDER BY entity, action;

-- name: insert_role_grant
INSERT INTO role_grant (role_id, entity, action, scope)
VALUES (:role_id, :entity, :action, :scope);

-- name: delete_role_grants
DELETE FROM role_grant WHERE role_id = :role_id;

-- name: list_role_fields
SELECT field, field_right FROM role_field WHERE role_id = :role_id ORDER BY field;

-- name: insert_role_field
INSERT INTO role_field (role_id, field, field_right) VALUES (:role_id, :field, :field_right);

-- name: delete_role_fields
DELETE FROM role_field WHERE role_id = :role_id;

-- name: find_role_policy
SELECT needs_second_factor, networks FROM role_policy WHERE shop_id = :shop_id AND role = :role;

-- name: put_role_policy
INSERT INTO role_policy (shop_id, role, needs_second_factor, networks)
VALUES (:shop_id, :role, :needs_second_factor, :networks)
ON CONFLICT (shop_id, role)
DO UPDATE SET needs_second_factor = :needs_second_factor, networks = :networks;

-- name: delete_role_policy
DELETE FROM role_policy WHERE shop_id = :shop_id AND role = :role;

-- name: count_members_of_role
SELECT count(*) FROM membership_role WHERE shop_id = :shop_id AND role = :role;
