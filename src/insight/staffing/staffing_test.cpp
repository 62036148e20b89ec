#include "insight/staffing/staffing.h"

#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using testing::Each;
using testing::IsEmpty;
using testing::SizeIs;

// Every day twelve calls at ten o'clock, of six minutes each.
std::vector<journey::TestCustomer> steady(int days, const std::string& call) {
    std::string events;
    for (int day = 0; day < days; ++day) {
        for (int i = 0; i < 12; ++i) events += call + "@" + std::to_string(day) + " ";
    }
    return {{"ann", events}};
}

constexpr auto* kCall = "call:order:in:h10:360s";

}  // namespace

TEST(ShiftSheet, ASteadyShopStaysSteady) {
    const Asked asked(kStaffing, steady(60, kCall), 60, {"shrinkage:0"});
    // A public holiday shares the factor of holidays, which are as busy as any day here.
    EXPECT_NEAR(asked.headline("expected"), 14 * 12, 1);
    EXPECT_DOUBLE_EQ(asked.headline("handle"), 360);
    EXPECT_NEAR(asked.headline("error"), 0, 1e-6);
    EXPECT_THAT(asked.figure("sheet").rows, SizeIs(14));
}

TEST(ShiftSheet, TwelveCallsOfSixMinutesTakeThreeAgentsByErlangC) {
    // Load 1.2. Two agents: P(wait) = 1.8 / 4 = 0.45, far too many. Three: 0.48 / 3.4 = 0.1412, and
    // 1 - 0.1412 exp(-1.8 · 20 / 360) = 0.872 are answered within 20 s: enough for 80 %, not 90 %.
    const Asked asked(kStaffing, steady(60, kCall), 60, {"shrinkage:0"});
    EXPECT_THAT(asked.column("sheet", "hour_10"), Each(3));
    EXPECT_THAT(asked.column("sheet", "hour_11"), Each(0));
    EXPECT_NEAR(asked.cell("hours", 1, "c_level").value.value(), 0.872, 0.001);
    const Asked harder(kStaffing, steady(60, kCall), 60, {"shrinkage:0", "target:90_20"});
    EXPECT_THAT(harder.column("sheet", "hour_10"), Each(4));
}

TEST(ShiftSheet, ShrinkageAddsPeople) {
    const Asked asked(kStaffing, steady(60, kCall), 60, {"shrinkage:30"});
    EXPECT_THAT(asked.column("sheet", "hour_10"), Each(5));  // 3 / 0.7
}

TEST(ShiftSheet, ErlangAIsShownWithAPatience) {
    const Asked asked(kStaffing, steady(60, kCall), 60, {"patience:60", "shrinkage:0"});
    const Cell& agents = asked.cell("hours", 1, "a");
    ASSERT_TRUE(agents.value);
    EXPECT_LE(*agents.value, asked.cell("hours", 1, "c").value.value());
    EXPECT_GT(asked.cell("hours", 1, "a_left").value.value(), 0);
}

TEST(ShiftSheet, UnderSixWeeksThereIsNoForecast) {
    const Asked asked(kStaffing, steady(41, kCall), 41);
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(2));
    EXPECT_THAT(Asked(kStaffing, {}, 41).report().figures, IsEmpty());
}

TEST(ShiftSheet, WithoutRecordedTimesTheMeanHasToBeEntered) {
    const auto shop = steady(60, "call:order:in:h10");
    EXPECT_THAT(Asked(kStaffing, shop, 60).report().figures, IsEmpty());
    EXPECT_THAT(Asked(kStaffing, shop, 60, {"handle:300"}).report().figures, SizeIs(3));
}

TEST(ShiftSheet, OutboundCallsAndClosedHoursAreNotExpected) {
    EXPECT_THAT(Asked(kStaffing, steady(60, "call:order:h10:360s"), 60).report().figures,
                IsEmpty());
    EXPECT_THAT(Asked(kStaffing, steady(60, "call:order:in:h20:360s"), 60).report().figures,
                IsEmpty());
    EXPECT_THAT(Asked(kStaffing, steady(60, kCall), 60, {"open:18", "close:9"}).report().figures,
                IsEmpty());
}

}  // namespace tsunagi::insight
