-- Contacts in SQL, for the test that the folds say the same: of the centre's analyses and of
-- satisfaction.

-- name: twin_contacts_by_part
SELECT CASE p.part WHEN '' THEN '(unknown)' ELSE p.part END, COUNT(*),
    SUM(CASE WHEN p.direction = 'inbound' THEN 1.0 ELSE 0 END) / COUNT(*),
    SUM(CASE WHEN p.emotion = 'negative' THEN 1.0 ELSE 0 END) / COUNT(*),
    SUM(CASE WHEN p.emotion = 'positive' THEN 1.0 ELSE 0 END) / COUNT(*),
    AVG(p.seconds / 60.0), COUNT(p.seconds)
FROM (SELECT t.*, CASE CAST(:by AS TEXT) WHEN 'purpose' THEN t.purpose
            WHEN 'channel' THEN t.channel WHEN 'reason' THEN t.reason_code
            WHEN 'product' THEN COALESCE('#' || t.product_id, '')
            ELSE CASE t.agent_id WHEN 0 THEN '' ELSE '#' || t.agent_id END END AS part
        FROM twin_contact t CROSS JOIN twin_look k
        WHERE t.day BETWEEN k.from_day AND k.to_day
          AND (k.product = 0 OR t.product_id = k.product)) p
GROUP BY p.part

-- name: twin_contacts_by_month
SELECT m.number, COUNT(*), SUM(CASE WHEN t.direction = 'inbound' THEN 1 ELSE 0 END),
    SUM(CASE WHEN t.direction = 'inbound' THEN 0 ELSE 1 END)
FROM twin_contact t JOIN twin_month m ON t.day BETWEEN m.first_day AND m.last_day
    CROSS JOIN twin_look k
WHERE t.day BETWEEN k.from_day AND k.to_day AND (k.product = 0 OR t.product_id = k.product)
GROUP BY m.number

-- Weekdays from Monday: day 0, 1970-01-01, was a Thursday.
-- name: twin_contacts_by_hour
SELECT t.hour || ':00', SUM(CASE WHEN (t.day + 3) % 7 = 0 THEN 1 ELSE 0 END),
    SUM(CASE WHEN (t.day + 3) % 7 = 1 THEN 1 ELSE 0 END),
    SUM(CASE WHEN (t.day + 3) % 7 = 5 THEN 1 ELSE 0 END),
    SUM(CASE WHEN (t.day + 3) % 7 = 6 THEN 1 ELSE 0 END), COUNT(*)
FROM twin_contact t CROSS JOIN twin_look k
WHERE t.day BETWEEN k.from_day AND k.to_day AND (k.product = 0 OR t.product_id = k.product)
GROUP BY t.hour
