-- Subjects of contacts in two periods in SQL, for the test that the fold says the same.

-- name: twin_contact_reasons
SELECT CASE t.purpose WHEN '' THEN '(unknown)' ELSE t.purpose END, SUM(t.now), SUM(t.was),
    SUM(t.now * t.negative) * 1.0 / NULLIF(SUM(t.now), 0),
    SUM(t.was * t.negative) * 1.0 / NULLIF(SUM(t.was), 0)
FROM (SELECT t.purpose, CASE t.emotion WHEN 'negative' THEN 1 ELSE 0 END AS negative,
        CASE WHEN t.day BETWEEN :now_from AND :now_to THEN 1 ELSE 0 END AS now,
        CASE WHEN t.day BETWEEN :from AND :to THEN 1 ELSE 0 END AS was
    FROM twin_contact t CROSS JOIN twin_look k
    WHERE k.product = 0 OR t.product_id = k.product) t
GROUP BY t.purpose HAVING SUM(t.now) + SUM(t.was) > 0
