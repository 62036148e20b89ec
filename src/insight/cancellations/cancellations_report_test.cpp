#include "insight/cancellations/cancellations_report.h"

#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

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
    EXPECT_THAT(asked.people("all"), ElementsAre("ann", "bob"));
    EXPECT_THAT(asked.people("row/price"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("reason/taste"), ElementsAre("bob"));
    EXPECT_THAT(asked.people("month/2024-01"), ElementsAre("ann"));
}

// Of 400 ten leave in each of ten months and eighty in the eleventh; of the twelfth five days are
// over.
TEST(CancellationReport, AMonthBeyondTheLimitsIsNamedAndAnUnfinishedOneIsNotInTheMean) {
    constexpr std::array kMonths{0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335};
    std::vector<journey::TestCustomer> customers;
    for (int i = 0; i < 400; ++i) {
        const auto month = static_cast<std::size_t>(i < 100 ? i / 10 : i < 180 ? 10 : 11);
        std::string events = "tea:start@0 tea:1@1";
        if (month < 11) events += " tea:cancel(price)@" + std::to_string(kMonths.at(month) + 9);
        customers.push_back({"c" + std::to_string(i), events});
    }
    const Asked asked(kCancellations, customers, 340);
    // In force in the months: 400, 390 … 310, 300.
    EXPECT_DOUBLE_EQ(asked.cell("trend", 0, "mean").value.value(), 180.0 / 3850.0);
    const auto signals = asked.texts("trend", "signal");
    EXPECT_EQ(signals.at(6), "");
    EXPECT_EQ(signals.at(9), "Eight in a row below the mean");
    EXPECT_EQ(signals.at(10), "Above the limit");
    EXPECT_TRUE(asked.cell("trend", 11, "rate").immature);
    EXPECT_FALSE(asked.cell("trend", 11, "mean").value);
}

TEST(CancellationReport, MediaAndPrefecturesAreAxesToo) {
    const Asked asked(kCancellations, three(), 59, {"by:medium", "across:none"});
    EXPECT_THAT(asked.texts("rates", "row"), ElementsAre("web", "tv"));
    EXPECT_DOUBLE_EQ(asked.cell("rates", 0, "to_all").value.value(), 1.0);
    EXPECT_DOUBLE_EQ(asked.cell("rates", 1, "to_all").value.value(), 0.5);
    EXPECT_THAT(asked.people("cell/tv/all"), ElementsAre("bob"));
}

TEST(CancellationReport, WhatIsUnknownOpensTheUnknownAlone) {
    auto shop = three();
    shop.push_back({"dan", "tea:start@0 tea:1@1 tea:cancel@20"});
    for (const auto* by : {"by:reason", "by:medium", "by:prefecture"}) {
        const Asked asked(kCancellations, shop, 59, {by});
        const Figure& rates = asked.figure("rates");
        for (std::size_t row = 0; row < rates.rows.size(); ++row) {
            const Cell& left = asked.cell("rates", row, "events");
            EXPECT_THAT(asked.people(left.people.value()), SizeIs(left.value.value())) << by;
        }
    }
    const Asked asked(kCancellations, shop, 59, {"by:reason", "across:medium"});
    EXPECT_THAT(asked.people("reason/"), ElementsAre("dan"));
    EXPECT_THAT(asked.people("row/"), ElementsAre("dan"));
    EXPECT_THAT(asked.people("cell//"), ElementsAre("dan"));
    EXPECT_THAT(asked.people("cell//web"), IsEmpty());
}

TEST(CancellationReport, AMediumMayHaveASlashInItsName) {
    const Asked asked(kCancellations, {{"ann", "tea:start@0 tea:cancel(price)@20", "tv/noon"}}, 59,
                      {"by:medium", "across:reason"});
    EXPECT_THAT(asked.people("cell/tv/noon/price"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("row/tv/noon"), ElementsAre("ann"));
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
    for (const auto* key : {"", "cell/price", "cell/moon/1", "row/moon", "reason/moon", "month/"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

}  // namespace tsunagi::insight
