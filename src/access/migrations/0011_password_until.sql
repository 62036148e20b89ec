-- A password that somebody else made for her ends by itself; null: she chose it.
ALTER TABLE users ADD COLUMN password_until {int};
