-- An undo asks of a row which imports changed it, and of an event whether its subscription is of
-- the same import.
CREATE INDEX import_touch_edited ON import_touch (entity, first_id) WHERE before <> '';
CREATE INDEX import_touch_created ON import_touch (import_id, entity, first_id) WHERE before = '';
