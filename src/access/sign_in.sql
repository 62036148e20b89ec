-- name: take_turn
INSERT INTO sign_in_turn (id, turns) VALUES (1, 1)
ON CONFLICT (id) DO UPDATE SET turns = sign_in_turn.turns + 1;

-- name: count_guesses
SELECT count(*) AS guesses, min(at) AS oldest, max(at) AS newest
FROM sign_in_guess WHERE key_hash = :key_hash AND at > :after;

-- name: insert_guess
INSERT INTO sign_in_guess (id, key_hash, at) VALUES (:id, :key_hash, :at);

-- name: delete_guess
DELETE FROM sign_in_guess WHERE id = :id;

-- name: delete_old_guesses
DELETE FROM sign_in_guess WHERE at <= :before;

-- name: knows_path
SELECT count(*) FROM known_path WHERE path_hash = :path_hash AND seen_at > :seen_after;

-- name: remember_path
INSERT INTO known_path (path_hash, seen_at) VALUES (:path_hash, :now)
ON CONFLICT (path_hash) DO UPDATE SET seen_at = :now;

-- name: delete_old_paths
DELETE FROM known_path WHERE seen_at <= :before;
