-- How a person proves who she is, and what a session has proven. Second factors, keys and networks.

ALTER TABLE session ADD COLUMN stage {text} NOT NULL DEFAULT 'full';
ALTER TABLE session ADD COLUMN agent {text} NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN proven_at {int} NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN in_call_until {int} NOT NULL DEFAULT 0;

-- One row for each guess that was evaluated, by the hash of what is counted; gone after 15 minutes.
DROP TABLE sign_in_attempt;
CREATE TABLE sign_in_guess (
    id {id},
    key_hash {text} NOT NULL,
    at {int} NOT NULL
) {strict};
CREATE INDEX sign_in_guess_key ON sign_in_guess (key_hash, at);
CREATE INDEX sign_in_guess_at ON sign_in_guess (at);

-- One row that every counted guess writes: it puts them one after the other.
CREATE TABLE sign_in_turn (
    id {int} NOT NULL PRIMARY KEY,
    turns {int} NOT NULL
) {strict};

-- A log-in together with a device or an address from which it has signed in, as a hash.
CREATE TABLE known_path (
    path_hash {text} NOT NULL PRIMARY KEY,
    seen_at {int} NOT NULL
) {strict_without_rowid};

-- The seed of an authenticator app, sealed with the key file of the server.
CREATE TABLE totp (
    user_id {int} NOT NULL PRIMARY KEY REFERENCES users (id),
    sealed_seed {text} NOT NULL,
    last_step {int} NOT NULL,    -- newest time step whose code was used: each is used once
    confirmed {int} NOT NULL,
    created_at {int} NOT NULL
) {strict};

CREATE TABLE recovery_code (
    user_id {int} NOT NULL REFERENCES users (id),
    code_hash {text} NOT NULL,   -- keyed with the key file of the server
    used_at {int},
    PRIMARY KEY (user_id, code_hash)
) {strict_without_rowid};

CREATE TABLE api_key (
    id {id},
    version {int} NOT NULL,
    shop_id {int} NOT NULL REFERENCES shop (id),
    name {text} NOT NULL,
    hint {text} NOT NULL,        -- its first letters
    secret_hash {text} NOT NULL,
    role {text} NOT NULL,        -- its key, as in membership_role
    created_by {int} NOT NULL REFERENCES users (id),
    created_at {int} NOT NULL,
    expires_at {int} NOT NULL,
    used_at {int},               -- moved at most once a minute
    used_from {text} NOT NULL,
    revoked_at {int}
) {strict};
CREATE UNIQUE INDEX api_key_secret_hash ON api_key (secret_hash);
CREATE INDEX api_key_of_shop ON api_key (shop_id, id);

-- From where people of a shop may work; none: from anywhere. Those of a role are in role_policy.
CREATE TABLE shop_network (
    shop_id {int} NOT NULL REFERENCES shop (id),
    block {text} NOT NULL,       -- "192.0.2.0/24"
    note {text} NOT NULL,
    PRIMARY KEY (shop_id, block)
) {strict_without_rowid};

CREATE TABLE passkey (
    id {id},
    user_id {int} NOT NULL REFERENCES users (id),
    name {text} NOT NULL,
    credential_id {text} NOT NULL,  -- base64url, as all of them
    public_key {text} NOT NULL,     -- COSE
    algorithm {int} NOT NULL,       -- COSE: -7 ES256, -257 RS256, -8 EdDSA
    sign_count {int} NOT NULL,
    created_at {int} NOT NULL,
    used_at {int}
) {strict};
CREATE UNIQUE INDEX passkey_credential_id ON passkey (credential_id);
CREATE INDEX passkey_of_user ON passkey (user_id);

-- A challenge works once and for a few minutes; of a sign-in without a log-in user_id is 0.
CREATE TABLE passkey_challenge (
    challenge_hash {text} NOT NULL PRIMARY KEY,
    purpose {text} NOT NULL,        -- register, sign_in
    user_id {int} NOT NULL,
    expires_at {int} NOT NULL
) {strict_without_rowid};

-- A sign-in that was sent to another house (OIDC) and is not back yet.
CREATE TABLE oidc_visit (
    state_hash {text} NOT NULL PRIMARY KEY,
    provider {text} NOT NULL,
    sealed {text} NOT NULL,         -- nonce and code verifier
    expires_at {int} NOT NULL
) {strict_without_rowid};

-- Who a user is there.
CREATE TABLE oidc_identity (
    provider {text} NOT NULL,
    subject {text} NOT NULL,
    user_id {int} NOT NULL REFERENCES users (id),
    created_at {int} NOT NULL,
    PRIMARY KEY (provider, subject)
) {strict_without_rowid};
