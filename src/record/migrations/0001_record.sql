-- The standard record of one shop. Days are days since 1970-01-01 in the shop's zone, instants are
-- UTC milliseconds, money is minor units of the shop's currency, unit prices 1/10000 of the major.
-- `version` counts the row's changes and answers If-Match. `external_key` is the shop's own number:
-- a second import of the same file finds its rows by it.

CREATE TABLE setting (
    name {text} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    value {text} NOT NULL
) {strict};

CREATE TABLE customer (
    id {id},
    version {int} NOT NULL,
    external_key {text},
    name {text} NOT NULL,
    kana {text} NOT NULL,
    name_form {text} NOT NULL,      -- search_form(name)
    birthday {int},
    sex {text} NOT NULL,            -- female, male, other, unknown
    prefecture {text} NOT NULL,     -- of the first address; '' unknown
    medium {text} NOT NULL,         -- where she came from; '' unknown
    rank {text} NOT NULL,
    note {text} NOT NULL,
    caution {text} NOT NULL,        -- how to treat her; shown first
    do_not_contact {int} NOT NULL,
    registered_on {int},
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX customer_external_key ON customer (external_key);
CREATE INDEX customer_name_form ON customer (name_form, id);

CREATE TABLE phone (
    customer_id {int} NOT NULL REFERENCES customer (id),
    position {int} NOT NULL,
    number {text} NOT NULL,         -- as typed
    e164 {text} NOT NULL,           -- '' when it cannot be one
    label {text} NOT NULL,
    PRIMARY KEY (customer_id, position)
) {strict_without_rowid};
CREATE INDEX phone_e164 ON phone (e164);

CREATE TABLE email (
    customer_id {int} NOT NULL REFERENCES customer (id),
    position {int} NOT NULL,
    address {text} NOT NULL,        -- as typed
    form {text} NOT NULL,           -- email_form(address)
    label {text} NOT NULL,
    PRIMARY KEY (customer_id, position)
) {strict_without_rowid};
CREATE INDEX email_form ON email (form);

CREATE TABLE address (
    customer_id {int} NOT NULL REFERENCES customer (id),
    position {int} NOT NULL,
    postal_code {text} NOT NULL,
    prefecture {text} NOT NULL,
    line1 {text} NOT NULL,
    line2 {text} NOT NULL,
    recipient {text} NOT NULL,
    label {text} NOT NULL,
    PRIMARY KEY (customer_id, position)
) {strict_without_rowid};

-- Shop-defined attributes with their dated history: the value in force on day d is the newest row
-- with known_on <= d. A static attribute simply has one row.
CREATE TABLE attribute (
    customer_id {int} NOT NULL REFERENCES customer (id),
    name {text} NOT NULL,
    known_on {int} NOT NULL,
    value {text} NOT NULL,
    PRIMARY KEY (customer_id, name, known_on)
) {strict_without_rowid};

CREATE TABLE attribute_definition (
    name {text} NOT NULL PRIMARY KEY,
    kind {text} NOT NULL,           -- static, dynamic
    label_ja {text} NOT NULL,
    label_en {text} NOT NULL
) {strict};

CREATE TABLE consent (
    customer_id {int} NOT NULL REFERENCES customer (id),
    channel {text} NOT NULL,        -- phone, mail, line, sms, post
    purpose {text} NOT NULL,        -- sales, service
    granted {int} NOT NULL,
    at {int} NOT NULL,
    source {text} NOT NULL,
    PRIMARY KEY (customer_id, channel, purpose, at)
) {strict_without_rowid};

CREATE TABLE product (
    id {id},
    version {int} NOT NULL,
    external_key {text},            -- SKU
    name {text} NOT NULL,
    name_form {text} NOT NULL,
    category {text} NOT NULL,
    price {int} NOT NULL,
    is_subscription {int} NOT NULL,
    lead_business_days {int},       -- null: the shop's
    active {int} NOT NULL,
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX product_external_key ON product (external_key);

CREATE TABLE subscription (
    id {id},
    version {int} NOT NULL,
    external_key {text},
    customer_id {int} NOT NULL REFERENCES customer (id),
    product_id {int} NOT NULL REFERENCES product (id),
    status {text} NOT NULL,         -- active, paused, cancelled
    cycle_unit {text} NOT NULL,     -- day, month
    cycle_length {int} NOT NULL,
    quantity {int} NOT NULL,
    price {int} NOT NULL,           -- of one delivery
    medium {text} NOT NULL,
    started_on {int} NOT NULL,
    delivery_number {int} NOT NULL, -- deliveries shipped in the current spell
    next_shipment_on {int},
    cancel_requested_on {int},
    cancel_effective_on {int},
    cancel_reason {text} NOT NULL,  -- reason code; '' unless cancelled
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX subscription_external_key ON subscription (external_key);
CREATE INDEX subscription_customer ON subscription (customer_id);
CREATE INDEX subscription_status ON subscription (status, customer_id);
CREATE INDEX subscription_next_shipment ON subscription (status, next_shipment_on);

-- A customer as lists show her: with her first phone and mail and her best subscription (an active
-- one before a paused one before a cancelled one, the newest of each).
CREATE VIEW customer_row AS
SELECT c.id, c.name_form, c.name, c.kana,
       coalesce((SELECT p.number FROM phone p WHERE p.customer_id = c.id
                 ORDER BY p.position LIMIT 1), '') AS phone,
       coalesce((SELECT m.address FROM email m WHERE m.customer_id = c.id
                 ORDER BY m.position LIMIT 1), '') AS email,
       c.prefecture, c.medium, coalesce(s.status, 'none') AS status,
       coalesce(s.delivery_number, 0) AS delivery_number, s.next_shipment_on,
       s.id AS subscription_id
FROM customer c LEFT JOIN subscription s ON s.id = (
    SELECT b.id FROM subscription b WHERE b.customer_id = c.id
    ORDER BY CASE b.status WHEN 'active' THEN 0 WHEN 'paused' THEN 1 ELSE 2 END,
             b.started_on DESC, b.id DESC
    LIMIT 1);

-- The whole history of a subscription, one row per event; rows are only added or corrected with a
-- before-image in the change log.
CREATE TABLE subscription_event (
    id {id},
    subscription_id {int} NOT NULL REFERENCES subscription (id),
    customer_id {int} NOT NULL,
    kind {text} NOT NULL,  -- started, delivered, skipped, paused, resumed, changed, cancelled
    happened_on {int} NOT NULL,     -- effective day
    requested_on {int},             -- of a cancellation
    known_on {int} NOT NULL,        -- day it was recorded
    delivery_number {int} NOT NULL, -- of a delivery; else the last one shipped
    product_id {int} NOT NULL,
    reason_code {text} NOT NULL,
    detail {text} NOT NULL,         -- what changed, in words of the record
    order_id {int},
    contact_id {int}
) {strict};
CREATE INDEX subscription_event_subscription ON subscription_event (subscription_id, happened_on);
CREATE INDEX subscription_event_customer ON subscription_event (customer_id);

CREATE TABLE orders (
    id {id},
    version {int} NOT NULL,
    external_key {text},
    customer_id {int} REFERENCES customer (id),      -- null: unknown customer
    subscription_id {int} REFERENCES subscription (id),
    delivery_number {int} NOT NULL, -- 0: not a delivery of a subscription
    status {text} NOT NULL,         -- open, shipped, cancelled, returned
    ordered_at {int} NOT NULL,
    ordered_on {int} NOT NULL,
    shipped_on {int},
    known_on {int} NOT NULL,
    medium {text} NOT NULL,
    total {int} NOT NULL,           -- sum of its lines
    note {text} NOT NULL
) {strict};
CREATE UNIQUE INDEX orders_external_key ON orders (external_key);
CREATE INDEX orders_customer ON orders (customer_id, ordered_at, id);

CREATE TABLE order_line (
    order_id {int} NOT NULL REFERENCES orders (id),
    position {int} NOT NULL,        -- ordinal of the line in its order
    product_id {int} NOT NULL,
    quantity {int} NOT NULL,
    unit_price {int} NOT NULL,
    amount {int} NOT NULL,
    PRIMARY KEY (order_id, position)
) {strict_without_rowid};

-- Pick-lists: the fixed core comes with the program, a shop adds children and words.
CREATE TABLE reason (
    code {text} NOT NULL PRIMARY KEY,
    parent {text} NOT NULL,         -- '' for a root
    position {int} NOT NULL,
    ja {text} NOT NULL,
    en {text} NOT NULL,
    core {int} NOT NULL,
    active {int} NOT NULL
) {strict};

CREATE TABLE offer (
    id {id},
    version {int} NOT NULL,
    ja {text} NOT NULL,
    en {text} NOT NULL,
    active {int} NOT NULL
) {strict};

CREATE TABLE phrase (
    key {text} NOT NULL PRIMARY KEY,
    version {int} NOT NULL,
    text {text} NOT NULL
) {strict};

CREATE TABLE call_list (
    id {id},
    version {int} NOT NULL,
    name {text} NOT NULL,
    source {text} NOT NULL,         -- JSON: what it was made from
    closed {int} NOT NULL,
    created_by {int} NOT NULL,
    created_at {int} NOT NULL
) {strict};

CREATE TABLE call_list_item (
    id {id},
    version {int} NOT NULL,
    call_list_id {int} NOT NULL REFERENCES call_list (id),
    position {int} NOT NULL,
    customer_id {int} NOT NULL REFERENCES customer (id),
    subscription_id {int},
    assigned_to {int},              -- user
    assigned_name {text} NOT NULL,  -- her name when it was assigned; '' nobody
    status {text} NOT NULL,         -- open, recall, done
    recall_at {int},
    cutoff_on {int},
    next_shipment_on {int},
    probability {real},
    expected_loss {int} NOT NULL,
    facts {text} NOT NULL,          -- JSON array of facts as they were when listed
    contact_id {int}
) {strict};
CREATE INDEX call_list_item_list ON call_list_item (call_list_id, position);
CREATE INDEX call_list_item_customer ON call_list_item (customer_id, status);

-- The standard contact record (応対記録), one for every channel.
CREATE TABLE contact (
    id {id},
    version {int} NOT NULL,
    external_key {text},
    customer_id {int} REFERENCES customer (id),
    channel {text} NOT NULL,        -- phone, mail, chat, line, sms, visit, fax, post
    direction {text} NOT NULL,      -- inbound, outbound
    started_at {int} NOT NULL,
    ended_at {int},
    agent_id {int} NOT NULL,
    agent_name {text} NOT NULL,
    purpose {text} NOT NULL,
    reason_code {text} NOT NULL,
    product_id {int},
    subscription_id {int},
    order_id {int},
    emotion {text} NOT NULL,        -- '', positive, neutral, negative
    offer_id {int},
    offer_answer {text} NOT NULL,   -- '', accepted, declined
    result {text} NOT NULL,
    next_step {text} NOT NULL,
    next_step_at {int},
    next_step_done {int} NOT NULL,
    note {text} NOT NULL,
    call_list_item_id {int},
    created_at {int} NOT NULL,
    updated_at {int} NOT NULL
) {strict};
CREATE UNIQUE INDEX contact_external_key ON contact (external_key);
CREATE INDEX contact_customer ON contact (customer_id, started_at, id);
CREATE INDEX contact_promise ON contact (coalesce(next_step_at, 9223372036854775807), id)
    WHERE next_step_done = 0 AND next_step <> '';
CREATE INDEX contact_started ON contact (started_at, id);

-- Search over names, kana, phones and e-mails, see search.h. The grams come ready-made, separated
-- by spaces, so the tokenizer has only to split and to leave every sign of a gram alone.
-- only: sqlite
CREATE VIRTUAL TABLE customer_search USING fts5 (
    grams, content='', contentless_delete=1, detail=full,
    tokenize="ascii tokenchars '@.-_+^|'"
);
-- only: postgres
CREATE TABLE customer_search (
    customer_id BIGINT PRIMARY KEY,
    grams TEXT[] NOT NULL,
    forms TEXT NOT NULL             -- to check that the grams follow one another
);
-- What waits to be merged is read by every search, so little may wait.
CREATE INDEX customer_search_grams ON customer_search USING GIN (grams)
    WITH (gin_pending_list_limit = 256);
-- both
