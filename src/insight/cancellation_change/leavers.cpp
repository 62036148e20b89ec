#include "insight/cancellation_change/leavers.h"

#include "insight/asked_in.h"
#include "insight/known_by_end.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

using journey::CustomerCode;
using journey::Journey;

constexpr std::size_t kLastDelivery = 24;
constexpr std::string_view kNobody = "none";

struct Count {
    const journey::Scope* scope;
    const Places* places;
    const Periods* periods;
    LeaverCount count{};

    Count(const journey::Scope& s, const Places& p, const Periods& when)
        : scope(&s), places(&p), periods(&when) {
        for (PeriodCount& period : count.periods) {
            period.by_reason.resize(static_cast<std::size_t>(s.words().reasons.size()));
            period.by_place.resize(p.size());
            period.units.resize(p.size());
        }
    }

    void operator()(const Journey& journey) {
        each_waiting(journey,
                     [&](const Waiting& waiting) { take(journey, waiting, waiting.spell_from); });
        each_known_by_end(journey, [&](const Waiting& waiting) { take(journey, waiting, 0); });
    }
    void take(const Journey& journey, const Waiting& waiting, int since) {
        if (!scope->has(waiting.product)) return;
        if (!waiting.ends_spell && !places->by_delivery()) return;
        const bool has_place = !places->by_agent() || waiting.outcome == Outcome::Cancelled;
        const std::size_t place = has_place ? places->of(journey, waiting, since) : 0;
        for (std::size_t i = 0; i < count.periods.size(); ++i) {
            const Period& period = (*periods)[i];
            if (stands_for_spell(waiting, period)) add(waiting, place, period, i);
        }
    }
    // By delivery a spell is where it waits when the period ends, or where it left.
    bool stands_for_spell(const Waiting& waiting, const Period& period) const {
        if (!places->by_delivery()) return period.meets(waiting.spell_from, waiting.to);
        const bool last = waiting.ends_spell || waiting.to > period.to;
        return last && period.meets(waiting.from, waiting.to);
    }
    void add(const Waiting& waiting, std::size_t place, const Period& period, std::size_t i) {
        PeriodCount& in = count.periods[i];
        ++in.in_force;
        ++in.units[place];
        if (waiting.outcome != Outcome::Cancelled || !period.holds(waiting.to)) return;
        ++in.left;
        ++in.by_reason[static_cast<std::size_t>(waiting.reason)];
        ++in.by_place[place];
    }
    void merge(const Count& other) {
        for (std::size_t i = 0; i < count.periods.size(); ++i) {
            PeriodCount& to = count.periods[i];
            const PeriodCount& from = other.count.periods[i];
            to.in_force += from.in_force;
            to.left += from.left;
            add_all(to.by_reason, from.by_reason);
            add_all(to.by_place, from.by_place);
            add_all(to.units, from.units);
        }
    }
    static void add_all(std::vector<std::int64_t>& to, const std::vector<std::int64_t>& from) {
        std::ranges::transform(to, from, to.begin(), std::plus{});
    }
};

struct Find {
    const journey::Scope* scope;
    const Places* places;
    const Periods* periods;
    Wanted wanted;
    std::vector<CustomerCode> codes{};

    void operator()(const Journey& journey) {
        bool found = false;
        each_waiting(journey, [&](const Waiting& waiting) {
            found |= matches(journey, waiting, waiting.spell_from);
        });
        each_known_by_end(journey,
                          [&](const Waiting& waiting) { found |= matches(journey, waiting, 0); });
        if (found) codes.push_back(journey.code());
    }
    bool matches(const Journey& journey, const Waiting& waiting, int since) const {
        return waiting.outcome == Outcome::Cancelled && scope->has(waiting.product) &&
               (*periods)[wanted.period].holds(waiting.to) &&
               (!wanted.reason || *wanted.reason == waiting.reason) &&
               (!wanted.place || *wanted.place == places->of(journey, waiting, since));
    }
    void merge(const Find& other) {
        codes.insert(codes.end(), other.codes.begin(), other.codes.end());
    }
};

}  // namespace

Places::Places(const Question& question)
    : question_(question), kind_(Kind::Grouping), cancel_(purpose_cancel(question.scope)) {
    const auto by = question.choices.word("by");
    if (by == "delivery") kind_ = Kind::Delivery;
    if (by == "agent") kind_ = Kind::Agent;
    if (const auto group = parse_enum<GroupBy>(by)) grouping_.emplace(question, *group);
}

std::size_t Places::size() const {
    if (by_agent()) return static_cast<std::size_t>(question_.scope.words().agents.size()) + 1;
    return grouping_ ? grouping_->size() : kLastDelivery + 1;
}

std::size_t Places::of(const Journey& journey, const Waiting& waiting, int since) const {
    if (grouping_) return grouping_->of(journey, waiting.product, waiting.spell_from);
    if (by_delivery()) return std::min(static_cast<std::size_t>(waiting.delivery), kLastDelivery);
    const int decided = decided_on(waiting.requested_on, waiting.to);
    const auto contact = asked_in(journey.touches(), cancel_, {since, decided, waiting.product});
    return contact ? static_cast<std::size_t>(contact->agent) : size() - 1;
}

std::string Places::key(std::size_t place) const {
    if (grouping_) return grouping_->key(place);
    if (by_delivery()) return std::to_string(place);
    if (place == size() - 1) return std::string(kNobody);
    return std::to_string(question_.scope.words().agents.id(static_cast<int>(place)));
}

std::string Places::label(std::size_t place) const {
    if (grouping_) return grouping_->label(place);
    if (by_agent()) {
        if (place == size() - 1) return question_.said({"(応対なし)", "(without a contact)"});
        return question_.labels.agent(question_.scope.words().agents.id(static_cast<int>(place)));
    }
    if (place == 0) return question_.said({"初回のお届け前", "Before the first"});
    const std::string n = std::to_string(place);
    if (place == kLastDelivery) return question_.said({"{n}回目以降", "{n}+"}, {{"n", n}});
    return question_.said({"{n}回目のあと", "After no. {n}"}, {{"n", n}});
}

std::optional<std::size_t> Places::find(std::string_view wanted) const {
    if (grouping_) return grouping_->find(wanted);
    for (std::size_t place = 0; place < size(); ++place) {
        if (key(place) == wanted) return place;
    }
    return std::nullopt;
}

LeaverCount count_leavers(const journey::Scope& scope, const Places& places,
                          const Periods& periods) {
    return journey::fold(scope.snapshot, Count(scope, places, periods), scope.options()).count;
}

std::optional<Wanted> leavers_of(const Question& question, const Places& places,
                                 std::string_view key) {
    Wanted wanted;
    if (key.starts_with("now/")) wanted.period = 1;
    if (!key.starts_with("now/") && !key.starts_with("before/")) return std::nullopt;
    key.remove_prefix(key.find('/') + 1);
    if (key == "all") return wanted;
    const std::string_view rest = key.substr(std::min(key.find('/') + 1, key.size()));
    if (key.starts_with("reason/")) {
        wanted.reason = question.scope.words().reasons.find(rest);
        if (rest.empty()) wanted.reason = 0;
        return wanted.reason ? std::optional(wanted) : std::nullopt;
    }
    if (key.starts_with("cell/")) wanted.place = places.find(rest);
    return wanted.place ? std::optional(wanted) : std::nullopt;
}

std::vector<CustomerCode> find_leavers(const journey::Scope& scope, const Places& places,
                                       const Periods& periods, const Wanted& wanted) {
    return journey::fold(scope.snapshot, Find{&scope, &places, &periods, wanted}, scope.options())
        .codes;
}

}  // namespace tsunagi::insight
