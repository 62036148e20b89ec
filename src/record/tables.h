// The rows of the record's tables as they are stored, one struct per table whose fields are its
// columns (0001_record.sql). For writing many rows at once with store/bulk.h: imports and the demo
// shop. Whoever fills one fills the normal forms too; everything else goes through the concepts'
// own headers (customers.h, contacts.h …).
#pragma once

#include "base/described.h"

#include <optional>
#include <string>

namespace tsunagi::record::table {

struct Customer {
    std::int64_t id = 0;
    std::int64_t version = 1;
    std::optional<std::string> external_key;
    std::string name;
    std::string kana;
    std::string name_form;
    std::optional<Day> birthday;
    std::string sex = "unknown";
    std::string prefecture;
    std::string medium;
    std::string rank;
    std::string note;
    std::string caution;
    bool do_not_contact = false;
    std::optional<Day> registered_on;
    Instant created_at;
    Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(Customer, (),
                      (id, version, external_key, name, kana, name_form, birthday, sex, prefecture,
                       medium, rank, note, caution, do_not_contact, registered_on, created_at,
                       updated_at))

struct Phone {
    std::int64_t customer_id = 0;
    std::int64_t position = 0;
    std::string number;
    std::string e164;
    std::string label;
};
BOOST_DESCRIBE_STRUCT(Phone, (), (customer_id, position, number, e164, label))

struct Email {
    std::int64_t customer_id = 0;
    std::int64_t position = 0;
    std::string address;
    std::string form;
    std::string label;
};
BOOST_DESCRIBE_STRUCT(Email, (), (customer_id, position, address, form, label))

struct Address {
    std::int64_t customer_id = 0;
    std::int64_t position = 0;
    std::string postal_code;
    std::string prefecture;
    std::string line1;
    std::string line2;
    std::string recipient;
    std::string label;
};
BOOST_DESCRIBE_STRUCT(Address, (),
                      (customer_id, position, postal_code, prefecture, line1, line2, recipient,
                       label))

struct Attribute {
    std::int64_t customer_id = 0;
    std::string name;
    Day known_on;
    std::string value;
};
BOOST_DESCRIBE_STRUCT(Attribute, (), (customer_id, name, known_on, value))

struct AttributeDefinition {
    std::string name;
    std::string kind = "static";
    std::string label_ja;
    std::string label_en;
};
BOOST_DESCRIBE_STRUCT(AttributeDefinition, (), (name, kind, label_ja, label_en))

struct Consent {
    std::int64_t customer_id = 0;
    std::string channel;
    std::string purpose;
    bool granted = false;
    Instant at;
    std::string source;
};
BOOST_DESCRIBE_STRUCT(Consent, (), (customer_id, channel, purpose, granted, at, source))

struct Offer {
    std::int64_t id = 0;
    std::int64_t version = 1;
    std::string ja;
    std::string en;
    bool active = true;
};
BOOST_DESCRIBE_STRUCT(Offer, (), (id, version, ja, en, active))

struct Product {
    std::int64_t id = 0;
    std::int64_t version = 1;
    std::optional<std::string> external_key;
    std::string name;
    std::string name_form;
    std::string category;
    Money price;
    std::optional<Money> cost;
    bool is_subscription = false;
    std::optional<std::int64_t> lead_business_days;
    bool active = true;
    Instant created_at;
    Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(Product, (),
                      (id, version, external_key, name, name_form, category, price, cost,
                       is_subscription, lead_business_days, active, created_at, updated_at))

struct Subscription {
    std::int64_t id = 0;
    std::int64_t version = 1;
    std::optional<std::string> external_key;
    std::int64_t customer_id = 0;
    std::int64_t product_id = 0;
    std::string status = "active";
    std::string cycle_unit = "month";
    std::int64_t cycle_length = 1;
    std::int64_t quantity = 1;
    Money price;
    std::string medium;
    Day started_on;
    std::int64_t delivery_number = 0;
    std::optional<Day> next_shipment_on;
    std::optional<Day> cancel_requested_on;
    std::optional<Day> cancel_effective_on;
    std::string cancel_reason;
    Instant created_at;
    Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(Subscription, (),
                      (id, version, external_key, customer_id, product_id, status, cycle_unit,
                       cycle_length, quantity, price, medium, started_on, delivery_number,
                       next_shipment_on, cancel_requested_on, cancel_effective_on, cancel_reason,
                       created_at, updated_at))

struct SubscriptionEvent {
    std::int64_t id = 0;
    std::int64_t subscription_id = 0;
    std::int64_t customer_id = 0;
    std::string kind;
    Day happened_on;
    std::optional<Day> requested_on;
    Day known_on;
    std::int64_t delivery_number = 0;
    std::int64_t product_id = 0;
    std::string reason_code;
    std::string detail;
    std::optional<std::int64_t> order_id;
    std::optional<std::int64_t> contact_id;
};
BOOST_DESCRIBE_STRUCT(SubscriptionEvent, (),
                      (id, subscription_id, customer_id, kind, happened_on, requested_on, known_on,
                       delivery_number, product_id, reason_code, detail, order_id, contact_id))

struct Order {
    std::int64_t id = 0;
    std::int64_t version = 1;
    std::optional<std::string> external_key;
    std::optional<std::int64_t> customer_id;
    std::optional<std::int64_t> subscription_id;
    std::int64_t delivery_number = 0;
    std::string status = "shipped";
    Instant ordered_at;
    Day ordered_on;
    std::optional<Day> shipped_on;
    Day known_on;
    std::string medium;
    Money total;
    std::string note;
};
BOOST_DESCRIBE_STRUCT(Order, (),
                      (id, version, external_key, customer_id, subscription_id, delivery_number,
                       status, ordered_at, ordered_on, shipped_on, known_on, medium, total, note))

struct OrderLine {
    std::int64_t order_id = 0;
    std::int64_t position = 0;
    std::int64_t product_id = 0;
    std::int64_t quantity = 1;
    UnitPrice unit_price;
    Money amount;
};
BOOST_DESCRIBE_STRUCT(OrderLine, (), (order_id, position, product_id, quantity, unit_price, amount))

struct Contact {
    std::int64_t id = 0;
    std::int64_t version = 1;
    std::optional<std::string> external_key;
    std::optional<std::int64_t> customer_id;
    std::string channel = "phone";
    std::string direction = "inbound";
    Instant started_at;
    std::optional<Instant> ended_at;
    std::int64_t agent_id = 0;
    std::string agent_name;
    std::string purpose = "other";
    std::string reason_code;
    std::optional<std::int64_t> product_id;
    std::optional<std::int64_t> subscription_id;
    std::optional<std::int64_t> order_id;
    std::string emotion;
    std::optional<std::int64_t> nps;
    std::optional<std::int64_t> csat;
    std::optional<std::int64_t> offer_id;
    std::string offer_answer;
    std::string result;
    std::string next_step;
    std::optional<Instant> next_step_at;
    bool next_step_done = false;
    std::string note;
    std::optional<std::int64_t> call_list_item_id;
    std::string queue;
    std::optional<std::int64_t> waited_seconds;
    std::optional<std::int64_t> handled_seconds;
    Instant created_at;
    Instant updated_at;
};
BOOST_DESCRIBE_STRUCT(Contact, (),
                      (id, version, external_key, customer_id, channel, direction, started_at,
                       ended_at, agent_id, agent_name, purpose, reason_code, product_id,
                       subscription_id, order_id, emotion, nps, csat, offer_id, offer_answer,
                       result, next_step, next_step_at, next_step_done, note, call_list_item_id,
                       queue, waited_seconds, handled_seconds, created_at, updated_at))

}  // namespace tsunagi::record::table
