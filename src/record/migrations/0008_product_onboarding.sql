-- When a subscriber of a product has settled in: after so many deliveries within so many days of
-- the start, and a contact for this purpose of the pick-lists; null: not told.

ALTER TABLE product ADD COLUMN onboarding_deliveries {int}
    CHECK (onboarding_deliveries BETWEEN 1 AND 24);
ALTER TABLE product ADD COLUMN onboarding_days {int} CHECK (onboarding_days BETWEEN 1 AND 730);
ALTER TABLE product ADD COLUMN onboarding_purpose TEXT;
