#include "churn/expected_loss.h"

#include <cmath>

namespace tsunagi::churn {

double deliveries_of_a_year(record::CycleUnit unit, int cycle_length) {
    const double year = unit == record::CycleUnit::Month ? 12.0 : 365.0;
    return year / cycle_length;
}

Money worth_of(Money price, double deliveries, std::optional<double> margin_rate) {
    return {std::llround(static_cast<double>(price.minor) * deliveries * margin_rate.value_or(1))};
}

Money expected_loss(Money worth, double probability) {
    return {std::llround(static_cast<double>(worth.minor) * probability)};
}

}  // namespace tsunagi::churn
