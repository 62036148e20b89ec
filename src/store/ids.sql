-- name: take_ids
INSERT INTO id_block (name, next) VALUES (:name, 1 + :count)
ON CONFLICT (name) DO UPDATE SET next = id_block.next + :count
RETURNING next - :count AS first_id;

-- name: find_id_block
SELECT next FROM id_block WHERE name = :name;

-- name: set_id_block (postgres)
INSERT INTO id_block (name, next) VALUES (:name, :next)
ON CONFLICT (name) DO UPDATE SET next = excluded.next;
