#include "insight/cancellations/cancellations_report.h"

#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <stdexcept>

namespace tsunagi::insight {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

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

// January: 1 of 3, February: 1 of 2, of March, in which one is in force, five days are over.
TEST(CancellationReport, TheRateIsThatOfAMonthNotOfThePeriod) {
    const Asked asked(kCancellations, three(), 65);
    EXPECT_DOUBLE_EQ(asked.headline("monthly"), 2.0 / 5.0);
    EXPECT_DOUBLE_EQ(asked.headline("rate"), 2.0 / 3.0);
}

TEST(CancellationReport, APeriodWithoutAWholeMonthHasAGreyRate) {
    journey::Filter filter;
    filter.from = journey::kTestStart + 10;
    filter.to = journey::kTestStart + 45;
    const Asked asked(kCancellations, three(), 65, {}, filter);
    EXPECT_DOUBLE_EQ(asked.headline("monthly"), 2.0 / 5.0);
    EXPECT_TRUE(asked.report().headlines.front().cell.immature);
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
    // In force in the months: 400, 390 … 310, of the mean; 300.
    EXPECT_DOUBLE_EQ(asked.cell("trend", 0, "mean").value.value(), 100.0 / 3550.0);
    EXPECT_DOUBLE_EQ(asked.headline("monthly"), 180.0 / 3850.0);
    const auto signals = asked.texts("trend", "signal");
    EXPECT_EQ(signals.at(6), "");
    EXPECT_EQ(signals.at(9), "");
    EXPECT_EQ(signals.at(10), "Above the limit");
    EXPECT_TRUE(asked.cell("trend", 11, "rate").immature);
    EXPECT_FALSE(asked.cell("trend", 11, "mean").value);
}

TEST(CancellationReport, AMonthOfWhichThePeriodHoldsAPartIsNotJudged) {
    std::vector<journey::TestCustomer> customers;
    customers.reserve(800);
    for (int i = 0; i < 800; ++i) {
        customers.push_back({"c" + std::to_string(i), "tea:start@0 tea:1@1 tea:cancel(price)@" +
                                                          std::to_string(20 + i / 2)});
    }
    journey::Filter filter;
    filter.from = journey::kTestStart + 24;  // 25 January
    filter.to = journey::kTestStart + 340;   // 6 December
    const Asked asked(kCancellations, customers, 400, {}, filter);
    ASSERT_THAT(asked.figure("trend").rows, SizeIs(12));
    for (const std::size_t part : {0U, 11U}) {
        EXPECT_TRUE(asked.cell("trend", part, "rate").immature);
        EXPECT_FALSE(asked.cell("trend", part, "mean").value);
    }
    for (std::size_t whole = 1; whole < 11; ++whole) {
        EXPECT_FALSE(asked.cell("trend", whole, "rate").immature);
        EXPECT_TRUE(asked.cell("trend", whole, "mean").value);
    }
}

// January and February 2024, with a start on 20 January and one on 1 January.
TEST(CancellationReport, AMonthIsWholeFromTheRecordsBeginningToTheDayAfterItsLast) {
    const auto is_judged = [](int first, int day, std::size_t month) {
        std::vector<journey::TestCustomer> customers;
        customers.reserve(40);
        for (int i = 0; i < 40; ++i) {
            customers.push_back({"c" + std::to_string(i), "tea:start@" + std::to_string(first) +
                                                              " tea:1@" + std::to_string(first) +
                                                              " tea:cancel(price)@" +
                                                              std::to_string(25 + i)});
        }
        return !Asked(kCancellations, customers, day).cell("trend", month, "rate").immature;
    };
    EXPECT_TRUE(is_judged(0, 31, 0)) << "it is 1 February";
    EXPECT_FALSE(is_judged(0, 30, 0)) << "it is 31 January";
    EXPECT_FALSE(is_judged(19, 31, 0)) << "nobody knows who left before the 20th";
    EXPECT_TRUE(is_judged(19, 60, 1));
}

TEST(CancellationReport, ColumnsThatDoNotFitAreSaid) {
    std::vector<journey::TestCustomer> customers;
    for (int i = 1; i <= 20; ++i) {
        const auto n = std::to_string(i);
        customers.push_back(
            {"c" + n, "tea:start@0 tea:1@1 call:cancel:agent(" + n + ")@9 tea:cancel(price)@10"});
    }
    const Asked asked(kCancellations, customers, 40, {"by:reason", "across:agent"});
    EXPECT_THAT(asked.figure("rates").columns, SizeIs(2 + 16));
    EXPECT_THAT(asked.report().remarks, ElementsAre("At most 16 columns are shown; 4 more have "
                                                    "somebody, who counts in the rows."));
    EXPECT_THAT(Asked(kCancellations, three(), 59).report().remarks, testing::IsEmpty());
}

TEST(CancellationReport, MediaAndPrefecturesAreAxesToo) {
    const Asked asked(kCancellations, three(), 59, {"by:medium", "across:none"});
    EXPECT_THAT(asked.texts("rates", "row"), ElementsAre("web", "tv"));
    EXPECT_DOUBLE_EQ(asked.cell("rates", 0, "to_all").value.value(), 1.0);
    EXPECT_DOUBLE_EQ(asked.cell("rates", 1, "to_all").value.value(), 0.5);
    EXPECT_THAT(asked.people("cell/tv/all"), ElementsAre("bob"));
}

TEST(CancellationReport, AContactAboutAnotherProductIsNotWhereItWasAskedFor) {
    const std::string both = "tea:start@0 tea:1@1 soap:start@0 soap:1@1 soap:2@9 ";
    const Asked asked(kCancellations,
                      {{"ann", both + "call:cancel:agent(7):tea@10 soap:cancel@90"},
                       {"bob", both + "call:cancel:agent(7):soap@10 soap:cancel@90"},
                       {"cat", both + "call:cancel:agent(7)@10 soap:cancel@90"}},
                      100, {"by:agent", "across:none"});
    EXPECT_THAT(asked.people("cell/none/all"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("cell/7/all"), ElementsAre("bob", "cat"));
}

// eve's contact was a hundred days before, dan spoke of something else.
TEST(CancellationReport, AnOperatorHasWhoAskedForItInAContactWithHer) {
    const std::string tea = "tea:start@0 tea:1@1 ";
    const Asked asked(
        kCancellations,
        {{"ann", tea + "call:cancel:agent(8)@110 call:cancel:agent(7)@118 call:cancel:agent(8)@122 "
                       "tea:cancel(price)@125/118"},
         {"bob", tea + "call:cancel:agent(8)@40 tea:cancel(price)@130"},
         {"cat", tea + "call:cancel@130 tea:cancel(taste)@130"},
         {"dan", tea + "call:complaint:agent(7)@140 tea:cancel(price)@140"},
         {"eve", tea + "call:cancel:agent(7)@30 tea:cancel(price)@130"},
         {"fay", tea}},
        150, {"by:agent", "across:none"});
    EXPECT_THAT(asked.texts("rates", "row"),
                UnorderedElementsAre("(without a contact)", "(unknown)", "#7", "#8"));
    EXPECT_THAT(asked.people("cell/7/all"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("cell/8/all"), ElementsAre("bob"));
    EXPECT_THAT(asked.people("cell/0/all"), ElementsAre("cat"));
    EXPECT_THAT(asked.people("row/none"), ElementsAre("dan", "eve"));
    // All of them share the six in force.
    EXPECT_EQ(asked.texts("rates", "row").front(), "(without a contact)");
    EXPECT_DOUBLE_EQ(asked.cell("rates", 0, "to_all").value.value(), 2.0 / 6.0);
}

TEST(CancellationReport, AReasonAndAnOperatorShareWhatIsAtRisk) {
    const Asked asked(kCancellations,
                      {{"ann", "tea:start@0 call:cancel:agent(7)@18 tea:cancel(price)@20"},
                       {"bob", "tea:start@0 tea:cancel(price)@20"},
                       {"cat", "tea:start@0 tea:cancel(taste)@20"},
                       {"dan", "tea:start@0"}},
                      30, {"by:reason", "across:agent"});
    EXPECT_THAT(asked.texts("rates", "row"), ElementsAre("price", "taste"));
    EXPECT_DOUBLE_EQ(asked.cell("rates", 0, "to_7").value.value(), 0.25);
    EXPECT_DOUBLE_EQ(asked.cell("rates", 1, "to_none").value.value(), 0.25);
    EXPECT_THAT(asked.people("cell/price/none"), ElementsAre("bob"));
}

// Segment 1: ann; segment 2: ann and cat; segment 3: nobody.
TEST(CancellationReport, WhoIsInSeveralSegmentsIsCountedInEach) {
    const Asked asked(kCancellations, three(), 59, {"by:segment", "across:none", "segments:2.1.3"});
    EXPECT_THAT(asked.texts("rates", "row"), ElementsAre("s2", "s1", "s3", "(in none of them)"));
    EXPECT_THAT(asked.column("rates", "events"), ElementsAre(1, 1, 0, 1));
    EXPECT_THAT(asked.column("rates", "spells"), ElementsAre(2, 1, 0, 1));
    EXPECT_DOUBLE_EQ(asked.cell("rates", 0, "to_all").value.value(), 0.5);
    EXPECT_FALSE(asked.cell("rates", 2, "to_all").value);
    EXPECT_THAT(asked.people("cell/2/all"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("row/none"), ElementsAre("bob"));
    EXPECT_FALSE(asked.figure("rates").note.empty());
}

TEST(CancellationReport, ARowCountsOnceWhatStandsInSeveralSegments) {
    const Asked asked(kCancellations, three(), 59, {"by:month", "across:segment", "segments:1.2"});
    EXPECT_THAT(asked.column("rates", "events"), ElementsAre(1, 1));
    EXPECT_DOUBLE_EQ(asked.cell("rates", 0, "to_1").value.value(), 1.0);
    EXPECT_DOUBLE_EQ(asked.cell("rates", 0, "to_2").value.value(), 0.5);
    EXPECT_DOUBLE_EQ(asked.cell("rates", 1, "to_none").value.value(), 1.0);
    EXPECT_THAT(asked.people("cell/2024-01/2"), ElementsAre("ann"));
}

TEST(CancellationReport, SegmentsAreAskedForUntilTheyAreChosen) {
    const Asked asked(kCancellations, three(), 59, {"by:segment"});
    EXPECT_THAT(asked.report().remarks, ElementsAre("Choose the segments to compare."));
    EXPECT_THROW(asked.figure("rates"), std::out_of_range);
    EXPECT_THAT(asked.people("reason/taste"), ElementsAre("bob"));
    for (const auto* ids : {"0", "-1", "1.1", "1.", ".1", "x", "1.2.3.4.5.6.7.8.9.10.11"}) {
        EXPECT_THROW(Choices(kCancellations.choices, {std::string("segments:") + ids}), Error)
            << ids;
    }
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
