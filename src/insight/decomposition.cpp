#include "insight/decomposition.h"

#include "base/error.h"

#include <bit>

namespace tsunagi::insight {

namespace {

struct Side {
    double events = 0;
    double n = 0;
};

// Product of the factors, those in `changed` after and the others before, without `left_out`.
double mixed_product(std::span<const double> before, std::span<const double> after,
                     std::uint32_t changed, std::size_t left_out) {
    double product = 1;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (i == left_out) continue;
        product *= (changed >> i & 1U) != 0 ? after[i] : before[i];
    }
    return product;
}

// Share of all orders in which exactly `size` chosen others come before a factor: s! (n-1-s)! / n!.
std::vector<double> weights_of(std::size_t n) {
    std::vector<double> weights(n);
    double ways = 1;  // (n - 1) over s
    for (std::size_t s = 0; s < n; ++s) {
        weights[s] = 1 / (static_cast<double>(n) * ways);
        ways *= static_cast<double>(n - 1 - s) / static_cast<double>(s + 1);
    }
    return weights;
}

}  // namespace

std::optional<RateChange> change_of_rate(std::span<const MixCell> cells) {
    Side before;
    Side after;
    for (const MixCell& cell : cells) {
        ASSERT(cell.n_before >= 0 && cell.n_after >= 0);
        before.events += static_cast<double>(cell.events_before);
        before.n += static_cast<double>(cell.n_before);
        after.events += static_cast<double>(cell.events_after);
        after.n += static_cast<double>(cell.n_after);
    }
    if (before.n == 0 || after.n == 0) return std::nullopt;
    RateChange change{.before = before.events / before.n,
                      .after = after.events / after.n,
                      .all = {},
                      .cells = {}};
    const double mean = (change.before + change.after) / 2;
    for (const MixCell& cell : cells) {
        Contribution part;
        if (cell.n_before > 0 || cell.n_after > 0) {
            const Side was{static_cast<double>(cell.events_before),
                           static_cast<double>(cell.n_before)};
            const Side is{static_cast<double>(cell.events_after),
                          static_cast<double>(cell.n_after)};
            const double rate_was = was.n > 0 ? was.events / was.n : is.events / is.n;
            const double rate_is = is.n > 0 ? is.events / is.n : rate_was;
            const double share_was = was.n / before.n;
            const double share_is = is.n / after.n;
            part.mix = (share_is - share_was) * ((rate_was + rate_is) / 2 - mean);
            part.rate = (rate_is - rate_was) * (share_was + share_is) / 2;
        }
        change.all.mix += part.mix;
        change.all.rate += part.rate;
        change.cells.push_back(part);
    }
    return change;
}

std::vector<double> change_of_product(std::span<const double> before,
                                      std::span<const double> after) {
    constexpr std::size_t kMost = 12;
    ASSERT(before.size() == after.size() && before.size() <= kMost);
    const std::size_t n = before.size();
    const std::vector<double> weights = weights_of(n);
    std::vector<double> parts(n);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::uint32_t others = 0; others < 1U << n; ++others) {
            if ((others >> i & 1U) != 0) continue;
            const auto size = static_cast<std::size_t>(std::popcount(others));
            parts[i] += weights[size] * mixed_product(before, after, others, i);
        }
        parts[i] *= after[i] - before[i];
    }
    return parts;
}

}  // namespace tsunagi::insight
