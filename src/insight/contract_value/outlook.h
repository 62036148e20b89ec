// What is foretold of contracts, with how far it may be off because the parameters of the model and
// the amount of a delivery are known from few: the delta method on logarithms (G. W. Oehlert, "A
// note on the delta method", The American Statistician 46 (1992) 27-29),
//   var(log q) = gᵗ I⁻¹ g + var(R) / R²
// with the slopes g of log q, the information I of the likelihood (sbg.h), and the mean amount R of
// a delivery over customers with its variance (ratio.h).
//
// How renewals then fall by chance is not in it, nor that the model may not fit.
#pragma once

#include "insight/report.h"
#include "insight/sbg.h"

#include <functional>
#include <span>
#include <vector>

namespace tsunagi::insight {

class Outlook {
public:
    // Deliveries that a model expects, of one contract or of many.
    using Deliveries = std::function<double(const Sbg&)>;

    // `renewals`: those the model was fitted to. `mean`: of a delivery, with its interval; empty
    // when no delivery is on record as an order.
    Outlook(const Sbg&, std::span<const RiskSet> renewals, Cell mean);

    const Sbg& model() const { return model_; }
    // n: contracts that it is told of.
    Cell deliveries(const Deliveries&, std::int64_t n) const;
    // Their amount; empty when it is not known.
    Cell worth(const Deliveries&, std::int64_t n) const;

private:
    // Standard error of the logarithm; 0 where there are none to expect.
    double error_of(const Deliveries&) const;

    Sbg model_;
    std::vector<double> information_;
    Cell mean_;
};

}  // namespace tsunagi::insight
