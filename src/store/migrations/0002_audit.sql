-- The trail that cannot be bent: what people saw and did beside changes, and the chain over it all.
-- See audit/README.md.

-- Its seq is of the same row of numbers as that of `change`.
CREATE TABLE audit_event (
    seq {int} NOT NULL PRIMARY KEY,
    at {int} NOT NULL,
    user_id {int} NOT NULL,         -- 0: nobody was signed in
    user_name {text} NOT NULL,
    acting_for {int} NOT NULL,      -- whose view it was; 0: her own
    session_id {int} NOT NULL,
    address {text} NOT NULL,
    shop_id {int} NOT NULL,         -- in the control database; 0: no shop concerned
    kind {text} NOT NULL,
    operation {text} NOT NULL,      -- of the route, or the command
    entity {text} NOT NULL,
    entity_id {int} NOT NULL,
    customer_id {int} NOT NULL,     -- the one person it is about; 0: none, or several
    customers {text} NOT NULL,      -- JSON list of the ids of those who were shown; '' none
    persons {int} NOT NULL,         -- how many
    row_count {int} NOT NULL,
    status {int} NOT NULL,          -- HTTP
    reason {text} NOT NULL,         -- as the person gave it
    detail {text} NOT NULL          -- JSON, without values of persons
) {strict};
CREATE INDEX audit_event_at ON audit_event (at, seq);
CREATE INDEX audit_event_user ON audit_event (user_id, at, seq);
CREATE INDEX audit_event_kind ON audit_event (kind, at, seq);

-- Whom an event is about, and whom it showed.
CREATE TABLE audit_seen (
    customer_id {int} NOT NULL,
    at {int} NOT NULL,
    seq {int} NOT NULL,
    PRIMARY KEY (customer_id, at, seq)
) {strict_without_rowid};

-- How many persons a user has exported on a day of the shop.
CREATE TABLE audit_brake (
    user_id {int} NOT NULL,
    day {int} NOT NULL,
    persons {int} NOT NULL,
    PRIMARY KEY (user_id, day)
) {strict_without_rowid};

CREATE TABLE audit_chain (
    n {int} NOT NULL PRIMARY KEY,
    source {text} NOT NULL,         -- change, item, event
    seq {int} NOT NULL,
    position {int} NOT NULL,
    salt {bytes},                   -- null: the contents were erased
    commitment {bytes} NOT NULL,
    digest {bytes} NOT NULL
) {strict};
CREATE UNIQUE INDEX audit_chain_place ON audit_chain (seq, source, position);

-- The last link before the kept ones, once older ones were purged: one row at most.
CREATE TABLE audit_anchor (
    n {int} NOT NULL PRIMARY KEY,
    seq {int} NOT NULL,
    source {text} NOT NULL,
    position {int} NOT NULL,
    digest {bytes} NOT NULL
) {strict};

DROP INDEX change_customer;
CREATE INDEX change_customer ON change (customer_id, at, seq);
CREATE INDEX change_at ON change (at, seq);
CREATE INDEX change_actor ON change (actor_id, at, seq);
CREATE INDEX change_item_customer ON change_item (customer_id) WHERE customer_id <> 0;
ALTER TABLE change DROP COLUMN sealed_with;
ALTER TABLE change DROP COLUMN digest;
ALTER TABLE change_item DROP COLUMN sealed_with;
