-- The images of one row, for the erasure of its person.
CREATE INDEX import_touch_updated ON import_touch (entity, first_id) WHERE before <> '';
