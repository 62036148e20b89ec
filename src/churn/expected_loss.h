// What the shop stands to lose: the worth of the next twelve months times the chance of losing it.
#pragma once

#include "churn/delivery_hazard.h"
#include "record/subscription_rules.h"

#include <optional>

namespace tsunagi::churn {

// What a twelve months' worth is counted in: gross margin when the shop gave its rate, else sales.
enum class Worth { Margin, Sales };
BOOST_DESCRIBE_ENUM(Worth, Margin, Sales)

// Price x deliveries in twelve months (12 / months or 365 / days of the cycle) x the margin rate.
// The deliveries are those of a subscriber who stays: the chance that she does not is in the loss.
Money worth_of_a_year(const record::Subscription&, std::optional<double> margin_rate);

// Half away from zero.
Money expected_loss(Money worth, const Risk&);

}  // namespace tsunagi::churn
