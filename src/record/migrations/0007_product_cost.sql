-- What a piece of a product costs the shop, in minor units; null: not told.

ALTER TABLE product ADD COLUMN cost {int};
