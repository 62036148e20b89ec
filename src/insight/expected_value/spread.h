// How far what is expected of all customers may be off because the parameters are known from few:
// the delta method, var(log of the sum) = g^t I^-1 g with the slopes g of the logarithm of the sum
// and the information I of the likelihood; G. W. Oehlert, "A note on the delta method", The
// American Statistician 46 (1992) 27-29. The slopes are those of a few customers, taken evenly.
//
// How purchases then fall by chance is not in it.
#pragma once

#include "insight/expected_value/customer_base.h"

#include <span>

namespace tsunagi::insight {

// Standard errors of the logarithms of both sums.
struct Spread {
    double purchases = 0;
    double value = 0;
    // Whether it is seen that customers stop with different chances: a + b is within bounds and
    // its logarithm known to a standard error of 1, a factor of fifty from end to end.
    bool tells_stopping_apart = true;
};

struct Fitted {
    const BgNbd& purchases;
    std::span<const PurchaseHistory> histories;
    const GammaGamma* money = nullptr;  // null: only purchases are asked for
    std::span<const Spending> spendings{};
};

// Of what the buyers are expected to buy in `time` after the as-of day. Where the model cannot tell
// chances to stop apart, the parameter of their spread is left as it is.
Spread spread_of(const Fitted&, std::span<const Buyer>, int as_of, double time, int threads);

}  // namespace tsunagi::insight
