#include "insight/quintiles.h"

#include "journey/journey.h"

#include <algorithm>

namespace tsunagi::insight {

namespace {

std::int64_t rank(std::int64_t total, std::int64_t k, int parts) {
    return (total * (k + 1) + parts - 1) / parts;
}

}  // namespace

Cuts quintiles(std::span<const std::uint32_t> counts, std::int64_t total, int parts) {
    Cuts cuts = kNoCuts;
    const std::int64_t last = parts - 1;
    std::int64_t seen = 0;
    std::int64_t k = 0;
    for (std::size_t value = 0; value < counts.size() && k < last; ++value) {
        seen += counts[value];
        while (k < last && seen >= rank(total, k, parts)) {
            cuts[static_cast<std::size_t>(k++)] = static_cast<std::int64_t>(value);
        }
    }
    return cuts;
}

std::vector<std::uint8_t> classes(const Cuts& cuts, std::size_t values) {
    std::vector<std::uint8_t> found(values);
    for (std::size_t value = 0; value < values; ++value) {
        const auto above = [&](std::int64_t cut) { return static_cast<std::int64_t>(value) > cut; };
        found[value] = static_cast<std::uint8_t>(std::count_if(cuts.begin(), cuts.end(), above));
    }
    return found;
}

Cuts exact_quintiles(const AmountHistogram& histogram, const journey::Cells<std::uint16_t>& orders,
                     const journey::Cells<std::int64_t>& amounts, std::int64_t total, int threads,
                     int parts) {
    const Cuts buckets = quintiles(histogram.counts(), total, parts);
    const auto used = static_cast<std::size_t>(parts) - 1;
    std::vector<std::uint8_t> looked_at(histogram.counts().size());
    for (std::size_t k = 0; k < used; ++k) looked_at[static_cast<std::size_t>(buckets[k])] = 1;
    std::vector<std::vector<std::int64_t>> found_by(static_cast<std::size_t>(threads));
    journey::on_threads(threads, [&](int worker) {
        const auto k = static_cast<std::size_t>(worker);
        const auto share = static_cast<std::size_t>(threads);
        const std::size_t last = orders.size() * (k + 1) / share;
        std::vector<std::int64_t> found;
        for (std::size_t i = orders.size() * k / share; i < last; ++i) {
            if (looked_at[AmountHistogram::bucket(amounts[i])] == 0 || orders[i] == 0) continue;
            found.push_back(amounts[i]);
        }
        found_by[k] = std::move(found);
    });
    std::vector<std::int64_t> inside;
    for (const auto& part : found_by) inside.insert(inside.end(), part.begin(), part.end());
    std::sort(inside.begin(), inside.end());
    Cuts cuts = kNoCuts;
    for (std::size_t k = 0; k < used; ++k) {
        // Rank among the values looked at: those of lower buckets that were not are left out.
        std::int64_t skipped = 0;
        for (std::int64_t bucket = 0; bucket < buckets[k]; ++bucket) {
            const auto at = static_cast<std::size_t>(bucket);
            if (looked_at[at] == 0) skipped += histogram.counts()[at];
        }
        const auto position = rank(total, static_cast<std::int64_t>(k), parts) - skipped - 1;
        cuts[k] = inside[static_cast<std::size_t>(position)];
    }
    return cuts;
}

}  // namespace tsunagi::insight
