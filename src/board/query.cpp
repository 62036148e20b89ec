#include "board/query.h"

#include "insight/catalogue.h"
#include "record/changes.h"

#include <algorithm>

namespace tsunagi::board {

namespace {

constexpr int kFiscalMonth = 4;

Day first_of(int year, int month) { return *day_of(CivilDate{year, month, 1}); }

const insight::Analysis* find_analysis(std::string_view name) {
    const auto all = insight::catalogue();
    const auto found = std::ranges::find(all, name, &insight::Analysis::name);
    return found == all.end() ? nullptr : *found;
}

}  // namespace

void check_query(std::string_view analysis, const SavedQuery& query) {
    const auto* known = find_analysis(analysis);
    if (known == nullptr) {
        throw record::invalid("/analysis", "not_in_list",
                              "there is no analysis " + std::string(analysis));
    }
    if (query.period && (query.from || query.to)) {
        throw record::invalid("/query/period", "period_or_days",
                              "a quick period takes the place of days");
    }
    if (query.from && query.to && *query.to < *query.from) {
        throw record::invalid("/query/to", "ends_before_start", "the period ends before it starts");
    }
    if (query.compare && query.compare_segment) {
        throw record::invalid("/query/compare_segment", "time_or_segment",
                              "a comparison is with an earlier time or with a segment, not both");
    }
    const insight::Choices choices(known->choices, query.choices);  // throws for an unknown one
}

AskedQuery asked_on(const SavedQuery& query, Day today) {
    AskedQuery asked{.as_of = query.as_of.value_or(today),
                     .filter = {.from = query.from,
                                .to = query.to,
                                .product = query.product,
                                .medium = query.medium,
                                .prefecture = query.prefecture}};
    if (query.period) {
        const auto days = days_of(*query.period, asked.as_of);
        asked.filter.from = days.from;
        asked.filter.to = days.to;
    }
    return asked;
}

Days days_of(QuickPeriod period, Day today) {
    const auto [year, month, day] = civil(today);
    const Day first = first_of(year, month);
    switch (period) {
        case QuickPeriod::Month: return {first, today};
        case QuickPeriod::LastMonth: return {add_months(first, -1), first - 1};
        case QuickPeriod::Days30: return {today - 29, today};
        case QuickPeriod::Days90: return {today - 89, today};
        case QuickPeriod::Months12: return {add_months(today, -12) + 1, today};
        case QuickPeriod::Year: return {first_of(year, 1), today};
        case QuickPeriod::LastYear: return {first_of(year - 1, 1), first_of(year, 1) - 1};
        case QuickPeriod::Fiscal: break;
    }
    return {first_of(month < kFiscalMonth ? year - 1 : year, kFiscalMonth), today};
}

}  // namespace tsunagi::board
