// What the shop stands to lose: the worth of the next twelve months times the chance of losing it.
#pragma once

#include "churn/delivery_hazard.h"
#include "record/subscription_rules.h"

#include <optional>

namespace tsunagi::churn {

// What a twelve months' worth is counted in: gross margin when the shop gave its rate, else sales.
enum class Worth { Margin, Sales };
BOOST_DESCRIBE_ENUM(Worth, Margin, Sales)

// Deliveries that a subscriber who stays gets in twelve months: 12 / months or 365 / days.
double deliveries_of_a_year(record::CycleUnit, int cycle_length);

// Price x deliveries x the margin rate. What a cancellation now would lose is the worth of the
// deliveries that can be expected if she stays this time (DeliveryHazard::deliveries_ahead):
// counting all of a year's would promise the shop what most subscribers never take.
Money worth_of(Money price, double deliveries, std::optional<double> margin_rate);

// Half away from zero.
Money expected_loss(Money worth, double probability);

}  // namespace tsunagi::churn
