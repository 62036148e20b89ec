-- name: find_schemas (postgres)
SELECT nspname FROM pg_namespace WHERE starts_with(nspname, :prefix) ORDER BY nspname;

-- name: count_stored_bytes (postgres)
SELECT coalesce(CAST(sum(pg_total_relation_size(c.oid)) AS bigint), 0)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND c.relkind = 'r';
