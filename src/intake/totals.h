// What a shop's record holds, counted: the figures by which an import is checked.
#pragma once

#include "base/described.h"
#include "store/database.h"

namespace tsunagi::intake {

struct RecordTotals {
    std::int64_t customers = 0;
    std::int64_t orders = 0;
    std::int64_t cancelled_orders = 0;
    std::int64_t order_lines = 0;
    Money amount;  // sum of all lines, cancelled orders included
    std::int64_t lines_without_customer = 0;
    std::int64_t products = 0;
    std::int64_t subscriptions = 0;
    std::int64_t cancelled_subscriptions = 0;
    std::int64_t subscription_events = 0;
    std::int64_t contacts = 0;
    friend bool operator==(const RecordTotals&, const RecordTotals&) = default;
};
BOOST_DESCRIBE_STRUCT(RecordTotals, (),
                      (customers, orders, cancelled_orders, order_lines, amount,
                       lines_without_customer, products, subscriptions, cancelled_subscriptions,
                       subscription_events, contacts))

RecordTotals record_totals(store::Reader&);

}  // namespace tsunagi::intake
