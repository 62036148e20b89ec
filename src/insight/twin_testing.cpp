#include "insight/twin_testing.h"

#include "insight/keyed_testing.h"
#include "journey/loader.h"
#include "record/migrations.h"
#include "record/tables.h"
#include "store/bulk.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace tsunagi::insight {

namespace {

namespace table = record::table;

constexpr Day kStart = kTwinStart;
constexpr int kDays = kTwinDays;
constexpr std::array kReasons{"price", "leftover", "effect"};

// Whatever the dice say, the first order of a customer counts, so that cohorts begin with it.
struct Shop {
    std::vector<table::Customer> customers;
    std::vector<table::Product> products;
    std::vector<table::Order> orders;
    std::vector<table::OrderLine> lines;
    std::vector<table::Subscription> subscriptions;
    std::vector<table::SubscriptionEvent> events;
    std::mt19937 dice{11};

    int below(int n) { return static_cast<int>(dice() % static_cast<unsigned>(n)); }
    void order(std::optional<std::int64_t> customer, int day, bool counts) {
        const auto id = static_cast<std::int64_t>(orders.size()) + 1;
        orders.push_back({.id = id,
                          .customer_id = customer,
                          .status = counts          ? "shipped"
                                    : below(2) == 0 ? "cancelled"
                                                    : "returned",
                          .ordered_on = kStart + day,
                          .known_on = kStart + day});
        for (int i = 0; i <= below(3); ++i) {
            const std::int64_t amount = (counts || below(2) == 0 ? 1 : -1) * 100 * (1 + below(50));
            const bool many = lines.size() % 97 == 0;
            lines.push_back({.order_id = id,
                             .position = i + 1,
                             .product_id = 1 + below(4),
                             .quantity = (1 + below(3)) * (many ? 1000 : 1),
                             .amount = {amount}});
        }
    }
    void event(std::int64_t subscription, std::int64_t customer, std::int64_t product,
               std::string kind, int day, int delivery, std::string reason = "") {
        events.push_back({.id = static_cast<std::int64_t>(events.size()) + 1,
                          .subscription_id = subscription,
                          .customer_id = customer,
                          .kind = std::move(kind),
                          .happened_on = kStart + day,
                          .known_on = kStart + day,
                          .delivery_number = delivery,
                          .product_id = product,
                          .reason_code = std::move(reason)});
    }
    void subscription(std::int64_t customer) {
        const auto id = static_cast<std::int64_t>(subscriptions.size()) + 1;
        const std::int64_t product = 1 + below(4);
        int day = below(kDays);
        subscriptions.push_back({.id = id, .customer_id = customer, .product_id = product});
        event(id, customer, product, "started", day++, 0);
        for (int delivery = 1; day < kDays; ++delivery, day += 30) {
            event(id, customer, product, "delivered", day, delivery);
            if (below(5) == 0) event(id, customer, product, "skipped", day + 3, delivery);
            if (below(4) != 0) continue;
            const auto reason = static_cast<std::size_t>(below(kReasons.size()));
            return event(id, customer, product, "cancelled", day + 7, delivery, kReasons[reason]);
        }
    }
    void fill(int people) {
        for (std::int64_t id = 1; id <= 4; ++id) products.push_back({.id = id, .name = "p"});
        for (std::int64_t id = 1; id <= people; ++id) {
            customers.push_back({.id = id, .name = "c", .medium = id % 3 == 0 ? "web" : "leaflet"});
            const int count = below(6);
            std::vector<int> days;
            for (int i = 0; i < count; ++i) days.push_back(below(kDays));
            std::sort(days.begin(), days.end());
            for (const int day : days) {
                order(id, day, day == days.front() || below(5) != 0);
            }
            if (below(2) == 0) subscription(id);
        }
        for (int i = 0; i < 30; ++i) order(std::nullopt, below(kDays), below(5) != 0);
    }
};

}  // namespace

std::span<const store::Migration> TwinShop::shop_migrations() const {
    return record::sql::migrations();
}

void TwinShop::SetUp() {
    store::OnBothDatabases::SetUp();
    make_shop();
}

void TwinShop::make_shop() {
    Shop shop;
    shop.fill(300);
    shop_database().write(store::Actor{}, [&](store::Tx& tx) {
        store::insert_all(tx, "customer", shop.customers);
        store::insert_all(tx, "product", shop.products);
        store::insert_all(tx, "orders", shop.orders);
        store::insert_all(tx, "order_line", shop.lines);
        store::insert_all(tx, "subscription", shop.subscriptions);
        store::insert_all(tx, "subscription_event", shop.events);
    });
    look_through(kStart + kDays + 40);
}

void TwinShop::look_through(Day as_of, const journey::Filter& filter) {
    filter_ = filter;
    shop_database().read([&](store::Reader& reader) {
        scope_ = journey::scope_of({journey::load_view(reader, 0), as_of}, filter_);
    });
}

Numbers TwinShop::ask(const store::Statement& statement, const store::Args& args) {
    Numbers rows;
    shop_database().read([&](store::Reader& reader) {
        reader.rows(statement, args, [&](const store::Row& row) {
            auto& numbers = rows.emplace_back();
            for (int i = 0; i < row.columns(); ++i) {
                numbers.push_back(row.is_null(i) ? 0 : row.integer(i));
            }
            return true;
        });
    });
    return rows;
}

const Labels& TwinShop::labels() {
    static const Labels english{.language = Language::En};
    return english;
}

std::vector<KeptSegment> TwinShop::segments_of(const Choices& choices) const {
    std::vector<KeptSegment> segments;
    for (const std::int64_t id : choices.segments()) {
        const std::int64_t divisor = id == 1 ? 3 : 2;
        KeptSegment one{id, "s" + std::to_string(id), journey::Bitmap(scope().view().size())};
        for (journey::CustomerCode code = 1; code < scope().view().size(); ++code) {
            if (scope().view().customer_id(code) % divisor == 0) one.members.set(code);
        }
        segments.push_back(std::move(one));
    }
    return segments;
}

Report TwinShop::report(const Analysis& analysis, const std::vector<std::string>& words) const {
    const Choices choices(analysis.choices, words);
    const auto segments = segments_of(choices);
    return report_of(analysis, {scope(), filter_, labels(), choices, true, segments});
}

std::int64_t TwinShop::people(const Analysis& analysis, const std::string& key,
                              const std::vector<std::string>& words) const {
    const Choices choices(analysis.choices, words);
    const auto segments = segments_of(choices);
    return std::ssize(analysis.people({scope(), filter_, labels(), choices, true, segments}, key));
}

std::vector<std::int64_t> whole_numbers(const Report& report, std::string_view figure,
                                        std::string_view column) {
    const Figure& one = keyed(report.figures, figure);
    const auto place = static_cast<std::size_t>(&keyed(one.columns, column) - one.columns.data());
    std::vector<std::int64_t> values;
    for (const ReportRow& row : one.rows) {
        values.push_back(std::llround(row.cells.at(place).value.value_or(-1)));
    }
    return values;
}

}  // namespace tsunagi::insight
