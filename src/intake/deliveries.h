// Orders that name a subscription become deliveries of it, whichever of the two files came first: a
// file of orders tells those whose subscription is there, a file of subscriptions those that
// awaited it.
#pragma once

#include "intake/people.h"

namespace tsunagi::intake {

class Deliveries {
public:
    using Amount = std::function<Money()>;

    // Tells the subscription of one order that names it: its price when no file told one, and when
    // the order was shipped with a number, the delivery and a start that was estimated. `events`
    // are the subscription's and follow what is told; `amount` is what the order paid for its
    // product.
    void tell(const table::Order&, const Amount& amount, table::Subscription&,
              std::vector<table::SubscriptionEvent>& events, IdSource&, Batch&);

private:
    void learn_price(const table::Order&, const Amount&, table::Subscription&);
    void deliver(const table::Order&, const table::Subscription&,
                 std::vector<table::SubscriptionEvent>& events, IdSource&, Batch&);

    std::unordered_map<std::int64_t, Instant>
        priced_;  // by which order, subscriptions without price
    std::set<std::pair<std::int64_t, std::int64_t>> delivered_;  // subscription, number
};

// Orders that are there and wait for one of the subscriptions in `keys` (a KeyList's text), by its
// key, in the order in which they came.
TextMap<std::vector<OrderImage>> awaiting_orders(store::Reader&, std::string_view keys);

}  // namespace tsunagi::intake
