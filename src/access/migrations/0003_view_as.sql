-- An administrator who looks with a member's eyes: of which shop, whose, and why. Until she stops
-- or the session ends.
ALTER TABLE session ADD COLUMN acting_shop {int};
ALTER TABLE session ADD COLUMN acting_for {int};
ALTER TABLE session ADD COLUMN acting_reason {text} NOT NULL DEFAULT '';
