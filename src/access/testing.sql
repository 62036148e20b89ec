-- name: insert_rule_for_test
INSERT INTO role_policy (shop_id, role, needs_second_factor, networks)
VALUES (:shop_id, :role, 1, '[]');

-- name: disable_user_for_test
UPDATE users SET active = 0 WHERE id = :user_id;

-- name: bend_trail_for_test
UPDATE audit_event SET status = 418;
