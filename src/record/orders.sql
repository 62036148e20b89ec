-- name: find_order
SELECT id, version, external_key, customer_id, subscription_id, delivery_number, status, ordered_at,
       ordered_on, shipped_on, medium, total, note
FROM orders
WHERE id = :id

-- name: list_orders_of
SELECT id, version, external_key, customer_id, subscription_id, delivery_number, status, ordered_at,
       ordered_on, shipped_on, medium, total, note
FROM orders
WHERE customer_id = :customer_id AND (ordered_at, id) < (:before, :before_id)
ORDER BY ordered_at DESC, id DESC
LIMIT :limit

-- name: list_order_lines
SELECT l.position, l.product_id, coalesce(p.name, '') AS product_name, l.quantity, l.unit_price,
       l.amount
FROM order_line l LEFT JOIN product p ON p.id = l.product_id
WHERE l.order_id = :order_id
ORDER BY l.position

-- name: insert_order
INSERT INTO orders (id, version, external_key, customer_id, subscription_id, delivery_number,
                    status, ordered_at, ordered_on, shipped_on, known_on, medium, total, note)
VALUES (:id, :version, :external_key, :customer_id, :subscription_id, :delivery_number, :status,
        :ordered_at, :ordered_on, :shipped_on, :known_on, :medium, :total, :note)

-- name: insert_order_line
INSERT INTO order_line (order_id, position, product_id, quantity, unit_price, amount)
VALUES (:order_id, :position, :product_id, :quantity, :unit_price, :amount)
