#include "insight/summary.h"

#include "base/phrase.h"
#include "insight/cancellation_count.h"

#include <array>
#include <cstdio>

namespace tsunagi::insight {

namespace {

using journey::EventKind;
using journey::Journey;
using record::Fact;
using record::Strength;

constexpr int kMonths = 13;
constexpr int kUsualDays = 28;

constexpr Phrase kCancelled{"昨日の解約は{n}件(直近4週の平均は1日{usual}件)",
                            "{n} cancellations yesterday ({usual} a day in the last four weeks)"};
constexpr Phrase kStarted{"昨日の新しい定期は{n}件(直近4週の平均は1日{usual}件)",
                          "{n} new subscriptions yesterday ({usual} a day in four weeks)"};
constexpr Phrase kOrders{"昨日の注文は{n}件(直近4週の平均は1日{usual}件)",
                         "{n} orders yesterday ({usual} a day in the last four weeks)"};

// Counts by age in days: 1 is yesterday, up to kUsualDays + 1; others are not kept.
struct Daily {
    std::array<std::int64_t, kUsualDays + 2> days{};

    void add(int age) {
        if (age >= 1 && age <= kUsualDays + 1) ++days[static_cast<std::size_t>(age)];
    }
    void merge(const Daily& other) {
        for (std::size_t i = 0; i < days.size(); ++i) days[i] += other.days[i];
    }
    std::int64_t yesterday() const { return days[1]; }
    // Per day, over the four weeks before yesterday.
    double usual() const {
        std::int64_t sum = 0;
        for (std::size_t age = 2; age < days.size(); ++age) sum += days[age];
        return static_cast<double>(sum) / kUsualDays;
    }
};

struct LastDays {
    Daily cancelled;
    Daily started;
    Daily orders;

    void operator()(const Journey& journey) {
        const auto lines = journey.lines();
        for (auto row = lines.last(); row > lines.first(); --row) {
            const journey::Line line = at(lines.lane(), row - 1);
            if (journey.as_of() - line.day > kUsualDays + 1) break;
            if (line.head) orders.add(journey.as_of() - line.day);
        }
        for (const journey::Event event : journey.events()) {
            const int age = journey.as_of() - event.day;
            if (event.kind == EventKind::Cancelled) cancelled.add(age);
            if (event.kind == EventKind::Started) started.add(age);
        }
    }
    void merge(const LastDays& other) {
        cancelled.merge(other.cancelled);
        started.merge(other.started);
        orders.merge(other.orders);
    }
};

enum class Wanted { Fewer, More };

// Counts of a day vary by their square root: only what twice that does not explain is remarkable.
Strength strength_of(const Daily& daily, Wanted wanted) {
    const double beyond = static_cast<double>(daily.yesterday()) - daily.usual();
    if (beyond * beyond <= 4 * std::max(daily.usual(), 1.0)) return Strength::Info;
    return (beyond > 0) == (wanted == Wanted::More) ? Strength::Good : Strength::Warning;
}

Fact fact_of(std::string code, const Phrase& phrase, const Daily& daily, Wanted wanted,
             Language language) {
    char usual[24];
    std::snprintf(usual, sizeof usual, "%.1f", daily.usual());
    const std::string n = std::to_string(daily.yesterday());
    return {.code = std::move(code),
            .text = say(phrase, language, {{"n", n}, {"usual", usual}}),
            .args = {{"n", n}, {"usual", usual}},
            .strength = strength_of(daily, wanted)};
}

}  // namespace

Summary summary(const journey::Snapshot& snapshot, const Labels& labels,
                const journey::Bitmap* seen, int threads) {
    const Day as_of = snapshot.as_of;
    const Month now = month_of(as_of);
    const Day first = day_of(first_day({now.number - kMonths + 1})).value();
    auto scope = journey::scope_of(snapshot, {.from = first, .to = as_of}, threads);
    if (seen != nullptr) journey::narrow(scope, *seen);
    const journey::Months months(journey::lane_day(first), scope.as_of());
    const auto count = fold(snapshot, CancellationCount(scope, months, {Axis::None, Axis::None}),
                            scope.options());
    Summary summary;
    for (const MonthCount& month : count.trend()) {
        summary.trend.push_back({.month = {months.month(static_cast<int>(summary.trend.size()))},
                                 .started = month.started,
                                 .cancelled = month.cancelled,
                                 .active = month.change});
    }
    const TrendMonth& this_month = summary.trend.back();
    const TrendMonth& last_month = summary.trend[summary.trend.size() - 2];
    summary.month = {.month = now,
                     .cancellations = this_month.cancelled,
                     .active = this_month.active,
                     .rate = rate_of(this_month.cancelled, this_month.active),
                     .previous = rate_of(last_month.cancelled, last_month.active)};
    const LastDays days = fold(snapshot, LastDays{}, scope.options());
    const Language language = labels.language;
    summary.changes = {
        fact_of("cancelled_yesterday", kCancelled, days.cancelled, Wanted::Fewer, language),
        fact_of("started_yesterday", kStarted, days.started, Wanted::More, language),
        fact_of("orders_yesterday", kOrders, days.orders, Wanted::More, language)};
    return summary;
}

}  // namespace tsunagi::insight
