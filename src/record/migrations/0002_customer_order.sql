-- Lists of customers are in the order of their readings (五十音); who has none stands by her name.
CREATE INDEX customer_reading ON customer (coalesce(nullif(kana, ''), name_form), id);
