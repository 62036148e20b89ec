-- How many versions of a row come from edits of imports that were undone: the edit and its undo.
-- The row is not held to be changed for them when the import that made it is undone, too.
CREATE TABLE import_undone (
    entity {text} NOT NULL,
    entity_id {int} NOT NULL,
    versions {int} NOT NULL,
    PRIMARY KEY (entity, entity_id)
) {strict_without_rowid};
