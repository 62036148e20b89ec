#include "board/query.h"

#include "base/json.h"
#include "base/text.h"
#include "insight/catalogue.h"
#include "record/changes.h"
#include "segment/asked_condition.h"

#include <algorithm>

namespace tsunagi::board {

namespace {

constexpr int kFiscalMonth = 4;

Day first_of(int year, int month) { return *day_of(CivilDate{year, month, 1}); }

[[noreturn]] void too_long(const std::string& pointer, std::size_t most) {
    const auto max = std::to_string(most);
    const auto message = "has at most " + max + " characters";
    throw Error(Code::InvalidInput, message, {{pointer, "too_long", message, {{"max", max}}}});
}

void check_words(const std::string& pointer, const std::vector<std::string>& words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (code_points(words[i]) > kLongestWord) {
            too_long(pointer + "/" + std::to_string(i), kLongestWord);
        }
    }
}

// Their pointers are those of a request's query; here they stand in one that is kept.
void check_choices(const std::string& at, const insight::Analysis& analysis,
                   const std::vector<std::string>& words) {
    try {
        const insight::Choices choices(analysis.choices, words);
    } catch (const Error& error) {
        auto fields = error.fields();
        for (FieldError& field : fields) field.path = at + field.path;
        throw Error(error.code(), error.what(), std::move(fields));
    }
}

const insight::Analysis* find_analysis(std::string_view name) {
    const auto all = insight::catalogue();
    const auto found = std::ranges::find(all, name, &insight::Analysis::name);
    return found == all.end() ? nullptr : *found;
}

// Those that the choices part by; none of choices that its analysis would refuse.
std::vector<std::int64_t> segments_of_choices(std::string_view analysis,
                                              const std::vector<std::string>& words) {
    const auto* known = find_analysis(analysis);
    if (known == nullptr) return {};
    try {
        return insight::Choices(known->choices, words).segments();
    } catch (const Error&) {
        return {};
    }
}

}  // namespace

std::vector<AskedSegment> segments_of(std::string_view analysis, const SavedQuery& query) {
    std::vector<AskedSegment> asked;
    if (query.segment) asked.push_back({*query.segment, "/query/segment"});
    if (query.compare_segment) asked.push_back({*query.compare_segment, "/query/compare_segment"});
    for (const std::int64_t id : segments_of_choices(analysis, query.choices)) {
        asked.push_back({id, "/query/choices"});
    }
    if (!query.condition || !segment::errors_of(*query.condition).empty()) return asked;
    for (const std::int64_t id : segment::named_in(*query.condition).segments) {
        asked.push_back({id, "/query/condition"});
    }
    return asked;
}

void check_query(std::string_view analysis, const SavedQuery& query, std::string_view at) {
    const std::string asked = std::string(at) + "/query";
    const auto* known = find_analysis(analysis);
    if (known == nullptr) {
        throw record::invalid(std::string(at) + "/analysis", "not_in_list",
                              "there is no analysis " + std::string(analysis));
    }
    if (query.period && (query.from || query.to)) {
        throw record::invalid(asked + "/period", "period_or_days",
                              "a quick period takes the place of days");
    }
    if (query.from && query.to && *query.to < *query.from) {
        throw record::invalid(asked + "/to", "ends_before_start",
                              "the period ends before it starts");
    }
    if (query.compare && query.compare_segment) {
        throw record::invalid(asked + "/compare_segment", "time_or_segment",
                              "a comparison is with an earlier time or with a segment, not both");
    }
    check_words(asked + "/medium", query.medium);
    check_words(asked + "/prefecture", query.prefecture);
    check_words(asked + "/choices", query.choices);
    check_choices(asked, *known, query.choices);
    if (query.condition) segment::check_asked(*query.condition, asked + "/condition");
    if (to_json(query).size() > kMostBytes) too_long(asked, kMostBytes);
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
        case QuickPeriod::WholeMonths12: return {add_months(first, -12), first - 1};
        case QuickPeriod::Year: return {first_of(year, 1), today};
        case QuickPeriod::LastYear: return {first_of(year - 1, 1), first_of(year, 1) - 1};
        case QuickPeriod::Fiscal: break;
    }
    return {first_of(month < kFiscalMonth ? year - 1 : year, kFiscalMonth), today};
}

}  // namespace tsunagi::board
