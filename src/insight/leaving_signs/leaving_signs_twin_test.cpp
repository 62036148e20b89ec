#include "insight/customer_facts.h"
#include "insight/leaving_signs/leaving_signs.h"
#include "insight/leaving_signs/leaving_signs_twin.sql.h"
#include "insight/lively_testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <map>

namespace tsunagi::insight {

namespace {

constexpr int kDays = 60;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

class LeavingTwins : public LivelyShops {
protected:
    void know_the_cut() {
        shop_database().write(store::Actor{}, [&](store::Tx& tx) {
            tx.run(sql::drop_twin_sign_event);
            tx.run(sql::twin_sign_events, {{"days", kDays}});
            tx.run(sql::drop_twin_sign_held);
            tx.run(sql::twin_sign_helds);
        });
    }
    // By customer.
    std::map<std::int64_t, Facts> facts();

private:
    void add_orders(std::map<std::int64_t, Facts>&);
    void add_money(std::map<std::int64_t, Facts>&);
};

// The facts from `first` on.
template <class Rows>
void set_from(std::map<std::int64_t, Facts>& facts, const Rows& rows, Fact first) {
    for (const auto& row : rows) {
        auto at = static_cast<std::size_t>(first);
        for (auto value = row.begin() + 1; value != row.end(); ++value) {
            facts[row.front()][at++] = static_cast<double>(*value);
        }
    }
}

double& at(Facts& facts, Fact one) { return facts[static_cast<std::size_t>(one)]; }

// Without orders (gaps: without two) there is none of these.
void forget_what_is_none(Facts& facts) {
    const double orders = at(facts, Fact::Orders);
    const auto forget = [&](double least, std::initializer_list<Fact> some) {
        for (const Fact one : some) {
            if (orders < least) at(facts, one) = kNone;
        }
    };
    forget(1, {Fact::DaysSinceOrder, Fact::DaysSinceFirst, Fact::SalesPerOrder, Fact::FirstOrder,
               Fact::LastOrder, Fact::LargestOrder});
    forget(2, {Fact::LastGap, Fact::LongestGap, Fact::MeanGap, Fact::GapSpread,
               Fact::LastOrderChange});
    if (at(facts, Fact::Started) == 0) at(facts, Fact::SubscriptionDays) = kNone;
    if (at(facts, Fact::Contacts) == 0) at(facts, Fact::DaysSinceContact) = kNone;
}

void LeavingTwins::add_orders(std::map<std::int64_t, Facts>& all) {
    for (const auto& row : ask(sql::twin_sign_orders, {{"days", kDays}})) {
        Facts& facts = all[row[0]];
        const auto number = [&](std::size_t place) { return static_cast<double>(row[place]); };
        const double gaps = number(6) - 1;
        const double mean = (number(2) - number(1)) / gaps;
        at(facts, Fact::DaysSinceOrder) = number(1);
        at(facts, Fact::DaysSinceFirst) = number(2);
        at(facts, Fact::LastGap) = number(3);
        at(facts, Fact::LongestGap) = number(4);
        at(facts, Fact::MeanGap) = mean;
        at(facts, Fact::GapSpread) = std::sqrt(std::max(0.0, number(5) / gaps - mean * mean));
        for (std::size_t place = 6; place < row.size(); ++place) facts[place] = number(place);
    }
}

void LeavingTwins::add_money(std::map<std::int64_t, Facts>& all) {
    for (const auto& row : ask(sql::twin_sign_money, {{"days", kDays}})) {
        Facts& facts = all[row[0]];
        const auto number = [&](std::size_t place) { return static_cast<double>(row[place]); };
        for (std::size_t place = 1; place < 6; ++place) {
            facts[static_cast<std::size_t>(Fact::Sales) + place - 1] = number(place);
        }
        at(facts, Fact::SalesChange) = number(4) - number(6);
        at(facts, Fact::SubscriptionSales) = number(7);
        at(facts, Fact::SalesPerOrder) = number(1) / at(facts, Fact::Orders);
        at(facts, Fact::FirstOrder) = number(8);
        at(facts, Fact::LastOrder) = number(9);
        at(facts, Fact::LastOrderChange) = number(9) - number(10);
        at(facts, Fact::LargestOrder) = number(11);
    }
}

std::map<std::int64_t, Facts> LeavingTwins::facts() {
    std::map<std::int64_t, Facts> all;
    add_orders(all);
    add_money(all);
    set_from(all, ask(sql::twin_sign_subscriptions), Fact::SubscriptionDays);
    set_from(all, ask(sql::twin_sign_contacts, {{"days", kDays}}), Fact::DaysSinceContact);
    for (auto& [id, facts] : all) forget_what_is_none(facts);
    return all;
}

}  // namespace

TEST_P(LeavingTwins, SayTheSameFactsOfEverybody) {
    each_look([&] {
        know_the_cut();
        const journey::View& view = scope().view();
        FactsReader reader(view, scope().as_of() - kDays);
        for (const auto& [id, twin] : facts()) {
            const Facts& found = reader.read(view.code_of(id).value());
            for (std::size_t i = 0; i < kFacts; ++i) {
                EXPECT_EQ(std::isnan(found[i]), std::isnan(twin[i])) << kFactRules[i].key << id;
                if (std::isnan(twin[i])) continue;
                EXPECT_NEAR(found[i], twin[i], 1e-9) << kFactRules[i].key << " of " << id;
            }
        }
    });
}

TEST_P(LeavingTwins, SayTheSameOfWhoLeft) {
    each_look([&] {
        know_the_cut();
        std::int64_t left = 0;
        const auto rows = ask(sql::twin_sign_subscribers, {{"days", kDays}});
        for (const auto& row : rows) left += row[1];
        const auto found = report(kLeavingSigns, {"days:60", "fact:skips"});
        EXPECT_EQ(found.meta.n, std::ssize(rows));
        EXPECT_EQ(people(kLeavingSigns, "left", {"days:60", "fact:skips"}), left);
    });
}

INSTANTIATE_ON_BOTH_DATABASES(LeavingTwins);

}  // namespace tsunagi::insight
