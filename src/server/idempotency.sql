-- name: find_answer
SELECT key, user_id, route, body_hash, customer_id, sight, status, answer, etag FROM idempotency
WHERE key = :key AND user_id = :user_id;

-- name: insert_answer
INSERT INTO idempotency (key, user_id, route, body_hash, customer_id, sight, status, answer, etag,
                         at)
VALUES (:key, :user_id, :route, :body_hash, :customer_id, :sight, :status, :answer, :etag, :at);

-- name: delete_old_answers
DELETE FROM idempotency WHERE at < :before;
