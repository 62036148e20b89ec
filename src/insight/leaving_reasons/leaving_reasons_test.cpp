#include "insight/leaving_reasons/leaving_reasons.h"

#include "base/error.h"
#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// After no. 1 four wait: one leaves for the price, one for the taste; of the two others one leaves
// for the price after no. 2.
std::vector<journey::TestCustomer> four() {
    return {{"ann", "tea:start@0 tea:1@1 tea:cancel(price)@20", "web"},
            {"bob", "tea:start@0 tea:1@1 tea:cancel(taste)@20", "web"},
            {"cat", "tea:start@0 tea:1@1 tea:2@31 tea:cancel(price)@40", "tv"},
            {"dan", "tea:start@0 tea:1@1 tea:2@31", "tv"}};
}

}  // namespace

TEST(LeavingReasons, ReasonsAndThoseWhoStayAddUpToAll) {
    const Asked asked(kLeavingReasons, four(), 50, {"by:medium", "until:2"});
    EXPECT_DOUBLE_EQ(asked.headline("left"), 0.75);
    EXPECT_THAT(asked.texts("reasons", "reason"), ElementsAre("price", "taste"));
    // price: 1/4 + 1/2 · 1/2; taste: 1/4.
    EXPECT_THAT(asked.column("reasons", "incidence"), ElementsAre(0.5, 0.25));
}

TEST(LeavingReasons, TheShareThatLeftCarriesItsInterval) {
    const Asked asked(kLeavingReasons, four(), 50, {"until:2"});
    // S = 1/4, V = 2/(4·2) + 1/(2·1) = 3/4: S^exp(±1.96 sqrt(V) / log S) is .0089 to .6653.
    const Cell& left = asked.report().headlines.front().cell;
    EXPECT_NEAR(left.low.value(), 0.3347, 1e-4);
    EXPECT_NEAR(left.high.value(), 0.9911, 1e-4);
    EXPECT_EQ(left.n, 4);
}

TEST(LeavingReasons, AReasonAloneLooksLargerThanItIs) {
    const Asked asked(kLeavingReasons, four(), 50, {"until:2"});
    // 1 - 3/4 · 1/2
    EXPECT_DOUBLE_EQ(asked.cell("reasons", 0, "alone").value.value(), 0.625);
}

TEST(LeavingReasons, RareReasonsStandTogetherSoThatAllAddUp) {
    std::vector<journey::TestCustomer> shop{{"zoe", "tea:start@0 tea:1@1 tea:2@31"}};
    for (int i = 0; i < 11; ++i) {
        const auto n = std::to_string(i);
        shop.push_back({"p" + n, "tea:start@0 tea:1@1 tea:cancel(why" + n + ")@20"});
    }
    const Asked asked(kLeavingReasons, shop, 50, {"until:1"});
    const auto& drawn = asked.figure("curves").drawn;
    EXPECT_EQ(drawn.size(), 9U);
    double sum = 0;
    for (const auto& column : drawn) sum += asked.cell("curves", 0, column).value.value();
    EXPECT_NEAR(sum, asked.headline("left"), 1e-12);
    EXPECT_EQ(asked.texts("reasons", "reason").back(), "Other reasons");
    EXPECT_EQ(asked.column("reasons", "left").back(), 3);
}

TEST(LeavingReasons, GroupsNameTheirPeople) {
    const Asked asked(kLeavingReasons, four(), 50, {"by:medium", "until:2"});
    EXPECT_THAT(asked.people("reason/price"), ElementsAre("ann", "cat"));
    EXPECT_THAT(asked.people("group/tv/price"), ElementsAre("cat"));
    const Asked first(kLeavingReasons, four(), 50, {"by:medium", "until:1"});
    EXPECT_THAT(first.people("reason/price"), ElementsAre("ann"));
}

TEST(LeavingReasons, WhoStillWaitsIsCensoredAndNobodyLeft) {
    const Asked asked(kLeavingReasons, {{"ann", "tea:start@0 tea:1@1"}}, 50, {"until:1"});
    EXPECT_DOUBLE_EQ(asked.headline("left"), 0.0);
    EXPECT_THAT(asked.figure("reasons").rows, IsEmpty());
}

// Of a hundred shipped no. 1 ten leave and so many wait: of 40 as many may still leave.
TEST(LeavingReasons, WhatManyHaveNotDecidedAboutIsGreyFromThereOn) {
    const auto of = [](int waiting) {
        std::vector<journey::TestCustomer> shop;
        shop.reserve(100);
        for (int i = 0; i < 100; ++i) {
            std::string events = "tea:start@0 tea:1@1";
            if (i >= waiting) events += i < 90 ? " tea:2@31" : " tea:cancel(price)@20";
            if (waiting <= i && i < 90) events += " tea:3@61 tea:cancel(taste)@70";
            shop.push_back({"c" + std::to_string(i), events});
        }
        return Asked(kLeavingReasons, shop, 80, {"until:2"});
    };
    const Asked many = of(40);
    for (const std::size_t row : {0U, 1U}) {
        EXPECT_TRUE(many.cell("curves", row, "left").immature);
        EXPECT_TRUE(many.cell("curves", row, "reason_price").immature);
    }
    const Asked few = of(20);
    for (const std::size_t row : {0U, 1U}) {
        EXPECT_FALSE(few.cell("curves", row, "left").immature);
        EXPECT_FALSE(few.cell("curves", row, "reason_price").immature);
    }
}

TEST(LeavingReasons, BeyondTheLastDeliveryThereIsNoAnswer) {
    const Asked asked(kLeavingReasons, four(), 50, {"until:9"});
    EXPECT_FALSE(asked.cell("reasons", 0, "incidence").value);
}

TEST(LeavingReasons, HistoriesThatBeginInTheMiddleCountFromThere) {
    // Nobody waits after no. 1, 2 or 5: of three who wait after no. 3 ann leaves, bob after no. 6.
    const Asked asked(kLeavingReasons,
                      {{"ann", "tea:3@1 tea:cancel(price)@20", "web"},
                       {"bob", "tea:3@1 tea:4@31 tea:6@91 tea:cancel(taste)@95", "web"},
                       {"cat", "tea:3@1", "web"}},
                      100, {"by:medium", "until:6"});
    EXPECT_THAT(asked.column("curves", "delivery"), ElementsAre(3, 4, 5, 6));
    EXPECT_THAT(asked.column("curves", "at_risk"), ElementsAre(3, 1, 0, 1));
    EXPECT_DOUBLE_EQ(asked.cell("curves", 0, "reason_price").value.value(), 1.0 / 3.0);
    EXPECT_DOUBLE_EQ(asked.cell("curves", 2, "left").value.value(), 1.0 / 3.0);
    EXPECT_DOUBLE_EQ(asked.cell("curves", 3, "reason_taste").value.value(), 2.0 / 3.0);
    EXPECT_DOUBLE_EQ(asked.headline("left"), 1.0);
    EXPECT_EQ(asked.cell("groups", 0, "n").value, 3);
    EXPECT_EQ(asked.report().meta.n, 3);
    EXPECT_THAT(asked.people("group/web/taste"), ElementsAre("bob"));
}

TEST(LeavingReasons, BeforeTheFirstDeliveryOnRecordThereIsNoAnswer) {
    const Asked asked(kLeavingReasons, {{"ann", "tea:3@1 tea:cancel(price)@20"}}, 100, {"until:2"});
    EXPECT_FALSE(asked.report().headlines.front().cell.value);
    EXPECT_FALSE(asked.cell("reasons", 0, "incidence").value);
    EXPECT_FALSE(asked.cell("reasons", 0, "alone").value);
    EXPECT_FALSE(asked.cell("groups", 0, "reason_price").value);
}

TEST(LeavingReasons, WithoutDeliveriesThereIsNotEnoughData) {
    const Asked asked(kLeavingReasons, {}, 50);
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(LeavingReasons, ACellThatIsNeverGivenIsRefused) {
    const Asked asked(kLeavingReasons, four(), 50, {"by:medium"});
    for (const auto* key :
         {"", "reason", "reason/moon", "reason/tv/price", "group/moon/price", "group/price"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

}  // namespace tsunagi::insight
