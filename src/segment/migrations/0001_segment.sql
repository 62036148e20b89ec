-- Segments that a shop keeps: named conditions.

CREATE TABLE segment (
    id {id},
    version {int} NOT NULL,
    name {text} NOT NULL,
    note {text} NOT NULL,
    condition_json {text} NOT NULL,  -- segment::Condition
    created_at {int} NOT NULL,
    created_by {int} NOT NULL,       -- a user of the control database, and her name then
    created_by_name {text} NOT NULL,
    updated_at {int} NOT NULL,
    updated_by {int} NOT NULL,
    updated_by_name {text} NOT NULL
) {strict};
CREATE UNIQUE INDEX segment_name ON segment (name);
