-- name: count_exported_persons
INSERT INTO audit_brake (user_id, day, persons) VALUES (:user_id, :day, :persons)
ON CONFLICT (user_id, day) DO UPDATE SET persons = audit_brake.persons + excluded.persons
RETURNING persons;
