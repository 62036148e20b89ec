-- Taking back rows that an import created, by ranges of ids. `kept_…` are those that somebody
-- changed since or that other rows refer to. What an import changed and its undo put back counts
-- for nobody's: import_undone knows how many versions of a row are of that kind.

-- name: kept_contacts
SELECT id,
       CASE version - 1 - coalesce(u.versions, 0)
            WHEN (SELECT count(*) FROM import_touch t
                  WHERE t.entity = 'contact' AND t.first_id = contact.id AND t.before <> '')
            THEN 'changed_by_import'
            ELSE 'edited_later' END AS reason
FROM contact
LEFT JOIN import_undone u ON u.entity = 'contact' AND u.entity_id = contact.id
WHERE id BETWEEN :first AND :last AND version > 1 + coalesce(u.versions, 0)
ORDER BY id;

-- The events of a subscription that stays stay with it, and the delivery of an order that stays.
-- A subscription or an order of this import stays for what kept_subscriptions and kept_orders say;
-- one that it changed is among the conflicts by then.
-- name: kept_events
SELECT e.id, 'referred_to' AS reason FROM subscription_event e
WHERE e.id BETWEEN :first AND :last
  AND (e.contact_id IS NOT NULL
       OR EXISTS (SELECT 1 FROM import_conflict c
                  WHERE c.import_id = :import_id AND c.entity = 'subscription'
                    AND c.entity_id = e.subscription_id AND c.field = '')
       OR EXISTS (SELECT 1 FROM import_conflict c
                  WHERE c.import_id = :import_id AND c.entity = 'orders'
                    AND c.entity_id = e.order_id AND c.field = '')
       OR EXISTS (SELECT 1 FROM orders o
                  WHERE o.id = e.order_id
                    AND o.id <= (SELECT t.last_id FROM import_touch t
                                 WHERE t.import_id = :import_id AND t.entity = 'orders'
                                   AND t.before = '' AND t.first_id <= o.id
                                 ORDER BY t.first_id DESC LIMIT 1)
                    AND (o.version > 1 + coalesce((SELECT u.versions FROM import_undone u
                                                   WHERE u.entity = 'orders'
                                                     AND u.entity_id = o.id), 0)
                         OR EXISTS (SELECT 1 FROM contact k WHERE k.customer_id = o.customer_id
                                                            AND k.order_id = o.id)))
       OR EXISTS (SELECT 1 FROM subscription s
                  WHERE s.id = e.subscription_id
                    AND s.id <= (SELECT t.last_id FROM import_touch t
                                 WHERE t.import_id = :import_id AND t.entity = 'subscription'
                                   AND t.before = '' AND t.first_id <= s.id
                                 ORDER BY t.first_id DESC LIMIT 1)
                    AND (s.version > 1 + coalesce((SELECT u.versions FROM import_undone u
                                                   WHERE u.entity = 'subscription'
                                                     AND u.entity_id = s.id), 0)
                         OR EXISTS (SELECT 1 FROM contact k WHERE k.customer_id = s.customer_id
                                                            AND k.subscription_id = s.id)
                         OR EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = s.customer_id
                                                           AND o.subscription_id = s.id)
                         OR EXISTS (SELECT 1 FROM subscription_event f
                                    WHERE f.subscription_id = s.id
                                      AND f.contact_id IS NOT NULL))))
ORDER BY e.id;

-- name: kept_subscriptions
SELECT id,
       CASE version - 1 - coalesce(u.versions, 0)
            WHEN 0 THEN 'referred_to'
            WHEN (SELECT count(*) FROM import_touch t
                  WHERE t.entity = 'subscription' AND t.first_id = subscription.id
                    AND t.before <> '')
            THEN 'changed_by_import'
            ELSE 'edited_later' END AS reason
FROM subscription
LEFT JOIN import_undone u ON u.entity = 'subscription' AND u.entity_id = subscription.id
WHERE id BETWEEN :first AND :last
  AND (version > 1 + coalesce(u.versions, 0)
       OR EXISTS (SELECT 1 FROM contact WHERE contact.customer_id = subscription.customer_id
                                          AND contact.subscription_id = subscription.id)
       OR EXISTS (SELECT 1 FROM orders WHERE orders.customer_id = subscription.customer_id
                                         AND orders.subscription_id = subscription.id)
       OR EXISTS (SELECT 1 FROM subscription_event
                  WHERE subscription_event.subscription_id = subscription.id))
ORDER BY id;

-- name: kept_orders
SELECT id,
       CASE version - 1 - coalesce(u.versions, 0)
            WHEN 0 THEN 'referred_to'
            WHEN (SELECT count(*) FROM import_touch t
                  WHERE t.entity = 'orders' AND t.first_id = orders.id AND t.before <> '')
            THEN 'changed_by_import'
            ELSE 'edited_later' END AS reason
FROM orders
LEFT JOIN import_undone u ON u.entity = 'orders' AND u.entity_id = orders.id
WHERE id BETWEEN :first AND :last
  AND (version > 1 + coalesce(u.versions, 0)
       OR EXISTS (SELECT 1 FROM contact WHERE contact.customer_id = orders.customer_id
                                          AND contact.order_id = orders.id))
ORDER BY id;

-- name: kept_customers
SELECT id,
       CASE version - 1 - coalesce(u.versions, 0)
            WHEN 0 THEN 'referred_to'
            WHEN (SELECT count(*) FROM import_touch t
                  WHERE t.entity = 'customer' AND t.first_id = customer.id AND t.before <> '')
            THEN 'changed_by_import'
            ELSE 'edited_later' END AS reason
FROM customer
LEFT JOIN import_undone u ON u.entity = 'customer' AND u.entity_id = customer.id
WHERE id BETWEEN :first AND :last
  AND (version > 1 + coalesce(u.versions, 0)
       OR EXISTS (SELECT 1 FROM contact WHERE contact.customer_id = customer.id)
       OR EXISTS (SELECT 1 FROM orders WHERE orders.customer_id = customer.id)
       OR EXISTS (SELECT 1 FROM subscription WHERE subscription.customer_id = customer.id)
       OR EXISTS (SELECT 1 FROM call_list_item WHERE call_list_item.customer_id = customer.id))
ORDER BY id;

-- name: kept_products
SELECT id,
       CASE version - 1 - coalesce(u.versions, 0)
            WHEN 0 THEN 'referred_to'
            WHEN (SELECT count(*) FROM import_touch t
                  WHERE t.entity = 'product' AND t.first_id = product.id AND t.before <> '')
            THEN 'changed_by_import'
            ELSE 'edited_later' END AS reason
FROM product
LEFT JOIN import_undone u ON u.entity = 'product' AND u.entity_id = product.id
WHERE id BETWEEN :first AND :last
  AND (version > 1 + coalesce(u.versions, 0)
       OR id IN (SELECT product_id FROM order_line)
       OR id IN (SELECT product_id FROM subscription)
       OR id IN (SELECT product_id FROM contact WHERE product_id IS NOT NULL))
ORDER BY id;

-- What other imports, which are not undone, changed of a row, from the newest on.
-- name: edits_by_imports
SELECT before FROM import_touch
WHERE entity = :entity AND first_id = :id AND before <> '' AND import_id <> :import_id
ORDER BY import_id DESC, position DESC;

-- name: count_undone_edit
INSERT INTO import_undone (entity, entity_id, versions) VALUES (:entity, :entity_id, 2)
ON CONFLICT (entity, entity_id) DO UPDATE SET versions = import_undone.versions + 2;

-- name: forget_undone_edits
DELETE FROM import_undone WHERE entity = :entity AND entity_id BETWEEN :first AND :last;

-- name: owned_contacts
SELECT id, customer_id FROM contact WHERE id BETWEEN :first AND :last ORDER BY id;

-- name: owned_events
SELECT id, customer_id FROM subscription_event WHERE id BETWEEN :first AND :last ORDER BY id;

-- name: owned_subscriptions
SELECT id, customer_id FROM subscription WHERE id BETWEEN :first AND :last ORDER BY id;

-- name: owned_orders
SELECT id, customer_id FROM orders WHERE id BETWEEN :first AND :last ORDER BY id;

-- name: remove_contacts
DELETE FROM contact WHERE id BETWEEN :first AND :last;

-- name: remove_events
DELETE FROM subscription_event WHERE id BETWEEN :first AND :last;

-- name: remove_subscriptions
DELETE FROM subscription WHERE id BETWEEN :first AND :last;

-- name: remove_order_lines
DELETE FROM order_line WHERE order_id BETWEEN :first AND :last;

-- name: remove_awaited
DELETE FROM awaited_subscription WHERE order_id BETWEEN :first AND :last;

-- name: remove_orders
DELETE FROM orders WHERE id BETWEEN :first AND :last;

-- name: remove_phones
DELETE FROM phone WHERE customer_id BETWEEN :first AND :last;

-- name: remove_emails
DELETE FROM email WHERE customer_id BETWEEN :first AND :last;

-- name: remove_addresses
DELETE FROM address WHERE customer_id BETWEEN :first AND :last;

-- name: remove_attributes
DELETE FROM attribute WHERE customer_id BETWEEN :first AND :last;

-- name: remove_consents
DELETE FROM consent WHERE customer_id BETWEEN :first AND :last;

-- name: remove_customers
DELETE FROM customer WHERE id BETWEEN :first AND :last;

-- name: remove_products
DELETE FROM product WHERE id BETWEEN :first AND :last;
