-- What the store itself keeps in every database: the change log, blocks of ids, and jobs.

CREATE TABLE change (
    seq {int} NOT NULL PRIMARY KEY,
    at {int} NOT NULL,
    actor_kind {text} NOT NULL,     -- user, import, job, system
    actor_id {int} NOT NULL,
    entity {text} NOT NULL,         -- table name
    entity_id {int} NOT NULL,       -- 0: a bulk change, see change_item
    customer_id {int} NOT NULL,     -- 0: no customer concerned
    kind {text} NOT NULL,           -- created, updated, deleted
    version {int} NOT NULL,
    bulk {int} NOT NULL,
    before {text} NOT NULL,         -- JSON; sealed for `sealed_with` when that is set
    after {text} NOT NULL,
    sealed_with {int},              -- key of the customer, once values are sealed
    digest {bytes}                  -- of the audit chain, written in seq order by one job
) {strict};
CREATE INDEX change_entity ON change (entity, entity_id);
CREATE INDEX change_customer ON change (customer_id);

CREATE TABLE change_item (
    seq {int} NOT NULL REFERENCES change (seq),
    position {int} NOT NULL,
    entity {text} NOT NULL,
    first_id {int} NOT NULL,
    last_id {int} NOT NULL,
    customer_id {int} NOT NULL,
    before {text} NOT NULL,         -- empty: created
    sealed_with {int},
    PRIMARY KEY (seq, position)
) {strict_without_rowid};

CREATE TABLE id_block (
    name {text} NOT NULL PRIMARY KEY,   -- table; 'change' holds the base of seq on PostgreSQL
    next {int} NOT NULL
) {strict_without_rowid};

CREATE TABLE job (
    id {id},
    key {text} NOT NULL,            -- what makes a step happen once
    kind {text} NOT NULL,
    payload {text} NOT NULL,        -- JSON
    run_at {int} NOT NULL,
    lease_until {int},
    leased_by {text} NOT NULL,
    attempts {int} NOT NULL,
    state {text} NOT NULL,          -- waiting, running, done, poisoned
    last_error {text} NOT NULL,
    created_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX job_key ON job (key);
CREATE INDEX job_due ON job (state, run_at);
