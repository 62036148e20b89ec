#include "insight/leaving_signs/tallies.h"

#include "insight/portions.h"

namespace tsunagi::insight {

void SignTally::add(const Facts& facts) {
    ++people;
    for (std::size_t i = 0; i < kFacts; ++i) {
        const bool told = facts[i] == facts[i];
        const double value = told ? facts[i] : 0;
        n[i] += told;
        sum[i] += value;
        squares[i] += value * value;
    }
}

void SignTally::merge(const SignTally& other) {
    people += other.people;
    for (std::size_t i = 0; i < kFacts; ++i) {
        n[i] += other.n[i];
        sum[i] += other.sum[i];
        squares[i] += other.squares[i];
    }
}

Moments SignTally::moments(Fact fact) const {
    const auto i = static_cast<std::size_t>(fact);
    return Moments::of(n[i], sum[i], squares[i]);
}

SignTallies tally_signs(const journey::Scope& scope, const std::vector<Watched>& watched, int cut) {
    std::vector<SignTallies> parts(static_cast<std::size_t>(scope.threads));
    in_portions(watched.size(), scope.threads, [&](std::size_t k, std::size_t i, std::size_t last) {
        FactsReader facts(scope.view(), cut);
        SignTallies mine;
        for (; i < last; ++i) {
            (watched[i].left ? mine.left : mine.stayed).add(facts.read(watched[i].code));
        }
        parts[k] = mine;
    });
    for (std::size_t k = 1; k < parts.size(); ++k) {
        parts[0].left.merge(parts[k].left);
        parts[0].stayed.merge(parts[k].stayed);
    }
    return parts[0];
}

}  // namespace tsunagi::insight
