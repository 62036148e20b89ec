-- name: list_tombstones
SELECT hash, mark, erased_at FROM tombstone ORDER BY hash

-- name: insert_tombstone
INSERT INTO tombstone (hash, mark, erased_at) VALUES (:hash, :mark, :erased_at)
ON CONFLICT (hash) DO NOTHING

-- name: count_tombstones
SELECT count(*) FROM tombstone WHERE hash = :hash

-- name: count_erasures_of
SELECT count(*) FROM erasure WHERE customer_id = :customer_id

-- name: find_person_forms
SELECT name, kana FROM customer WHERE id = :customer_id
