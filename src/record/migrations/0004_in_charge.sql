-- Whose a customer is: of the person or the team in charge of her, and of whoever is to call her. A
-- holder is a user's id, or minus a team's.

ALTER TABLE customer ADD COLUMN owner_id {int};
ALTER TABLE customer ADD COLUMN team_id {int};
CREATE INDEX customer_owner ON customer (owner_id, id) WHERE owner_id IS NOT NULL;
CREATE INDEX customer_team ON customer (team_id, id) WHERE team_id IS NOT NULL;
CREATE INDEX call_list_item_assigned ON call_list_item (assigned_to, customer_id)
    WHERE assigned_to IS NOT NULL AND status <> 'done';

CREATE VIEW customer_holder AS
SELECT c.id AS customer_id, c.owner_id AS holder FROM customer c WHERE c.owner_id IS NOT NULL
UNION ALL
SELECT c.id, -c.team_id FROM customer c WHERE c.team_id IS NOT NULL
UNION ALL
SELECT i.customer_id, i.assigned_to FROM call_list_item i
WHERE i.assigned_to IS NOT NULL AND i.status <> 'done';
