#include "insight/bg_nbd.h"

#include "base/error.h"
#include "insight/minimise.h"
#include "insight/special_functions.h"
#include "journey/journey.h"

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

namespace {

// Log-likelihood and its slopes in r, alpha, a, b.
struct Sums {
    double value = 0;
    double r = 0, alpha = 0, a = 0, b = 0;

    void add(const Sums& other) {
        value += other.value;
        r += other.r;
        alpha += other.alpha;
        a += other.a;
        b += other.b;
    }
};

// Below, starting threads at every step costs more than they take off.
constexpr std::size_t kFewForThreads = 40'000;
// The beta of a + b = 10,000 spreads chances by a standard deviation of half a point at the most.
constexpr double kAlike = 10'000;

// How many histories have each number of repeats.
using Counts = std::vector<std::int64_t>;

// The terms of x alone, once for each x that occurs.
Sums terms_of_repeats(const BgNbd& at, const Counts& counts) {
    Sums sums;
    const double gamma_r = log_gamma(at.r) - at.r * std::log(at.alpha);
    const double slope_r = digamma(at.r) - std::log(at.alpha);
    const double beta = log_gamma(at.a + at.b) - log_gamma(at.b);
    const double slope_both = digamma(at.a + at.b);
    const double slope_b = digamma(at.b);
    for (std::size_t x = 0; x < counts.size(); ++x) {
        if (counts[x] == 0) continue;
        const auto n = static_cast<double>(counts[x]);
        const auto repeats = static_cast<double>(x);
        const double after = digamma(at.a + at.b + repeats);
        sums.value += n * (log_gamma(at.r + repeats) - gamma_r + beta + log_gamma(at.b + repeats) -
                           log_gamma(at.a + at.b + repeats));
        sums.r += n * (digamma(at.r + repeats) - slope_r);
        sums.alpha += n * at.r / at.alpha;
        sums.a += n * (slope_both - after);
        sums.b += n * (slope_both - slope_b + digamma(at.b + repeats) - after);
    }
    return sums;
}

// What the likelihood asks of alpha + t: kept for every t where all are whole and fewer than the
// histories (days are), else worked out for each.
struct Moment {
    double time = 0;     // alpha + t
    double inverse = 0;  // of time
    double log = 0;      // of time
    double power = 0;    // (time / the longest of all) ^ r
    double unpower = 0;  // 1 / power
};

class Moments {
public:
    explicit Moments(std::span<const PurchaseHistory> histories) {
        bool whole = true;
        for (const PurchaseHistory& history : histories) {
            whole &= history.last == std::floor(history.last);
            whole &= history.watched == std::floor(history.watched);
            most_ = std::max(most_, history.watched);
        }
        const auto times = static_cast<std::size_t>(most_) + 1;
        if (whole && times < histories.size()) known_.resize(times);
    }
    void set(double r, double alpha) {
        r_ = r;
        alpha_ = alpha;
        log_most_ = std::log(alpha + most_);
        for (std::size_t t = 0; t < known_.size(); ++t) {
            known_[t] = worked_out(static_cast<double>(t));
        }
    }
    // Whether powers of all times can be told from 0.
    bool have_powers() const { return r_ * (log_most_ - std::log(alpha_)) < 600; }
    Moment of(float time) const {
        return known_.empty() ? worked_out(time) : known_[static_cast<std::size_t>(time)];
    }

private:
    Moment worked_out(double t) const {
        const double time = alpha_ + t;
        const double log = std::log(time);
        const double power = std::exp(r_ * (log - log_most_));
        return {time, 1 / time, log, power, 1 / power};
    }

    float most_ = 0;
    double r_ = 1;
    double alpha_ = 1;
    double log_most_ = 0;
    std::vector<Moment> known_;
};

// The logarithm of a product of many positive numbers, of which few are taken one by one.
class LogProduct {
public:
    void times(double factor) {
        product_ *= factor;
        if (product_ > 1e-100 && product_ < 1e100) return;
        logs_ += std::log(product_);
        product_ = 1;
    }
    double log() const { return logs_ + std::log(product_); }

private:
    double product_ = 1;
    double logs_ = 0;
};

double whole_power(double base, std::uint32_t exponent) {
    double power = 1;
    for (; exponent != 0; exponent >>= 1, base *= base) {
        if ((exponent & 1) != 0) power *= base;
    }
    return power;
}

// Customers who never came back and were watched as long: that is all the likelihood asks of them.
struct Once {
    float watched = 0;
    double customers = 0;
};

// Of all whose watch is over, at one point of the parameters.
class Likelihood {
public:
    Likelihood(const BgNbd& at, const Moments& moments)
        : at_(at), moments_(moments), powers_(moments.have_powers()) {}

    void add(const Once& alike) {
        const Moment end = moments_.of(alike.watched);
        sums_.value -= alike.customers * at_.r * end.log;
        sums_.r -= alike.customers * end.log;
        sums_.alpha -= alike.customers * at_.r * end.inverse;
    }
    // Of one who came back.
    void add(const PurchaseHistory& history) {
        if (history.repeats != repeats_) take(history.repeats);
        const double power = power_;
        const Moment end = moments_.of(history.watched);
        const Moment last = moments_.of(history.last);
        const double log_ratio = last.log - end.log;
        // Alive and silent, against stopped.
        const double silent = powers_ ? last.power * end.unpower *
                                            whole_power(last.time * end.inverse, history.repeats)
                                      : std::exp(power * log_ratio);
        const double sum = silent + at_.a * one_in_rest_;
        const double inverse = 1 / sum;
        const double stopped = inverse * one_in_rest_;
        all_.times(sum);
        sums_.value -= power * last.log;
        sums_.r += silent * log_ratio * inverse - last.log;
        sums_.alpha += power * (silent * inverse * (last.inverse - end.inverse) - last.inverse);
        sums_.a += stopped;
        sums_.b -= at_.a * stopped * one_in_rest_;
    }
    Sums sums() const {
        Sums sums = sums_;
        sums.value += all_.log();
        return sums;
    }

private:
    void take(std::uint32_t repeats) {
        repeats_ = repeats;
        power_ = at_.r + repeats;
        one_in_rest_ = 1 / (at_.b + repeats - 1);
    }

    const BgNbd& at_;
    const Moments& moments_;
    bool powers_;
    std::uint32_t repeats_ = 0;  // of the history before
    double power_ = at_.r;
    double one_in_rest_ = 0;
    Sums sums_;
    LogProduct all_;
};

// Customers as the likelihood asks of them.
struct Customers {
    Counts counts;  // of all
    std::vector<Once> once;
    std::vector<PurchaseHistory> came_back;  // by repeats
};

Sums likelihood(const BgNbd& at, const Customers& customers, Moments& moments, int threads) {
    const std::span<const PurchaseHistory> histories = customers.came_back;
    moments.set(at.r, at.alpha);
    std::vector<Sums> parts(static_cast<std::size_t>(threads));
    journey::on_threads(threads, [&](int worker) {
        const auto k = static_cast<std::size_t>(worker);
        const std::size_t first = histories.size() * k / parts.size();
        const std::size_t last = histories.size() * (k + 1) / parts.size();
        Likelihood mine(at, moments);
        for (const auto& one : histories.subspan(first, last - first)) mine.add(one);
        parts[k] = mine.sums();
    });
    Likelihood once(at, moments);
    for (const Once& alike : customers.once) once.add(alike);
    Sums sums = terms_of_repeats(at, customers.counts);
    sums.add(once.sums());
    for (const Sums& part : parts) sums.add(part);
    return sums;
}

Counts counts_of(std::span<const PurchaseHistory> histories) {
    Counts counts;
    for (const PurchaseHistory& history : histories) {
        ASSERT(0 <= history.last && history.last <= history.watched);
        if (history.repeats >= counts.size()) counts.resize(history.repeats + 1);
        ++counts[history.repeats];
    }
    return counts;
}

std::vector<Once> once_of(std::span<const PurchaseHistory> histories) {
    std::vector<float> watched;
    for (const PurchaseHistory& history : histories) {
        if (history.repeats == 0) watched.push_back(history.watched);
    }
    std::ranges::sort(watched);
    std::vector<Once> once;
    for (const float days : watched) {
        if (once.empty() || once.back().watched != days) once.push_back({.watched = days});
        ++once.back().customers;
    }
    return once;
}

// Those who came back, of as many repeats together: what depends on repeats alone is worked out
// once for all.
std::vector<PurchaseHistory> came_back(std::span<const PurchaseHistory> histories,
                                       const Counts& counts) {
    std::vector<std::size_t> next(counts.size());
    for (std::size_t x = 2; x < counts.size(); ++x) {
        next[x] = next[x - 1] + static_cast<std::size_t>(counts[x - 1]);
    }
    const auto once = counts.empty() ? 0 : static_cast<std::size_t>(counts.front());
    std::vector<PurchaseHistory> grouped(histories.size() - once);
    for (const PurchaseHistory& one : histories) {
        if (one.repeats > 0) grouped[next[one.repeats]++] = one;
    }
    return grouped;
}

Customers customers_of(std::span<const PurchaseHistory> histories) {
    Customers customers{.counts = counts_of(histories)};
    customers.once = once_of(histories);
    customers.came_back = came_back(histories, customers.counts);
    return customers;
}

// Minus the log-likelihood of some histories at parameters as scaled() tells them.
class Unlikelihood {
public:
    Unlikelihood(std::span<const PurchaseHistory> histories, int threads)
        : customers_(customers_of(histories)), moments_(histories),
          threads_(histories.size() < kFewForThreads ? 1 : threads) {}

    bool anybody_came_back() const { return !customers_.came_back.empty(); }
    double operator()(const std::vector<double>& at, std::vector<double>& slopes) {
        const BgNbd model = from_scaled(at);
        const Sums sums = likelihood(model, customers_, moments_, threads_);
        const double share = model.a / (model.a + model.b);
        slopes = {-sums.r * model.r, -sums.alpha * model.alpha,
                  -(sums.a * model.a * (1 - share) - sums.b * model.b * share),
                  -(sums.a * model.a + sums.b * model.b)};
        return -sums.value;
    }

private:
    Customers customers_;
    Moments moments_;
    int threads_;
};

// Gauss's 2F1(a, b; c; z) for 0 <= z < 1 by its series.
double hypergeometric(double a, double b, double c, double z) {
    double term = 1;
    double sum = 1;
    for (int k = 0; k < 1'000'000; ++k) {
        term *= (a + k) * (b + k) / ((c + k) * (k + 1)) * z;
        sum += term;
        if (std::abs(term) < 1e-13 * std::abs(sum)) break;
    }
    return sum;
}

// The formulas divide by a - 1, though they have a limit there.
double away_from_one(double a) { return std::abs(a - 1) < 1e-6 ? 1 + 1e-6 : a; }

// Of many a tenth is searched first: from where that ends few steps are left for all of them.
constexpr std::size_t kMany = 5'000;

std::vector<PurchaseHistory> a_tenth(std::span<const PurchaseHistory> histories) {
    std::vector<PurchaseHistory> some;
    some.reserve(histories.size() / 10 + 1);
    for (std::size_t i = 0; i < histories.size(); i += 10) some.push_back(histories[i]);
    return some;
}

// Where the search is held. Steps that leap out of all reason are cut short before numbers
// overflow; the last is a + b, which has no best value where all stop alike (tells_stopping_apart).
constexpr double kFar = 30;
constexpr double kMostAlike = 10 * kAlike;

std::vector<double> held(std::vector<double> at) {
    for (double& one : at) one = std::clamp(one, -kFar, kFar);
    at.back() = std::min(at.back(), std::log(kMostAlike));
    return at;
}

// Nothing when nobody bought again.
std::optional<Minimum> most_likely(std::span<const PurchaseHistory> histories, int threads) {
    Unlikelihood of_all(histories, threads);
    if (!of_all.anybody_came_back()) return std::nullopt;
    const auto n = static_cast<double>(histories.size());
    const auto slope = [&](const std::vector<double>& at, std::vector<double>& slopes) {
        const auto inside = held(at);
        const double value = of_all(inside, slopes) / n;
        for (double& one : slopes) one /= n;
        if (at.back() > inside.back()) slopes.back() = 0;
        return value;
    };
    if (histories.size() >= kMany) {
        const auto rough = most_likely(a_tenth(histories), threads);
        if (rough && rough->found) return minimise(slope, *rough);
    }
    // A tenth of the mean watch is near alpha whatever the unit of time.
    double watched = 0;
    for (const PurchaseHistory& history : histories) watched += history.watched;
    const double alpha = std::max(1e-3, watched / n / 10);
    return minimise(slope, std::vector<double>{0, std::log(alpha), 0, std::log(2)});
}

}  // namespace

std::optional<BgNbd> fit_bg_nbd(std::span<const PurchaseHistory> histories, int threads) {
    const auto minimum = most_likely(histories, threads);
    const auto beyond = [&](std::size_t i, double most) { return std::abs(minimum->at[i]) > most; };
    if (!minimum || !minimum->found || beyond(0, 14) || beyond(1, 14) || beyond(2, 20)) {
        return std::nullopt;
    }
    BgNbd model = from_scaled(held(minimum->at));
    model.n = std::ssize(histories);
    model.log_likelihood = -minimum->value * static_cast<double>(model.n);
    return model;
}

bool tells_stopping_apart(const BgNbd& model) { return model.a + model.b <= kAlike; }

std::vector<double> scaled(const BgNbd& model) {
    return {std::log(model.r), std::log(model.alpha), std::log(model.a / model.b),
            std::log(model.a + model.b)};
}

BgNbd from_scaled(const std::vector<double>& at) {
    const double odds = std::exp(at[2]);
    const double both = std::exp(at[3]);
    return {.r = std::exp(at[0]),
            .alpha = std::exp(at[1]),
            .a = both * odds / (1 + odds),
            .b = both / (1 + odds)};
}

std::vector<double> information_of(const BgNbd& model, std::span<const PurchaseHistory> histories) {
    Unlikelihood of_all(histories, 1);
    const auto slope = [&](const std::vector<double>& at, std::vector<double>& slopes) {
        return of_all(at, slopes);
    };
    return curvature_at(slope, scaled(model));
}

double expected_of_new(const BgNbd& model, double time) {
    const double a = away_from_one(model.a);
    const double power = std::pow(model.alpha / (model.alpha + time), model.r);
    const double series = hypergeometric(model.r, model.b, a + model.b - 1,
                                         time / (model.alpha + time));
    return (a + model.b - 1) / (a - 1) * (1 - power * series);
}

double chance_alive(const BgNbd& model, const PurchaseHistory& history) {
    if (history.repeats == 0) return 1;
    const double ratio = (model.alpha + history.watched) / (model.alpha + history.last);
    const double stopped = model.a / (model.b + history.repeats - 1) *
                           std::exp((model.r + history.repeats) * std::log(ratio));
    return 1 / (1 + stopped);
}

double expected_if_alive(const BgNbd& model, std::uint32_t repeats, double watched, double time) {
    const double a = away_from_one(model.a);
    const double x = repeats;
    const double end = model.alpha + watched;
    const double power = std::exp((model.r + x) * std::log(end / (end + time)));
    const double series = hypergeometric(model.r + x, model.b + x, a + model.b + x - 1,
                                         time / (end + time));
    return (a + model.b + x - 1) / (a - 1) * (1 - power * series);
}

}  // namespace tsunagi::insight
