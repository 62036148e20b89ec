-- name: count_exported_persons
INSERT INTO audit_brake (user_id, day, persons) VALUES (:user_id, :day, :persons)
ON CONFLICT (user_id, day) DO UPDATE SET persons = audit_brake.persons + excluded.persons
RETURNING persons;

-- name: find_exported_persons
SELECT persons FROM audit_brake WHERE user_id = :user_id AND day = :day;
