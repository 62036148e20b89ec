#include "insight/beside.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Day day(std::string_view text) { return parse_day(text).value(); }

Report report_of(double rate, double low, double high, std::vector<ReportRow> rows) {
    Report report;
    report.headlines.push_back(
        {.key = "rate",
         .label = "率",
         .unit = Unit::Share,
         .cell = {.value = rate, .low = low, .high = high, .n = 100, .people = "all"}});
    report.figures.push_back({.key = "months",
                              .title = "月",
                              .shape = Shape::Lines,
                              .columns = {{"month", "月", Unit::Month}, {"n", "件", Unit::Count}},
                              .rows = std::move(rows)});
    return report;
}

ReportRow row(double month, double n) {
    return {.cells = {{.value = month}, {.value = n, .people = "m"}}};
}

std::vector<std::string> keys(const std::vector<Column>& columns) {
    std::vector<std::string> all;
    all.reserve(columns.size());
    for (const auto& column : columns) all.push_back(column.key);
    return all;
}

}  // namespace

TEST(Beside, AHeadlineIsFollowedByTheOtherAndTheDifferenceWithItsInterval) {
    const auto other = report_of(0.4, 0.3, 0.5, {});
    const auto both = beside(report_of(0.6, 0.5, 0.7, {}), {.report = other, .label = "休眠"});
    ASSERT_EQ(both.headlines.size(), 3u);
    EXPECT_EQ(both.headlines[1].label, "率 (休眠)");
    EXPECT_EQ(both.headlines[1].cell.n, 100);
    EXPECT_EQ(both.headlines[1].cell.people, std::nullopt);
    EXPECT_EQ(both.headlines[2].unit, Unit::Points);
    EXPECT_NEAR(*both.headlines[2].cell.value, 0.2, 1e-12);
    EXPECT_NEAR(*both.headlines[2].cell.low, 0.2 - 0.141421356, 1e-8);
    EXPECT_NEAR(*both.headlines[2].cell.high, 0.2 + 0.141421356, 1e-8);
}

TEST(Beside, AMonthStandsBesideTheOneThatLiesSoFarBack) {
    const auto other = report_of(0, 0, 0, {row(660, 7), row(661, 8)});
    const auto both = beside(report_of(0, 0, 0, {row(673, 10), row(674, 12)}),
                             {.report = other, .label = "前年", .back = {.months = 12}});
    const auto& figure = both.figures.front();
    EXPECT_THAT(keys(figure.columns), ElementsAre("month", "n", "n_other", "n_change"));
    EXPECT_THAT(figure.drawn, ElementsAre("n"));
    EXPECT_EQ(figure.rows[0].cells[2].value, 8);
    EXPECT_EQ(figure.rows[0].cells[3].value, 2);
    EXPECT_EQ(figure.rows[0].cells[1].people, "m");
    EXPECT_EQ(figure.rows[1].cells[2].value, std::nullopt);
    EXPECT_EQ(figure.rows[1].cells[3].value, std::nullopt);
}

TEST(Beside, AFigureThatTheOtherDoesNotHaveStaysAsItIs) {
    const Report other;
    const auto both = beside(report_of(0.6, 0.5, 0.7, {row(1, 2)}), {.report = other, .label = ""});
    EXPECT_EQ(both.headlines.size(), 1u);
    EXPECT_THAT(keys(both.figures.front().columns), ElementsAre("month", "n"));
    EXPECT_THAT(both.figures.front().drawn, IsEmpty());
}

TEST(Beside, WhatIsSaidOfARowIsNotWhatItIs) {
    const auto figure = [](std::vector<ReportRow> rows) {
        Report report;
        report.figures.push_back({.key = "reasons",
                                  .columns = {{"reason", "理由", Unit::Text},
                                              {"n", "件", Unit::Count},
                                              {"verdict", "判定", Unit::Text}},
                                  .rows = std::move(rows),
                                  .lists_all = true});
        return report;
    };
    const auto line = [](std::string_view reason, int n, std::string_view verdict) {
        return ReportRow{
            {text_cell(std::string(reason)), count_cell(n), text_cell(std::string(verdict))}};
    };
    const auto both = beside(figure({line("price", 5, "high"), line("birth", 1, "")}),
                             {.report = figure({line("price", 3, "as usual")}), .label = "前"});
    const auto& rows = both.figures.front().rows;
    EXPECT_EQ(rows[0].cells[2].value, 3);
    EXPECT_EQ(rows[1].cells[2].value, 0) << "nobody gave that reason then";
    EXPECT_EQ(rows[1].cells[3].value, 1);
}

// Cross-sell pairs below the least number, satisfaction without an answer, bands of other bounds.
TEST(Beside, OfARowThatAFigureDoesNotListNothingIsKnown) {
    const auto figure = [](std::vector<ReportRow> rows, std::int64_t left_out, bool lists_all) {
        Report report;
        report.figures.push_back(
            {.key = "pairs",
             .columns = {{"pair", "組", Unit::Text}, {"both", "両方", Unit::Count}},
             .rows = std::move(rows),
             .left_out = left_out,
             .lists_all = lists_all});
        return report;
    };
    const auto line = [](std::string_view pair, int n) {
        return ReportRow{{text_cell(std::string(pair)), count_cell(n)}};
    };
    for (const auto& [left_out, lists_all] : {std::pair(0, false), std::pair(3, true)}) {
        const auto other = figure({line("soap+gum", 9)}, left_out, lists_all);
        const auto both = beside(figure({line("soap+tea", 6)}, 0, lists_all),
                                 {.report = other, .label = "前"});
        EXPECT_EQ(both.figures.front().rows[0].cells[2].value, std::nullopt);
        EXPECT_EQ(both.figures.front().rows[0].cells[3].value, std::nullopt);
    }
}

// 12 and 15 left in September and October, 8 and 9 a year before.
TEST(Beside, ARowNamedAfterItsPeriodStandsBesideThatOfTheSameKey) {
    const auto figure = [](std::string_view year, int before, int now) {
        Figure one{.key = "reasons",
                   .columns = {{"reason", "理由", Unit::Text}, {"left", "解約", Unit::Count}},
                   .lists_all = true};
        one.add({text_cell(std::string(year) + "/09"), count_cell(before)}, "before");
        one.add({text_cell(std::string(year) + "/10"), count_cell(now)}, "now");
        return Report{.meta = {}, .title = {}, .figures = {one}};
    };
    const auto both = beside(
        figure("2026", 12, 15),
        {.report = figure("2025", 8, 9), .label = "前年", .back = {.months = 12}});
    const auto& rows = both.figures.front().rows;
    EXPECT_EQ(rows[0].cells[2].value, 8);
    EXPECT_EQ(rows[0].cells[3].value, 4);
    EXPECT_EQ(rows[1].cells[2].value, 9);
    EXPECT_EQ(rows[1].cells[3].value, 6);
}

TEST(Beside, TheLastOfAMonthGoesBackToTheLastOfAMonth) {
    EXPECT_EQ(moved_back(day("2026-02-28"), {.months = 1}), day("2026-01-31"));
    EXPECT_EQ(moved_back(day("2024-02-29"), {.months = 12}), day("2023-02-28"));
    EXPECT_EQ(moved_back(day("2026-03-30"), {.months = 1}), day("2026-02-28"));
    EXPECT_EQ(moved_back(day("2026-03-30"), {.days = 30}), day("2026-02-28"));
}

}  // namespace tsunagi::insight
