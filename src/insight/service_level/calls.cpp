#include "insight/service_level/calls.h"

#include <algorithm>
#include <limits>

namespace tsunagi::insight {

namespace {

using journey::Journey;
using journey::Touch;
using journey::TouchLane;

constexpr int kSecondsOfTenth = 3600 / TouchLane::kTenths;
constexpr std::size_t kSlotsOfDay = 48;  // of half an hour
constexpr int kFewCalls = 5;             // a day with fewer tells nothing of how busy somebody was

// Agents and days beyond are not told how busy they were: 64 MiB for each thread.
constexpr std::size_t kMostShifts = 4UL << 20U;

// An agent's calls of one day.
struct Shift {
    int calls = 0;
    int begin = std::numeric_limits<int>::max();  // seconds of the day
    int end = 0;
    int handled = 0;

    void merge(const Shift& other) {
        calls += other.calls;
        begin = std::min(begin, other.begin);
        end = std::max(end, other.end);
        handled += other.handled;
    }
};

struct Count {
    const CallGroups* groups;
    int first_day;
    CallCounts counts{};
    std::vector<std::vector<Shift>> shifts{};  // by agent and day; empty: too many

    Count(const CallGroups& of, int first) : groups(&of), first_day(first) {
        counts.stretches.resize(of.stretches.size());
        counts.slots.resize(kSlotsOfDay);
        counts.queues.resize(of.queues.size());
        counts.agents.resize(of.agents.size());
        const int last = std::min(of.scope.to, of.scope.as_of());
        const auto days = static_cast<std::size_t>(std::max(0, last - first + 1));
        counts.too_many_shifts = of.agents.size() * days > kMostShifts;
        if (!counts.too_many_shifts) shifts.resize(of.agents.size());
    }
    void operator()(const Journey& journey) {
        for (const Touch touch : journey.touches()) {
            if (!groups->by_phone(touch)) continue;
            if (touch.agent != 0 && touch.duration > 0) work(touch);
            if (const auto call = groups->offered(touch, true)) add(*call, touch);
        }
        for (const Touch touch : journey.given_up()) {
            if (!groups->by_phone(touch)) continue;
            counts.given_up_without_wait += !touch.waited;
            if (const auto call = groups->offered(touch, false)) add(*call, touch);
        }
    }
    void add(const Offered& call, const Touch& touch) {
        const auto put = [&](CallTally& tally) { tally.add(call, touch, groups->limits); };
        put(counts.stretches[groups->stretches.of(touch.day)]);
        put(counts.slots[groups->slot(touch)]);
        put(counts.queues[groups->queues.of(touch)]);
        if (call.answered) put(counts.agents[groups->agents.of(touch)]);
        CallsOfWait& alike = counts.waits[wait_step_of(call.waited)];
        ++(call.answered ? alike.answered : alike.given_up);
    }
    void work(const Touch& touch) {
        if (shifts.empty()) return;
        auto& days = shifts[static_cast<std::size_t>(touch.agent)];
        const auto day = static_cast<std::size_t>(touch.day - first_day);
        if (days.size() <= day) days.resize(day + 1);
        const int begin = touch.tenth * kSecondsOfTenth;
        days[day].merge({.calls = 1,
                         .begin = begin,
                         .end = begin + touch.waited.value_or(0) + touch.duration,
                         .handled = touch.duration});
    }
    void merge(const Count& other) {
        merge_all(counts.stretches, other.counts.stretches);
        merge_all(counts.slots, other.counts.slots);
        merge_all(counts.queues, other.counts.queues);
        merge_all(counts.agents, other.counts.agents);
        for (std::size_t i = 0; i < counts.waits.size(); ++i) {
            counts.waits[i].answered += other.counts.waits[i].answered;
            counts.waits[i].given_up += other.counts.waits[i].given_up;
        }
        counts.given_up_without_wait += other.counts.given_up_without_wait;
        for (std::size_t agent = 0; agent < shifts.size(); ++agent) {
            auto& days = shifts[agent];
            const auto& more = other.shifts[agent];
            if (days.size() < more.size()) days.resize(more.size());
            for (std::size_t day = 0; day < more.size(); ++day) days[day].merge(more[day]);
        }
    }
    static void merge_all(std::vector<CallTally>& to, const std::vector<CallTally>& from) {
        for (std::size_t i = 0; i < to.size(); ++i) to[i].merge(from[i]);
    }
};

Workload workload_of(const std::vector<Shift>& days) {
    Workload work;
    for (const Shift& day : days) {
        if (day.calls < kFewCalls) continue;
        const double span = day.end - day.begin;
        work.sums.x += span;
        work.sums.xx += span * span;
        work.sums.pair(span, day.handled);
        ++work.days;
    }
    return work;
}

}  // namespace

std::size_t wait_step_of(int seconds) {
    return static_cast<std::size_t>(std::ranges::lower_bound(kWaitSteps, seconds) -
                                    kWaitSteps.begin());
}

void CallTally::add(const Offered& call, const Touch& touch, const WaitLimits& limits) {
    waited += call.waited;
    const bool soon = call.waited <= limits.within;
    if (!call.answered) {
        ++given_up;
        given_up_in_time += soon;
        given_up_at_once += call.waited <= limits.at_once;
        return;
    }
    ++answered;
    in_time += soon;
    wait.add(call.waited);
    ++waits[std::min(static_cast<std::size_t>(call.waited), kLongest)];
    if (touch.duration > 0) handled.add(touch.duration);
}

void CallTally::merge(const CallTally& other) {
    answered += other.answered;
    in_time += other.in_time;
    given_up += other.given_up;
    given_up_in_time += other.given_up_in_time;
    given_up_at_once += other.given_up_at_once;
    waited += other.waited;
    wait.merge(other.wait);
    handled.merge(other.handled);
    std::ranges::transform(waits, other.waits, waits.begin(), std::plus{});
}

std::optional<double> CallTally::quantile(int percent) const {
    if (answered == 0) return std::nullopt;
    const std::int64_t wanted = (answered * percent + 99) / 100;
    std::size_t second = 0;
    for (std::int64_t seen = waits[0]; seen < wanted; seen += waits[second]) ++second;
    return static_cast<double>(second);
}

CallGroups::CallGroups(const Question& question, const WaitLimits& asked)
    : scope(question.scope), limits(asked), queues(question, ContactBy::Queue),
      agents(question, ContactBy::Agent),
      stretches(question.scope, question.choices.one<Stretch>("step")),
      tenths_of_slot(question.choices.word("slot") == "half_hour" ? TouchLane::kTenths / 2
                                                                  : TouchLane::kTenths),
      phone(question.scope.words().channels.find("phone").value_or(-1)) {}

bool CallGroups::by_phone(const Touch& touch) const {
    return touch.channel == phone && scope.covers(touch.day);
}

std::optional<Offered> CallGroups::offered(const Touch& touch, bool answered) const {
    const bool inbound = (touch.flags & TouchLane::kInbound) != 0;
    if (!inbound || !touch.waited || !by_phone(touch)) return std::nullopt;
    return Offered{.waited = *touch.waited, .answered = answered};
}

CallCounts count_calls(const CallGroups& groups) {
    const int first = std::max(groups.scope.from, first_contact_day(groups.scope));
    Count count = fold_contacts(groups.scope, Count(groups, first));
    for (const auto& days : count.shifts) count.counts.work.push_back(workload_of(days));
    count.counts.work.resize(groups.agents.size());
    return std::move(count.counts);
}

}  // namespace tsunagi::insight
