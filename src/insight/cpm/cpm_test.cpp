#include "insight/cpm/cpm.h"

#include "insight/cell_key.h"
#include "insight/cpm/cpm_twin.sql.h"
#include "insight/testing.h"
#include "insight/twin_testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace tsunagi::insight {

using testing::Each;
using testing::ElementsAre;
using testing::SizeIs;

namespace {

// On day 400 = 2025-02-04; a month ago is day 369.
const std::vector<journey::TestCustomer> kShop{
    {"first", "soap=5000@390"},
    {"first gone", "soap=5000@159"},
    {"beginner", "soap=90000@300 soap=5000@390"},
    {"steady", "soap=100@200 soap=100@380"},
    {"steady gone", "soap=100@1 soap=100@140"},
    {"fashion", "soap=40000@190 soap=30000@400"},
    {"loyal", "soap=40000@100 soap=30000@380"},
    {"fashion gone", "soap=70000@0 soap=1@150"},
    {"back to steady", "soap=70000@100 soap=100@380 soap=-200@390!"}};

}  // namespace

TEST(Cpm, SortsByTenureAndSalesAndSilence) {
    const Asked asked(kCpm, kShop, 400);
    EXPECT_THAT(asked.texts("classes", "class"),
                ElementsAre("First", "Beginner", "Steady", "Fashion", "Loyal"));
    EXPECT_THAT(asked.people("now/0"), ElementsAre("first"));
    EXPECT_THAT(asked.people("now/1"), ElementsAre("first gone"));
    EXPECT_THAT(asked.people("now/2"), ElementsAre("beginner"));
    EXPECT_THAT(asked.people("now/4"), ElementsAre("steady", "back to steady"));
    EXPECT_THAT(asked.people("now/5"), ElementsAre("steady gone"));
    EXPECT_THAT(asked.people("now/6"), ElementsAre("fashion"));
    EXPECT_THAT(asked.people("now/8"), ElementsAre("loyal"));
    EXPECT_THAT(asked.people("now/7"), ElementsAre("fashion gone"));
    EXPECT_THAT(asked.column("classes", "active"), ElementsAre(1, 1, 2, 1, 1));
    EXPECT_DOUBLE_EQ(asked.headline("active"), 6.0 / 9.0);
}

TEST(Cpm, MovementsCompareWithTheClassOfEarlier) {
    const Asked asked(kCpm, kShop, 400);
    EXPECT_THAT(asked.people("move/10/0"), ElementsAre("first"));
    EXPECT_THAT(asked.people("move/0/1"), ElementsAre("first gone"));  // 210 days, then 241
    EXPECT_THAT(asked.people("move/0/2"), ElementsAre("beginner"));
    EXPECT_THAT(asked.people("went"), ElementsAre("first gone", "steady gone", "fashion gone"));
    EXPECT_THROW(asked.people("move/11/0"), Error);
}

TEST(Cpm, TheSeriesEndsWithTheClassesOfTodayAndShowsTheMonthsBefore) {
    const Asked asked(kCpm, kShop, 400);
    ASSERT_THAT(asked.figure("months").rows, SizeIs(13));
    for (int state = 0; state < 10; ++state) {
        const auto key = std::to_string(state);
        EXPECT_EQ(asked.cell("months", 12, "on_" + key).value,
                  static_cast<double>(asked.people("now/" + key).size()));
    }
    // A month ago, on day 369.
    const auto key = asked.cell("months", 11, "on_0").people.value();
    EXPECT_THAT(asked.people(key), ElementsAre("first gone", "beginner", "steady", "fashion"));
    EXPECT_THAT(asked.people(asked.cell("months", 11, "on_1").people.value()),
                ElementsAre("loyal", "back to steady"));
    EXPECT_THROW(asked.people("on/1/0"), Error);
}

TEST(Cpm, TheLimitsAreChoices) {
    const Asked asked(kCpm, kShop, 400, {"lapse:260", "sales:100000"});
    EXPECT_THAT(asked.column("classes", "lapsed"), ElementsAre(0, 0, 0, 0, 0));
    EXPECT_THAT(asked.column("classes", "active"), ElementsAre(2, 1, 6, 0, 0));
}

TEST(Cpm, RanksGoBySalesAlone) {
    const Asked asked(kCpm, kShop, 400, {"rule:rank4"});
    EXPECT_THAT(asked.texts("classes", "class"),
                ElementsAre("Rank 1", "Rank 2", "Rank 3", "Rank 4"));
    EXPECT_THAT(asked.people("now/6"), ElementsAre("beginner", "fashion", "loyal"));
    EXPECT_THAT(asked.people("now/4"), ElementsAre("back to steady"));
}

TEST(Cpm, AnEmptyShopSaysSo) {
    const Asked asked(kCpm, {}, 400);
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
    EXPECT_THAT(asked.column("classes", "active"), Each(0));
}

class CpmTwins : public TwinShop {};

TEST_P(CpmTwins, SayTheSame) {
    const Day now = scope().snapshot.as_of;
    const auto states_on = [&](Day day) {
        std::map<std::int64_t, std::int64_t> states;
        for (const auto& row : ask(sql::twin_cpm, {{"until", day}})) {
            const std::int64_t tenure = row[2] - row[1];
            const int of = row[3] == 1     ? 0
                           : tenure <= 90  ? 1
                           : row[4] < 7000 ? 2
                           : tenure <= 210 ? 3
                                           : 4;
            states[row[0]] = 2 * of + (day.number - row[2] > 120 ? 1 : 0);
        }
        return states;
    };
    const auto before = states_on(add_months(now, -3));
    std::map<std::string, std::int64_t> expected;
    for (const auto& [customer, state] : states_on(now)) {
        const auto was = before.find(customer);
        ++expected[cell_key("move", {was == before.end() ? 10 : was->second, state})];
    }
    for (int ago = 0; ago <= 12; ++ago) {
        const Day day = add_months(now, -ago);
        for (const auto& [customer, state] : states_on(day)) {
            ++expected[cell_key("on", {day.number, state})];
        }
    }
    const std::vector<std::string> choices{"months:3", "lapse:120", "sales:7000"};
    std::map<std::string, std::int64_t> folded;
    const Report answer = report(kCpm, choices);
    for (const Figure& figure : answer.figures) {
        if (figure.key != "moves" && figure.key != "months") continue;
        for (const ReportRow& row : figure.rows) {
            for (const Cell& cell : row.cells) {
                if (!cell.people) continue;
                folded[*cell.people] = static_cast<std::int64_t>(cell.value.value());
                EXPECT_EQ(people(kCpm, *cell.people, choices), folded[*cell.people]);
            }
        }
    }
    EXPECT_EQ(folded, expected);
    EXPECT_GT(folded.size(), 80u);
}

INSTANTIATE_ON_BOTH_DATABASES(CpmTwins);

}  // namespace tsunagi::insight
