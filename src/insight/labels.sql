-- name: product_labels
SELECT id, name, cost FROM product
