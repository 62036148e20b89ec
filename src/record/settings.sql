-- The settings of the shop: one row, whose value is a JSON object of what was set.

-- name: find_settings
SELECT version, value FROM setting WHERE name = 'shop'

-- name: insert_settings
INSERT INTO setting (name, version, value) VALUES ('shop', :version, :value)

-- name: update_settings
UPDATE setting SET version = :version, value = :value WHERE name = 'shop'
