-- name: find_last_audit_link
SELECT n, seq, source, position, salt, commitment, digest
FROM audit_chain
ORDER BY n DESC
LIMIT 1;

-- name: find_audit_anchor
SELECT n, seq, source, position, digest FROM audit_anchor ORDER BY n DESC LIMIT 1;

-- name: read_audit_links
SELECT n, seq, source, position, salt, commitment, digest
FROM audit_chain
WHERE n > :after
ORDER BY n
LIMIT :most;

-- name: erase_changes_of
UPDATE change
SET before = CASE WHEN before = '' THEN '' ELSE '{}' END,
    after = CASE WHEN after = '' THEN '' ELSE '{}' END
WHERE customer_id = :customer_id
  AND EXISTS (SELECT 1 FROM audit_chain k WHERE k.seq = change.seq AND k.source = 'change');

-- name: forget_salts_of_changes
UPDATE audit_chain SET salt = NULL
WHERE source = 'change' AND seq IN (SELECT seq FROM change WHERE customer_id = :customer_id);

-- name: erase_items_of
UPDATE change_item SET before = CASE WHEN before = '' THEN '' ELSE '{}' END
WHERE customer_id = :customer_id AND customer_id <> 0
  AND EXISTS (SELECT 1 FROM audit_chain k
              WHERE k.seq = change_item.seq AND k.source = 'item'
                AND k.position = change_item.position);

-- name: forget_salts_of_items
UPDATE audit_chain SET salt = NULL
WHERE source = 'item'
  AND (seq, position) IN (SELECT seq, position FROM change_item
                          WHERE customer_id = :customer_id AND customer_id <> 0);

-- name: erase_events_of
UPDATE audit_event SET reason = ''
WHERE customer_id = :customer_id AND kind <> 'erased'
  AND seq IN (SELECT seq FROM audit_seen WHERE customer_id = :customer_id)
  AND EXISTS (SELECT 1 FROM audit_chain k WHERE k.seq = audit_event.seq AND k.source = 'event');

-- name: forget_salts_of_events
UPDATE audit_chain SET salt = NULL
WHERE source = 'event'
  AND seq IN (SELECT e.seq FROM audit_seen s JOIN audit_event e ON e.seq = s.seq
              WHERE s.customer_id = :customer_id AND e.customer_id = :customer_id
                AND e.kind <> 'erased');

-- name: find_first_kept_seq
SELECT coalesce(min(seq), 9223372036854775807) AS seq
FROM (SELECT min(seq) AS seq FROM change WHERE at >= :cutoff
      UNION ALL SELECT min(seq) FROM audit_event WHERE at >= :cutoff) AS kept;

-- The last link before a seq.
-- name: find_audit_link_before
SELECT n, seq, source, position, salt, commitment, digest
FROM audit_chain
WHERE seq < :seq
ORDER BY seq DESC, n DESC
LIMIT 1;

-- name: delete_links_until
DELETE FROM audit_chain WHERE n <= :n;

-- name: delete_items_until
DELETE FROM change_item WHERE seq <= :seq;

-- name: delete_changes_until
DELETE FROM change WHERE seq <= :seq;

-- name: delete_seen_until
DELETE FROM audit_seen
WHERE seq IN (SELECT seq FROM audit_event WHERE seq <= :seq);

-- name: delete_events_until
DELETE FROM audit_event WHERE seq <= :seq;

-- name: delete_audit_anchors
DELETE FROM audit_anchor;

-- name: insert_audit_anchor
INSERT INTO audit_anchor (n, seq, source, position, digest)
VALUES (:n, :seq, :source, :position, :digest);
