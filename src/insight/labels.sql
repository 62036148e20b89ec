-- name: product_labels
SELECT id, name FROM product
