// How likely is it that a subscriber who was shipped delivery n of a product cancels before
// delivery n + 1? The share of those who did, shrunk to what product and shop let expect:
//
//   h(n)     shop:     events / at risk after delivery n, all products (Jeffreys' prior)
//   t(p)     product:  events of p over the events that h lets expect of it, shrunk to 1
//   m(p,n)   expected: h(n) x t(p)
//   risk     Beta(m s + events, (1 - m) s + at risk - events), its mean and central 95 %
//
// The strength s (how many subscribers the expectation is worth) comes from how much more the cells
// differ than chance alone would make them: the moment estimator of J. C. Kleinman, "Proportions
// with extraneous variance: single and independent samples", JASA 68 (1973) 46-54; and it is never
// more than those at risk in the shop whom h was counted from. The product's
// factor is the empirical Bayes estimate of a relative risk of D. Clayton & J. Kaldor, Biometrics
// 43 (1987) 671-681, with a fixed gamma prior.
//
// Where the whole shop had fewer than 30 at risk up to that delivery, only the priors would speak:
// then nothing is known, and no number is given.
//
// Immutable after construction; any thread.
#pragma once

#include "insight/delivery_table.h"

#include <optional>
#include <vector>

namespace tsunagi::churn {

// From whose history a risk mostly comes: the cell's own when it has 30 at risk, else wider.
enum class Level { ProductDelivery, Product, Shop };
BOOST_DESCRIBE_ENUM(Level, ProductDelivery, Product, Shop)

struct Risk {
    // Of cancelling before the next delivery, and the central 95 % of its posterior. Nothing: not
    // known.
    std::optional<double> probability;
    std::optional<double> low;
    std::optional<double> high;
    std::int64_t n = 0;       // at risk in the cell
    std::int64_t events = 0;  // of them cancelled
    bool few_data = true;     // n < 30
    Level level = Level::Shop;
};
BOOST_DESCRIBE_STRUCT(Risk, (), (probability, low, high, n, events, few_data, level))

class DeliveryHazard {
public:
    // A table split by product: group = number of the product in words.
    explicit DeliveryHazard(insight::DeliveryTable);

    // `product` is a number in words, `delivery` the last one shipped (0: none yet).
    Risk risk(int product, int delivery) const;
    // The mean of the risk without its interval; nothing when it is not known.
    std::optional<double> probability(int product, int delivery) const;
    // Of the next `most` deliveries those that a subscriber who stays for the first of them can be
    // expected to take: 1 + (1 - r(n + 1)) + (1 - r(n + 1)) (1 - r(n + 2)) + … with the risk r and
    // n = `delivery`; of a broken `most` the last delivery counts in part. The risk after
    // `delivery` must be known.
    double deliveries_ahead(int product, int delivery, double most) const;
    double strength() const { return strength_; }  // s above, before it is bounded

private:
    double expected(int product, int delivery) const;  // m above
    double mean(int product, int delivery) const;      // of the posterior
    double worth(int delivery) const;                  // s above
    bool knows(int delivery) const;
    void estimate_shop();
    void estimate_products();
    void estimate_strength();

    insight::DeliveryTable table_;
    std::vector<double> shop_;           // h by delivery
    std::vector<std::int64_t> counted_;  // at risk in the shop from whom h comes, by delivery
    std::vector<std::int64_t> up_to_;    // at risk in the shop up to a delivery
    std::vector<double> factor_;         // t by product
    std::vector<std::int64_t> at_risk_;  // by product
    double strength_ = 0;
};

}  // namespace tsunagi::churn
