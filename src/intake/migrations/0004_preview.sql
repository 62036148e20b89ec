-- What a plan shows of its file before it is applied.
ALTER TABLE import ADD COLUMN warned {int} NOT NULL DEFAULT 0;  -- rows taken with a warning
CREATE TABLE import_preview (
    import_id {int} NOT NULL PRIMARY KEY REFERENCES import (id),
    preview {text} NOT NULL         -- JSON
) {strict_without_rowid};
