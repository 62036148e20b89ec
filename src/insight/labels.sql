-- name: product_labels
SELECT id, name FROM product

-- name: reason_labels
SELECT code, ja, en FROM reason
