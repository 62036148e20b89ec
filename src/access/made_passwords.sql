-- name: let_password_end
UPDATE users SET password_until = :until WHERE id = :id;

-- name: find_password_until
SELECT password_until FROM users WHERE id = :id;
