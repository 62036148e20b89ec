#include "insight/periods.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

struct Days {
    Day from;
    Day to;
};

Day first_of(Month month) { return day_of(first_day(month)).value(); }

Days whole(Month from, Month to) { return {first_of(from), first_of({to.number + 1}) - 1}; }

bool is_whole(const Days& days) {
    return days.from == first_of(month_of(days.from)) &&
           days.to + 1 == first_of({month_of(days.to).number + 1});
}

Day a_year_before(Day day) {
    CivilDate date = civil(day);
    --date.year;
    if (const auto same = day_of(date)) return *same;
    return day_of({date.year, date.month, 28}).value();
}

Days before(const Days& now, Against against) {
    const Month from = month_of(now.from);
    const Month to = month_of(now.to);
    if (is_whole(now)) {
        const int back = against == Against::PreviousYear ? 12 : to.number - from.number + 1;
        return whole({from.number - back}, {to.number - back});
    }
    if (against == Against::PreviousYear) return {a_year_before(now.from), a_year_before(now.to)};
    if (now.from == first_of(from) && from == to) {
        return {add_months(now.from, -1), add_months(now.to, -1)};
    }
    const int length = now.to.number - now.from.number + 1;
    return {now.from - length, now.to - length};
}

Period lane_days(const Days& days) {
    return {journey::lane_day(days.from), journey::lane_day(days.to)};
}

std::string text_of_months(Month from, Month to) {
    auto text = to_text(from);
    if (from != to) text += "–" + to_text(to);
    std::ranges::replace(text, '-', '/');
    return text;
}

}  // namespace

Periods periods_of(const Question& question, Against against) {
    const Day as_of = question.scope.snapshot.as_of;
    const Month last{month_of(as_of).number - 1};
    Days now = whole(last, last);
    if (question.filter.from || question.filter.to) {
        now.to = std::min(question.filter.to.value_or(as_of), as_of);
        now.from = std::min(question.filter.from.value_or(first_of(month_of(now.to))), now.to);
    }
    return {lane_days(before(now, against)), lane_days(now)};
}

bool is_over(Month month, Day as_of) { return month < month_of(as_of); }

int count_over(const journey::Months& months, Day as_of) {
    int over = months.size();
    while (over > 0 && !is_over(months.month(over - 1), as_of)) --over;
    return over;
}

std::string text_of(const Period& period) {
    const Days days{journey::from_lane(period.from), journey::from_lane(period.to)};
    if (is_whole(days)) return text_of_months(month_of(days.from), month_of(days.to));
    auto text = to_text(journey::from_lane(period.from)) + "–" +
                to_text(journey::from_lane(period.to));
    std::ranges::replace(text, '-', '/');
    return text;
}

bool holds_whole(const journey::Scope& scope, Month month) {
    const Period days = lane_days(whole(month, month));
    return scope.from <= days.from && days.to <= scope.to && is_over(month, scope.snapshot.as_of);
}

}  // namespace tsunagi::insight
