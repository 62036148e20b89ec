-- name: list_own_reasons
SELECT code, parent, ja, en, core, active FROM reason ORDER BY parent, position, code

-- name: last_reason_position
SELECT max(position) FROM reason WHERE parent = :parent

-- name: insert_reason
INSERT INTO reason (code, parent, position, ja, en, core, active)
VALUES (:code, :parent, :position, :ja, :en, :core, :active)

-- name: update_reason
UPDATE reason SET ja = :ja, en = :en, active = :active WHERE code = :code

-- name: list_offers
SELECT id, version, ja, en, active FROM offer ORDER BY id

-- name: find_offer
SELECT id, version, ja, en, active FROM offer WHERE id = :id

-- name: insert_offer
INSERT INTO offer (id, version, ja, en, active) VALUES (:id, :version, :ja, :en, :active)

-- name: update_offer
UPDATE offer SET version = :version, ja = :ja, en = :en, active = :active WHERE id = :id

-- name: list_phrases
SELECT key, text FROM phrase ORDER BY key

-- name: put_phrase
INSERT INTO phrase (key, version, text) VALUES (:key, 1, :text)
ON CONFLICT (key) DO UPDATE SET version = phrase.version + 1, text = excluded.text
