-- name: list_api_keys
SELECT k.id AS id, k.name AS name, k.hint AS hint, k.role AS role, u.name AS created_by,
       k.created_at AS created_at, k.expires_at AS expires_at, k.used_at AS used_at,
       k.used_from AS used_from, k.revoked_at AS revoked_at
FROM api_key k JOIN users u ON u.id = k.created_by
WHERE k.shop_id = :shop_id
ORDER BY k.id DESC;

-- name: find_api_key
SELECT k.id AS id, k.name AS name, k.hint AS hint, k.role AS role, u.name AS created_by,
       k.created_at AS created_at, k.expires_at AS expires_at, k.used_at AS used_at,
       k.used_from AS used_from, k.revoked_at AS revoked_at
FROM api_key k JOIN users u ON u.id = k.created_by
WHERE k.shop_id = :shop_id AND k.id = :id;

-- name: insert_api_key
INSERT INTO api_key (id, version, shop_id, name, hint, secret_hash, role, created_by, created_at,
                     expires_at, used_at, used_from, revoked_at)
VALUES (:id, 1, :shop_id, :name, :hint, :secret_hash, :role, :created_by, :now, :expires_at, NULL,
        '', NULL);

-- name: revoke_api_key
UPDATE api_key SET revoked_at = :now, version = version + 1
WHERE shop_id = :shop_id AND id = :id AND revoked_at IS NULL;

-- name: find_valid_api_key
SELECT k.id AS id, k.shop_id AS shop_id, k.created_by AS user_id, k.name AS name, k.role AS role,
       k.used_at AS used_at
FROM api_key k
JOIN users u ON u.id = k.created_by
JOIN membership m ON m.user_id = k.created_by AND m.shop_id = k.shop_id
WHERE k.secret_hash = :secret_hash AND k.revoked_at IS NULL AND k.expires_at > :now
  AND u.active = 1 AND m.active = 1;

-- name: touch_api_key
UPDATE api_key SET used_at = :now, used_from = :used_from WHERE id = :id;
