-- name: insert_challenge
INSERT INTO passkey_challenge (challenge_hash, purpose, user_id, expires_at)
VALUES (:challenge_hash, :purpose, :user_id, :expires_at);

-- name: use_challenge
DELETE FROM passkey_challenge
WHERE challenge_hash = :challenge_hash AND purpose = :purpose AND user_id = :user_id
  AND expires_at > :now;

-- name: delete_old_challenges
DELETE FROM passkey_challenge WHERE expires_at <= :now;

-- name: list_credentials
SELECT credential_id FROM passkey WHERE user_id = :user_id ORDER BY id;

-- name: insert_passkey
INSERT INTO passkey (id, user_id, name, credential_id, public_key, algorithm, sign_count,
                     created_at, used_at)
VALUES (:id, :user_id, :name, :credential_id, :public_key, :algorithm, :sign_count, :now, NULL);

-- name: find_passkey
SELECT id, user_id, public_key, algorithm, sign_count
FROM passkey WHERE credential_id = :credential_id;

-- name: use_passkey
UPDATE passkey SET sign_count = :sign_count, used_at = :now
WHERE id = :id AND sign_count = :before;

-- name: list_passkeys
SELECT id, name, created_at, used_at FROM passkey WHERE user_id = :user_id ORDER BY id;

-- name: delete_passkey
DELETE FROM passkey WHERE id = :id AND user_id = :user_id;
