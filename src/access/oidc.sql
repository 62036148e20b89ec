-- name: insert_visit
INSERT INTO oidc_visit (state_hash, provider, sealed, expires_at)
VALUES (:state_hash, :provider, :sealed, :expires_at);

-- name: find_visit
SELECT provider, sealed FROM oidc_visit WHERE state_hash = :state_hash AND expires_at > :now;

-- name: delete_visit
DELETE FROM oidc_visit WHERE state_hash = :state_hash;

-- name: delete_old_visits
DELETE FROM oidc_visit WHERE expires_at <= :now;

-- name: find_identity
SELECT user_id FROM oidc_identity WHERE provider = :provider AND subject = :subject;

-- name: count_identities
SELECT count(*) FROM oidc_identity WHERE user_id = :user_id;

-- name: insert_identity
INSERT INTO oidc_identity (provider, subject, user_id, created_at)
VALUES (:provider, :subject, :user_id, :now);
