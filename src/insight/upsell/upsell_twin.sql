-- Who comes to pay more or to add a product in SQL, for the test that the fold says the same.

-- name: drop_twin_upsell_in_force
DROP TABLE IF EXISTS twin_upsell_in_force

-- What the last event before a month leaves running, with a product that is asked for.
-- name: twin_upsell_in_force
CREATE TABLE twin_upsell_in_force AS
SELECT m.number AS month, m.first_day, m.last_day, e.subscription_id, e.customer_id
FROM twin_month m JOIN twin_event e ON e.day < m.first_day CROSS JOIN twin_look k
WHERE e.seq = (SELECT MAX(l.seq) FROM twin_event l
        WHERE l.subscription_id = e.subscription_id AND l.day < m.first_day)
  AND e.kind <> 'cancelled' AND (k.product = 0 OR e.product_id = k.product)
  AND m.first_day BETWEEN k.from_day AND k.to_day

-- name: twin_upsell
SELECT f.month, f.in_force, c.subscribers, 1.0 * f.up / f.in_force, 1.0 * f.down / f.in_force,
    1.0 * c.added / c.subscribers, 1.0 * c.bought / c.subscribers, 1.0 * f.priced / f.in_force
FROM (SELECT i.month, COUNT(*) AS in_force,
        SUM(CASE WHEN EXISTS (SELECT 1 FROM twin_event n JOIN twin_event b
                    ON b.subscription_id = n.subscription_id AND b.seq = n.seq - 1
                WHERE n.subscription_id = i.subscription_id AND n.kind = 'changed'
                  AND NOT (n.only_price = 1 AND n.product_id = b.product_id)
                  AND n.day BETWEEN i.first_day AND i.last_day AND b.kind <> 'cancelled'
                  AND b.monthly > 0 AND n.monthly > b.monthly) THEN 1 ELSE 0 END) AS up,
        SUM(CASE WHEN EXISTS (SELECT 1 FROM twin_event n JOIN twin_event b
                    ON b.subscription_id = n.subscription_id AND b.seq = n.seq - 1
                WHERE n.subscription_id = i.subscription_id AND n.kind = 'changed'
                  AND NOT (n.only_price = 1 AND n.product_id = b.product_id)
                  AND n.day BETWEEN i.first_day AND i.last_day AND b.kind <> 'cancelled'
                  AND n.monthly > 0 AND n.monthly < b.monthly) THEN 1 ELSE 0 END) AS down,
        SUM(CASE WHEN EXISTS (SELECT 1 FROM twin_event n JOIN twin_event b
                    ON b.subscription_id = n.subscription_id AND b.seq = n.seq - 1
                WHERE n.subscription_id = i.subscription_id AND n.only_price = 1
                  AND n.product_id = b.product_id AND n.day BETWEEN i.first_day AND i.last_day
                  AND b.kind <> 'cancelled' AND b.monthly > 0 AND n.monthly > 0
                  AND n.monthly <> b.monthly) THEN 1 ELSE 0 END) AS priced
    FROM twin_upsell_in_force i GROUP BY i.month) f
    JOIN (SELECT s.month, COUNT(*) AS subscribers,
        SUM(CASE WHEN EXISTS (SELECT 1 FROM twin_event n WHERE n.customer_id = s.customer_id
                  AND n.seq = 1 AND n.day BETWEEN s.first_day AND s.last_day
                  AND NOT EXISTS (SELECT 1 FROM twin_event b WHERE b.customer_id = n.customer_id
                      AND b.product_id = n.product_id AND b.day < n.day))
            THEN 1 ELSE 0 END) AS added,
        SUM(CASE WHEN EXISTS (SELECT 1 FROM twin_line l WHERE l.customer_id = s.customer_id
                  AND l.counts = 1 AND l.day BETWEEN s.first_day AND s.last_day
                  AND NOT EXISTS (SELECT 1 FROM twin_line b WHERE b.customer_id = l.customer_id
                      AND b.counts = 1 AND b.product_id = l.product_id AND b.day < l.day))
            THEN 1 ELSE 0 END) AS bought
        FROM (SELECT DISTINCT month, first_day, last_day, customer_id FROM twin_upsell_in_force) s
        GROUP BY s.month) c ON c.month = f.month

-- name: twin_courses
SELECT '#' || CAST(b.product_id AS TEXT), '#' || CAST(n.product_id AS TEXT)
        || CASE WHEN n.product_id = b.product_id THEN ' (quantity or cycle)' ELSE '' END, COUNT(*),
    SUM(CASE WHEN b.monthly > 0 AND n.monthly > b.monthly THEN 1 ELSE 0 END),
    SUM(CASE WHEN n.monthly > 0 AND n.monthly < b.monthly THEN 1 ELSE 0 END)
FROM twin_event n JOIN twin_event b
        ON b.subscription_id = n.subscription_id AND b.seq = n.seq - 1
    CROSS JOIN twin_look k
WHERE n.kind = 'changed' AND b.kind <> 'cancelled'
  AND (n.product_id <> b.product_id OR (n.only_price = 0 AND n.monthly > 0 AND b.monthly > 0
      AND n.monthly <> b.monthly))
  AND n.day BETWEEN k.from_day AND k.to_day AND (k.product = 0 OR b.product_id = k.product)
GROUP BY b.product_id, n.product_id
ORDER BY COUNT(*) DESC, b.product_id, n.product_id

-- Every third subscription goes from product to product, a new one every 50 days, as the record
-- tells it and as it is seen.
-- name: change_products
UPDATE subscription_event SET product_id = 1 + (subscription_id + happened_on / 50) % 4
WHERE subscription_id % 3 = 0

-- name: change_seen_products
UPDATE twin_event SET product_id = 1 + (subscription_id + day / 50) % 4
WHERE subscription_id % 3 = 0

-- name: change_products_of_steps
UPDATE twin_step SET product_id = 1 + (subscription_id + day / 50) % 4
WHERE subscription_id % 3 = 0

-- Months of subscriptions, by what they deliver at the beginning or by medium, with those in which
-- one came to pay more and less.
-- name: twin_upsell_groups
SELECT part, SUM(up), SUM(down), COUNT(*), SUM(up) * 1.0 / COUNT(*)
FROM (SELECT CASE CAST(:by AS TEXT) WHEN 'product' THEN '#' || f.product_id
            ELSE CASE c.medium WHEN '' THEN '(unknown)' ELSE c.medium END END AS part,
        CASE WHEN EXISTS (SELECT 1 FROM twin_event n JOIN twin_event b
                    ON b.subscription_id = n.subscription_id AND b.seq = n.seq - 1
                WHERE n.subscription_id = i.subscription_id AND n.kind = 'changed'
                  AND NOT (n.only_price = 1 AND n.product_id = b.product_id)
                  AND n.day BETWEEN i.first_day AND i.last_day AND b.kind <> 'cancelled'
                  AND b.monthly > 0 AND n.monthly > b.monthly) THEN 1 ELSE 0 END AS up,
        CASE WHEN EXISTS (SELECT 1 FROM twin_event n JOIN twin_event b
                    ON b.subscription_id = n.subscription_id AND b.seq = n.seq - 1
                WHERE n.subscription_id = i.subscription_id AND n.kind = 'changed'
                  AND NOT (n.only_price = 1 AND n.product_id = b.product_id)
                  AND n.day BETWEEN i.first_day AND i.last_day AND b.kind <> 'cancelled'
                  AND n.monthly > 0 AND n.monthly < b.monthly) THEN 1 ELSE 0 END AS down
    FROM twin_upsell_in_force i JOIN twin_customer c ON c.id = i.customer_id
        JOIN twin_event f ON f.subscription_id = i.subscription_id
            AND f.seq = (SELECT MAX(l.seq) FROM twin_event l
                WHERE l.subscription_id = i.subscription_id AND l.day < i.first_day)) months
GROUP BY part
