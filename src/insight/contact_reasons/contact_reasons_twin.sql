-- Subjects of contacts in two periods in SQL, for the test that the fold says the same.

-- name: twin_contact_reasons
SELECT CASE t.subject WHEN '' THEN '(unknown)' ELSE t.subject END, SUM(t.now), SUM(t.was),
    SUM(t.now * t.negative) * 1.0 / NULLIF(SUM(t.now), 0),
    SUM(t.was * t.negative) * 1.0 / NULLIF(SUM(t.was), 0)
FROM (SELECT CASE CAST(:by AS TEXT) WHEN 'reason' THEN t.reason_code ELSE t.purpose END AS subject,
        CASE t.emotion WHEN 'negative' THEN 1 ELSE 0 END AS negative,
        CASE WHEN t.day BETWEEN :now_from AND :now_to THEN 1 ELSE 0 END AS now,
        CASE WHEN t.day BETWEEN :from AND :to THEN 1 ELSE 0 END AS was
    FROM twin_contact t CROSS JOIN twin_look k
    WHERE k.product = 0 OR t.product_id = k.product) t
GROUP BY t.subject HAVING SUM(t.now) + SUM(t.was) > 0

-- name: twin_contact_squares
SELECT CASE t.subject WHEN '' THEN '(unknown)' ELSE t.subject END, t.place, COUNT(*),
    SUM(t.negative) * 1.0 / COUNT(*)
FROM (SELECT CASE CAST(:by AS TEXT) WHEN 'reason' THEN t.reason_code ELSE t.purpose END AS subject,
        CASE CAST(:across AS TEXT) WHEN 'product' THEN COALESCE(t.product_id, 0) || ''
            WHEN 'channel' THEN t.channel WHEN 'agent' THEN t.agent_id || ''
            ELSE m.name END AS place, m.number,
        CASE t.emotion WHEN 'negative' THEN 1 ELSE 0 END AS negative
    FROM twin_contact t JOIN twin_month m ON t.day BETWEEN m.first_day AND m.last_day
        CROSS JOIN twin_look k
    WHERE t.day BETWEEN k.from_day AND k.to_day AND (k.product = 0 OR t.product_id = k.product)) t
WHERE CAST(:across AS TEXT) <> 'month' OR t.number > (SELECT MAX(m.number) - 13 FROM twin_month m
    JOIN twin_look k ON m.first_day <= k.to_day)
GROUP BY t.subject, t.place
