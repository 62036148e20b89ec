#include "insight/cancellations/cancellations_report.h"

#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<journey::TestCustomer> three() {
    return {{"ann", "tea:start@0 tea:1@1 tea:cancel(price)@20", "web"},
            {"bob", "tea:start@0 tea:1@1 tea:2@31 tea:cancel(taste)@40", "tv"},
            {"cat", "tea:start@0 tea:1@1", "tv"}};
}

}  // namespace

TEST(CancellationReport, RatesStandByTwoAxesAndOpenWhoLeft) {
    const Asked asked(kCancellations, three(), 59);
    EXPECT_DOUBLE_EQ(asked.headline("rate"), 2.0 / 3.0);
    EXPECT_THAT(asked.people("cell/price/1"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("cell//"), ElementsAre("ann", "bob"));
    EXPECT_THAT(asked.people("reason/taste"), ElementsAre("bob"));
    EXPECT_THAT(asked.people("month/2024-01"), ElementsAre("ann"));
}

TEST(CancellationReport, MediaAndPrefecturesAreAxesToo) {
    const Asked asked(kCancellations, three(), 59, {"by:medium", "across:none"});
    EXPECT_THAT(asked.texts("rates", "row"), ElementsAre("web", "tv"));
    EXPECT_DOUBLE_EQ(asked.cell("rates", 0, "to_all").value.value(), 1.0);
    EXPECT_DOUBLE_EQ(asked.cell("rates", 1, "to_all").value.value(), 0.5);
    EXPECT_THAT(asked.people("cell/tv/all"), ElementsAre("bob"));
}

TEST(CancellationReport, AnAxisAgainstItselfIsShownOnce) {
    const Asked asked(kCancellations, three(), 59, {"by:product", "across:product"});
    EXPECT_THAT(asked.texts("rates", "row"), ElementsAre("tea"));
    EXPECT_EQ(asked.figure("rates").shape, Shape::Bars);
}

TEST(CancellationReport, FewMonthsHaveNoLimits) {
    const Asked asked(kCancellations, three(), 59);
    EXPECT_FALSE(asked.cell("trend", 0, "high").value.has_value());
}

TEST(CancellationReport, WithoutASubscriptionItSaysSo) {
    const Asked asked(kCancellations, {{"ann", "soap@1"}}, 20);
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(CancellationReport, AKeyThatIsNeverGivenIsRefused) {
    const Asked asked(kCancellations, three(), 59);
    EXPECT_THROW(asked.people("cell"), Error);
    EXPECT_THROW(asked.people("people/price"), Error);
}

}  // namespace tsunagi::insight
