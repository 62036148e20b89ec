// Sums of the 43 facts of those who left and of those who stayed (leaving_signs.h).
#pragma once

#include "insight/customer_facts.h"
#include "insight/leaving_signs/subscribers.h"
#include "insight/mean.h"
#include "journey/filter.h"

#include <array>
#include <cstdint>
#include <vector>

namespace tsunagi::insight {

struct SignTally {
    std::int64_t people = 0;
    std::array<std::int64_t, kFacts> n{};  // who has the fact
    std::array<double, kFacts> sum{};
    std::array<double, kFacts> squares{};

    void add(const Facts&);
    void merge(const SignTally&);
    Moments moments(Fact) const;
};

struct SignTallies {
    SignTally stayed;
    SignTally left;
};

// As they were known at the end of the lane day `cut`.
SignTallies tally_signs(const journey::Scope&, const std::vector<Watched>&, int cut);

}  // namespace tsunagi::insight
