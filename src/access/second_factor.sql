-- name: second_factors_of_user
SELECT (SELECT count(*) FROM totp WHERE user_id = :user_id AND confirmed = 1) AS totp,
       (SELECT count(*) FROM passkey WHERE user_id = :user_id) AS passkeys,
       (SELECT count(*) FROM recovery_code
        WHERE user_id = :user_id AND used_at IS NULL) AS recovery_codes;

-- name: count_second_factor_rules
SELECT count(*)
FROM membership m
JOIN membership_role r ON r.shop_id = m.shop_id AND r.user_id = m.user_id
JOIN role_policy p ON p.shop_id = r.shop_id AND p.role = r.role
WHERE m.user_id = :user_id AND m.active = 1 AND p.needs_second_factor = 1;

-- name: find_totp
SELECT sealed_seed, last_step, confirmed FROM totp WHERE user_id = :user_id;

-- name: set_unconfirmed_totp
INSERT INTO totp (user_id, sealed_seed, last_step, confirmed, created_at)
VALUES (:user_id, :sealed_seed, 0, 0, :now)
ON CONFLICT (user_id) DO UPDATE
SET sealed_seed = excluded.sealed_seed, last_step = 0, created_at = excluded.created_at
WHERE totp.confirmed = 0;

-- name: confirm_totp
UPDATE totp SET confirmed = 1, last_step = :step WHERE user_id = :user_id;

-- name: use_totp_step
UPDATE totp SET last_step = :step WHERE user_id = :user_id AND last_step < :step;

-- name: delete_totp
DELETE FROM totp WHERE user_id = :user_id;

-- name: insert_recovery_code
INSERT INTO recovery_code (user_id, code_hash, used_at) VALUES (:user_id, :code_hash, NULL);

-- name: use_recovery_code
UPDATE recovery_code SET used_at = :now
WHERE user_id = :user_id AND code_hash = :code_hash AND used_at IS NULL;

-- name: delete_recovery_codes
DELETE FROM recovery_code WHERE user_id = :user_id;

-- name: delete_identities
DELETE FROM oidc_identity WHERE user_id = :user_id;

-- name: delete_passkeys
DELETE FROM passkey WHERE user_id = :user_id;
