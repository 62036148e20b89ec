#include "insight/time_to_event.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

TEST(TimeToEvent, TheLargestGroupsHaveCurvesAndTheTotalsHaveAll) {
    EndDays ends(100);
    for (int i = 0; i < 3; ++i) ends.add(65'535, 10, true);
    for (int i = 0; i < 2; ++i) ends.add(7, 20, false);
    ends.add(1, 5, true);
    const auto curves = curves_of(ends, 2);
    ASSERT_EQ(curves.size(), 2u);
    EXPECT_EQ(curves[0].group, 65'535u);
    EXPECT_EQ(curves[1].group, 7u);
    EXPECT_EQ(curves[0].n(), 3);
    EXPECT_EQ(curves[1].happened(), 0);
    EXPECT_EQ(ends.n(), 6);
    EXPECT_EQ(ends.happened(), 4);
}

TEST(TimeToEvent, ALongerTimeStandsWithTheLongest) {
    EndDays ends(30);
    ends.add(0, 4'000, true);
    ends.add(0, -1, false);
    const auto curve = curves_of(ends, 1).front();
    ASSERT_EQ(curve.sets.size(), 31u);
    EXPECT_EQ(curve.sets[0].at_risk, 2);
    EXPECT_EQ(curve.sets[30].at_risk, 1);
    EXPECT_EQ(curve.sets[30].events, 1);
}

TEST(TimeToEvent, WhoIsSeenForAShorterTimeIsCensored) {
    // On day 10 three are at risk and one has it: 2/3; on day 20 one of one: 0.
    EndDays first(50);
    first.add(0, 10, true);
    first.add(0, 15, false);
    EndDays second(50);
    second.add(0, 20, true);
    first.merge(second);
    const auto curve = curves_of(first, 1).front();
    EXPECT_DOUBLE_EQ(curve.at(9).value.value(), 1.0);
    EXPECT_DOUBLE_EQ(curve.at(10).value.value(), 2.0 / 3.0);
    EXPECT_DOUBLE_EQ(curve.at(20).value.value(), 0.0);
    EXPECT_DOUBLE_EQ(curve.median().value.value(), 20.0);
}

TEST(TimeToEvent, NobodyHasNoCurve) { EXPECT_TRUE(curves_of(EndDays(10), 5).empty()); }

}  // namespace tsunagi::insight
