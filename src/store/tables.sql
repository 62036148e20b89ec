-- name: list_tables (sqlite)
SELECT s.name AS table_name
FROM sqlite_schema s JOIN pragma_table_list l ON l.name = s.name AND l.schema = 'main'
WHERE l.type = 'table' AND s.type = 'table' AND s.name NOT LIKE 'sqlite\_%' ESCAPE '\'
  AND s.name <> 'migration'
ORDER BY s.rowid;

-- name: list_tables (postgres)
SELECT c.relname AS table_name
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind = 'r' AND c.relname <> 'migration'
ORDER BY c.oid;

-- name: list_columns (sqlite)
SELECT name, upper(type) AS type FROM pragma_table_info(:table) ORDER BY name;

-- name: list_columns (postgres)
SELECT column_name::text COLLATE "C" AS name, upper(data_type) AS type
FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name = :table
ORDER BY column_name::text COLLATE "C";

-- name: list_full_text_indexes (sqlite)
SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%';
