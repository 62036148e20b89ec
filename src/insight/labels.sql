-- name: product_labels
SELECT id, name, cost, onboarding_deliveries, onboarding_days, onboarding_purpose FROM product
