// Folds over the customers whom a question is about, and those of them who fit a cell.
#pragma once

#include "journey/filter.h"

#include <algorithm>
#include <vector>

namespace tsunagi::insight {

// fold() over the scope's customers who ordered one of its products on any day.
template <class Fold>
Fold fold_buyers(const journey::Scope& scope, const Fold& start) {
    const auto buyers = journey::buyers_of(scope);
    auto options = scope.options();
    if (buyers) options.only = &*buyers;
    return journey::fold(scope.snapshot, start, options);
}

template <class Fits>
struct Fitting {
    Fits fits;
    std::vector<journey::CustomerCode> codes{};

    void operator()(const journey::Journey& journey) {
        if (fits(journey)) codes.push_back(journey.code());
    }
    void merge(const Fitting& other) {
        codes.insert(codes.end(), other.codes.begin(), other.codes.end());
    }
};

// The scope's customers for whom fits(journey) holds, ascending.
template <class Fits>
std::vector<journey::CustomerCode> customers_where(const journey::Scope& scope, Fits fits) {
    auto codes = journey::fold(scope.snapshot, Fitting<Fits>{fits}, scope.options()).codes;
    std::ranges::sort(codes);
    return codes;
}

// Those of the buyers for whom fits(journey) holds, ascending. `fits` is copied to every thread.
template <class Fits>
std::vector<journey::CustomerCode> buyers_where(const journey::Scope& scope, Fits fits) {
    auto codes = fold_buyers(scope, Fitting<Fits>{fits}).codes;
    std::ranges::sort(codes);
    return codes;
}

}  // namespace tsunagi::insight
