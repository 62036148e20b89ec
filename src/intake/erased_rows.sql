-- name: imports_with_files
SELECT id, version, file_name, stored_name, size, sha256, state, problem, layout, preset_key,
       mapping, snapshot_on, done_bytes, done_line, total_bytes, done_rows, started_at, counts,
       rejected, warned, skipped, without_customer, conflicts, touched, runner, leased_until,
       created_at, applied_at, created_by, created_by_name
FROM import
WHERE stored_name <> ''
ORDER BY id

-- name: blank_rejection
UPDATE import_rejection SET value = '' WHERE import_id = :import_id AND byte = :byte

-- name: set_layout
UPDATE import SET layout = :layout WHERE id = :id

-- The database held the rows for a moment: the night rewrites its files.
-- name: reopen_erasure
UPDATE erasure SET finished_at = NULL
WHERE customer_id = (SELECT max(customer_id) FROM erasure)

-- name: first_import_under_way
SELECT id FROM import WHERE state IN ('planning', 'applying', 'undoing') ORDER BY id LIMIT 1
