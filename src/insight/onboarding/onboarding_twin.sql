-- Who settles in in SQL, for the test that the fold says the same. Of each product's criteria some
-- are told, some not, and one purpose is none of the list.

-- name: tell_onboarding
UPDATE product SET onboarding_deliveries = CASE id WHEN 1 THEN 3 WHEN 2 THEN 1 END,
    onboarding_days = CASE id WHEN 1 THEN 70 WHEN 3 THEN 60 END,
    onboarding_purpose = CASE id WHEN 2 THEN 'usage' WHEN 3 THEN 'order' WHEN 4 THEN 'yoga' END

-- name: drop_twin_onboarded
DROP TABLE IF EXISTS twin_onboarded

-- A spell is of the product it began with. Where nothing is told: 2 deliveries in 40 days.
-- name: twin_onboarded
CREATE TABLE twin_onboarded AS
SELECT v.*, m.quarter, c.medium, CASE WHEN v.ended_on IS NULL THEN 0 ELSE 1 END AS ended,
    COALESCE(v.ended_on, v.as_of) AS last_day,
    (SELECT COUNT(*) FROM twin_contact t WHERE t.customer_id = v.customer_id
        AND t.emotion = 'negative' AND t.day BETWEEN v.from_day AND v.landmark) AS angry,
    CASE WHEN (SELECT COUNT(*) FROM twin_step d WHERE d.subscription_id = v.subscription_id
                AND d.spell = v.spell AND d.kind = 'delivered' AND d.day <= v.landmark)
            >= COALESCE(v.deliveries, 2)
        AND (v.purpose IS NULL OR EXISTS (SELECT 1 FROM twin_contact t
            WHERE t.customer_id = v.customer_id AND t.day BETWEEN v.from_day AND v.landmark
              AND t.purpose = v.purpose AND t.result NOT IN ('no_answer', 'unreachable')
              AND (t.product_id IS NULL OR t.product_id = v.product_id)))
        THEN 1 ELSE 0 END AS fit
FROM (SELECT s.subscription_id, s.spell, s.customer_id, s.from_day, s.ended_on, f.product_id,
        f.kind AS first_kind, s.from_day + COALESCE(p.onboarding_days, 40) AS landmark,
        p.onboarding_deliveries AS deliveries, k.as_of,
        CASE p.onboarding_purpose WHEN 'yoga' THEN NULL ELSE p.onboarding_purpose END AS purpose
    FROM twin_spell s JOIN twin_step f ON f.subscription_id = s.subscription_id
            AND f.seq = s.first_seq
        JOIN product p ON p.id = f.product_id CROSS JOIN twin_look k
    WHERE s.from_day BETWEEN k.from_day AND k.to_day
      AND (k.product = 0 OR f.product_id = k.product)) v
    JOIN twin_customer c ON c.id = v.customer_id
    JOIN twin_month m ON v.from_day BETWEEN m.first_day AND m.last_day
WHERE v.first_kind <> 'delivered' AND v.landmark < v.as_of

-- name: twin_onboarding_groups
SELECT part, COUNT(*), 1.0 * SUM(onboarded) / COUNT(*), 1.0 * SUM(in_force) / COUNT(*)
FROM (SELECT CASE CAST(:by AS TEXT) WHEN 'product' THEN '#' || product_id
            WHEN 'medium' THEN CASE medium WHEN '' THEN '(unknown)' ELSE medium END
            WHEN 'start_quarter' THEN quarter ELSE 'All' END AS part,
        CASE WHEN fit = 1 AND (angry = 0 OR CAST(:negative AS TEXT) = 'any') THEN 1 ELSE 0 END
            AS onboarded,
        CASE WHEN last_day > landmark THEN 1 ELSE 0 END AS in_force
    FROM twin_onboarded) parts
GROUP BY part

-- name: twin_onboarding_staying
SELECT CASE WHEN fit = 1 AND (angry = 0 OR CAST(:negative AS TEXT) = 'any') THEN 'Onboarded'
        ELSE 'Not onboarded' END AS part,
    last_day - landmark AS days, ended
FROM twin_onboarded WHERE last_day > landmark
