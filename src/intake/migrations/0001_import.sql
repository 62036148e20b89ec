-- Imports of a shop: the file, how it is mapped, how far it came, what it touched.

CREATE TABLE import (
    id {id},
    version {int} NOT NULL,
    file_name {text} NOT NULL,      -- as the person named it
    stored_name {text} NOT NULL,    -- in the shop's files/imports
    size {int} NOT NULL,
    sha256 {text} NOT NULL,
    state {text} NOT NULL,          -- uploaded, planning, planned, applying, applied, undoing,
                                    -- undone, canceled, failed
    problem {text} NOT NULL,        -- JSON, 'null' when none
    layout {text} NOT NULL,         -- JSON
    preset_key {text},
    mapping {text} NOT NULL,        -- JSON, 'null' when none
    snapshot_on {int},              -- "today" of the plan, so that apply sees the same days
    done_bytes {int} NOT NULL,      -- of the step under way; rows before it are stored
    done_line {int} NOT NULL,
    total_bytes {int} NOT NULL,
    done_rows {int} NOT NULL,
    started_at {int},               -- of the step under way
    counts {text} NOT NULL,         -- JSON
    rejected {int} NOT NULL,
    skipped {int} NOT NULL,         -- rows that are no goods
    without_customer {int} NOT NULL,
    conflicts {int} NOT NULL,
    touched {int} NOT NULL,         -- rows of import_touch written so far
    runner {text} NOT NULL,         -- who works on it
    leased_until {int} NOT NULL,
    created_at {int} NOT NULL,
    applied_at {int},
    created_by {int} NOT NULL,
    created_by_name {text} NOT NULL
) {strict};
-- A file is on its way once.
CREATE UNIQUE INDEX import_open_file ON import (sha256)
    WHERE state IN ('uploaded', 'planning', 'planned', 'applying', 'undoing');

CREATE TABLE import_rejection (
    import_id {int} NOT NULL REFERENCES import (id),
    position {int} NOT NULL,
    line {int} NOT NULL,
    byte {int} NOT NULL,            -- where the row begins in the stored file
    column_name {text} NOT NULL,
    value {text} NOT NULL,
    code {text} NOT NULL,
    PRIMARY KEY (import_id, position)
) {strict_without_rowid};

-- What an import wrote: created rows as ranges of ids, each updated row with its images.
CREATE TABLE import_touch (
    import_id {int} NOT NULL REFERENCES import (id),
    position {int} NOT NULL,
    entity {text} NOT NULL,
    first_id {int} NOT NULL,
    last_id {int} NOT NULL,
    before {text} NOT NULL,         -- JSON; empty: created
    after {text} NOT NULL,
    PRIMARY KEY (import_id, position)
) {strict_without_rowid};

-- What an undo left as it was, and why.
CREATE TABLE import_conflict (
    import_id {int} NOT NULL REFERENCES import (id),
    position {int} NOT NULL,
    entity {text} NOT NULL,
    entity_id {int} NOT NULL,
    field {text} NOT NULL,          -- '' : the whole row
    reason {text} NOT NULL,         -- edited_later, referred_to
    PRIMARY KEY (import_id, position)
) {strict_without_rowid};

CREATE TABLE preset (
    key {text} NOT NULL PRIMARY KEY,
    name {text} NOT NULL,
    mapping {text} NOT NULL,        -- JSON
    created_at {int} NOT NULL
) {strict};
