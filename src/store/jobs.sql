-- name: insert_job
INSERT INTO job (id, key, kind, payload, run_at, lease_until, leased_by, attempts, state,
                 last_error, created_at)
VALUES (:id, :key, :kind, :payload, :run_at, :lease_until, :leased_by, :attempts, :state,
        :last_error, :created_at)
ON CONFLICT (key) DO NOTHING;

-- name: find_due_job (sqlite)
SELECT id FROM job
WHERE kind = :kind
  AND ((state = 'waiting' AND run_at <= :now) OR (state = 'running' AND lease_until <= :now))
ORDER BY run_at, id
LIMIT 1;

-- name: find_due_job (postgres)
SELECT id FROM job
WHERE kind = :kind
  AND ((state = 'waiting' AND run_at <= :now) OR (state = 'running' AND lease_until <= :now))
ORDER BY run_at, id
LIMIT 1
FOR UPDATE SKIP LOCKED;

-- name: poison_lost_jobs
UPDATE job
SET state = 'poisoned', last_error = :last_error, leased_by = '', lease_until = NULL
WHERE kind = :kind AND state = 'running' AND lease_until <= :now AND attempts >= :most;

-- name: lease_job
UPDATE job
SET state = 'running', leased_by = :worker, lease_until = :lease_until, attempts = attempts + 1
WHERE id = :id
RETURNING *;

-- Only whoever holds the lease of this very attempt changes a job.
-- name: renew_job
UPDATE job SET lease_until = :lease_until
WHERE id = :id AND state = 'running' AND leased_by = :worker AND attempts = :attempts;

-- name: end_leases
UPDATE job SET lease_until = :now WHERE state = 'running' AND lease_until > :now;

-- name: note_progress
UPDATE job SET payload = :payload
WHERE id = :id AND state = 'running' AND leased_by = :worker AND attempts = :attempts;

-- name: end_attempt
UPDATE job
SET state = :state, run_at = :run_at, last_error = :last_error, leased_by = '', lease_until = NULL
WHERE id = :id AND state = 'running' AND leased_by = :worker AND attempts = :attempts;

-- name: find_next_due
SELECT min(CASE WHEN state = 'running' THEN lease_until ELSE run_at END) AS due
FROM job
WHERE state IN ('waiting', 'running');
