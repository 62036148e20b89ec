// Every analysis asked of shops at the edge of what can be, with every one of its choices: none may
// throw, and no report may say what cannot be.
#include "insight/testing.h"

#include "base/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace tsunagi::insight {

namespace {

struct Edge {
    std::string name;
    std::vector<journey::TestCustomer> customers;
    int as_of = 40;
    journey::Filter filter{};

    friend void PrintTo(const Edge& edge, std::ostream* out) { *out << edge.name; }
};

std::vector<journey::TestCustomer> alike(int count, const std::string& events) {
    std::vector<journey::TestCustomer> customers;
    for (int i = 0; i < count; ++i) {
        const std::string medium = i % 2 == 0 ? "web" : "tv";
        customers.push_back({"c" + std::to_string(i), events, medium});
    }
    return customers;
}

std::string every(int step, int last, const std::string& what) {
    std::string events;
    for (int day = 0; day <= last; day += step) events += what + "@" + std::to_string(day) + " ";
    return events;
}

std::string ten_thousand_orders() {
    std::string events;
    for (int i = 0; i < 10'000; ++i) events += "soap=3000@" + std::to_string(i / 8) + " ";
    return events;
}

std::string long_subscription(int deliveries) {
    std::string events = "tea:start=980@0 ";
    for (int n = 1; n <= deliveries; ++n) {
        const std::string number = std::to_string(n);
        const std::string day = std::to_string(3 * n);
        for (const auto& part : {"tea:" + number, "@" + day, " tea#" + number, "=980@" + day}) {
            events += part;
        }
        events += ' ';
    }
    return events;
}

std::vector<journey::TestCustomer> refunded_among_many() {
    auto customers = alike(40, "soap=5000@1 cream=100@3 soap@20");
    customers.push_back({"worst", "soap=500@1 cream=-60000@5 cream@6"});
    return customers;
}

const std::string kCall = "call:cancel(price)-:in:h14:240s:agent(7)";
// 29 February 2024 is day 59; 28 February 2025 is day 424.
const std::string kLeap = "soap@59 tea:start=980@59 tea:1@59 tea#1@59 " + kCall +
                          ":offer(3):yes@59 soap@425 tea:cancel(price)@425";

std::vector<Edge> edges() {
    const std::string tea = "tea:start=980@0 tea:1@1 tea#1=980@1 ";
    journey::Filter nothing_of{.product = {999}, .medium = {"none"}, .prefecture = {"none"}};
    journey::Filter before_all{.from = Day{0}, .to = Day{100}};
    const journey::Filter leap_day{.from = journey::kTestStart + 59,
                                   .to = journey::kTestStart + 59};
    return {
        {"Empty", {}},
        {"OnePerson", {{"ann", "soap@1 tea:start=980@2 tea:1@3 " + kCall + ":no@8", "web"}}},
        {"OnePersonWithNothing", {{"ann", ""}}},
        {"UnknownAlone", {{"", "soap@1 soap=-300@2! " + kCall + "@3"}}},
        {"AllCensored", alike(40, tea + "soap@2")},
        {"AllCancelledOnTheFirstDay", alike(40, "tea:start=980@0 tea:cancel(price)@0")},
        {"AllCancelledOnceShipped", alike(40, tea + "tea:cancel(price)@1")},
        {"RefundsBeyondSales", alike(40, "soap=500@1 cream=-2000@5 soap=-800@9! soap=100@30"), 100},
        {"RefundsBeyondSalesOfSome",
         {{"ann", "soap=500@1 soap=-2000@5"}, {"bob", "soap=900@1 cream=100@3"}}},
        {"RefundsBeyondSalesOfTheWorst", refunded_among_many()},
        {"ReturnedAlone", alike(5, "soap=500@1! cream=-500@3!")},
        {"NothingPaid", alike(40, "soap=0@1 soap=0@9 tea:start=0@2 tea:1@3 tea#1=0@3")},
        {"TenThousandOrders",
         {{"ann", ten_thousand_orders(), "web"}, {"bob", "soap@3 cream@90", "tv"}},
         1250},
        {"HundredsOfDeliveries", {{"ann", long_subscription(400)}, {"bob", tea}}, 1300},
        {"HugeAmounts", alike(3, "soap=9000000000000@1 soap=9000000000000@20 tea=4000000000@30")},
        {"LeapDay", alike(40, kLeap), 424},
        {"AskedOnTheLeapDay", alike(40, kLeap), 59},
        {"OfTheLeapDayAlone", alike(40, kLeap), 424, leap_day},
        {"BeforeAnythingHappened", {{"ann", "soap@10 " + tea + kCall + "@3"}}, -5},
        {"AllInTheFuture", alike(3, "soap@90 tea:start=980@91 tea:1@92 " + kCall + "@93")},
        {"KnownLater", alike(3, "soap@1~90 tea:start=980@2~90 tea:1@3~91 " + kCall + "@3~91")},
        {"FilterOfNobody", alike(40, tea + "soap@2 " + kCall + "@3"), 40, nothing_of},
        {"FilterOfOtherDays", alike(40, tea + "soap@2 " + kCall + "@3"), 40, before_all},
        {"ContactsBeforeOrders", alike(40, kCall + ":offer(3):no@1 " + kCall + "@2 soap@30"), 90},
        {"OneAnswer", {{"ann", kCall + ":nps(0):csat(1)@3 call:order@4", "web"}}},
        {"NobodyIsAnswered", alike(40, kCall + ":waited(75):queue(shop):given_up@3")},
        {"EverybodyGivesUpAtOnce", alike(40, kCall + ":waited(0):given_up@3 " + kCall + "@2")},
        {"CallsOfOneDay",
         alike(40, kCall + ":waited(0)@3 " + kCall + ":waited(70000):queue(shop)@3 " + kCall +
                       ":waited(9):given_up@3 call:other:in:given_up@2 call:other:in:waited(5)@1")},
        {"AllAnswersEqual", alike(40, kCall + ":nps(10):csat(5)@3")},
        {"NothingButContacts", alike(40, kCall + ":offer(3):yes@1 call:order+@9"), 90},
        {"HistoriesFromTheMiddle",
         {{"ann", "tea:7@4 tea:8@34 tea:pause@40"},
          {"bob", "tea:cancel(price)@12 tea:cancel(price)@13"},
          {"cat", "tea:resume@3 tea:skip@4"},
          {"dan", "tea:withdraw@3 tea:change=500@4"}},
         60},
        {"ResumedAgainAndAgain",
         alike(40, tea + "tea:cancel(price)@5 tea:resume@5 tea:2@6 tea:pause@7 tea:resume@8 "
                         "tea:cancel(stock)@8 tea:resume@30 tea:3@31 tea2:start=980@31 tea2:1@31"),
         90},
        {"EverythingOnOneDay",
         alike(40, "soap,cream@0 cream@0 soap@0 tea:start=980@0 tea:1@0 tea#1@0 tea:2@0 tea#2@0 " +
                       kCall + ":offer(3):no@0 tea:cancel(price)@0"),
         0},
        {"AllAlike",
         alike(200, every(7, 300, "soap=1000") + every(30, 300, kCall + ":offer(3):yes") + tea +
                        "tea:2@31 tea#2=980@31 tea:cancel(price)@40 tea2:start=980@50 tea2:1@51"),
         365},
    };
}

std::vector<std::vector<std::string>> choices_of(const Analysis& analysis) {
    std::vector<std::vector<std::string>> all{{}};
    for (const ChoiceRule& rule : analysis.choices) {
        const std::string key = std::string(rule.key) + ":";
        for (const OptionRule& option : rule.options) {
            all.push_back({key + std::string(option.value)});
        }
        if (rule.segments > 0) {
            const std::string ids = rule.segments > 1 ? "3.1.2" : "2";
            all.push_back({key + ids});
            all.push_back({key + ids, "by:segment"});
        }
        if (!rule.options.empty() || rule.segments > 0) continue;
        all.push_back({key + std::to_string(rule.min)});
        all.push_back({key + std::to_string(rule.max)});
    }
    return all;
}

constexpr double kRounding = 1e-9;
using Bounds = std::pair<double, double>;

// A Share is one of people or things, but for those that begin like this, which may pass their
// whole.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kRatios{{
    {"service-level", "busy"},            // calls of a day may overlap
    {"staffing", "error"},                // of the forecast to what came
    {"what-if", "gain"},                  // of money to money
    {"what-if", "five"},                  // the same
    {"recurring-revenue", "net"},         // below 0 when those who stay pay more
    {"subscription-cohorts", "revenue"},  // above 1 when those who stay pay more
    {"cancellation-change", "rate"},      // what moved, from one rate to the other
}};

std::optional<Bounds> bounds_of(std::string_view analysis, std::string_view column, Unit unit) {
    const bool ratio = std::ranges::any_of(kRatios, [&](const auto& one) {
        return one.first == analysis && column.starts_with(one.second);
    });
    if (ratio) return {};
    if (unit == Unit::Share) return Bounds{0, 1};
    if (unit == Unit::Points) return Bounds{-1, 1};
    if (unit == Unit::Count) return Bounds{0, HUGE_VAL};
    return {};
}

void expect_possible(const Cell& cell, const std::optional<Bounds>& bounds) {
    for (const auto& number : {cell.value, cell.low, cell.high}) {
        if (number) EXPECT_TRUE(std::isfinite(*number));
    }
    if (cell.n) EXPECT_GE(*cell.n, 0);
    EXPECT_EQ(cell.low.has_value(), cell.high.has_value());
    if (cell.low && cell.value) {
        const double rounding = kRounding * std::max(1.0, std::abs(*cell.value));
        EXPECT_LE(*cell.low, *cell.value + rounding);
        EXPECT_GE(*cell.high, *cell.value - rounding);
    }
    if (!bounds) return;
    for (const auto& number : {cell.value, cell.low, cell.high}) {
        if (!number) continue;
        EXPECT_GE(*number, bounds->first - kRounding);
        EXPECT_LE(*number, bounds->second + kRounding);
    }
}

// Nobody twice, never more people than things that were counted, and as many as customers.
template <class Counted>
void expect_people(const Asked& asked, const Cell& cell, const Counted& counted) {
    if (!cell.people) return;
    const auto names = asked.people(*cell.people);
    const bool anybody_known = asked.journeys().names.size() > 1;
    if (anybody_known) EXPECT_FALSE(names.empty());
    EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
    if (counted.unit != Unit::Count) return;
    const auto people = static_cast<double>(names.size());
    EXPECT_LE(people, *cell.value);
    if (counted.key == "customers") EXPECT_EQ(people, *cell.value);
}

// What was at first and all that was added and taken is what is left.
void expect_sum(const Figure& figure) {
    if (figure.shape != Shape::Bridge || figure.rows.empty() || figure.left_out > 0) return;
    // Of each row the first drawn column that has a value.
    const auto value_of = [&](const ReportRow& row) {
        for (std::size_t column = 1; column < figure.columns.size(); ++column) {
            const auto& key = figure.columns[column].key;
            const bool drawn = figure.drawn.empty() || std::ranges::count(figure.drawn, key) > 0;
            if (drawn && row.cells[column].value) return *row.cells[column].value;
        }
        return 0.0;
    };
    double sum = 0;
    for (const ReportRow& row : figure.rows) sum += value_of(row);
    const double last = value_of(figure.rows.back());
    EXPECT_NEAR(sum - last, last, kRounding * std::max(1.0, std::abs(last)));
}

void expect_possible(std::string_view analysis, const Asked& asked) {
    const Report& report = asked.report();
    EXPECT_EQ(from_json<Report>(to_json(report)).title, report.title);
    if (report.meta.n == 0) EXPECT_FALSE(report.remarks.empty()) << "nothing said of nobody";
    for (const Headline& headline : report.headlines) {
        SCOPED_TRACE(headline.key);
        expect_possible(headline.cell, bounds_of(analysis, headline.key, headline.unit));
        expect_people(asked, headline.cell, headline);
    }
    for (const Figure& figure : report.figures) {
        expect_sum(figure);
        for (const ReportRow& row : figure.rows) {
            ASSERT_EQ(row.cells.size(), figure.columns.size()) << figure.key;
            for (std::size_t at = 0; at < row.cells.size(); ++at) {
                const Column& column = figure.columns[at];
                SCOPED_TRACE(figure.key + " " + column.key + ": " + to_json(row.cells[at]));
                expect_possible(row.cells[at], bounds_of(analysis, column.key, column.unit));
                expect_people(asked, row.cells[at], column);
            }
        }
    }
}

class Edges : public testing::TestWithParam<Edge> {};

}  // namespace

TEST_P(Edges, AreAnsweredByEveryAnalysisWithWhatCanBe) {
    const Edge& edge = GetParam();
    for (const Analysis* analysis : catalogue()) {
        for (const auto& choices : choices_of(*analysis)) {
            SCOPED_TRACE(std::string(analysis->name) + " " +
                         (choices.empty() ? "" : choices.front()));
            EXPECT_NO_THROW(
                expect_possible(analysis->name, Asked(*analysis, edge.customers, edge.as_of,
                                                      choices, edge.filter)));
        }
    }
}

INSTANTIATE_TEST_SUITE_P(OfShops, Edges, testing::ValuesIn(edges()),
                         [](const auto& edge) { return edge.param.name; });

}  // namespace tsunagi::insight
