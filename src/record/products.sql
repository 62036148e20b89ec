-- name: find_product
SELECT id, version, external_key, name, category, price, cost, is_subscription,
       lead_business_days, onboarding_deliveries, onboarding_days, onboarding_purpose, active
FROM product
WHERE id = :id

-- name: list_products
SELECT id, version, external_key, name, category, price, cost, is_subscription,
       lead_business_days, onboarding_deliveries, onboarding_days, onboarding_purpose, active
FROM product
WHERE (name_form, id) > (:after_form, :after_id)
  AND (name_form LIKE :form ESCAPE '!' OR lower(external_key) LIKE :key ESCAPE '!')
ORDER BY name_form, id
LIMIT :limit

-- name: insert_product
INSERT INTO product (id, version, external_key, name, name_form, category, price, cost,
                     is_subscription, lead_business_days, onboarding_deliveries, onboarding_days,
                     onboarding_purpose, active, created_at, updated_at)
VALUES (:id, :version, :external_key, :name, :name_form, :category, :price, :cost, :is_subscription,
        :lead_business_days, :onboarding_deliveries, :onboarding_days, :onboarding_purpose, :active,
        :at, :at)

-- name: update_product
UPDATE product
SET version = :version, external_key = :external_key, name = :name, name_form = :name_form,
    category = :category, price = :price, cost = :cost, is_subscription = :is_subscription,
    lead_business_days = :lead_business_days, onboarding_deliveries = :onboarding_deliveries,
    onboarding_days = :onboarding_days, onboarding_purpose = :onboarding_purpose, active = :active,
    updated_at = :at
WHERE id = :id
