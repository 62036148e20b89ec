-- name: find_schemas (postgres)
SELECT nspname FROM pg_namespace WHERE starts_with(nspname, :prefix) ORDER BY nspname;
