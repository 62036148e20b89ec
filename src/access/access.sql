-- name: insert_shop
INSERT INTO shop (id, version, name, created_at) VALUES (:id, 1, :name, :created_at);

-- name: list_shops
SELECT id, name FROM shop ORDER BY id;

-- name: count_users
SELECT count(*) FROM users;

-- name: insert_user
INSERT INTO users (id, version, login, login_form, name, password_hash, active, created_at,
                   updated_at)
VALUES (:id, 1, :login, :login_form, :name, :password_hash, 1, :now, :now);

-- name: find_user_by_login
SELECT id, login, name, password_hash, active FROM users WHERE login_form = :login_form;

-- name: find_user
SELECT id, login, name, password_hash, active FROM users WHERE id = :id;

-- name: set_password_hash
UPDATE users
SET password_hash = :password_hash, password_until = NULL, version = version + 1,
    updated_at = :now
WHERE id = :id;

-- name: insert_membership
INSERT INTO membership (user_id, shop_id, version, team_id, active, created_at, updated_at)
VALUES (:user_id, :shop_id, 1, :team_id, 1, :now, :now);

-- name: set_membership
UPDATE membership
SET team_id = :team_id, active = :active, version = version + 1, updated_at = :now
WHERE user_id = :user_id AND shop_id = :shop_id;

-- name: list_memberships
SELECT m.shop_id AS id, s.name AS name, m.team_id AS team_id
FROM membership m JOIN shop s ON s.id = m.shop_id
WHERE m.user_id = :user_id AND m.active = 1
ORDER BY m.shop_id;

-- name: list_members
SELECT u.id AS id, u.login AS login, u.name AS name, m.team_id AS team_id, m.active AS active,
       m.version AS version
FROM membership m JOIN users u ON u.id = m.user_id
WHERE m.shop_id = :shop_id AND u.id > :after
ORDER BY u.id
LIMIT :limit;

-- name: find_member
SELECT u.id AS id, u.login AS login, u.name AS name, m.team_id AS team_id, m.active AS active,
       m.version AS version
FROM membership m JOIN users u ON u.id = m.user_id
WHERE m.shop_id = :shop_id AND u.id = :user_id;

-- The administrators' rows are written, not only read: of two transactions that each take one of
-- two administrators away, PostgreSQL lets the second begin anew, and it then counts what the first
-- one left.
-- name: hold_administrators
UPDATE membership SET updated_at = updated_at
WHERE shop_id = :shop_id AND user_id IN (
    SELECT r.user_id FROM membership_role r WHERE r.shop_id = :shop_id AND r.role = 'adm');

-- name: count_active_administrators
SELECT count(*)
FROM membership_role r
JOIN membership m ON m.shop_id = r.shop_id AND m.user_id = r.user_id
JOIN users u ON u.id = m.user_id
WHERE r.shop_id = :shop_id AND r.role = 'adm' AND m.active = 1 AND u.active = 1;

-- name: list_membership_roles
SELECT user_id, role FROM membership_role
WHERE shop_id = :shop_id AND user_id BETWEEN :first AND :last
ORDER BY user_id, role;

-- name: insert_membership_role
INSERT INTO membership_role (shop_id, user_id, role) VALUES (:shop_id, :user_id, :role)
ON CONFLICT (shop_id, user_id, role) DO NOTHING;

-- name: delete_membership_roles
DELETE FROM membership_role WHERE shop_id = :shop_id AND user_id = :user_id;

-- name: insert_session
INSERT INTO session (id, token_hash, user_id, address, agent, stage, created_at, seen_at,
                     proven_at, in_call_until)
VALUES (:id, :token_hash, :user_id, :address, :agent, :stage, :now, :now, :now, 0);

-- name: find_session
SELECT s.id AS id, s.user_id AS user_id, u.login AS login, u.name AS name, s.stage AS stage,
       s.created_at AS created_at, s.seen_at AS seen_at, s.proven_at AS proven_at,
       s.in_call_until AS in_call_until,
       s.acting_shop AS acting_shop, s.acting_for AS acting_for
FROM session s JOIN users u ON u.id = s.user_id
WHERE s.token_hash = :token_hash AND u.active = 1;

-- name: find_session_member
SELECT m.user_id AS user_id
FROM session s JOIN users u ON u.id = s.user_id JOIN membership m ON m.user_id = u.id
WHERE s.id = :session_id AND m.shop_id = :shop_id AND m.active = 1 AND u.active = 1
  AND s.stage = 'full'
  AND ((s.created_at > :born_after AND s.seen_at > :seen_after) OR s.in_call_until > :now);

-- name: list_sessions
SELECT id, address, agent, created_at, seen_at
FROM session
WHERE user_id = :user_id AND stage = 'full'
  AND ((created_at > :born_after AND seen_at > :seen_after) OR in_call_until > :now)
ORDER BY seen_at DESC, id DESC;

-- name: list_session_ids
SELECT id FROM session WHERE user_id = :user_id;

-- name: set_acting
UPDATE session
SET acting_shop = :acting_shop, acting_for = :acting_for, acting_reason = :acting_reason
WHERE id = :id;

-- name: clear_acting
UPDATE session SET acting_shop = NULL, acting_for = NULL, acting_reason = '' WHERE id = :id;

-- name: touch_session
UPDATE session SET seen_at = :now WHERE id = :id;

-- name: renew_session
UPDATE session SET token_hash = :token_hash, proven_at = :now, seen_at = :now WHERE id = :id;

-- name: keep_session
UPDATE session SET in_call_until = :until WHERE id = :id;

-- name: delete_session
DELETE FROM session WHERE id = :id;

-- name: delete_session_of_user
DELETE FROM session WHERE id = :id AND user_id = :user_id;

-- name: delete_sessions_of_user
DELETE FROM session WHERE user_id = :user_id AND id <> :but;

-- name: delete_old_sessions
DELETE FROM session
WHERE in_call_until <= :now
  AND (created_at <= :born_after OR seen_at <= :seen_after
       OR (stage <> 'full' AND created_at <= :begun_after));

-- name: insert_setup_token
INSERT INTO setup_token (token_hash, expires_at, used_at) VALUES (:token_hash, :expires_at, NULL);

-- name: delete_setup_tokens
DELETE FROM setup_token WHERE used_at IS NULL;

-- name: use_setup_token
UPDATE setup_token SET used_at = :now
WHERE token_hash = :token_hash AND used_at IS NULL AND expires_at > :now;
