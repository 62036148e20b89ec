// The purchase histories of the customers without a contract, gathered in one fold, and what a
// BG/NBD model expects of each of them.
#pragma once

#include "insight/bg_nbd.h"
#include "insight/gamma_gamma.h"
#include "journey/filter.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace tsunagi::insight {

struct Buyer {
    journey::CustomerCode code = 0;
    std::uint16_t first = 0;  // lane days
    std::uint16_t last = 0;
    std::uint16_t last_then = 0;  // as known on the day of the check; 0: not yet a customer
    std::uint16_t repeats = 0;    // 65,535 stand for more
    std::uint16_t repeats_then = 0;
    std::int64_t spent = 0;  // in repeats, minor units

    PurchaseHistory history(int as_of) const;
    PurchaseHistory history_then(int day) const;
    // Nothing without a repeat that brought something.
    std::optional<Spending> spending() const;
};

// In order of the customers, of whom the filter chooses those whose first purchase is of its days
// and whose first line is of its products. `then` is the lane day of the check.
std::vector<Buyer> buyers_without_contract(const journey::Scope&, int then);

// history_of(i) of `most` of n customers at most, taken evenly.
template <class HistoryOf>
std::vector<PurchaseHistory> evenly(std::size_t n, std::size_t most, const HistoryOf& history_of) {
    std::vector<PurchaseHistory> histories(std::min(n, most));
    for (std::size_t i = 0; i < histories.size(); ++i) {
        histories[i] = history_of(i * n / histories.size());
    }
    return histories;
}

// Expected purchases of many: what depends on repeats and days alone is worked out once.
class Expectations {
public:
    Expectations(const BgNbd&, double time);
    double alive(const PurchaseHistory& history) const { return chance_alive(model_, history); }
    // Times `alive` it is what is expected of the customer. Not from two threads at once.
    double if_alive(const PurchaseHistory&);

private:
    static constexpr std::size_t kDays = 8192;
    static constexpr std::size_t kRepeats = 64;
    BgNbd model_;
    double time_;
    std::vector<std::vector<double>> known_;  // [repeats][days]; -1: not yet
};

}  // namespace tsunagi::insight
