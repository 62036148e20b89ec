-- Analyses of what customers order in SQL, for the tests that the folds say the same
-- (lively_orders_test.cpp, lively_products_test.cpp).

-- name: twin_deciles
SELECT (10 * place + n - 1) / n, SUM(sales), COUNT(*)
FROM (SELECT sales, ROW_NUMBER() OVER (ORDER BY sales DESC, customer_id) AS place,
        COUNT(*) OVER () AS n
    FROM (SELECT l.customer_id, SUM(l.amount) AS sales FROM twin_line l CROSS JOIN twin_look k
        WHERE l.day BETWEEN k.from_day AND k.to_day
          AND l.customer_id IN (SELECT customer_id FROM twin_head WHERE asked = 1)
        GROUP BY l.customer_id HAVING MAX(l.counts) = 1) s) g
GROUP BY (10 * place + n - 1) / n

-- What the first two tenths bring of all, where that is anything.
-- name: twin_best_fifth
SELECT CASE WHEN SUM(sales) > 0 THEN SUM(CASE WHEN (10 * place + n - 1) / n <= 2 THEN 1.0 * sales
        ELSE 0 END) / SUM(sales) END, COUNT(*)
FROM (SELECT sales, ROW_NUMBER() OVER (ORDER BY sales DESC, customer_id) AS place,
        COUNT(*) OVER () AS n
    FROM (SELECT l.customer_id, SUM(l.amount) AS sales FROM twin_line l CROSS JOIN twin_look k
        WHERE l.day BETWEEN k.from_day AND k.to_day
          AND l.customer_id IN (SELECT customer_id FROM twin_head WHERE asked = 1)
        GROUP BY l.customer_id HAVING MAX(l.counts) = 1) s) g

-- Who ordered in these days: the day of the last order, orders, sales.
-- name: twin_spenders
SELECT l.customer_id, MAX(CASE WHEN l.counts = 1 THEN l.day END),
    COUNT(DISTINCT CASE WHEN l.counts = 1 THEN l.order_id END), CAST(SUM(l.amount) AS BIGINT)
FROM twin_line l CROSS JOIN twin_look k
WHERE l.day BETWEEN k.from_day AND k.to_day
  AND l.customer_id IN (SELECT customer_id FROM twin_head WHERE asked = 1)
GROUP BY l.customer_id HAVING MAX(l.counts) = 1

-- name: twin_cohort_cells
SELECT b.number, m.number, COUNT(DISTINCT CASE WHEN l.counts = 1 THEN l.customer_id END),
    SUM(l.amount)
FROM twin_begun b JOIN twin_since l ON l.customer_id = b.customer_id
    JOIN twin_month m ON l.day BETWEEN m.first_day AND m.last_day
GROUP BY b.number, m.number

-- First and latest order, orders and sales by what was ordered until a day.
-- name: twin_customers_on
SELECT b.customer_id, MIN(b.day), MAX(CASE WHEN l.counts = 1 THEN l.day END),
    COUNT(DISTINCT CASE WHEN l.counts = 1 THEN l.order_id END), CAST(SUM(l.amount) AS BIGINT)
FROM twin_begun b JOIN twin_line l ON l.customer_id = b.customer_id
WHERE b.asked = 1 AND l.day <= :until GROUP BY b.customer_id HAVING MAX(l.counts) = 1

-- Product and day of every order, and the day of the next one.
-- name: twin_silences
SELECT h.customer_id, h.product_id, h.day,
    LEAD(h.day) OVER (PARTITION BY h.customer_id ORDER BY h.place)
FROM twin_head h JOIN twin_begun b ON b.customer_id = h.customer_id WHERE b.asked = 1

-- Group, customer, first day, step of thirty days, and what that brought: sales, and profit where a
-- piece of product n costs 100 n, but nobody told that of the fourth.
-- name: twin_values
SELECT CASE CAST(:by AS TEXT) WHEN 'product' THEN '#' || b.product_id
        WHEN 'medium' THEN CASE b.medium WHEN '' THEN '(unknown)' ELSE b.medium END
        ELSE 'All' END AS part,
    b.customer_id, b.day, (l.day - b.day) / 30 AS step, CAST(SUM(l.amount) AS BIGINT),
    CAST(SUM(CASE WHEN l.product_id = 4 THEN 0
        ELSE l.amount - l.counts * 100 * l.product_id * l.quantity END) AS BIGINT)
FROM twin_begun b JOIN twin_since l ON l.customer_id = b.customer_id
GROUP BY b.product_id, b.medium, b.customer_id, b.day, (l.day - b.day) / 30

-- name: twin_profits
SELECT l.customer_id, CAST(SUM(CASE WHEN l.product_id = 4 THEN 0
        ELSE l.amount - l.counts * 100 * l.product_id * l.quantity END) AS BIGINT) AS profit,
    CAST(SUM(l.amount) AS BIGINT)
FROM twin_line l CROSS JOIN twin_look k
WHERE l.day BETWEEN k.from_day AND k.to_day
  AND l.customer_id IN (SELECT customer_id FROM twin_head WHERE asked = 1)
GROUP BY l.customer_id HAVING MAX(l.counts) = 1 ORDER BY profit DESC, l.customer_id

-- name: twin_second_orders
SELECT CASE CAST(:by AS TEXT) WHEN 'product' THEN '#' || b.product_id
        WHEN 'medium' THEN CASE b.medium WHEN '' THEN '(unknown)' ELSE b.medium END
        WHEN 'month' THEN b.month ELSE 'All' END AS part,
    COALESCE(h.day, k.as_of) - b.day, CASE WHEN h.day IS NULL THEN 0 ELSE 1 END, k.as_of - b.day
FROM twin_begun b CROSS JOIN twin_look k
    LEFT JOIN twin_head h ON h.customer_id = b.customer_id AND h.place = 2
WHERE b.chosen = 1

-- name: twin_ways
SELECT first, second, third, last_on, COUNT(*)
FROM (SELECT h.customer_id, MAX(CASE WHEN h.place = 1 THEN h.product_id ELSE 0 END) AS first,
        MAX(CASE WHEN h.place = 2 THEN h.product_id ELSE 0 END) AS second,
        MAX(CASE WHEN h.place = 3 THEN h.product_id ELSE 0 END) AS third, MAX(h.day) AS last_on
    FROM twin_head h JOIN twin_begun b ON b.customer_id = h.customer_id
    WHERE b.chosen = 1 AND h.place <= 3 GROUP BY h.customer_id) p
GROUP BY first, second, third, last_on

-- From one of the first orders to the next: product, days since, days between.
-- name: twin_onward
SELECT h.product_id, k.as_of - h.day, CASE WHEN n.day IS NULL THEN -1 ELSE n.day - h.day END AS gap
FROM twin_head h JOIN twin_begun b ON b.customer_id = h.customer_id CROSS JOIN twin_look k
    LEFT JOIN twin_head n ON n.customer_id = h.customer_id AND n.place = h.place + 1
WHERE b.chosen = 1 AND h.place = :step ORDER BY 3

-- Lines of a product since its first purchase, and when she began.
-- name: twin_sold_table
CREATE TABLE twin_sold AS
SELECT s.*, m.number AS month
FROM (SELECT l.*,
        MIN(CASE WHEN l.counts = 1 THEN l.day END) OVER (PARTITION BY l.customer_id) AS shop_day,
        MIN(CASE WHEN l.counts = 1 THEN l.day END)
            OVER (PARTITION BY l.customer_id, l.product_id) AS product_day,
        MIN(CASE WHEN l.counts = 1 THEN l.seq END)
            OVER (PARTITION BY l.customer_id, l.product_id) AS product_seq
    FROM (SELECT l.*, ROW_NUMBER() OVER (PARTITION BY l.customer_id
                ORDER BY l.day, l.order_id, l.position) AS seq FROM twin_line l) l) s
    JOIN twin_month m ON s.day BETWEEN m.first_day AND m.last_day CROSS JOIN twin_look k
WHERE s.seq >= s.product_seq AND s.day BETWEEN k.from_day AND k.to_day
  AND (k.product = 0 OR s.product_id = k.product)

-- name: drop_twin_sold
DROP TABLE IF EXISTS twin_sold

-- name: twin_sold_by_month
SELECT s.month, SUM(CASE WHEN day = shop_day THEN amount ELSE 0 END),
    SUM(CASE WHEN day > shop_day THEN amount ELSE 0 END),
    COUNT(DISTINCT CASE WHEN day = shop_day AND counts = 1 THEN customer_id END),
    COUNT(DISTINCT CASE WHEN day > shop_day AND counts = 1 THEN customer_id END),
    CASE WHEN m.last_day < k.as_of AND m.last_day <= k.to_day AND m.first_day >= k.from_day
        THEN 0 ELSE 1 END
FROM twin_sold s JOIN twin_month m ON m.number = s.month CROSS JOIN twin_look k
GROUP BY s.month, m.first_day, m.last_day, k.from_day, k.to_day, k.as_of

-- name: twin_sold_by_product
SELECT '#' || product_id, SUM(CASE WHEN fresh = 1 THEN amount ELSE 0 END),
    SUM(CASE WHEN fresh = 0 THEN amount ELSE 0 END),
    COUNT(DISTINCT CASE WHEN fresh = 1 AND counts = 1 THEN customer_id END),
    COUNT(DISTINCT CASE WHEN fresh = 0 AND counts = 1 THEN customer_id END)
FROM (SELECT s.*, CASE WHEN day = CASE CAST(:new AS TEXT) WHEN 'shop' THEN shop_day
        ELSE product_day END THEN 1 ELSE 0 END AS fresh FROM twin_sold s) s
GROUP BY product_id

-- name: twin_sold_by_both
SELECT '#' || product_id, month, SUM(CASE WHEN fresh = 1 THEN amount ELSE 0 END),
    SUM(CASE WHEN fresh = 0 THEN amount ELSE 0 END),
    COUNT(DISTINCT CASE WHEN fresh = 1 AND counts = 1 THEN customer_id END),
    COUNT(DISTINCT CASE WHEN fresh = 0 AND counts = 1 THEN customer_id END)
FROM (SELECT s.*, CASE WHEN day = CASE CAST(:new AS TEXT) WHEN 'shop' THEN shop_day
        ELSE product_day END THEN 1 ELSE 0 END AS fresh FROM twin_sold s) s
GROUP BY product_id, month

-- Everybody's first purchase of a product in these days.
-- name: twin_bought_table
CREATE TABLE twin_bought AS
SELECT l.customer_id, l.product_id, MIN(l.day) AS day FROM twin_line l CROSS JOIN twin_look k
WHERE l.counts = 1 AND l.day BETWEEN k.from_day AND k.to_day GROUP BY l.customer_id, l.product_id

-- name: drop_twin_bought
DROP TABLE IF EXISTS twin_bought

-- Either product may stand first.
-- name: twin_bought_pairs
SELECT '#' || a.product_id, '#' || b.product_id, COUNT(*),
    (SELECT COUNT(*) FROM twin_bought x WHERE x.product_id = a.product_id) - COUNT(*),
    (SELECT COUNT(*) FROM twin_bought x WHERE x.product_id = b.product_id) - COUNT(*),
    SUM(CASE WHEN a.day < b.day THEN 1.0 ELSE 0 END)
        / NULLIF(SUM(CASE WHEN a.day <> b.day THEN 1 ELSE 0 END), 0)
FROM twin_bought a JOIN twin_bought b ON b.customer_id = a.customer_id
        AND b.product_id <> a.product_id CROSS JOIN twin_look k
WHERE k.product = 0 OR k.product IN (a.product_id, b.product_id)
GROUP BY a.product_id, b.product_id

-- Orders of the days that hold one of the products, by the different products in them.
-- name: twin_basket_table
CREATE TABLE twin_basket AS
SELECT DISTINCT l.order_id, l.product_id FROM twin_line l CROSS JOIN twin_look k
WHERE l.counts = 1 AND l.day BETWEEN k.from_day AND k.to_day
  AND (k.product = 0 OR l.order_id IN (SELECT o.order_id FROM twin_line o CROSS JOIN twin_look x
    WHERE o.product_id = x.product))

-- name: drop_twin_basket
DROP TABLE IF EXISTS twin_basket

-- name: twin_sizes
SELECT size, COUNT(*), SUM(sales)
FROM (SELECT b.order_id, COUNT(*) AS size,
        (SELECT SUM(l.amount) FROM twin_line l WHERE l.order_id = b.order_id) AS sales
    FROM twin_basket b GROUP BY b.order_id) o
GROUP BY size

-- Orders of several products, and what one brings.
-- name: twin_basket_headlines
SELECT 1.0 * SUM(CASE WHEN size > 1 THEN 1 ELSE 0 END) / NULLIF(COUNT(*), 0), COUNT(*),
    1.0 * SUM(sales) / NULLIF(COUNT(*), 0)
FROM (SELECT b.order_id, COUNT(*) AS size,
        (SELECT SUM(l.amount) FROM twin_line l WHERE l.order_id = b.order_id) AS sales
    FROM twin_basket b GROUP BY b.order_id) o

-- Either product may stand first.
-- name: twin_basket_pairs
SELECT '#' || a.product_id, '#' || b.product_id, COUNT(*),
    COUNT(*) * 1.0 / (SELECT COUNT(*) FROM twin_basket x WHERE x.product_id = a.product_id)
FROM twin_basket a JOIN twin_basket b ON b.order_id = a.order_id AND b.product_id <> a.product_id
GROUP BY a.product_id, b.product_id

-- What customers are, and what they bought in these days.
-- name: twin_trait_table
CREATE TABLE twin_trait AS
SELECT c.id, CASE c.sex WHEN 'female' THEN 'Female' WHEN 'male' THEN 'Male'
        ELSE '(unknown)' END AS sex,
    CASE WHEN c.birth_year = 0 THEN '(unknown)' WHEN :year - c.birth_year < 20 THEN 'Under 20'
        WHEN :year - c.birth_year >= 80 THEN '80 and over'
        ELSE ((:year - c.birth_year) / 10) || '0s' END AS age,
    CASE c.rank WHEN '' THEN '(unknown)' ELSE c.rank END AS rank,
    CASE c.prefecture WHEN '' THEN '(unknown)' ELSE c.prefecture END AS prefecture,
    CASE c.medium WHEN '' THEN '(unknown)' ELSE c.medium END AS medium
FROM twin_customer c

-- name: drop_twin_trait
DROP TABLE IF EXISTS twin_trait

-- name: twin_crossed
SELECT x.part, x.across, COUNT(*),
    COUNT(*) * 1.0 / (SUM(COUNT(*)) OVER (PARTITION BY x.part)), SUM(x.sales)
FROM (SELECT y.id, y.part, y.across, SUM(y.amount) AS sales
    FROM (SELECT t.id, l.amount, l.counts,
            CASE CAST(:rows AS TEXT) WHEN 'product' THEN '#' || l.product_id
                WHEN 'sex' THEN t.sex WHEN 'age' THEN t.age WHEN 'rank' THEN t.rank
                WHEN 'prefecture' THEN t.prefecture ELSE t.medium END AS part,
            CASE CAST(:columns AS TEXT) WHEN 'sex' THEN t.sex WHEN 'age' THEN t.age
                WHEN 'rank' THEN t.rank WHEN 'prefecture' THEN t.prefecture
                ELSE t.medium END AS across
        FROM twin_trait t JOIN twin_line l ON l.customer_id = t.id CROSS JOIN twin_look k
        WHERE l.day BETWEEN k.from_day AND k.to_day
          AND (k.product = 0 OR l.product_id = k.product)) y
    GROUP BY y.id, y.part, y.across HAVING MAX(y.counts) = 1) x
GROUP BY x.part, x.across
