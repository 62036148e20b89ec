-- The shop's mail server: one row, once it was set.
CREATE TABLE mail_server (
    id {id},
    version {int} NOT NULL,
    host {text} NOT NULL,
    port {int} NOT NULL,
    guard {text} NOT NULL,          -- start_tls, tls, plain
    user_name {text} NOT NULL,      -- '' no log-in
    password {text} NOT NULL,       -- sealed with the server's key file; '' none
    sender_address {text} NOT NULL,
    sender_name {text} NOT NULL,
    page {text} NOT NULL,           -- where the screens are
    updated_at {int} NOT NULL
) {strict};
