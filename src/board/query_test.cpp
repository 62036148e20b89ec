#include "board/query.h"

#include "base/error.h"
#include "base/json.h"
#include "record/testing.h"

#include <gmock/gmock.h>

namespace tsunagi::board {
namespace {

using testing::ElementsAre;

Day day(std::string_view iso) { return parse_day(iso).value(); }

std::string days(QuickPeriod period, std::string_view today) {
    const auto [from, to] = days_of(period, day(today));
    return to_text(from) + " " + to_text(to);
}

std::vector<std::string> refused(std::string_view analysis, const SavedQuery& query) {
    return record::refusals([&] { check_query(analysis, query); });
}

TEST(SavedQuery, AQuickPeriodFollowsToday) {
    EXPECT_EQ(days(QuickPeriod::Month, "2026-11-22"), "2026-11-01 2026-11-22");
    EXPECT_EQ(days(QuickPeriod::LastMonth, "2026-03-31"), "2026-02-01 2026-02-28");
    EXPECT_EQ(days(QuickPeriod::Days30, "2026-11-22"), "2026-10-24 2026-11-22");
    EXPECT_EQ(days(QuickPeriod::Days90, "2026-11-22"), "2026-08-25 2026-11-22");
    EXPECT_EQ(days(QuickPeriod::Months12, "2024-02-29"), "2023-03-01 2024-02-29");
    EXPECT_EQ(days(QuickPeriod::WholeMonths12, "2026-11-22"), "2025-11-01 2026-10-31");
    EXPECT_EQ(days(QuickPeriod::WholeMonths12, "2024-03-31"), "2023-03-01 2024-02-29");
    EXPECT_EQ(days(QuickPeriod::Year, "2026-11-22"), "2026-01-01 2026-11-22");
    EXPECT_EQ(days(QuickPeriod::LastYear, "2026-11-22"), "2025-01-01 2025-12-31");
}

TEST(SavedQuery, TheFiscalYearBeginsInApril) {
    EXPECT_EQ(days(QuickPeriod::Fiscal, "2026-03-31"), "2025-04-01 2026-03-31");
    EXPECT_EQ(days(QuickPeriod::Fiscal, "2026-04-01"), "2026-04-01 2026-04-01");
}

TEST(SavedQuery, AQuickPeriodEndsOnTheAsOfDay) {
    SavedQuery query;
    query.as_of = day("2026-06-15");
    query.period = QuickPeriod::Month;
    const auto asked = asked_on(query, day("2026-11-22"));
    EXPECT_EQ(asked.as_of, day("2026-06-15"));
    EXPECT_EQ(asked.filter.from, day("2026-06-01"));
    EXPECT_EQ(asked.filter.to, day("2026-06-15"));
}

TEST(SavedQuery, WithoutDaysIsAskedOfAllTimeAsOfToday) {
    const auto asked = asked_on({}, day("2026-11-22"));
    EXPECT_EQ(asked.as_of, day("2026-11-22"));
    EXPECT_EQ(asked.filter.from, std::nullopt);
    EXPECT_EQ(asked.filter.to, std::nullopt);
}

TEST(SavedQuery, IsRefusedForAnAnalysisOrAChoiceThatThereIsNot) {
    EXPECT_THAT(refused("deciles", {}), testing::IsEmpty());
    EXPECT_THAT(refused("horoscope", {}), ElementsAre("/analysis not_in_list"));
    SavedQuery query;
    query.choices = {"moon:full"};
    EXPECT_THAT(refused("deciles", query), ElementsAre("/query/choices unknown_choice"));
}

TEST(SavedQuery, IsRefusedWithWordsThatNobodyKeeps) {
    SavedQuery query;
    query.medium = {"web", std::string(201, 'x')};
    EXPECT_THAT(refused("deciles", query), ElementsAre("/query/medium/1 too_long"));
    query.medium.assign(200, std::string(200, 'x'));
    EXPECT_THAT(refused("deciles", query), testing::IsEmpty());
    query.prefecture.assign(50, std::string(200, 'x'));
    query.product.assign(4000, 1'000'000'007);
    EXPECT_THAT(refused("deciles", query), ElementsAre("/query too_long"));
}

TEST(SavedQuery, IsRefusedWithAPeriodBesideDaysOrDaysInTheWrongOrder) {
    SavedQuery both;
    both.period = QuickPeriod::Month;
    both.from = day("2026-11-01");
    EXPECT_THAT(refused("deciles", both), ElementsAre("/query/period period_or_days"));
    SavedQuery back;
    back.from = day("2026-11-02");
    back.to = day("2026-11-01");
    EXPECT_THAT(refused("deciles", back), ElementsAre("/query/to ends_before_start"));
}

TEST(SavedQuery, IsComparedWithATimeOrWithASegment) {
    SavedQuery query;
    query.compare_segment = 7;
    EXPECT_TRUE(refused("deciles", query).empty());
    query.compare = Comparison::Year;
    EXPECT_THAT(refused("deciles", query), ElementsAre("/query/compare_segment time_or_segment"));
}

TEST(SavedQuery, IsReadStrictly) {
    EXPECT_THROW(from_json<SavedQuery>(R"({"product":[],"medium":[],"prefecture":[],)"
                                       R"("choices":[],"where":"1=1"})"),
                 Error);
    const auto query = from_json<SavedQuery>(
        R"({"period":"last_month","product":[3],"medium":[],"prefecture":[],"choices":[],)"
        R"("compare":"year"})");
    EXPECT_EQ(query.period, QuickPeriod::LastMonth);
    EXPECT_EQ(query.compare, Comparison::Year);
}

}  // namespace
}  // namespace tsunagi::board
