#include "churn/expected_loss.h"

#include <cmath>

namespace tsunagi::churn {

Money worth_of_a_year(const record::Subscription& subscription, std::optional<double> margin_rate) {
    const double year = subscription.cycle_unit == record::CycleUnit::Month ? 12.0 : 365.0;
    const double deliveries = year / subscription.cycle_length;
    const auto price = static_cast<double>(subscription.price.minor);
    return {std::llround(price * deliveries * margin_rate.value_or(1.0))};
}

Money expected_loss(Money worth, const Risk& risk) {
    return {std::llround(static_cast<double>(worth.minor) * risk.probability)};
}

}  // namespace tsunagi::churn
