-- Analyses of how subscriptions go on and what they are worth in SQL, for the test that the folds
-- say the same (lively_spells_test.cpp).

-- After each delivery: still waiting, shipped again, cancelled.
-- name: twin_delivery_cells
SELECT part, delivery, SUM(CASE WHEN next_kind IS NULL THEN 1 ELSE 0 END),
    SUM(CASE WHEN next_kind = 'delivered' THEN 1 ELSE 0 END),
    SUM(CASE WHEN next_kind = 'cancelled' THEN 1 ELSE 0 END)
FROM (SELECT w.*, CASE CAST(:by AS TEXT) WHEN 'product' THEN w.product_id || ''
            WHEN 'medium' THEN c.medium WHEN 'prefecture' THEN c.prefecture ELSE 'all' END AS part
    FROM twin_waiting w JOIN twin_customer c ON c.id = w.customer_id CROSS JOIN twin_look k
    WHERE w.delivery > 0 AND w.spell_from BETWEEN k.from_day AND k.to_day
      AND (k.product = 0 OR w.product_id = k.product)) w
GROUP BY part, delivery ORDER BY part, delivery

-- The same by the reason of who cancelled; '-': who did not.
-- name: twin_reason_cells
SELECT part, delivery, reason, COUNT(*)
FROM (SELECT w.delivery, CASE WHEN w.next_kind <> 'cancelled' OR w.next_kind IS NULL THEN '-'
            WHEN w.reason = '' THEN '(unknown)' ELSE w.reason END AS reason,
        CASE CAST(:by AS TEXT) WHEN 'product' THEN '#' || w.product_id
            WHEN 'medium' THEN CASE c.medium WHEN '' THEN '(unknown)' ELSE c.medium END
            WHEN 'prefecture' THEN CASE c.prefecture WHEN '' THEN '(unknown)'
                ELSE c.prefecture END
            ELSE m.quarter END AS part
    FROM twin_waiting w JOIN twin_customer c ON c.id = w.customer_id
        JOIN twin_month m ON w.spell_from BETWEEN m.first_day AND m.last_day
        CROSS JOIN twin_look k
    WHERE w.delivery BETWEEN 1 AND 24 AND w.spell_from BETWEEN k.from_day AND k.to_day
      AND (k.product = 0 OR w.product_id = k.product)) w
GROUP BY part, delivery, reason

-- name: twin_survival_by_trait
SELECT CASE CAST(:by AS TEXT) WHEN 'sex' THEN t.sex WHEN 'age' THEN t.age WHEN 'rank' THEN t.rank
        WHEN 'prefecture' THEN t.prefecture
        WHEN 'segment' THEN CASE t.id % 3 WHEN 0 THEN 's1' ELSE 'Not in s1' END
        ELSE COALESCE((SELECT '#' || o.product_id FROM twin_order o
            WHERE o.customer_id = s.customer_id AND o.counts = 1
            ORDER BY o.day, o.id LIMIT 1), '(unknown)') END AS part,
    COALESCE(s.ended_on, k.as_of) - s.from_day, CASE WHEN s.ended_on IS NULL THEN 0 ELSE 1 END
FROM twin_spell s JOIN twin_trait t ON t.id = s.customer_id CROSS JOIN twin_look k
WHERE s.from_day BETWEEN k.from_day AND k.to_day AND (k.product = 0 OR s.product_id = k.product)

-- Offers that were answered: accepted, and complained of within thirty days of those so old.
-- name: twin_answered_offers
SELECT part, COUNT(*), SUM(accepted) * 1.0 / COUNT(*),
    SUM(ripe * complained) * 1.0 / NULLIF(SUM(ripe), 0), SUM(ripe)
FROM (SELECT t.id, CASE CAST(:by AS TEXT)
            WHEN 'answer' THEN CASE t.offer_answer WHEN 'accepted' THEN 'Accepted'
                ELSE 'Declined' END
            WHEN 'none' THEN 'All' ELSE t.purpose END AS part,
        CASE t.offer_answer WHEN 'accepted' THEN 1 ELSE 0 END AS accepted,
        CASE WHEN t.day <= k.as_of - 30 THEN 1 ELSE 0 END AS ripe,
        CASE WHEN EXISTS (SELECT 1 FROM twin_contact n WHERE n.customer_id = t.customer_id
            AND n.seq > t.seq AND n.day <= t.day + 30 AND n.purpose = 'complaint')
            THEN 1 ELSE 0 END AS complained
    FROM twin_contact t CROSS JOIN twin_look k
    WHERE t.offer_answer <> '' AND t.purpose IN ('cancel', 'retention_call')
      AND t.day BETWEEN k.from_day AND k.to_day AND (k.product = 0 OR t.product_id = k.product)
      AND EXISTS (SELECT 1 FROM twin_contract s WHERE s.customer_id = t.customer_id
        AND s.from_day <= t.day AND (s.decided IS NULL OR s.decided >= t.day)
        AND (k.product = 0 OR s.product_id = k.product))) a
GROUP BY part

-- Sales, deliveries, days in force and cancellations of a period.
-- name: twin_period_sums
SELECT (SELECT COALESCE(SUM(l.amount), 0) FROM twin_line l CROSS JOIN twin_look k
        WHERE l.delivery > 0 AND l.day BETWEEN :from AND :to
          AND (k.product = 0 OR l.product_id = k.product)),
    (SELECT COUNT(DISTINCT l.order_id) FROM twin_line l CROSS JOIN twin_look k
        WHERE l.delivery > 0 AND l.counts = 1 AND l.day BETWEEN :from AND :to
          AND (k.product = 0 OR l.product_id = k.product)),
    COALESCE(SUM(CASE WHEN last_day >= first_day THEN last_day - first_day + 1 ELSE 0 END), 0),
    COALESCE(SUM(cancelled), 0)
FROM (SELECT CASE WHEN s.from_day > :from THEN s.from_day ELSE :from END AS first_day,
        CASE WHEN COALESCE(s.ended_on - 1, k.as_of) < :to THEN COALESCE(s.ended_on - 1, k.as_of)
            ELSE :to END AS last_day,
        CASE WHEN s.ended_on BETWEEN :from AND :to THEN 1 ELSE 0 END AS cancelled
    FROM twin_spell s CROSS JOIN twin_look k
    WHERE s.from_day <= :to AND COALESCE(s.ended_on, k.as_of) >= :from
      AND (k.product = 0 OR s.product_id = k.product)) spells

-- Who still waits after a delivery, and how many came to it and left after it.
-- name: twin_waiting_after
SELECT w.delivery, SUM(CASE WHEN w.next_kind IS NULL THEN 1 ELSE 0 END), COUNT(*),
    SUM(CASE WHEN w.next_kind = 'cancelled' THEN 1 ELSE 0 END)
FROM twin_waiting w CROSS JOIN twin_look k
WHERE w.delivery > 0 AND w.spell_from BETWEEN k.from_day AND k.to_day
  AND (k.product = 0 OR w.product_id = k.product)
GROUP BY w.delivery ORDER BY w.delivery
