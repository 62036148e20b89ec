-- The subscription that an order's file names, of orders that came before it: the file that brings
-- the subscription makes them its deliveries. A row stays when that is done, so that an undo of
-- that file leaves the order waiting again.
CREATE TABLE awaited_subscription (
    order_id {int} NOT NULL PRIMARY KEY REFERENCES orders (id),
    subscription_key {text} NOT NULL
) {strict_without_rowid};
CREATE INDEX awaited_subscription_key ON awaited_subscription (subscription_key, order_id);
