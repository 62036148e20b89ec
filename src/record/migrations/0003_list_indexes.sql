-- Contacts of one agent or with one result, newest first; the counts of call lists.

CREATE INDEX contact_agent ON contact (agent_id, started_at, id);
CREATE INDEX contact_result ON contact (result, started_at, id);
CREATE INDEX call_list_item_status ON call_list_item (call_list_id, status);
