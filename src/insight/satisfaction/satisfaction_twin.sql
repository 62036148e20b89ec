-- Answers in SQL, for the test that the folds say the same.

-- name: twin_answers
SELECT 100.0 * (SUM(CASE WHEN t.nps >= 9 THEN 1 ELSE 0 END)
        - SUM(CASE WHEN t.nps <= 6 THEN 1 ELSE 0 END)) / NULLIF(COUNT(t.nps), 0), COUNT(t.nps),
    SUM(CASE WHEN t.csat >= 4 THEN 1.0 ELSE 0 END) / NULLIF(COUNT(t.csat), 0),
    COUNT(t.csat),
    AVG(t.csat * 1.0), COUNT(t.csat),
    SUM(CASE WHEN t.nps IS NULL AND t.csat IS NULL THEN 0 ELSE 1.0 END)
        / NULLIF(COUNT(*), 0), COUNT(*)
FROM twin_contact t CROSS JOIN twin_look k
WHERE t.day BETWEEN k.from_day AND k.to_day AND (k.product = 0 OR t.product_id = k.product)

-- name: drop_twin_answer
DROP TABLE IF EXISTS twin_answer

-- Contacts of the look with the part of the chosen split in which each stands.
-- name: twin_answer_table
CREATE TABLE twin_answer AS
SELECT t.*, CASE CAST(:by AS TEXT) WHEN 'purpose' THEN t.purpose
    WHEN 'channel' THEN t.channel WHEN 'reason' THEN t.reason_code
    WHEN 'product' THEN COALESCE('#' || t.product_id, '')
    WHEN 'medium' THEN
        COALESCE((SELECT c.medium FROM customer c WHERE c.id = t.customer_id), '')
    WHEN 'month' THEN (SELECT REPLACE(m.name, '-', '/') FROM twin_month m
        WHERE t.day BETWEEN m.first_day AND m.last_day)
    ELSE CASE t.agent_id WHEN 0 THEN '' ELSE '#' || t.agent_id END END AS part
FROM twin_contact t CROSS JOIN twin_look k
WHERE t.day BETWEEN k.from_day AND k.to_day
  AND (k.product = 0 OR t.product_id = k.product)

-- name: twin_answers_by_part
SELECT CASE p.part WHEN '' THEN '(unknown)' ELSE p.part END, COUNT(p.nps),
    COUNT(p.nps) * 1.0 / COUNT(*),
    SUM(CASE WHEN p.nps IN (9, 10) THEN 1.0 ELSE 0 END) / COUNT(p.nps),
    SUM(CASE WHEN p.nps IN (7, 8) THEN 1.0 ELSE 0 END) / COUNT(p.nps),
    SUM(CASE WHEN p.nps < 7 THEN 1.0 ELSE 0 END) / COUNT(p.nps),
    100.0 * (SUM(CASE WHEN p.nps >= 9 THEN 1 ELSE 0 END)
        - SUM(CASE WHEN p.nps <= 6 THEN 1 ELSE 0 END)) / COUNT(p.nps)
FROM twin_answer p
GROUP BY p.part
HAVING COUNT(p.nps) > 0

-- name: twin_satisfied_by_part
SELECT CASE p.part WHEN '' THEN '(unknown)' ELSE p.part END, COUNT(p.csat),
    COUNT(p.csat) * 1.0 / COUNT(*),
    SUM(CASE WHEN p.csat >= 4 THEN 1.0 ELSE 0 END) / COUNT(p.csat), AVG(p.csat * 1.0)
FROM twin_answer p
GROUP BY p.part
HAVING COUNT(p.csat) > 0

-- name: twin_answering_people
SELECT COUNT(DISTINCT CASE WHEN t.nps >= 9 THEN t.customer_id END),
    COUNT(DISTINCT CASE WHEN t.nps IN (7, 8) THEN t.customer_id END),
    COUNT(DISTINCT CASE WHEN t.nps <= 6 THEN t.customer_id END),
    COUNT(DISTINCT CASE WHEN t.csat >= 4 THEN t.customer_id END)
FROM twin_contact t CROSS JOIN twin_look k
WHERE t.day BETWEEN k.from_day AND k.to_day AND (k.product = 0 OR t.product_id = k.product)
  AND t.purpose = 'cancel'
