-- A kept answer names its version as the first one did.

ALTER TABLE idempotency ADD COLUMN etag {text} NOT NULL DEFAULT '';
