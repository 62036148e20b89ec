#include "insight/cohorts/cohorts.h"

#include "insight/periods.h"
#include "journey/months.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;
using journey::Months;
using journey::Row;
using journey::Scope;

constexpr Phrase kDefinition{
    "初回注文の月ごとに顧客をまとめ、その後の各月に注文した人数と売上を数えたもの。"
    "取消・返品の注文は購入と数えず、返金は売上から差し引きます。",
    "Customers by the month of their first order, and how many ordered, and for how much, in each "
    "month since. Cancelled and returned orders are no purchase; credit notes reduce sales."};

struct Tally {
    std::int64_t active = 0;
    std::int64_t sales = 0;
};

// Row of the first line of an order that counts; last() when there is none.
Row first_order(const journey::Range<journey::OrderLane>& lines) {
    const auto* day = lines.lane().day.data();
    Row row = lines.first();
    while (row < lines.last() && (day[row] & journey::OrderLane::kHead) == 0) ++row;
    return row;
}

struct CountCohorts {
    const Scope* scope;
    const Months* months;
    std::vector<Tally> cells;  // cohort x month

    void operator()(const Journey& journey) {
        const auto lines = journey.lines();
        const auto& lane = lines.lane();
        const Row start = first_order(lines);
        if (start == lines.last()) return;
        const int born = lane.day_at(start);
        if (!scope->covers(born) || !scope->has(lane.product[start])) return;
        Tally* of_cohort = cells.data() + std::ptrdiff_t{months->of_inside(born)} * months->size();
        // No branch on what a line is: heads raise `active` once per month, every line adds sales.
        int last_active = -1;
        for (Row row = start; row < lines.last(); ++row) {
            const int day = lane.day[row];
            const int month = months->of_inside(day & ~journey::OrderLane::kHead);
            const int seen = (day & journey::OrderLane::kHead) != 0 ? month : last_active;
            of_cohort[month].active += seen != last_active;
            of_cohort[month].sales += lane.amount[row];
            last_active = seen;
        }
        if (lane.wide_row.empty()) return;
        for (Row row = start; row < lines.last(); ++row) {
            const std::int64_t wide = lane.amount_at(row) - lane.amount[row];
            of_cohort[months->of_inside(lane.day_at(row))].sales += wide;
        }
    }
    void merge(const CountCohorts& other) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cells[i].active += other.cells[i].active;
            cells[i].sales += other.cells[i].sales;
        }
    }
};

struct CohortPeople {
    const Scope* scope;
    Month born;
    Month active;
    std::vector<CustomerCode> codes;

    void operator()(const Journey& journey) {
        const auto lines = journey.lines();
        const Row start = first_order(lines);
        if (start == lines.last()) return;
        const int first_day = lines.lane().day_at(start);
        const bool chosen = scope->covers(first_day) && scope->has(lines.lane().product[start]);
        if (month_of(journey::from_lane(first_day)) != born || !chosen) return;
        for (const journey::Line line : lines) {
            if (!line.head || month_of(journey::from_lane(line.day)) != active) continue;
            return codes.push_back(journey.code());
        }
    }
    void merge(const CohortPeople& other) {
        codes.insert(codes.end(), other.codes.begin(), other.codes.end());
    }
};

int first_day_of(const Scope& scope) {
    const int first = std::min(scope.view().base->orders.extent.first,
                               scope.view().delta->part.orders.extent.first);
    return std::min(first, scope.as_of());
}

Cohort cohort_of(const CountCohorts& counts, int born, Day as_of) {
    const Months& months = *counts.months;
    const Tally* cells = counts.cells.data() + std::ptrdiff_t{born} * months.size();
    Cohort cohort{.month = months.month(born),
                  .customers = cells[born].active,
                  .sales0 = {cells[born].sales}};
    for (int month = born; month < months.size(); ++month) {
        cohort.cells.push_back({.age = month - born,
                                .active_customers = cells[month].active,
                                .rate = rate_of(cells[month].active, cohort.customers),
                                .sales = {cells[month].sales},
                                .immature = !is_over(months.month(month), as_of)});
    }
    return cohort;
}

}  // namespace

Cohorts cohorts(const Scope& scope, const journey::Filter& filter) {
    Cohorts answer;
    answer.meta = meta_of(scope, filter, "cohorts", kDefinition);
    const Months months(first_day_of(scope), scope.as_of());
    const auto count = static_cast<std::size_t>(months.size());
    const auto counts = fold(scope.snapshot,
                             CountCohorts{&scope, &months, std::vector<Tally>(count * count)},
                             scope.options());
    for (int born = 0; born < months.size(); ++born) {
        Cohort cohort = cohort_of(counts, born, scope.snapshot.as_of);
        answer.meta.n += cohort.customers;
        if (cohort.customers > 0) answer.months.push_back(std::move(cohort));
    }
    return answer;
}

std::vector<CustomerCode> cohort_people(const Scope& scope, Month month, int age) {
    const CohortPeople start{&scope, month, Month{month.number + age}, {}};
    auto codes = fold(scope.snapshot, start, scope.options()).codes;
    std::sort(codes.begin(), codes.end());
    return codes;
}

}  // namespace tsunagi::insight
