-- Contacts in SQL, for the test that the folds say the same: of the centre's analyses and of
-- satisfaction.

-- name: twin_contacts_by_part
SELECT CASE p.part WHEN '' THEN '(unknown)' ELSE p.part END, COUNT(*),
    SUM(CASE WHEN p.direction = 'inbound' THEN 1.0 ELSE 0 END) / COUNT(*),
    SUM(CASE WHEN p.emotion = 'negative' THEN 1.0 ELSE 0 END) / COUNT(*),
    SUM(CASE WHEN p.emotion = 'positive' THEN 1.0 ELSE 0 END) / COUNT(*),
    AVG(p.seconds / 60.0), COUNT(p.seconds)
FROM (SELECT t.*, CASE CAST(:by AS TEXT) WHEN 'purpose' THEN t.purpose
            WHEN 'channel' THEN t.channel WHEN 'queue' THEN t.queue WHEN 'reason' THEN t.reason_code
            WHEN 'direction' THEN CASE t.direction WHEN 'inbound' THEN 'Inbound' ELSE 'Outbound' END
            WHEN 'result' THEN t.result
            WHEN 'product' THEN COALESCE('#' || t.product_id, '')
            ELSE CASE t.agent_id WHEN 0 THEN '' ELSE '#' || t.agent_id END END AS part
        FROM twin_contact t CROSS JOIN twin_look k
        WHERE t.day BETWEEN k.from_day AND k.to_day
          AND (k.product = 0 OR t.product_id = k.product)) p
GROUP BY p.part

-- A month is grey that is not over, or of which the period or the record holds a part.
-- name: twin_contacts_by_month
SELECT m.number, COUNT(*), SUM(CASE WHEN t.direction = 'inbound' THEN 1 ELSE 0 END),
    SUM(CASE WHEN t.direction = 'inbound' THEN 0 ELSE 1 END),
    CASE WHEN m.last_day < k.as_of AND m.last_day <= k.to_day AND m.first_day >= k.from_day
        AND m.first_day >= (SELECT MIN((started_at + 32400000) / 86400000) FROM contact)
        THEN 0 ELSE 1 END
FROM twin_contact t JOIN twin_month m ON t.day BETWEEN m.first_day AND m.last_day
    CROSS JOIN twin_look k
WHERE t.day BETWEEN k.from_day AND k.to_day AND (k.product = 0 OR t.product_id = k.product)
GROUP BY m.number, m.first_day, m.last_day, k.from_day, k.to_day, k.as_of

-- Weekdays from Monday: day 0, 1970-01-01, was a Thursday.
-- name: twin_contacts_by_hour
SELECT t.hour || ':00', SUM(CASE WHEN (t.day + 3) % 7 = 0 THEN 1 ELSE 0 END),
    SUM(CASE WHEN (t.day + 3) % 7 = 1 THEN 1 ELSE 0 END),
    SUM(CASE WHEN (t.day + 3) % 7 = 5 THEN 1 ELSE 0 END),
    SUM(CASE WHEN (t.day + 3) % 7 = 6 THEN 1 ELSE 0 END), COUNT(*)
FROM twin_contact t CROSS JOIN twin_look k
WHERE t.day BETWEEN k.from_day AND k.to_day AND (k.product = 0 OR t.product_id = k.product)
GROUP BY t.hour

-- How long contacts were, the shortest first.
-- name: twin_contact_seconds
SELECT CASE t.purpose WHEN '' THEN '(unknown)' ELSE t.purpose END, t.seconds
FROM twin_contact t CROSS JOIN twin_look k
WHERE t.seconds > 0 AND t.day BETWEEN k.from_day AND k.to_day
  AND (k.product = 0 OR t.product_id = k.product)
ORDER BY t.seconds

-- How people felt and how long it took, by hour of the day and by day, week from Monday or month.
-- name: twin_contact_moods
SELECT p.part, COUNT(*), SUM(CASE WHEN p.emotion = 'negative' THEN 1.0 ELSE 0 END) / COUNT(*),
    SUM(CASE WHEN p.emotion = 'positive' THEN 1.0 ELSE 0 END) / COUNT(*), AVG(p.seconds / 60.0),
    COUNT(p.seconds)
FROM (SELECT t.emotion, t.seconds, CASE CAST(:by AS TEXT) WHEN 'hour' THEN t.hour || ':00'
            WHEN 'day' THEN t.day || '' WHEN 'week' THEN (t.day - (t.day + 3) % 7) || ''
            ELSE m.number || '' END AS part
        FROM twin_contact t JOIN twin_month m ON t.day BETWEEN m.first_day AND m.last_day
            CROSS JOIN twin_look k
        WHERE t.day BETWEEN k.from_day AND k.to_day
          AND (k.product = 0 OR t.product_id = k.product)) p
GROUP BY p.part

-- name: twin_contact_headlines
SELECT COUNT(*), SUM(CASE WHEN t.direction = 'inbound' THEN 1.0 ELSE 0 END) / COUNT(*),
    SUM(CASE WHEN t.emotion = 'negative' THEN 1.0 ELSE 0 END) / COUNT(*), AVG(t.seconds / 60.0)
FROM twin_contact t CROSS JOIN twin_look k
WHERE t.day BETWEEN k.from_day AND k.to_day AND (k.product = 0 OR t.product_id = k.product)
HAVING COUNT(*) > 0
