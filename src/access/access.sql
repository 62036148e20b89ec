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
UPDATE users SET password_hash = :password_hash, version = version + 1, updated_at = :now
WHERE id = :id;

-- name: insert_membership
INSERT INTO membership (user_id, shop_id, version, role, active, created_at, updated_at)
VALUES (:user_id, :shop_id, 1, :role, 1, :now, :now);

-- name: set_membership
UPDATE membership
SET role = :role, active = :active, version = version + 1, updated_at = :now
WHERE user_id = :user_id AND shop_id = :shop_id;

-- name: list_memberships
SELECT m.shop_id AS id, s.name AS name, m.role AS role
FROM membership m JOIN shop s ON s.id = m.shop_id
WHERE m.user_id = :user_id AND m.active = 1
ORDER BY m.shop_id;

-- name: list_members
SELECT u.id AS id, u.login AS login, u.name AS name, m.role AS role, m.active AS active,
       m.version AS version
FROM membership m JOIN users u ON u.id = m.user_id
WHERE m.shop_id = :shop_id AND u.id > :after
ORDER BY u.id
LIMIT :limit;

-- name: find_member
SELECT u.id AS id, u.login AS login, u.name AS name, m.role AS role, m.active AS active,
       m.version AS version
FROM membership m JOIN users u ON u.id = m.user_id
WHERE m.shop_id = :shop_id AND u.id = :user_id;

-- The owners' rows are written, not only read: of two transactions that each take one of two owners
-- away, PostgreSQL lets the second begin anew, and it then counts what the first one left.
-- name: hold_owners
UPDATE membership SET updated_at = updated_at WHERE shop_id = :shop_id AND role = 'owner';

-- name: count_active_owners
SELECT count(*) FROM membership m JOIN users u ON u.id = m.user_id
WHERE m.shop_id = :shop_id AND m.role = 'owner' AND m.active = 1 AND u.active = 1;

-- name: insert_session
INSERT INTO session (id, token_hash, user_id, address, created_at, seen_at)
VALUES (:id, :token_hash, :user_id, :address, :now, :now);

-- name: find_session
SELECT s.id AS id, s.user_id AS user_id, u.login AS login, u.name AS name,
       s.created_at AS created_at, s.seen_at AS seen_at
FROM session s JOIN users u ON u.id = s.user_id
WHERE s.token_hash = :token_hash AND u.active = 1;

-- name: find_session_role
SELECT m.role AS role
FROM session s JOIN users u ON u.id = s.user_id JOIN membership m ON m.user_id = u.id
WHERE s.id = :session_id AND m.shop_id = :shop_id AND m.active = 1 AND u.active = 1
  AND s.created_at > :born_after AND s.seen_at > :seen_after;

-- name: touch_session
UPDATE session SET seen_at = :now WHERE id = :id;

-- name: delete_session
DELETE FROM session WHERE id = :id;

-- name: delete_sessions_of_user
DELETE FROM session WHERE user_id = :user_id AND id <> :but;

-- name: delete_old_sessions
DELETE FROM session WHERE created_at <= :born_after OR seen_at <= :seen_after;

-- name: find_attempt
SELECT failures, last_at, succeeded_at FROM sign_in_attempt WHERE key_hash = :key_hash;

-- name: count_failure
INSERT INTO sign_in_attempt (key_hash, failures, last_at, succeeded_at)
VALUES (:key_hash, 1, :now, NULL)
ON CONFLICT (key_hash) DO UPDATE SET failures = :failures, last_at = :now;

-- name: note_success
INSERT INTO sign_in_attempt (key_hash, failures, last_at, succeeded_at)
VALUES (:key_hash, 0, :now, :now)
ON CONFLICT (key_hash) DO UPDATE SET failures = 0, last_at = :now, succeeded_at = :now;

-- name: delete_old_attempts
DELETE FROM sign_in_attempt WHERE last_at < :before;

-- name: insert_setup_token
INSERT INTO setup_token (token_hash, expires_at, used_at) VALUES (:token_hash, :expires_at, NULL);

-- name: delete_setup_tokens
DELETE FROM setup_token WHERE used_at IS NULL;

-- name: use_setup_token
UPDATE setup_token SET used_at = :now
WHERE token_hash = :token_hash AND used_at IS NULL AND expires_at > :now;
