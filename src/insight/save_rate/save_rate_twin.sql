-- Wishes to leave in SQL, for the test that the fold says the same (save_rate_test.cpp).

-- A row for each wish: the days to the decision or the as-of day, whether she decided to cancel,
-- and whether she complained after it, NULL while the thirty days last.
-- name: twin_wishes
CREATE TABLE twin_wish AS
WITH decided AS (
    SELECT t.customer_id, t.from_day, t.reason, t.decided AS day, t.product_id
    FROM twin_contract t CROSS JOIN twin_look k
    WHERE k.product = 0 OR t.product_id = k.product)
SELECT w.*, CASE WHEN w.day + 30 > k.as_of THEN NULL
        WHEN EXISTS (SELECT 1 FROM twin_contact n WHERE n.customer_id = w.customer_id
            AND n.purpose = 'complaint' AND n.seq > w.seq AND n.day BETWEEN w.day AND w.day + 30)
        THEN 1 ELSE 0 END AS complained
FROM (SELECT 1 AS voiced, n.customer_id, n.day, n.seq, n.agent_id, n.reason_code AS reason,
        COALESCE(n.product_id, 0) AS product_id, COALESCE(n.offer_id, 0) AS offer_id,
        n.offer_answer, MIN(COALESCE(d.day, k.as_of)) - n.day AS days,
        MAX(CASE WHEN d.day IS NULL THEN 0 ELSE 1 END) AS happened
    FROM twin_contact n JOIN decided d ON d.customer_id = n.customer_id
            AND d.from_day <= n.day AND (d.day IS NULL OR d.day >= n.day)
        CROSS JOIN twin_look k
    WHERE n.purpose = 'cancel' AND n.day BETWEEN k.from_day AND k.to_day
    GROUP BY n.id, n.customer_id, n.day, n.seq, n.agent_id, n.reason_code, n.product_id,
        n.offer_id, n.offer_answer
    UNION ALL
    SELECT 0, d.customer_id, d.day, 0, 0, d.reason, d.product_id, 0, '', 0, 1
    FROM decided d CROSS JOIN twin_look k
    WHERE d.day BETWEEN k.from_day AND k.to_day
      AND NOT EXISTS (SELECT 1 FROM twin_contact n WHERE n.customer_id = d.customer_id
        AND n.purpose = 'cancel' AND n.day >= d.from_day
        AND n.day BETWEEN d.day - 90 AND d.day
        AND (n.product_id IS NULL OR n.product_id = d.product_id))) w CROSS JOIN twin_look k

-- name: drop_twin_wish
DROP TABLE IF EXISTS twin_wish

-- In each group; NULL as the word of a split by contacts is who spoke to nobody.
-- name: twin_grouped_wishes
CREATE TABLE twin_grouped_wish AS
SELECT w.*, COALESCE(CASE CAST(:by AS TEXT)
        WHEN 'offer' THEN CASE w.voiced WHEN 1 THEN CASE w.offer_id WHEN 0 THEN '(none)'
            ELSE '#' || w.offer_id END END
        WHEN 'answer' THEN CASE w.voiced WHEN 1 THEN CASE w.offer_answer
            WHEN 'accepted' THEN 'Accepted' WHEN 'declined' THEN 'Declined'
            ELSE 'No offer' END END
        WHEN 'agent' THEN CASE w.voiced WHEN 1 THEN CASE w.agent_id WHEN 0 THEN '(unknown)'
            ELSE '#' || w.agent_id END END
        WHEN 'reason' THEN CASE w.reason WHEN '' THEN '(unknown)' ELSE w.reason END
        WHEN 'product' THEN CASE w.product_id WHEN 0 THEN '(unknown)'
            ELSE '#' || w.product_id END
        WHEN 'month' THEN REPLACE(m.name, '-', '/')
        WHEN 'segment' THEN CASE w.customer_id % 3 WHEN 0 THEN 's1' ELSE 'Not in s1' END
        ELSE 'All' END, '(without a contact)') AS part
FROM twin_wish w JOIN twin_month m ON w.day BETWEEN m.first_day AND m.last_day
WHERE w.voiced = 1 OR CAST(:unvoiced AS TEXT) = 'count'

-- name: drop_twin_grouped_wish
DROP TABLE IF EXISTS twin_grouped_wish

-- name: twin_save_rate
SELECT part, days, happened FROM twin_grouped_wish

-- name: twin_complaints_after_wishes
SELECT part, SUM(complained) * 1.0 / COUNT(complained), COUNT(complained)
FROM twin_grouped_wish GROUP BY part

-- How many customers: all, those who kept, left, complained.
-- name: twin_who_wished
SELECT COUNT(DISTINCT customer_id), COUNT(DISTINCT CASE happened WHEN 0 THEN customer_id END),
    COUNT(DISTINCT CASE happened WHEN 1 THEN customer_id END),
    COUNT(DISTINCT CASE complained WHEN 1 THEN customer_id END)
FROM twin_grouped_wish
