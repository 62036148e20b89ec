-- name: insert_audit_event
INSERT INTO audit_event (seq, at, user_id, user_name, acting_for, session_id, address, shop_id,
                         kind, operation, entity, entity_id, customer_id, customers, persons,
                         row_count, status, reason, detail)
VALUES (:seq, :at, :user_id, :user_name, :acting_for, :session_id, :address, :shop_id, :kind,
        :operation, :entity, :entity_id, :customer_id, :customers, :persons, :row_count, :status,
        :reason, :detail);

-- name: insert_audit_seen
INSERT INTO audit_seen (customer_id, at, seq) VALUES (:customer_id, :at, :seq);
