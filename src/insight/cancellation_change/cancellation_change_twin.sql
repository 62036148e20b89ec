-- Who was in force and who left in a period in SQL, for the test that the fold says the same. The
-- spells' product and medium are those of the waiting that ended them, their delivery that of the
-- waiting in which the period ended. Who is known only by the end of a subscription was in force on
-- that day.

-- name: twin_left
SELECT SUM(CASE WHEN s.cancelled = 1 AND s.to_day BETWEEN :from AND :to THEN 1.0 ELSE 0 END)
    / COUNT(*), COUNT(*)
FROM twin_in_force s WHERE s.from_day <= :to AND s.to_day >= :from

-- name: twin_left_by_reason
SELECT CASE s.reason WHEN '' THEN '(unknown)' ELSE s.reason END,
    SUM(CASE WHEN s.to_day BETWEEN :from AND :to THEN 1 ELSE 0 END),
    SUM(CASE WHEN s.to_day BETWEEN :now_from AND :now_to THEN 1 ELSE 0 END)
FROM twin_in_force s
WHERE s.cancelled = 1
  AND (s.to_day BETWEEN :from AND :to OR s.to_day BETWEEN :now_from AND :now_to)
GROUP BY s.reason

-- name: twin_left_by_part
SELECT part, SUM(left_before), SUM(left_before) * 1.0 / NULLIF(SUM(units_before), 0),
    SUM(units_before), SUM(left_now), SUM(left_now) * 1.0 / NULLIF(SUM(units_now), 0),
    SUM(units_now)
FROM (SELECT CASE CAST(:by AS TEXT) WHEN 'product' THEN '#' || w.product_id
            WHEN 'medium' THEN CASE c.medium WHEN '' THEN '(unknown)' ELSE c.medium END
            WHEN 'prefecture' THEN CASE c.prefecture WHEN '' THEN '(unknown)'
                ELSE c.prefecture END
            WHEN 'start_quarter' THEN m.quarter
            WHEN 'segment' THEN CASE WHEN c.id % 3 = 0 THEN 's1' ELSE 'Not in s1' END
            ELSE CASE WHEN w.delivery = 0 THEN 'Before the first'
                WHEN w.delivery >= 24 THEN '24+' ELSE 'After no. ' || w.delivery END END AS part,
        CASE WHEN w.next_kind = 'cancelled' AND w.next_day BETWEEN :from AND :to
            THEN 1 ELSE 0 END AS left_before,
        CASE WHEN w.next_kind = 'cancelled' AND w.next_day BETWEEN :now_from AND :now_to
            THEN 1 ELSE 0 END AS left_now,
        CASE WHEN w.since <= :to AND COALESCE(w.next_day, k.as_of) >= :from
            AND (w.ends = 1 OR w.next_day > :to) THEN 1 ELSE 0 END AS units_before,
        CASE WHEN w.since <= :now_to AND COALESCE(w.next_day, k.as_of) >= :now_from
            AND (w.ends = 1 OR w.next_day > :now_to) THEN 1 ELSE 0 END AS units_now
    FROM (SELECT w.*, CASE CAST(:by AS TEXT) WHEN 'delivery' THEN w.day ELSE w.spell_from END
                AS since,
                CASE WHEN w.next_kind IS NULL OR w.next_kind = 'cancelled' THEN 1 ELSE 0 END AS ends
            FROM (SELECT w.customer_id, w.product_id, w.delivery, w.spell_from, w.day,
                    w.next_kind, w.next_day FROM twin_waiting w
                UNION ALL
                SELECT e.customer_id, e.product_id, e.delivery, e.day, e.day, e.kind, e.day
                FROM twin_event e WHERE e.seq = 1 AND e.kind = 'cancelled') w
            WHERE CAST(:by AS TEXT) = 'delivery' OR w.next_kind IS NULL
               OR w.next_kind = 'cancelled') w
        JOIN twin_customer c ON c.id = w.customer_id
        JOIN twin_month m ON w.spell_from BETWEEN m.first_day AND m.last_day
        CROSS JOIN twin_look k
    WHERE k.product = 0 OR w.product_id = k.product) parts
GROUP BY part HAVING SUM(units_before) > 0 OR SUM(units_now) > 0

-- name: twin_left_by_agent
SELECT CASE WHEN a.agent_id IS NULL THEN '(without a contact)' WHEN a.agent_id = 0
        THEN '(unknown)' ELSE '#' || a.agent_id END,
    SUM(CASE WHEN a.ended_on BETWEEN :from AND :to THEN 1 ELSE 0 END),
    SUM(CASE WHEN a.ended_on BETWEEN :now_from AND :now_to THEN 1 ELSE 0 END)
FROM twin_asked_in a
WHERE a.ended_on BETWEEN :from AND :to OR a.ended_on BETWEEN :now_from AND :now_to
GROUP BY a.agent_id
