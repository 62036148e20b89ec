-- name: list_networks
SELECT block, note FROM shop_network WHERE shop_id = :shop_id ORDER BY block;

-- name: insert_network
INSERT INTO shop_network (shop_id, block, note) VALUES (:shop_id, :block, :note)
ON CONFLICT (shop_id, block) DO UPDATE SET note = excluded.note;

-- name: delete_networks
DELETE FROM shop_network WHERE shop_id = :shop_id;
