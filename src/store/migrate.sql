-- name: create_migration_table (sqlite)
CREATE TABLE IF NOT EXISTS migration (
    name TEXT NOT NULL PRIMARY KEY,
    applied_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- name: create_migration_table (postgres)
CREATE TABLE IF NOT EXISTS migration (
    name TEXT NOT NULL PRIMARY KEY,
    applied_at BIGINT NOT NULL
);

-- name: applied_migrations
SELECT name FROM migration ORDER BY name;

-- name: add_applied_migration
INSERT INTO migration (name, applied_at) VALUES (:name, :applied_at);
