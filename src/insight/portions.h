// Work over many things, a portion of them on each thread.
#pragma once

#include "journey/journey.h"

#include <cstddef>

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

}  // namespace tsunagi::insight
