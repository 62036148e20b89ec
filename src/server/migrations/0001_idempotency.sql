-- Answers of requests that create, kept under the key the client chose: the same request sent again
-- gets the same answer and has no second effect.
CREATE TABLE idempotency (
    key {text} NOT NULL,
    user_id {int} NOT NULL,
    route {text} NOT NULL,
    body_hash {text} NOT NULL,
    status {int} NOT NULL,
    answer {text} NOT NULL,
    at {int} NOT NULL,
    PRIMARY KEY (key, user_id)
) {strict_without_rowid};
CREATE INDEX idempotency_at ON idempotency (at);
