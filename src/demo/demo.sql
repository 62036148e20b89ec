-- name: any_customer
SELECT COUNT(*) FROM (SELECT id FROM customer LIMIT 1) AS found

-- name: set_onboarding
UPDATE product SET onboarding_deliveries = :deliveries, onboarding_days = :days,
    onboarding_purpose = :purpose WHERE id = :id
