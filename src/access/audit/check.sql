-- name: find_last_check
SELECT detail FROM audit_event
WHERE kind = :kind AND operation = :operation
ORDER BY at DESC, seq DESC
LIMIT 1
