#include "insight/cohorts/cohorts_report.h"

#include "insight/cohorts/cohorts.h"

#include <algorithm>
#include <charconv>

namespace tsunagi::insight {

namespace {

enum class Measure { Customers, Sales, SalesPerCustomer };
BOOST_DESCRIBE_ENUM(Measure, Customers, Sales, SalesPerCustomer)

constexpr std::array kMeasures{
    OptionRule{"customers", {"再購入した顧客の割合", "Customers who came back"}},
    OptionRule{"sales", {"初月を100%とした売上", "Sales against the first month"}},
    OptionRule{"sales_per_customer", {"1人あたり累計売上", "Sales per customer so far"}},
};
constexpr std::array kChoices{
    ChoiceRule{"measure", {"見るもの", "Measure"}, "customers", kMeasures}};

std::string key_of(Month month, int age) { return to_text(month) + "/" + std::to_string(age); }

Cell measured(const Cohort& cohort, const CohortCell& cell, Measure measure, Money so_far) {
    if (measure == Measure::Customers) return share_cell(cell.rate);
    if (measure == Measure::Sales) {
        if (cohort.sales0.minor <= 0) return {};
        return {.value = static_cast<double>(cell.sales.minor) /
                         static_cast<double>(cohort.sales0.minor),
                .n = cell.active_customers,
                .immature = cell.active_customers < kFew};
    }
    return number_cell(static_cast<double>(so_far.minor) / static_cast<double>(cohort.customers),
                       cohort.customers);
}

std::vector<Cell> row_of(const Cohort& cohort, Measure measure, int ages) {
    std::vector<Cell> cells{month_cell(cohort.month),
                            with_people(count_cell(cohort.customers), key_of(cohort.month, 0))};
    Money so_far;
    for (int age = 0; age < ages; ++age) {
        if (static_cast<std::size_t>(age) >= cohort.cells.size()) {
            cells.emplace_back();
            continue;
        }
        const CohortCell& at = cohort.cells[static_cast<std::size_t>(age)];
        so_far += at.sales;
        Cell cell = measured(cohort, at, measure, so_far);
        cell.immature |= at.immature;
        if (at.active_customers > 0) cell.people = key_of(cohort.month, age);
        cells.push_back(std::move(cell));
    }
    return cells;
}

// As many as the oldest cohort has.
int ages_of(std::span<const Cohort> months) {
    int ages = 0;
    for (const Cohort& cohort : months)
        ages = std::max(ages, static_cast<int>(cohort.cells.size()));
    return ages;
}

Figure squares_of(const Question& question, std::span<const Cohort> months, Measure measure) {
    Figure figure{.key = "cohorts",
                  .title = question.said({"初回購入月ごとの推移", "By month of the first order"}),
                  .shape = Shape::Heat,
                  .columns = {{"month", question.said({"初回購入月", "First order"}), Unit::Month},
                              {"customers", question.said({"顧客数", "Customers"}), Unit::Count}}};
    const int ages = ages_of(months);
    const Unit unit = measure == Measure::SalesPerCustomer ? Unit::Money : Unit::Share;
    for (int age = 0; age < ages; ++age) {
        const auto n = std::to_string(age);
        figure.columns.push_back(
            {"age_" + n, question.said({"{n}か月後", "+{n}"}, {{"n", n}}), unit});
        figure.drawn.push_back("age_" + n);
    }
    for (const Cohort& cohort : months) figure.add(row_of(cohort, measure, ages));
    return figure;
}

// Of all cohorts that are old enough, how many were active at an age.
Figure average_of(const Question& question, std::span<const Cohort> months) {
    Figure figure{
        .key = "average",
        .title = question.said({"全コホートの平均", "All cohorts"}),
        .shape = Shape::Lines,
        .columns = {{"age", question.said({"経過月", "Months since"}), Unit::Number},
                    {"rate", question.said({"再購入した割合", "Came back"}), Unit::Share}}};
    const int ages = ages_of(months);
    for (int age = 1; age < ages; ++age) {
        std::int64_t active = 0;
        std::int64_t n = 0;
        for (const Cohort& cohort : months) {
            if (static_cast<std::size_t>(age) >= cohort.cells.size()) continue;
            const CohortCell& cell = cohort.cells[static_cast<std::size_t>(age)];
            if (cell.immature) continue;
            active += cell.active_customers;
            n += cohort.customers;
        }
        if (n > 0) figure.add({count_cell(age), share_cell(rate_of(active, n))});
    }
    return figure;
}

void answer(const Question& question, Report& report) {
    const auto measure = question.choices.one<Measure>("measure");
    if (measure != Measure::Customers && !question.shows_money) {
        report.remarks.push_back(question.said(
            {"売上を見る権限がありません。", "This needs the right to see what customers spend."}));
        return;
    }
    const auto found = cohorts(question.scope, question.filter);
    report.meta.n = found.meta.n;
    if (found.months.empty()) {
        report.remarks.push_back(question.said(
            {"期間内に初回購入のあった顧客がいません。", "Nobody ordered first in the period."}));
        return;
    }
    report.figures.push_back(squares_of(question, found.months, measure));
    report.figures.push_back(average_of(question, found.months));
}

std::vector<journey::CustomerCode> people(const Question& question, std::string_view key) {
    const auto slash = std::min(key.find('/'), key.size());
    const auto month = parse_month(key.substr(0, slash));
    const auto rest = key.substr(std::min(slash + 1, key.size()));
    int age = 0;
    const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), age);
    if (!month || rest.empty() || read.ptr != rest.data() + rest.size() || age < 0) {
        no_such_cell(key);
    }
    return cohort_people(question.scope, *month, age);
}

}  // namespace

constexpr Analysis kCohorts{
    .name = "cohorts",
    .topic = Topic::Customers,
    .title = {"月次コホート", "Monthly cohorts"},
    .asks = {"ある月に始めた顧客は、その後の各月にどれだけ戻ってくるか",
             "Of those who came in a month, how many came back in each month since?"},
    .definition =
        {"初回注文の月ごとに顧客をまとめ、その後の各月に注文した人数と売上を数えたもの。取消・返品"
         "の注文は"
         "購入と数えず、返金は売上から差し引きます。まだ終わっていない月は灰色です。平均は、その月"
         "齢まで"
         "達したコホートだけの合計から計算します。期間と商品は初回注文の日と商品(先頭の明細)"
         "で選びます。",
         "Customers by the month of their first order, and how many ordered, and for how much, in "
         "each month since. Cancelled and returned orders are no purchase; credit notes reduce "
         "sales. The month that is not over is grey. The average is of the cohorts old enough. The "
         "period "
         "and the products choose customers by the day of their first order and its first line."},
    .choices = kChoices,
    .answer = answer,
    .people = people,
};

}  // namespace tsunagi::insight
