#include "demo/batch.h"

#include "base/text.h"
#include "demo/demo.sql.h"
#include "store/bulk.h"

#include <fmt/format.h>

#include <array>

namespace tsunagi::demo {
namespace {

constexpr int kOpenPromiseDays = 3;

std::string_view caution_for(std::int64_t number) {
    if (number % 97 == 0) return "大きな声でゆっくりお話しください。";
    if (number % 131 == 0) return "平日18時以降にご連絡ください。";
    return "";
}

std::string_view skin_of(std::int64_t number) {
    constexpr std::array<std::string_view, 4> kSkins{"乾燥肌", "混合肌", "脂性肌", "敏感肌"};
    return kSkins[static_cast<std::size_t>(number % 4)];
}

std::string_view rank_of(const Life& life) {
    if (life.orders.size() >= 14) return "ゴールド";
    return life.orders.size() >= 6 ? "シルバー" : "レギュラー";
}

// Ids of new rows: each gets the next one of a block reserved at once.
template <class Row>
void number_rows(store::Tx& tx, std::string_view table, std::vector<Row>& rows) {
    if (rows.empty()) return;
    std::int64_t id = tx.next_ids(table, static_cast<std::int64_t>(rows.size()));
    for (Row& row : rows) row.id = id++;
}

void set_onboarding(store::Tx& tx, const Article& article, std::int64_t id) {
    const Onboarding* set = onboarding_of(article);
    if (set == nullptr) return;
    std::optional<std::string_view> purpose;
    if (!set->purpose.empty()) purpose = set->purpose;
    tx.run(
        sql::set_onboarding,
        {{"deliveries", set->deliveries}, {"days", set->days}, {"purpose", purpose}, {"id", id}});
}

template <class Row>
store::BulkItem created(std::string_view table, const std::vector<Row>& rows) {
    return {.entity = table, .first_id = rows.front().id, .last_id = rows.back().id};
}

}  // namespace

Shelf stock_shelf(store::Tx& tx) {
    std::vector<record::table::Product> products;
    for (const Article& article : articles()) {
        record::table::Product& product = products.emplace_back();
        product.external_key = std::string(article.sku);
        product.name = article.name;
        product.name_form = search_form(article.name);
        product.category = article.category;
        product.price = {article.price};
        product.cost = Money{article.cost};
        product.is_subscription = article.cycle_months > 0;
        product.created_at = product.updated_at = tx.now();
    }
    std::vector<record::table::Offer> offered;
    for (const Offer& offer : offers()) {
        offered.push_back({.ja = std::string(offer.ja), .en = std::string(offer.en)});
    }
    number_rows(tx, "product", products);
    number_rows(tx, "offer", offered);
    store::insert_all(tx, "product", products);
    store::insert_all(tx, "offer", offered);
    for (std::size_t i = 0; i < products.size(); ++i)
        set_onboarding(tx, articles()[i], products[i].id);
    std::vector<record::table::AttributeDefinition> definitions{
        {.name = "skin", .kind = "static", .label_ja = "肌質", .label_en = "Skin type"}};
    store::insert_all(tx, "attribute_definition", definitions);
    tx.changed_in_bulk("product",
                       std::array{created("product", products), created("offer", offered)});

    Shelf shelf;
    for (std::size_t i = 0; i < products.size(); ++i) {
        shelf.product_of_sku[articles()[i].sku] = products[i].id;
    }
    for (const auto& offer : offered) shelf.offers.push_back(offer.id);
    return shelf;
}

Batch::Batch(store::Tx& tx, const Shelf& shelf, const Zone& zone, Instant now,
             const DemoOptions& options)
    : tx_(tx), shelf_(shelf), zone_(zone), now_(now), options_(options) {}

void Batch::add(const std::vector<Life>& lives, std::int64_t first_number) {
    std::int64_t subscription_count = 0;
    for (const Life& life : lives) {
        subscription_count += static_cast<std::int64_t>(life.subscriptions.size());
    }
    std::int64_t customer = tx_.next_ids("customer", static_cast<std::int64_t>(lives.size()));
    std::int64_t subscription = subscription_count
                                    ? tx_.next_ids("subscription", subscription_count)
                                    : 0;
    std::int64_t number = first_number;
    for (const Life& life : lives) {
        std::size_t first_event = events_.size();
        std::size_t first_order = orders_.size();
        add_customer(life, customer, number++);
        add_subscriptions(life, customer, subscription);
        add_orders(life, customer, subscription);
        add_contacts(life, customer, subscription);
        link_deliveries(first_event, first_order);
        subscription += static_cast<std::int64_t>(life.subscriptions.size());
        ++customer;
    }
}

void Batch::add_customer(const Life& life, std::int64_t id, std::int64_t number) {
    const Person& person = life.person;
    record::table::Customer& row = customers_.emplace_back();
    row.id = id;
    row.external_key = fmt::format("C{:07}", number);
    row.name = person.name;
    row.kana = person.kana;
    row.name_form = search_form(person.name);
    row.birthday = person.birthday;
    row.sex = person.sex;
    row.prefecture = person.prefecture;
    row.medium = life.medium->name;
    row.rank = rank_of(life);
    row.caution = caution_for(number);
    row.registered_on = life.first_day;
    row.created_at = row.updated_at = at(life.first_day, 12 * 60);
    add_reachability(person, id, life.first_day);
    add_search_entry(person, id);
    if (!life.subscriptions.empty() && life.subscriptions.front().article->on_skin) {
        attributes_.push_back({.customer_id = id,
                               .name = "skin",
                               .known_on = life.first_day,
                               .value = std::string(skin_of(number))});
    }
}

// What the search finds her by.
void Batch::add_search_entry(const Person& person, std::int64_t id) {
    std::vector<record::Phone> phones{
        {.number = person.phone, .e164 = phone_e164(person.phone).value_or("")}};
    std::vector<record::Email> emails;
    if (!person.email.empty()) {
        emails.push_back({.address = person.email, .form = email_form(person.email).value_or("")});
    }
    search_.push_back(record::SearchEntry::of(
        {id}, {.name = person.name, .kana = person.kana, .phones = phones, .emails = emails}));
}

void Batch::add_reachability(const Person& person, std::int64_t customer, Day known_on) {
    phones_.push_back({.customer_id = customer,
                       .position = 0,
                       .number = person.phone,
                       .e164 = phone_e164(person.phone).value_or("")});
    addresses_.push_back({.customer_id = customer,
                          .position = 0,
                          .postal_code = person.postal_code,
                          .prefecture = std::string(person.prefecture),
                          .line1 = person.address});
    if (person.email.empty()) return;
    emails_.push_back({.customer_id = customer,
                       .position = 0,
                       .address = person.email,
                       .form = email_form(person.email).value_or("")});
    consents_.push_back({.customer_id = customer,
                         .channel = "mail",
                         .purpose = "sales",
                         .granted = customer % 5 != 0,
                         .at = at(known_on, 12 * 60),
                         .source = "注文画面"});
}

void Batch::add_subscriptions(const Life& life, std::int64_t customer, std::int64_t first_id) {
    for (const LifeSubscription& lived : life.subscriptions) {
        record::table::Subscription& row = subscriptions_.emplace_back();
        row.id = first_id++;
        row.external_key = fmt::format("T{:08}", row.id);
        row.customer_id = customer;
        row.product_id = product(*lived.article);
        row.status = lived.status;
        row.cycle_length = lived.cycle_months;
        row.quantity = lived.quantity;
        row.price = {lived.price};
        row.medium = life.medium->name;
        row.delivery_number = lived.delivery_number;
        row.next_shipment_on = lived.next_shipment_on;
        row.started_on = lived.events.front().on;
        const LifeEvent& last = lived.events.back();
        if (lived.status == "cancelled") {
            row.cancel_requested_on = last.requested_on;
            row.cancel_effective_on = last.on;
            row.cancel_reason = last.reason_code;
        }
        row.created_at = at(lived.events.front().on, 12 * 60);
        row.updated_at = at(last.on, 12 * 60);
        add_events(lived, row);
    }
}

void Batch::add_events(const LifeSubscription& lived, const record::table::Subscription& of) {
    for (const LifeEvent& event : lived.events) {
        record::table::SubscriptionEvent& row = events_.emplace_back();
        row.subscription_id = of.id;
        row.customer_id = of.customer_id;
        row.kind = event.kind;
        row.happened_on = event.on;
        row.requested_on = event.requested_on;
        row.known_on = event.requested_on.value_or(event.on);
        row.delivery_number = event.delivery_number;
        row.product_id = of.product_id;
        row.reason_code = event.reason_code;
        row.detail = event.detail;
    }
}

void Batch::add_orders(const Life& life, std::int64_t customer, std::int64_t first_subscription) {
    for (const LifeOrder& lived : life.orders) {
        record::table::Order& row = orders_.emplace_back();
        row.customer_id = customer;
        if (lived.subscription) {
            row.subscription_id = first_subscription +
                                  static_cast<std::int64_t>(*lived.subscription);
        }
        row.delivery_number = lived.delivery_number;
        row.ordered_at = at(lived.on, lived.minute_of_day);
        row.ordered_on = row.known_on = lived.on;
        row.shipped_on = lived.on;
        row.medium = lived.delivery_number > 1 ? "" : life.medium->name;
        std::int64_t position = 0;
        for (const LifeLine& line : lived.lines) {
            Money amount{std::int64_t{line.quantity} * line.price};
            // order_id is the order's place in the batch until the orders get their ids.
            lines_.push_back({.order_id = static_cast<std::int64_t>(orders_.size()) - 1,
                              .position = position++,
                              .product_id = product(*line.article),
                              .quantity = line.quantity,
                              .unit_price = {std::int64_t{line.price} * 10'000},
                              .amount = amount});
            row.total += amount;
        }
    }
}

void Batch::add_contacts(const Life& life, std::int64_t customer, std::int64_t first_subscription) {
    for (const LifeContact& lived : life.contacts) {
        record::table::Contact& row = contacts_.emplace_back();
        row.customer_id = customer;
        row.channel = lived.channel;
        row.direction = lived.direction;
        row.started_at = at(lived.on, lived.minute_of_day);
        const int waited = lived.waited_seconds.value_or(0);
        row.ended_at = row.started_at + std::int64_t{lived.minutes * 60 + waited} * 1000;
        row.queue = lived.queue;
        row.waited_seconds = lived.waited_seconds;
        row.handled_seconds = lived.handled_seconds;
        if (lived.result != "abandoned") {
            const auto place = static_cast<std::size_t>(lived.agent) % options_.agents.size();
            row.agent_id = options_.agents[place].user_id;
            row.agent_name = options_.agents[place].name;
        }
        row.purpose = lived.purpose;
        row.reason_code = lived.reason_code;
        if (lived.subscription) {
            row.subscription_id = first_subscription +
                                  static_cast<std::int64_t>(*lived.subscription);
            row.product_id = product(*life.subscriptions[*lived.subscription].article);
        }
        if (lived.about != nullptr) row.product_id = product(*lived.about);
        row.emotion = lived.emotion;
        row.nps = lived.nps;
        row.csat = lived.csat;
        if (lived.offer) row.offer_id = shelf_.offers[*lived.offer];
        row.offer_answer = lived.offer_answer;
        row.result = lived.result;
        row.next_step = lived.next_step;
        if (lived.next_step_on) {
            row.next_step_at = at(*lived.next_step_on, 10 * 60);
            row.next_step_done = zone_.day_of(now_) - *lived.next_step_on > kOpenPromiseDays;
        }
        row.note = lived.note;
        row.created_at = row.updated_at = *row.ended_at;
    }
}

// A delivery's event knows its order; until `write` by its place in the batch, counted from 1.
void Batch::link_deliveries(std::size_t first_event, std::size_t first_order) {
    for (std::size_t e = first_event; e < events_.size(); ++e) {
        if (events_[e].kind != "delivered") continue;
        for (std::size_t o = first_order; o < orders_.size(); ++o) {
            if (orders_[o].subscription_id == events_[e].subscription_id &&
                orders_[o].ordered_on == events_[e].happened_on) {
                events_[e].order_id = static_cast<std::int64_t>(o);
            }
        }
    }
}

void Batch::write() {
    number_rows(tx_, "orders", orders_);
    number_rows(tx_, "subscription_event", events_);
    number_rows(tx_, "contact", contacts_);
    for (auto& line : lines_) line.order_id = orders_[static_cast<std::size_t>(line.order_id)].id;
    for (auto& event : events_) {
        if (event.order_id) event.order_id = orders_[static_cast<std::size_t>(*event.order_id)].id;
    }
    for (auto& order : orders_) order.external_key = fmt::format("N{:09}", order.id);

    store::insert_all(tx_, "customer", customers_);
    store::insert_all(tx_, "phone", phones_);
    store::insert_all(tx_, "email", emails_);
    store::insert_all(tx_, "address", addresses_);
    store::insert_all(tx_, "attribute", attributes_);
    store::insert_all(tx_, "consent", consents_);
    store::insert_all(tx_, "subscription", subscriptions_);
    store::insert_all(tx_, "orders", orders_);
    store::insert_all(tx_, "order_line", lines_);
    store::insert_all(tx_, "subscription_event", events_);
    store::insert_all(tx_, "contact", contacts_);
    record::index_customers(tx_, search_, record::Entries::AreNew);

    std::vector<store::BulkItem> items{created("customer", customers_)};
    if (!subscriptions_.empty()) items.push_back(created("subscription", subscriptions_));
    if (!events_.empty()) items.push_back(created("subscription_event", events_));
    if (!orders_.empty()) items.push_back(created("orders", orders_));
    if (!contacts_.empty()) items.push_back(created("contact", contacts_));
    tx_.changed_in_bulk("customer", items);
}

}  // namespace tsunagi::demo
