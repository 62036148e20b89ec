// Fields have twins in SQL: on a small shop made by chance both must find the same customers.
#include "base/json.h"
#include "journey/loader.h"
#include "record/migrations.h"
#include "record/tables.h"
#include "segment/evaluate.h"
#include "segment/twin.sql.h"
#include "store/bulk.h"
#include "store/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace tsunagi::segment {
namespace {

namespace table = record::table;

constexpr Day kStart{19723};  // 2024-01-01
constexpr int kDays = 300;
constexpr std::array kReasons{"price", "leftover", "effect", "other"};
constexpr std::array kPurposes{"cancel", "usage", "order"};
constexpr std::array kEmotions{"", "negative", "positive", "neutral"};

struct Shop {
    std::vector<table::Customer> customers;
    std::vector<table::Product> products;
    std::vector<table::Order> orders;
    std::vector<table::OrderLine> lines;
    std::vector<table::Subscription> subscriptions;
    std::vector<table::SubscriptionEvent> events;
    std::vector<table::Contact> contacts;
    std::mt19937 dice{23};

    int below(int n) { return static_cast<int>(dice() % static_cast<unsigned>(n)); }
    template <class Words>
    std::string one_of(const Words& words) {
        return words.at(static_cast<std::size_t>(below(static_cast<int>(words.size()))));
    }
    void order(std::optional<std::int64_t> customer) {
        const auto id = std::ssize(orders) + 1;
        const Day day = kStart + below(kDays);
        const bool counts = below(4) != 0;
        orders.push_back({.id = id,
                          .customer_id = customer,
                          .status = counts ? "shipped" : "returned",
                          .ordered_on = day,
                          .known_on = day});
        for (int i = 0; i <= below(3); ++i) {
            const std::int64_t amount = (counts || below(2) == 0 ? 1 : -1) * 100 * (1 + below(50));
            lines.push_back({.order_id = id,
                             .position = i + 1,
                             .product_id = 1 + below(4),
                             .amount = {amount}});
        }
    }
    void subscription(std::int64_t customer) {
        const auto id = std::ssize(subscriptions) + 1;
        const std::int64_t product = 1 + below(4);
        subscriptions.push_back({.id = id, .customer_id = customer, .product_id = product});
        int delivery = 0;
        const auto event = [&](const std::string& kind, int day) {
            events.push_back({.id = std::ssize(events) + 1,
                              .subscription_id = id,
                              .customer_id = customer,
                              .kind = kind,
                              .happened_on = kStart + day,
                              .known_on = kStart + day,
                              .delivery_number = delivery,
                              .product_id = product,
                              .reason_code = kind == "cancelled" ? one_of(kReasons) : ""});
        };
        int day = below(kDays);
        event("started", day);
        for (day += 10; day < kDays; day += 10 + below(20)) {
            const int what = below(8);
            if (what < 5) ++delivery;
            event(what < 5    ? "delivered"
                  : what == 5 ? "skipped"
                  : what == 6 ? "paused"
                              : "cancelled",
                  day);
            if (what == 7 && below(2) == 0) return;
        }
    }
    void contact(std::int64_t customer) {
        const Instant at{std::int64_t{kStart.number + below(kDays)} * 86'400'000 + 3 * 3'600'000};
        contacts.push_back({.id = std::ssize(contacts) + 1,
                            .customer_id = customer,
                            .started_at = at,
                            .purpose = one_of(kPurposes),
                            .emotion = one_of(kEmotions),
                            .result = "answered",
                            .created_at = at,
                            .updated_at = at});
        if (below(2) == 0) contacts.back().nps = below(11);
    }
    void fill(int people) {
        for (std::int64_t id = 1; id <= 4; ++id) products.push_back({.id = id, .name = "p"});
        for (std::int64_t id = 1; id <= people; ++id) {
            customers.push_back({.id = id, .name = "c"});
            if (below(5) != 0) customers.back().registered_on = kStart + below(kDays);
            for (int i = below(6); i > 0; --i) order(id);
            for (int i = below(3); i > 0; --i) subscription(id);
            for (int i = below(5); i > 0; --i) contact(id);
        }
        for (int i = 0; i < 20; ++i) order(std::nullopt);
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
            store::insert_all(tx, "contact", shop.contacts);
        });
        view_ = shop_database().read(
            [](store::Reader& reader) { return journey::load_view(reader, 0); });
    }
    std::vector<std::int64_t> folded(const Condition& condition) const {
        EXPECT_TRUE(errors_of(condition).empty()) << to_json(condition);
        const auto found = members_of({view_, as_of_}, std::span(&condition, 1), {}).front();
        std::vector<std::int64_t> ids;
        for (journey::CustomerCode code = 0; code < view_->size(); ++code) {
            if (found.test(code)) ids.push_back(view_->customer_id(code));
        }
        return ids;
    }
    // Those whose value is from low to high.
    std::vector<std::int64_t> told(const store::Statement& statement, const store::Args& args,
                                   std::int64_t low, std::int64_t high) {
        std::vector<std::int64_t> ids;
        shop_database().read([&](store::Reader& reader) {
            reader.rows(statement, args, [&](const store::Row& row) {
                const bool in = !row.is_null(1) && low <= row.integer(1) && row.integer(1) <= high;
                if (in) ids.push_back(row.integer(0));
                return true;
            });
        });
        return ids;
    }
    // Asks both for ranges of the field, for days and products by chance.
    // Returns how many they found in all.
    std::size_t compare(Field field, const store::Statement& statement, int step,
                        std::initializer_list<std::string_view> parameters) {
        const auto takes = [&](std::string_view name) {
            return std::ranges::find(parameters, name) != parameters.end();
        };
        std::size_t members = 0;
        for (int round = 0; round < 20; ++round) {
            as_of_ = kStart + below(kDays + 30);
            Leaf leaf{.field = field, .op = Op::Between};
            leaf.number = below(4) * step;
            leaf.to = *leaf.number + below(3) * step;
            const Day from = kStart + below(kDays);
            const Day to = from + below(kDays);
            const std::vector<std::int64_t> products{1 + below(4), 1 + below(4)};
            const std::string purpose = kPurposes.at(std::size_t(below(3)));
            store::Args args{{"as_of", as_of_}};
            Rows of;
            if (takes("from")) {
                leaf.window = DayWindow{.last_days = {}, .from = from, .to = to};
                args.emplace_back("from", from);
                args.emplace_back("to", to);
            }
            if (takes("product")) {
                of.product = products;
                args.emplace_back("product", products[0]);
                args.emplace_back("other", products[1]);
            }
            if (takes("reason")) {
                of.reason = {"price", "other"};
                args.emplace_back("reason", "price");
            }
            if (takes("purpose")) {
                of.purpose = {parse_enum<record::Purpose>(purpose).value()};
                of.emotion = {record::Emotion::Negative};
                args.emplace_back("purpose", purpose);
            }
            leaf.of = of;
            Condition condition;
            static_cast<Leaf&>(condition) = leaf;
            const auto both = folded(condition);
            EXPECT_EQ(both, told(statement, args, *leaf.number, *leaf.to)) << to_json(condition);
            members += both.size();
        }
        return members;
    }
    int below(int n) { return static_cast<int>(dice_() % static_cast<unsigned>(n)); }

    Day as_of_ = kStart;

private:
    std::mt19937 dice_{5};
    std::shared_ptr<const journey::View> view_;
};
INSTANTIATE_ON_BOTH_DATABASES(Twins);

TEST_P(Twins, SayTheSameOfOrders) {
    EXPECT_GT(compare(Field::OrderCount, sql::twin_order_count, 1, {"from", "product"}), 100U);
    EXPECT_GT(compare(Field::OrderSales, sql::twin_order_sales, 2000, {"from", "product"}), 100U);
    EXPECT_GT(compare(Field::OrderProducts, sql::twin_order_products, 1, {"from"}), 100U);
    EXPECT_GT(compare(Field::LastOrderDays, sql::twin_last_order_days, 40, {"product"}), 100U);
}

TEST_P(Twins, SayTheSameOfRegistration) {
    EXPECT_GT(compare(Field::RegisteredDays, sql::twin_registered_days, 40, {}), 100U);
}

TEST_P(Twins, SayTheSameOfSubscriptions) {
    EXPECT_GT(compare(Field::CancelCount, sql::twin_cancel_count, 1, {"from", "product", "reason"}),
              100U);
    EXPECT_GT(compare(Field::DeliveryNumber, sql::twin_delivery_number, 1, {"product"}), 100U);
}

TEST_P(Twins, SayTheSameOfContacts) {
    EXPECT_GT(compare(Field::ContactCount, sql::twin_contact_count, 1, {"from", "purpose"}), 100U);
    EXPECT_GT(compare(Field::LastNps, sql::twin_last_nps, 3, {"from", "purpose"}), 10U);
}

// A leaf of words, ids or yes over some days, against how many rows SQL counts.
TEST_P(Twins, SayTheSameOfWhatSomebodyHasAtAll) {
    const auto leaf = [](Field field, Op op) { return Leaf{.field = field, .op = op}; };
    constexpr std::int64_t kMany = 1'000'000;
    std::size_t members = 0;
    for (int round = 0; round < 20; ++round) {
        as_of_ = kStart + below(kDays + 30);
        const Day from = kStart + below(kDays);
        const Day to = from + below(kDays);
        const std::string purpose = kPurposes.at(std::size_t(below(3)));
        const std::int64_t product = 1 + below(4);
        const auto same = [&](Leaf asked, const store::Statement& statement, store::Args args,
                              std::int64_t low, std::int64_t high) {
            Condition condition;
            if (asked.field != Field::FirstProduct) {
                asked.window = DayWindow{.last_days = {}, .from = from, .to = to};
                args.emplace_back("from", from);
                args.emplace_back("to", to);
            }
            args.emplace_back("as_of", as_of_);
            static_cast<Leaf&>(condition) = asked;
            const auto both = folded(condition);
            EXPECT_EQ(both, told(statement, args, low, high)) << to_json(condition);
            members += both.size();
        };
        Leaf first = leaf(Field::FirstProduct, Op::AnyOf);
        first.ids = {product};
        same(first, sql::twin_first_product, {}, product, product);
        Leaf spoke = leaf(Field::ContactPurpose, Op::AnyOf);
        spoke.values = {purpose};
        same(spoke, sql::twin_purpose, {{"purpose", purpose}}, 1, kMany);
        Leaf felt = leaf(Field::ContactEmotion, Op::NoneOf);
        felt.values = {"negative"};
        same(felt, sql::twin_negative, {}, 0, 0);
        const store::Args cancelled{{"product", product}, {"other", product}, {"reason", "price"}};
        Leaf left = leaf(Field::CancelReason, Op::AnyOf);
        left.values = {"price", "other"};
        left.of = Rows{.product = {{product}}};
        same(left, sql::twin_cancel_count, cancelled, 1, kMany);
        Leaf stayed = leaf(Field::CancelledOn, Op::No);
        stayed.of = Rows{.product = {{product}}, .reason = {{"price", "other"}}};
        same(stayed, sql::twin_cancel_count, cancelled, 0, 0);
    }
    EXPECT_GT(members, 1000U);
}

TEST_P(Twins, SayTheSameOfTheStatusOnAnyDay) {
    using record::CustomerStatus;
    for (const int day : {0, 50, 120, 200, 299, 400}) {
        as_of_ = kStart + day;
        for (const auto status : {CustomerStatus::Active, CustomerStatus::Paused,
                                  CustomerStatus::Cancelled, CustomerStatus::None}) {
            Condition condition;
            condition.field = Field::SubscriptionStatus;
            condition.op = Op::AnyOf;
            condition.values = {std::string(word_of(status))};
            EXPECT_EQ(folded(condition),
                      told(sql::twin_status, {{"as_of", as_of_}}, int(status), int(status)))
                << word_of(status) << " on day " << day;
        }
    }
}

}  // namespace
}  // namespace tsunagi::segment
