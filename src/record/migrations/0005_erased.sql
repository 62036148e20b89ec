-- People whose data were erased (個人情報保護法 35 条, GDPR article 17).

-- What could bring an erased person back, as keyed hashes: the key is a file of the data folder,
-- never in a database. See record/erased_people.h.
CREATE TABLE tombstone (
    hash {text} NOT NULL PRIMARY KEY,
    mark {text} NOT NULL,           -- what was hashed: customer_key, email, phone …
    erased_at {int} NOT NULL
) {strict_without_rowid};

-- Customers that stand for somebody who was erased; nothing here says who.
CREATE TABLE erasure (
    customer_id {int} NOT NULL PRIMARY KEY,
    erased_at {int} NOT NULL,
    erased_by {int} NOT NULL,       -- user
    erased_by_name {text} NOT NULL,
    reason {text} NOT NULL,         -- without values of the person
    removed {text} NOT NULL,        -- JSON: how many rows of what
    finished_at {int}               -- when the last byte in files was gone
) {strict_without_rowid};
