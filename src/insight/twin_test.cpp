// Every fold has a twin in SQL: on a small shop made by chance both must give the same.
#include "insight/cancellations.h"
#include "insight/cohorts.h"
#include "insight/retention.h"
#include "insight/rfm.h"
#include "insight/totals.h"
#include "insight/twin.sql.h"
#include "journey/loader.h"
#include "record/migrations.h"
#include "record/tables.h"
#include "store/bulk.h"
#include "store/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace tsunagi::insight {

namespace {

namespace table = record::table;
using Numbers = std::vector<std::vector<std::int64_t>>;

constexpr Day kStart{19723};  // 2024-01-01
constexpr int kDays = 400;
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
            lines.push_back({.order_id = id,
                             .position = i + 1,
                             .product_id = 1 + below(4),
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
            customers.push_back({.id = id, .name = "c"});
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

class Twins : public store::OnBothDatabases {
protected:
    std::span<const store::Migration> shop_migrations() const override {
        return record::sql::migrations();
    }
    void SetUp() override {
        store::OnBothDatabases::SetUp();
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
        shop_database().read([&](store::Reader& reader) {
            const auto view = journey::load_view(reader, 0);
            scope_ = journey::scope_of({view, kStart + kDays + 40}, {});
        });
    }
    Numbers ask(const store::Statement& statement, const store::Args& args = {}) {
        Numbers rows;
        shop_database().read([&](store::Reader& reader) {
            reader.rows(statement, args, [&](const store::Row& row) {
                auto& numbers = rows.emplace_back();
                for (int i = 0; i < row.columns(); ++i) numbers.push_back(row.integer(i));
                return true;
            });
        });
        return rows;
    }
    const journey::Scope& scope() const { return *scope_; }

private:
    std::optional<journey::Scope> scope_;
};

// Class 1 … 5 of a value among all values by quantile_disc, the slow and plain way.
int class_of(std::int64_t value, std::vector<std::int64_t> all) {
    std::sort(all.begin(), all.end());
    int found = 1;
    for (std::size_t k = 1; k <= 4; ++k) found += value > all[(all.size() * k + 4) / 5 - 1];
    return found;
}

std::vector<std::int64_t> column(const Numbers& rows, std::size_t at) {
    std::vector<std::int64_t> values;
    for (const auto& row : rows) values.push_back(row[at]);
    return values;
}

}  // namespace

TEST_P(Twins, SayTheSameOfRfm) {
    const Numbers customers = ask(sql::twin_rfm_values);
    std::map<std::vector<std::int64_t>, std::pair<std::int64_t, std::int64_t>> cells;
    for (const auto& row : customers) {
        auto& [count, sales] =
            cells[{class_of(row[1], column(customers, 1)), class_of(row[2], column(customers, 2)),
                   class_of(row[3], column(customers, 3))}];
        ++count;
        sales += row[3];
    }
    Numbers expected;
    for (const auto& [cell, sums] : cells) {
        expected.push_back({cell[0], cell[1], cell[2], sums.first, sums.second});
    }
    Numbers folded;
    for (const auto& cell : rfm(scope()).cells) {
        folded.push_back({cell.r, cell.f, cell.m, cell.customers, cell.sales.minor});
    }
    EXPECT_EQ(folded, expected);
    EXPECT_GT(folded.size(), 20u);
}

TEST_P(Twins, SayTheSameOfRetention) {
    Numbers folded;
    for (const auto& curve : retention(scope(), {}, SplitBy::Product, {}).curves) {
        for (const auto& point : curve.points) {
            if (point.at_risk == 0) continue;
            folded.push_back({std::stoll(curve.key), point.delivery, point.at_risk, point.events,
                              point.censored});
        }
    }
    std::sort(folded.begin(), folded.end());
    EXPECT_EQ(folded, ask(sql::twin_retention, {{"as_of", scope().snapshot.as_of}}));
    EXPECT_GT(folded.size(), 20u);
}

TEST_P(Twins, SayTheSameOfCohorts) {
    // SQL has no months that both databases know: it sums days, and the months are made here.
    using Cell = std::pair<std::set<std::int64_t>, std::int64_t>;
    std::map<std::pair<int, int>, Cell> expected;
    std::map<std::int64_t, int> born;
    for (const auto& row : ask(sql::twin_cohorts)) {
        const int month = month_of(Day{static_cast<std::int32_t>(row[1])}).number;
        const int first = born.try_emplace(row[0], month).first->second;
        auto& [customers, sales] = expected[{first, month - first}];
        if (row[2] != 0) customers.insert(row[0]);
        sales += row[3];
    }
    std::size_t compared = 0;
    for (const auto& cohort : cohorts(scope()).months) {
        for (const auto& cell : cohort.cells) {
            const auto& [customers, sales] = expected[{cohort.month.number, cell.age}];
            EXPECT_EQ(cell.active_customers, static_cast<std::int64_t>(customers.size()));
            EXPECT_EQ(cell.sales.minor, sales);
            compared += !customers.empty();
        }
    }
    EXPECT_GT(compared, 50u);
}

TEST_P(Twins, SayTheSameOfCancellations) {
    std::map<std::pair<std::string, std::int64_t>, std::int64_t> expected;
    shop_database().read([&](store::Reader& reader) {
        reader.rows(sql::twin_cancellations, {}, [&](const store::Row& row) {
            expected[{std::string(row.text(0)), row.integer(1)}] = row.integer(2);
            return true;
        });
    });
    std::map<std::pair<std::string, std::int64_t>, std::int64_t> folded;
    const auto answer = cancellations(scope(), {}, {Axis::Reason, Axis::Delivery}, {});
    for (const auto& cell : answer.cells) {
        if (cell.events > 0) folded[{cell.row, std::stoll(cell.column)}] = cell.events;
    }
    EXPECT_EQ(folded, expected);
    EXPECT_GT(folded.size(), 10u);
}

TEST_P(Twins, SayTheSameOfTotals) {
    const Totals answer = totals(scope(), {}, {});
    const std::vector<std::int64_t> folded{answer.customers,   answer.customers_with_orders,
                                           answer.orders,      answer.cancelled_orders,
                                           answer.order_lines, answer.lines_without_customer,
                                           answer.sales.minor, answer.subscriptions};
    EXPECT_EQ(folded, ask(sql::twin_totals).at(0));
}

INSTANTIATE_ON_BOTH_DATABASES(Twins);

}  // namespace tsunagi::insight
