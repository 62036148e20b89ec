-- The control database: who may sign in, and to which shops. Secrets are never stored: a session
-- and a set-up token by the hash of their token, a password by its argon2id string.

CREATE TABLE shop (
    id {id},
    version {int} NOT NULL,
    name {text} NOT NULL,
    created_at {int} NOT NULL
) {strict};

CREATE TABLE users (
    id {id},
    version {int} NOT NULL,
    login {text} NOT NULL,          -- as typed
    login_form {text} NOT NULL,     -- normal form: what is compared
    name {text} NOT NULL,
    password_hash {text} NOT NULL,  -- argon2id with its parameters
    active {int} NOT NULL,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX users_login_form ON users (login_form);

CREATE TABLE membership (
    user_id {int} NOT NULL REFERENCES users (id),
    shop_id {int} NOT NULL REFERENCES shop (id),
    version {int} NOT NULL,
    role {text} NOT NULL,           -- owner, operator
    active {int} NOT NULL,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL,
    PRIMARY KEY (user_id, shop_id)
) {strict_without_rowid};
CREATE INDEX membership_shop ON membership (shop_id, user_id);

CREATE TABLE session (
    id {id},
    token_hash {text} NOT NULL,
    user_id {int} NOT NULL REFERENCES users (id),
    address {text} NOT NULL,
    created_at {int} NOT NULL,
    seen_at {int} NOT NULL          -- moved at most once a minute
) {strict};
CREATE UNIQUE INDEX session_token_hash ON session (token_hash);
CREATE INDEX session_of_user ON session (user_id);

-- Failed sign-ins, by the hash of what is counted: login and address, login alone, address alone.
CREATE TABLE sign_in_attempt (
    key_hash {text} NOT NULL PRIMARY KEY,
    failures {int} NOT NULL,
    last_at {int} NOT NULL,
    succeeded_at {int}
) {strict};

CREATE TABLE setup_token (
    token_hash {text} NOT NULL PRIMARY KEY,
    expires_at {int} NOT NULL,
    used_at {int}
) {strict};
