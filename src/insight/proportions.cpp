#include "insight/proportions.h"

#include "base/error.h"
#include "insight/special_functions.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

namespace {

// A share with its limits, once it is known that there is one.
struct Limits {
    double value, low, high;
};

Limits limits_of(const Rate& rate) { return {*rate.value, *rate.low, *rate.high}; }

struct Interval {
    double low, high;
};

// Limits of p - q from the limits of each and their correlation.
Interval interval_of_difference(const Limits& p, const Limits& q, double correlation) {
    const auto reach = [correlation](double of_p, double of_q) {
        const double square = of_p * of_p + of_q * of_q - 2 * correlation * of_p * of_q;
        return std::sqrt(std::max(0.0, square));
    };
    const double difference = p.value - q.value;
    return {difference - reach(p.value - p.low, q.high - q.value),
            difference + reach(p.high - p.value, q.value - q.low)};
}

// The square of the score test's z; nothing when no share is inside 0 and 1.
std::optional<double> p_of_equal(const Rate& first, const Rate& second) {
    const auto n = static_cast<double>(first.n);
    const auto m = static_cast<double>(second.n);
    const double pooled = static_cast<double>(first.events + second.events) / (n + m);
    const double variance = pooled * (1 - pooled) * (1 / n + 1 / m);
    if (variance <= 0) return std::nullopt;
    return normal_beyond((*first.value - *second.value) / std::sqrt(variance));
}

std::int64_t answers_needed(double variance, const Wish& wish) {
    ASSERT(wish.margin > 0);
    double n = kZ95 * kZ95 * variance / (wish.margin * wish.margin);
    if (wish.population) {
        const auto all = static_cast<double>(std::max<std::int64_t>(1, *wish.population));
        n = std::min(all, n / (1 + (n - 1) / all));
    }
    return std::max<std::int64_t>(1, std::llround(std::ceil(n - 1e-9)));
}

}  // namespace

Difference difference_of(const Rate& first, const Rate& second) {
    Difference difference{.few = first.few || second.few};
    if (first.n == 0 || second.n == 0) return difference;
    const Interval interval = interval_of_difference(limits_of(first), limits_of(second), 0);
    difference.value = *first.value - *second.value;
    difference.low = interval.low;
    difference.high = interval.high;
    difference.p = p_of_equal(first, second);
    return difference;
}

PromoterScore promoter_score_of(std::int64_t promoters, std::int64_t passives,
                                std::int64_t detractors) {
    const std::int64_t n = promoters + passives + detractors;
    PromoterScore score{
        .promoters = promoters, .passives = passives, .detractors = detractors, .few = n < kFew};
    if (n == 0) return score;
    const Limits p = limits_of(rate_of(promoters, n));
    const Limits q = limits_of(rate_of(detractors, n));
    const double rest = (1 - p.value) * (1 - q.value);
    const double correlation = rest > 0 ? -std::sqrt(p.value * q.value / rest) : 0;
    const Interval interval = interval_of_difference(p, q, correlation);
    score.value = 100 * (p.value - q.value);
    score.low = std::max(-100.0, 100 * interval.low);
    score.high = std::min(100.0, 100 * interval.high);
    return score;
}

std::int64_t answers_needed_for_share(double share, const Wish& wish) {
    ASSERT(share >= 0 && share <= 1);
    return answers_needed(share * (1 - share), wish);
}

std::int64_t answers_needed_for_share(const Rate& seen, const Wish& wish) {
    if (seen.n == 0) return answers_needed_for_share(0.5, wish);
    return answers_needed_for_share(std::clamp(0.5, *seen.low, *seen.high), wish);
}

std::int64_t answers_needed_for_score(double promoters, double detractors, const Wish& wish) {
    ASSERT(promoters >= 0 && detractors >= 0 && promoters + detractors <= 1 + 1e-9);
    const double score = promoters - detractors;
    return answers_needed(promoters + detractors - score * score, wish);
}

// The variance p + q - (p - q)² grows with both, as long as they are not further than 1/2 apart.
std::int64_t answers_needed_for_score(const PromoterScore& seen, const Wish& wish) {
    const std::int64_t n = seen.promoters + seen.passives + seen.detractors;
    if (n == 0) return answers_needed_for_score(0.5, 0.5, wish);
    const Limits p = limits_of(rate_of(seen.promoters, n));
    const Limits q = limits_of(rate_of(seen.detractors, n));
    double promoters = p.high;
    double detractors = q.high;
    if (promoters + detractors > 1) {
        promoters = std::clamp(0.5, std::max(p.low, 1 - q.high), std::min(p.high, 1 - q.low));
        detractors = 1 - promoters;
    }
    promoters = std::max(p.low, std::min(promoters, detractors + 0.5));
    detractors = std::max(q.low, std::min(detractors, promoters + 0.5));
    return answers_needed_for_score(promoters, detractors, wish);
}

}  // namespace tsunagi::insight
