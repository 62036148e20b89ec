#include "insight/summary.h"

#include "base/phrase.h"
#include "insight/cancellations/cancellation_count.h"

#include <array>
#include <cstdio>

namespace tsunagi::insight {

namespace {

using journey::EventKind;
using journey::Journey;
using record::Fact;
using record::Strength;

constexpr int kMonths = 13;
constexpr int kUsualDays = DailyCount::kUsualDays;

constexpr Phrase kCancelled{"昨日の解約は{n}件(直近4週の平均は1日{usual}件)",
                            "{n} cancellations yesterday ({usual} a day in the last four weeks)"};
constexpr Phrase kStarted{"昨日の新しい定期は{n}件(直近4週の平均は1日{usual}件)",
                          "{n} new subscriptions yesterday ({usual} a day in four weeks)"};
constexpr Phrase kOrders{"昨日の注文は{n}件(直近4週の平均は1日{usual}件)",
                         "{n} orders yesterday ({usual} a day in the last four weeks)"};

void add(DailyCount& daily, int age) {
    if (age >= 1 && age <= kUsualDays + 1) ++daily.days[static_cast<std::size_t>(age)];
}

void merge(DailyCount& into, const DailyCount& other) {
    for (std::size_t i = 0; i < into.days.size(); ++i) into.days[i] += other.days[i];
}

std::int64_t yesterday(const DailyCount& daily) { return daily.days[1]; }

// Per day, over the four weeks before yesterday.
double usual(const DailyCount& daily) {
    std::int64_t sum = 0;
    for (std::size_t age = 2; age < daily.days.size(); ++age) sum += daily.days[age];
    return static_cast<double>(sum) / kUsualDays;
}

struct LastDays {
    DailyCount cancelled;
    DailyCount started;
    DailyCount orders;

    void operator()(const Journey& journey) {
        const auto lines = journey.lines();
        for (auto row = lines.last(); row > lines.first(); --row) {
            const journey::Line line = at(lines.lane(), row - 1);
            if (journey.as_of() - line.day > kUsualDays + 1) break;
            if (line.head) add(orders, journey.as_of() - line.day);
        }
        for (const journey::Event event : journey.events()) {
            const int age = journey.as_of() - event.day;
            if (event.kind == EventKind::Cancelled) add(cancelled, age);
            if (event.kind == EventKind::Started) add(started, age);
        }
    }
    void merge(const LastDays& other) {
        insight::merge(cancelled, other.cancelled);
        insight::merge(started, other.started);
        insight::merge(orders, other.orders);
    }
};

enum class Wanted { Fewer, More };

// Counts of a day vary by their square root: only what twice that does not explain is remarkable.
Strength strength_of(const DailyCount& daily, Wanted wanted) {
    const double beyond = static_cast<double>(yesterday(daily)) - usual(daily);
    if (beyond * beyond <= 4 * std::max(usual(daily), 1.0)) return Strength::Info;
    return (beyond > 0) == (wanted == Wanted::More) ? Strength::Good : Strength::Warning;
}

Fact fact_of(std::string code, const Phrase& phrase, const DailyCount& daily, Wanted wanted,
             Language language) {
    char per_day[24];
    std::snprintf(per_day, sizeof per_day, "%.1f", usual(daily));
    const std::string n = std::to_string(yesterday(daily));
    return {.code = std::move(code),
            .text = say(phrase, language, {{"n", n}, {"usual", per_day}}),
            .args = {{"n", n}, {"usual", per_day}},
            .strength = strength_of(daily, wanted)};
}

// The first `days` of the month before that of the as-of day, or all of it when it is shorter.
Rate rate_of_month_before(const journey::Snapshot& snapshot, int days, const journey::Bitmap* seen,
                          int threads) {
    const Month now = month_of(snapshot.as_of);
    const Day first = day_of(first_day({now.number - 1})).value();
    const Day last = std::min(first + (days - 1), day_of(first_day(now)).value() - 1);
    auto scope = journey::scope_of(snapshot, {.from = first, .to = last}, threads);
    if (seen != nullptr) journey::narrow(scope, *seen);
    const journey::Months months(journey::lane_day(first), scope.as_of());
    const auto count = fold(snapshot, CancellationCount(scope, months, {Axis::None, Axis::None}),
                            scope.options());
    return rate_of(count.cancelled(), count.spells());
}

}  // namespace

SummaryCount count_summary(const journey::Snapshot& snapshot, const journey::Bitmap* seen,
                           int threads) {
    const Day as_of = snapshot.as_of;
    const Month now = month_of(as_of);
    const Day first = day_of(first_day({now.number - kMonths + 1})).value();
    auto scope = journey::scope_of(snapshot, {.from = first, .to = as_of}, threads);
    if (seen != nullptr) journey::narrow(scope, *seen);
    const journey::Months months(journey::lane_day(first), scope.as_of());
    const auto count = fold(snapshot, CancellationCount(scope, months, {Axis::None, Axis::None}),
                            scope.options());
    SummaryCount summary;
    for (const MonthCount& month : count.trend()) {
        summary.trend.push_back({.month = {months.month(static_cast<int>(summary.trend.size()))},
                                 .started = month.started,
                                 .cancelled = month.cancelled,
                                 .active = month.change});
    }
    const TrendMonth& this_month = summary.trend.back();
    const int days_so_far = civil(as_of).day;
    summary.month = {.month = now,
                     .cancellations = this_month.cancelled,
                     .active = this_month.active,
                     .rate = rate_of(this_month.cancelled, this_month.active),
                     .days = days_so_far,
                     .previous = rate_of_month_before(snapshot, days_so_far, seen, threads)};
    const LastDays days = fold(snapshot, LastDays{}, scope.options());
    summary.cancelled = days.cancelled;
    summary.started = days.started;
    summary.orders = days.orders;
    return summary;
}

Summary summary_of(const SummaryCount& count, Language language) {
    return {
        .month = count.month,
        .trend = count.trend,
        .changes = {
            fact_of("cancelled_yesterday", kCancelled, count.cancelled, Wanted::Fewer, language),
            fact_of("started_yesterday", kStarted, count.started, Wanted::More, language),
            fact_of("orders_yesterday", kOrders, count.orders, Wanted::More, language)}};
}

}  // namespace tsunagi::insight
