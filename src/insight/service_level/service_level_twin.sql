-- Calls and their waits in SQL, for the test that the fold says the same. What is counted has a
-- wait that is told and came in by phone; 20 and 5 seconds are the choices that nobody changed.

-- name: twin_calls_by_part
SELECT p.part, COUNT(*), SUM(p.answered) * 1.0 / COUNT(*),
    SUM(CASE WHEN p.answered = 1 AND p.waited_seconds <= 20 THEN 1.0 ELSE 0 END) / COUNT(*),
    SUM(CASE WHEN p.answered = 1 AND p.waited_seconds <= 20 THEN 1.0 ELSE 0 END)
        / NULLIF(SUM(CASE WHEN p.answered = 0 AND p.waited_seconds <= 20 THEN 0 ELSE 1 END), 0),
    SUM(1 - p.answered),
    SUM(CASE WHEN p.answered = 0 AND p.waited_seconds > 5 THEN 1.0 ELSE 0 END)
        / NULLIF(SUM(CASE WHEN p.answered = 0 AND p.waited_seconds <= 5 THEN 0 ELSE 1 END), 0),
    AVG(CASE WHEN p.answered = 1 THEN p.waited_seconds * 1.0 END),
    AVG(CASE WHEN p.answered = 1 THEN p.seconds * 1.0 END),
    COUNT(CASE WHEN p.answered = 1 THEN p.seconds END)
FROM (SELECT t.waited_seconds, t.seconds,
        CASE t.result WHEN 'abandoned' THEN 0 ELSE 1 END AS answered,
        CASE CAST(:by AS TEXT) WHEN 'queue' THEN
                CASE t.queue WHEN '' THEN '(unknown)' ELSE t.queue END
            WHEN 'hour' THEN t.hour || ':00'
            WHEN 'half_hour' THEN t.hour || CASE WHEN t.tenth % 10 < 5 THEN ':00' ELSE ':30' END
            WHEN 'week' THEN (t.day - (t.day + 3) % 7) || ''
            ELSE m.number || '' END AS part
    FROM twin_call t JOIN twin_month m ON t.day BETWEEN m.first_day AND m.last_day
        CROSS JOIN twin_look k
    WHERE t.direction = 'inbound' AND t.channel = 'phone' AND t.waited_seconds IS NOT NULL
      AND t.day BETWEEN k.from_day AND k.to_day) p
GROUP BY p.part

-- name: twin_calls_of_agents
SELECT CASE t.agent_id WHEN 0 THEN '(unknown)' ELSE '#' || t.agent_id END, COUNT(*),
    AVG(t.seconds * 1.0), COUNT(t.seconds), AVG(t.waited_seconds * 1.0)
FROM twin_contact t CROSS JOIN twin_look k
WHERE t.direction = 'inbound' AND t.channel = 'phone' AND t.waited_seconds IS NOT NULL
  AND t.day BETWEEN k.from_day AND k.to_day
GROUP BY t.agent_id

-- Waits of the answered by queue, the shortest first.
-- name: twin_waits
SELECT CASE t.queue WHEN '' THEN '(unknown)' ELSE t.queue END, t.waited_seconds
FROM twin_contact t CROSS JOIN twin_look k
WHERE t.direction = 'inbound' AND t.channel = 'phone' AND t.waited_seconds IS NOT NULL
  AND t.day BETWEEN k.from_day AND k.to_day
ORDER BY t.waited_seconds

-- name: twin_patience
SELECT SUM(t.waited_seconds) * 1.0
    / NULLIF(SUM(CASE t.result WHEN 'abandoned' THEN 1 ELSE 0 END), 0)
FROM twin_call t CROSS JOIN twin_look k
WHERE t.direction = 'inbound' AND t.channel = 'phone' AND t.waited_seconds IS NOT NULL
  AND t.day BETWEEN k.from_day AND k.to_day
HAVING COUNT(*) > 0
