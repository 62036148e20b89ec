// Work over many things, a portion of them on each thread, and works that know nothing of each
// other.
#pragma once

#include "journey/journey.h"

#include <atomic>
#include <cstddef>
#include <functional>
#include <vector>

namespace tsunagi::insight {

// Runs work(worker, first, last) for each worker at the same time: the things [first, last) of n.
template <class Work>
void in_portions(std::size_t n, int threads, const Work& work) {
    const auto workers = static_cast<std::size_t>(threads);
    journey::on_threads(threads, [&](int worker) {
        const auto k = static_cast<std::size_t>(worker);
        work(k, n * k / workers, n * (k + 1) / workers);
    });
}

// Runs each of the works once; whoever is free takes the next of them.
inline void side_by_side(int threads, const std::vector<std::function<void()>>& works) {
    std::atomic<std::size_t> next{0};
    journey::on_threads(threads, [&](int) {
        for (std::size_t i = 0; (i = next.fetch_add(1)) < works.size();) works[i]();
    });
}

}  // namespace tsunagi::insight
