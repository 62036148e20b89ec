#include "insight/silence/silence.h"

#include "base/error.h"
#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace tsunagi::insight {

namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// With 100 days of silence on day 300 the cut is day 200. ann and bob go silent, cat and dan order
// again in time; eve comes back too late.
std::vector<journey::TestCustomer> five() {
    return {{"ann", "soap=500@50 soap=300@150 call:complaint-:in@140"},
            {"bob", "soap@150 call:usage-@10"},
            {"cat", "soap@150 call:usage-@120 soap@220"},
            {"dan", "soap=300@100 soap=500@150 soap@250"},
            {"eve", "tea:start@100 tea:skip@140 soap@150 soap@251"}};
}

}  // namespace

TEST(Silence, WhoComesBackTooLateWasDormant) {
    const Asked asked(kSilence, five(), 300, {"days:100"});
    EXPECT_DOUBLE_EQ(asked.headline("dormant"), 0.6);
    EXPECT_THAT(asked.people("dormant"), ElementsAre("ann", "bob", "eve"));
}

TEST(Silence, SignsOfTheNinetyDaysBeforeAreCompared) {
    const Asked asked(kSilence, five(), 300, {"days:100"});
    // Skip, negative, enquiry, complaint, smaller order. bob's complaint is too long ago.
    EXPECT_THAT(asked.column("signs", "dormant"),
                ElementsAre(1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3));
    EXPECT_THAT(asked.column("signs", "stayed"), ElementsAre(0, 0.5, 0, 0, 0));
    EXPECT_THAT(asked.people("dormant/skip_or_pause"), ElementsAre("eve"));
    EXPECT_THAT(asked.people("dormant/smaller_order"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("stayed/negative"), ElementsAre("cat"));
}

TEST(Silence, TheOddsRatioHasItsInterval) {
    const Asked asked(kSilence, five(), 300, {"days:100"});
    // One of three dormant was negative, one of the two who stayed: 1 · 1 / (2 · 1).
    const Cell& odds = asked.cell("odds", 1, "all");
    EXPECT_THAT(odds.value.value(), DoubleNear(0.5, 1e-12));
    EXPECT_THAT(odds.high.value(),
                DoubleNear(0.5 * std::exp(1.959963984540054 * std::sqrt(3.5)), 1e-9));
    EXPECT_TRUE(odds.immature);
    EXPECT_FALSE(asked.cell("odds", 0, "all").value);
}

// Those with one order called and went silent, those with two did neither, as a rule. Worked out
// for the two groups: (6 · 2 / 12 + 1 · 5 / 10) / (2 · 2 / 12 + 1 · 3 / 10).
TEST(Silence, LikeCustomersAreComparedWithLike) {
    std::vector<journey::TestCustomer> shop;
    const auto add = [&](int people, const std::string& events) {
        for (int i = 0; i < people; ++i) {
            shop.push_back({"c" + std::to_string(shop.size()), events});
        }
    };
    const std::string once = "soap@150 ";
    const std::string twice = "soap@100 soap@150 ";
    const std::string calls = "call:usage:in@140 ";
    const std::string stays = "soap@220 ";
    add(6, once + calls);          // dormant, with the sign
    add(2, once);                  // dormant
    add(2, once + calls + stays);  // stayed, with the sign
    add(2, once + stays);          // stayed
    add(1, twice + calls);
    add(1, twice);
    add(3, twice + calls + stays);
    add(5, twice + stays);
    const Asked asked(kSilence, shop, 300, {"days:100"});
    const std::size_t enquiry = 2;
    const double alike = (6.0 * 2 / 12 + 1.0 * 5 / 10) / (2.0 * 2 / 12 + 1.0 * 3 / 10);
    EXPECT_THAT(asked.cell("odds", enquiry, "alike").value.value(), DoubleNear(alike, 1e-12));
    EXPECT_THAT(asked.cell("odds", enquiry, "all").value.value(),
                DoubleNear(7.0 * 7 / (3.0 * 5), 1e-12));
    EXPECT_EQ(asked.cell("odds", enquiry, "alike").n, 22);
    EXPECT_THAT(asked.column("alike", "n"), ElementsAre(12, 10));
    EXPECT_THAT(asked.column("alike", "silent"), ElementsAre(8.0 / 12, 0.2));
    EXPECT_THAT(asked.people("alike/1"), SizeIs(12));
    EXPECT_THAT(asked.people(asked.cell("alike", 1, "silent").people.value()),
                ElementsAre("c12", "c13"));
}

TEST(Silence, AlikeIsWhoSubscribesOrderedAsOftenAndBeganAsLongAgo) {
    std::string ten;
    for (int i = 0; i < 10; ++i) ten += "soap@" + std::to_string(500 + i) + " ";
    const Asked asked(kSilence,
                      {{"ann", "soap@600 soap@650 soap@740"},
                       {"bob", "tea:start@599 soap@600"},
                       {"cat", "tea:start@500 tea:cancel@599 soap@600"},
                       {"dan", "soap@1 soap@10 soap@600"},
                       {"eve", ten + "soap@600"},
                       {"fay", "soap@509 soap@600"}},
                      800, {"days:100"});
    EXPECT_THAT(asked.texts("alike", "subscribes"),
                ElementsAre("None", "None", "None", "None", "None", "In force"));
    EXPECT_THAT(asked.texts("alike", "orders"),
                ElementsAre("1", "2", "2", "3 to 4", "10 or more", "1"));
    EXPECT_THAT(asked.texts("alike", "days"), ElementsAre("0 to 90", "0 to 90", "91 to 365",
                                                          "366 or more", "91 to 365", "0 to 90"));
    EXPECT_THAT(asked.people("alike/1"), ElementsAre("cat"));
}

TEST(Silence, OfAProductAreThoseWhoseLastOrderHasIt) {
    journey::Filter soap;
    soap.product = {100};
    const Asked asked(kSilence,
                      {{"ann", "soap@150"},
                       {"bob", "soap@100 cream@150"},
                       {"cat", "cream,soap@150 cream@220"},
                       {"dan", "cream@150 soap@220"}},
                      300, {"days:100"}, soap);
    EXPECT_DOUBLE_EQ(asked.headline("dormant"), 0.5);
    EXPECT_THAT(asked.people("dormant"), ElementsAre("ann"));
}

TEST(Silence, WithoutAnybodyWhoStayedThereIsNothingToCompare) {
    const Asked asked(kSilence, {{"ann", "soap@1"}, {"bob", "soap@1!"}}, 300, {"days:100"});
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(Silence, ACellThatIsNeverGivenIsRefused) {
    const Asked asked(kSilence, five(), 300, {"days:100"});
    for (const auto* key :
         {"", "stayed", "dormant/moon", "moon/negative", "alike/0", "alike/31", "alike/1x"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

}  // namespace tsunagi::insight
