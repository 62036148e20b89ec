#include "insight/lifetime_value/lifetime_value.h"

#include "insight/lifetime_value/lifetime_value_twin.sql.h"
#include "insight/testing.h"
#include "insight/twin_testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace tsunagi::insight {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

// On day 89 "old" has had three steps, "young" one.
const std::vector<journey::TestCustomer> kShop{{"old", "soap=100@0 soap=50@35 soap=-20@70!", "web"},
                                               {"young", "tea=300@50 soap=700@88", "tv"},
                                               {"new", "tea=900@80", "web"}};

}  // namespace

TEST(LifetimeValue, StepsThatAreNotOverCountForNobody) {
    const Asked asked(kLifetimeValue, kShop, 89, {"by:all"});
    EXPECT_EQ(asked.report().meta.n, 3);
    EXPECT_THAT(asked.column("steps", "days"), ElementsAre(30, 60, 90));
    EXPECT_THAT(asked.column("steps", "n"), ElementsAre(2, 1, 1));
    EXPECT_THAT(asked.column("steps", "observed"), ElementsAre(200, 150, 130));
    EXPECT_THAT(asked.column("steps", "corrected"), ElementsAre(200, 250, 230));
    EXPECT_THAT(asked.people("had/30/everybody"), ElementsAre("old", "young"));
}

TEST(LifetimeValue, TheIntervalComesFromHowCustomersDiffer) {
    const Asked asked(kLifetimeValue, kShop, 89, {"by:all"});
    // z of the first step: (100 - 200) / 2 and (300 - 200) / 2.
    const Cell& first = asked.cell("steps", 0, "corrected");
    EXPECT_NEAR(first.high.value() - first.value.value(), 1.959963984540054 * std::sqrt(5000.0),
                1e-9);
    EXPECT_NEAR(first.value.value() - first.low.value(), 1.959963984540054 * std::sqrt(5000.0),
                1e-9);
    // One who is past the others adds nothing more: her increment is the mean.
    const Cell& last = asked.cell("steps", 2, "corrected");
    EXPECT_NEAR(last.high.value() - last.value.value(), 1.959963984540054 * std::sqrt(5000.0),
                1e-9);
    EXPECT_TRUE(last.immature);
}

TEST(LifetimeValue, GroupsAreHowCustomersBegan) {
    const Asked asked(kLifetimeValue, kShop, 89, {"by:product", "estimate:observed"});
    EXPECT_THAT(asked.texts("table", "group"), ElementsAre("tea", "soap"));
    EXPECT_THAT(asked.column("table", "customers"), ElementsAre(2, 1));
    EXPECT_EQ(asked.cell("table", 0, "d30").value, 300);
    EXPECT_FALSE(asked.cell("table", 0, "d60").value.has_value());
    EXPECT_EQ(asked.cell("table", 1, "d90").value, 130);
    const Asked medium(kLifetimeValue, kShop, 89, {"by:medium"});
    EXPECT_THAT(medium.people("had/0/web"), ElementsAre("old", "new"));
    EXPECT_THROW(medium.people("had/0/radio"), Error);
    EXPECT_THROW(medium.people("had/x"), Error);
}

TEST(LifetimeValue, ProfitNeedsCostsAndSaysSo) {
    const Asked asked(kLifetimeValue, kShop, 89, {"value:profit"});
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(LifetimeValue, ProfitIsWhatRemainsAfterTheCostOfEachLine) {
    const auto journeys = journey::journeys_of(kShop);
    const journey::Filter filter;
    const auto scope = journey::scope_of(journeys.at(89), filter);
    Labels labels;
    labels.costs.emplace(journeys.product_id("soap"), Money{30});
    const Choices choices(kLifetimeValue.choices, {"by:all", "value:profit"});
    const Report report = report_of(kLifetimeValue, {scope, filter, labels, choices, true});
    EXPECT_EQ(whole_numbers(report, "steps", "observed"), (std::vector<std::int64_t>{35, 90, 70}));
    EXPECT_THAT(report.remarks, SizeIs(2));
}

TEST(LifetimeValue, AnEmptyShopSaysSo) {
    const Asked asked(kLifetimeValue, {}, 400);
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
    EXPECT_THAT(asked.column("steps", "n"), IsEmpty());
}

class LifetimeValueTwins : public TwinShop {};

TEST_P(LifetimeValueTwins, SayTheSame) {
    const int as_of = scope().snapshot.as_of.number;
    std::map<std::int64_t, std::pair<std::int64_t, std::map<std::int64_t, std::int64_t>>> people;
    for (const auto& row : ask(sql::twin_lifetime_value)) {
        auto& [first_on, steps] = people[row[0]];
        first_on = row[1];
        steps[(row[2] - row[1]) / 30] += row[3];
    }
    const Report answer = report(kLifetimeValue, {"by:medium"});
    const auto observed = whole_numbers(answer, "steps", "observed");
    ASSERT_GT(observed.size(), 10u);
    double corrected = 0;
    for (std::size_t step = 0; step < observed.size(); ++step) {
        std::int64_t n = 0;
        std::int64_t sum = 0;
        std::int64_t increment = 0;
        for (const auto& [customer, brought] : people) {
            const auto& [first_on, steps] = brought;
            if (as_of - first_on + 1 < static_cast<std::int64_t>(step + 1) * 30) continue;
            ++n;
            for (const auto& [at, sales] : steps) {
                if (at <= static_cast<std::int64_t>(step)) sum += sales;
                if (at == static_cast<std::int64_t>(step)) increment += sales;
            }
        }
        corrected += static_cast<double>(increment) / static_cast<double>(n);
        const auto& cells = answer.figures.back().rows[step].cells;
        EXPECT_EQ(cells[4].value, static_cast<double>(n));
        EXPECT_EQ(cells[2].value, static_cast<double>(sum) / static_cast<double>(n));
        EXPECT_NEAR(cells[1].value.value(), corrected, 1e-6);
    }
}

INSTANTIATE_ON_BOTH_DATABASES(LifetimeValueTwins);

}  // namespace tsunagi::insight
