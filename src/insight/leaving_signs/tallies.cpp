#include "insight/leaving_signs/tallies.h"

#include "insight/leaving_signs/subscribers.h"

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

namespace {

struct Tallying {
    Subscribers subscribers;
    FactsReader facts;
    SignTallies tallies{};

    void operator()(const journey::Journey& journey) {
        const Then then = subscribers.see(journey.code());
        if (then == Then::NoSubscriber) return;
        (then == Then::Left ? tallies.left : tallies.stayed).add(facts.read(journey.code()));
    }
    void merge(const Tallying& other) {
        tallies.left.merge(other.tallies.left);
        tallies.stayed.merge(other.tallies.stayed);
    }
};

}  // namespace

SignTallies tally_signs(const journey::Scope& scope, int days) {
    const Subscribers subscribers(scope, days);
    const Tallying none{subscribers, FactsReader(scope.view(), subscribers.cut())};
    return journey::fold(scope.snapshot, none, scope.options()).tallies;
}

}  // namespace tsunagi::insight
