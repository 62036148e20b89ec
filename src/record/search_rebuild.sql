-- name: list_searchable_customers
SELECT id, name, kana FROM customer WHERE id > :after_id ORDER BY id LIMIT :limit

-- name: list_searchable_phones
SELECT customer_id, number, e164, label FROM phone
WHERE customer_id > :after_id AND customer_id <= :last_id
ORDER BY customer_id, position

-- name: list_searchable_emails
SELECT customer_id, address, form, label FROM email
WHERE customer_id > :after_id AND customer_id <= :last_id
ORDER BY customer_id, position
