-- Whom a kept answer is about and what its reader saw, so that it is not shown to her any more when
-- that is not hers to see.
ALTER TABLE idempotency ADD COLUMN customer_id {int} NOT NULL DEFAULT 0;
ALTER TABLE idempotency ADD COLUMN sight {text} NOT NULL DEFAULT '';
