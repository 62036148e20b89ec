-- name: find_mail_server
SELECT version, host, port, guard, user_name, password, sender_address, sender_name, page
FROM mail_server
WHERE id = 1;

-- name: insert_mail_server
INSERT INTO mail_server (id, version, host, port, guard, user_name, password, sender_address,
                         sender_name, page, updated_at)
VALUES (1, :version, :host, :port, :guard, :user_name, :password, :sender_address, :sender_name,
        :page, :updated_at);

-- name: update_mail_server
UPDATE mail_server
SET version = :version, host = :host, port = :port, guard = :guard, user_name = :user_name,
    password = :password, sender_address = :sender_address, sender_name = :sender_name,
    page = :page, updated_at = :updated_at
WHERE id = 1;
