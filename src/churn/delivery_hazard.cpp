#include "churn/delivery_hazard.h"

#include "insight/rate.h"

#include <boost/math/distributions/beta.hpp>

#include <algorithm>
#include <cmath>

namespace tsunagi::churn {
namespace {

using insight::DeliveryCell;
using insight::kMostDeliveries;

constexpr double kPriorEvents = 4;  // a product with so many expected events is believed by half
constexpr double kMostHazard = 0.95;
constexpr double kLeastHazard = 1e-4;
constexpr double kWeakest = 5;
constexpr double kStrongest = 1000;

}  // namespace

DeliveryHazard::DeliveryHazard(insight::DeliveryTable table) : table_(std::move(table)) {
    estimate_shop();
    estimate_products();
    estimate_strength();
}

// Deliveries that nobody was shipped carry the hazard of the last one before.
void DeliveryHazard::estimate_shop() {
    double last = 0.5;
    std::int64_t counted = 0;
    std::int64_t up_to = 0;
    for (int delivery = 0; delivery < kMostDeliveries; ++delivery) {
        std::int64_t events = 0;
        std::int64_t at_risk = 0;
        for (int product = 0; product < table_.groups(); ++product) {
            events += table_.cell(product, delivery).cancelled;
            at_risk += table_.cell(product, delivery).at_risk();
        }
        if (at_risk > 0) {
            counted = at_risk;
            last = (static_cast<double>(events) + 0.5) / (static_cast<double>(at_risk) + 1);
        }
        shop_.push_back(last);
        counted_.push_back(counted);
        up_to_.push_back(up_to += at_risk);
    }
}

void DeliveryHazard::estimate_products() {
    for (int product = 0; product < table_.groups(); ++product) {
        double observed = 0;
        double expected = 0;
        std::int64_t at_risk = 0;
        for (int delivery = 0; delivery < kMostDeliveries; ++delivery) {
            const DeliveryCell& cell = table_.cell(product, delivery);
            observed += cell.cancelled;
            expected += static_cast<double>(cell.at_risk()) *
                        shop_[static_cast<std::size_t>(delivery)];
            at_risk += cell.at_risk();
        }
        factor_.push_back((observed + kPriorEvents) / (expected + kPriorEvents));
        at_risk_.push_back(at_risk);
    }
}

// Under a beta-binomial with mean m and correlation r = 1 / (s + 1),
// E[(d - n m)^2 / (m (1 - m))] = n + n (n - 1) r: summed over the cells and solved for r.
void DeliveryHazard::estimate_strength() {
    double excess = 0;
    double pairs = 0;
    for (int product = 0; product < table_.groups(); ++product) {
        for (int delivery = 0; delivery < kMostDeliveries; ++delivery) {
            const DeliveryCell& cell = table_.cell(product, delivery);
            const auto n = static_cast<double>(cell.at_risk());
            if (n < 2) continue;
            const double mean = expected(product, delivery);
            const double off = cell.cancelled - n * mean;
            excess += off * off / (mean * (1 - mean)) - n;
            pairs += n * (n - 1);
        }
    }
    const double correlation = pairs > 0 ? excess / pairs : 0;
    strength_ = correlation > 0 ? std::clamp(1 / correlation - 1, kWeakest, kStrongest)
                                : kStrongest;
}

double DeliveryHazard::expected(int product, int delivery) const {
    const double mean = shop_[static_cast<std::size_t>(delivery)] *
                        factor_[static_cast<std::size_t>(product)];
    return std::clamp(mean, kLeastHazard, kMostHazard);
}

double DeliveryHazard::worth(int delivery) const {
    const auto counted = static_cast<double>(counted_[static_cast<std::size_t>(delivery)]);
    return std::min(strength_, std::max(counted, 1.0));
}

bool DeliveryHazard::knows(int delivery) const {
    return up_to_[static_cast<std::size_t>(delivery)] >= insight::kFew;
}

std::optional<double> DeliveryHazard::probability(int product, int delivery) const {
    if (!knows(std::min(delivery, kMostDeliveries - 1))) return std::nullopt;
    return mean(product, delivery);
}

double DeliveryHazard::mean(int product, int delivery) const {
    ASSERT(product >= 0 && product < table_.groups() && delivery >= 0);
    delivery = std::min(delivery, kMostDeliveries - 1);
    const DeliveryCell& cell = table_.cell(product, delivery);
    const double strength = worth(delivery);
    return (expected(product, delivery) * strength + cell.cancelled) /
           (strength + static_cast<double>(cell.at_risk()));
}

double DeliveryHazard::deliveries_ahead(int product, int delivery, double most) const {
    ASSERT(probability(product, delivery));
    double stays = 1;
    double deliveries = 0;
    const int whole = static_cast<int>(most);
    for (int n = 0; n < whole; ++n) {
        deliveries += stays;
        stays *= 1 - mean(product, ++delivery);
    }
    return deliveries + stays * (most - whole);
}

Risk DeliveryHazard::risk(int product, int delivery) const {
    ASSERT(product >= 0 && product < table_.groups() && delivery >= 0);
    delivery = std::min(delivery, kMostDeliveries - 1);
    const DeliveryCell& cell = table_.cell(product, delivery);
    Risk risk;
    risk.n = cell.at_risk();
    risk.events = cell.cancelled;
    risk.few_data = risk.n < insight::kFew;
    if (!knows(delivery)) return risk;
    const double prior = expected(product, delivery);
    const double strength = worth(delivery);
    const auto events = static_cast<double>(cell.cancelled);
    const auto n = static_cast<double>(cell.at_risk());
    const boost::math::beta_distribution<> posterior(prior * strength + events,
                                                     (1 - prior) * strength + n - events);
    risk.probability = mean(product, delivery);
    risk.low = boost::math::quantile(posterior, 0.025);
    risk.high = boost::math::quantile(posterior, 0.975);
    if (!risk.few_data) {
        risk.level = Level::ProductDelivery;
    } else if (at_risk_[static_cast<std::size_t>(product)] >= insight::kFew) {
        risk.level = Level::Product;
    }
    return risk;
}

}  // namespace tsunagi::churn
