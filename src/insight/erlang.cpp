#include "insight/erlang.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

namespace {

// 1 / B(agents); infinite when nobody ever waits.
double inverse_blocking(double load, int agents) {
    double inverse = 1;
    for (int k = 1; k <= agents; ++k) inverse = 1 + k * inverse / load;
    return inverse;
}

std::optional<QueueState> patient_queue(const Traffic& traffic, int agents, double within_s) {
    const double load = traffic.load();
    if (load >= agents) return std::nullopt;
    const double blocked = 1 / inverse_blocking(load, agents);
    const double spare = agents - load;
    QueueState state;
    state.waiting = agents * blocked / (agents - load * (1 - blocked));
    state.service_level = 1 - state.waiting * std::exp(-spare * within_s / traffic.handle_s);
    state.answer_s = state.waiting * traffic.handle_s / spare;
    state.occupancy = load / agents;
    return state;
}

// A queue whose callers lose patience, with times in units of the mean handle time.
class ImpatientQueue {
public:
    ImpatientQueue(double load, int agents, double patience)
        : load_(load), agents_(agents), patience_(patience) {}

    // log of exp(l H(t) - n m t).
    double log_height(double t) const {
        return -load_ * patience_ * std::expm1(-t / patience_) - agents_ * t;
    }
    // log of J(t): with a = n m · patience and y = l · patience · exp(-t/patience) it is the height
    // times patience times the sum over k of y^k / (a (a + 1) … (a + k)).
    double log_tail(double t) const {
        const double a = agents_ * patience_;
        const double y = load_ * patience_ * std::exp(-t / patience_);
        double term = 1 / a;
        double sum = term;
        double log_scale = 0;
        for (int k = 1; term > sum * 1e-16 || a + k < y; ++k) {
            term *= y / (a + k);
            sum += term;
            if (sum < 1e200) continue;
            term *= 1e-200;
            sum *= 1e-200;
            log_scale += 200 * std::log(10.0);
        }
        return log_height(t) + std::log(patience_ * sum) + log_scale;
    }

private:
    double load_;
    double agents_;
    double patience_;
};

QueueState impatient_queue(const Traffic& traffic, int agents, double within_s, double patience_s) {
    const double load = traffic.load();
    const ImpatientQueue queue(load, agents, patience_s / traffic.handle_s);
    const double t = within_s / traffic.handle_s;
    const double idle = inverse_blocking(load, agents - 1);
    if (std::isinf(idle)) return {.service_level = 1, .occupancy = load / agents};
    // All of them divided by the greatest, so that none overflows.
    const double log_idle = std::log(idle);
    const double log_all = queue.log_tail(0) + std::log(load);
    const double scale = std::max(log_idle, log_all);
    const double whole = std::exp(log_idle - scale) + std::exp(log_all - scale);
    const double tail_now = std::exp(queue.log_tail(0) - scale) / whole;
    const double tail_then = std::exp(queue.log_tail(t) - scale) / whole;
    QueueState state;
    state.waiting = load * tail_now;
    state.abandoned = std::clamp(std::exp(-scale) / whole + (load - agents) * tail_now, 0.0, 1.0);
    const double served_later = agents * tail_then - std::exp(queue.log_height(t) - scale) / whole;
    state.service_level = std::clamp(1 - state.abandoned - served_later, 0.0, 1.0);
    // Those who wait leave at the rate 1/patience, so the mean wait of all is P(leave) · patience.
    state.answer_s = state.abandoned * patience_s;
    state.occupancy = load * (1 - state.abandoned) / agents;
    return state;
}

bool meets(const QueueState& state, const ServiceTarget& target) {
    return state.service_level >= target.service_level &&
           state.occupancy <= target.most_occupancy && state.abandoned <= target.most_abandoned;
}

}  // namespace

std::optional<QueueState> queue_of(const Traffic& traffic, int agents, double within_s) {
    ASSERT(agents >= 1 && traffic.handle_s > 0 && traffic.interval_s > 0 && traffic.calls >= 0);
    if (traffic.calls == 0) return QueueState{.service_level = 1};
    if (!traffic.patience_s) return patient_queue(traffic, agents, within_s);
    ASSERT(*traffic.patience_s > 0);
    return impatient_queue(traffic, agents, within_s, *traffic.patience_s);
}

std::optional<Staffing> staff_for(const Traffic& traffic, const ServiceTarget& target) {
    if (traffic.calls == 0) return Staffing{.agents = 0, .state = {.service_level = 1}};
    const auto met = [&](int agents) -> std::optional<QueueState> {
        const auto state = queue_of(traffic, agents, target.within_s);
        return state && meets(*state, target) ? state : std::nullopt;
    };
    // More agents only make it better, so the fewest are found by doubling, then by halving: the
    // work of a look grows with the agents.
    int too_few = 0;
    int enough = 1;
    while (!met(enough)) {
        if (enough == kMostAgents) return std::nullopt;
        too_few = enough;
        enough = std::min(2 * enough, kMostAgents);
    }
    while (enough - too_few > 1) {
        const int middle = too_few + (enough - too_few) / 2;
        (met(middle) ? enough : too_few) = middle;
    }
    return Staffing{.agents = enough, .state = *met(enough)};
}

int rostered(int agents, double shrinkage) {
    ASSERT(agents >= 0 && shrinkage >= 0 && shrinkage < 1);
    return static_cast<int>(std::ceil(agents / (1 - shrinkage) - 1e-9));
}

}  // namespace tsunagi::insight
