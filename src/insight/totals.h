// Plain counts of a shop, for checking what was imported against the shop's own books.
#pragma once

#include "base/money.h"
#include "insight/labels.h"
#include "insight/meta.h"
#include "insight/rate.h"

#include <vector>

namespace tsunagi::insight {

struct ProductTotals {
    std::int64_t id = 0;
    std::string name;
    std::int64_t subscriptions = 0;
    std::int64_t cancelled = 0;
    Rate rate{};
};
BOOST_DESCRIBE_STRUCT(ProductTotals, (), (id, name, subscriptions, cancelled, rate))

struct Totals {
    Meta meta;
    std::int64_t customers = 0;
    std::int64_t customers_with_orders = 0;  // cancelled orders included
    std::int64_t orders = 0;                 // cancelled and returned ones included
    std::int64_t cancelled_orders = 0;       // cancelled or returned
    std::int64_t order_lines = 0;
    std::int64_t lines_without_customer = 0;
    Money sales{};  // unknown customers and credit notes included
    std::int64_t subscriptions = 0;
    std::int64_t subscriptions_cancelled = 0;  // cancelled and not resumed since
    Rate cancellation{};
    std::vector<ProductTotals> by_product{};  // by the product a subscription has now
};
BOOST_DESCRIBE_STRUCT(Totals, (),
                      (meta, customers, customers_with_orders, orders, cancelled_orders,
                       order_lines, lines_without_customer, sales, subscriptions,
                       subscriptions_cancelled, cancellation, by_product))

Totals totals(const journey::Scope&, const journey::Filter&, const Labels&);

}  // namespace tsunagi::insight
