-- name: lift_tombstone
DELETE FROM tombstone WHERE hash = :hash
