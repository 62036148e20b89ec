#include "intake/row_taker.h"

#include "base/error.h"
#include "intake/order_taker.h"
#include "intake/person_takers.h"
#include "intake/rows.sql.h"
#include "intake/subscription_taker.h"

#include <algorithm>

namespace tsunagi::intake {

bool Resumed::created_order(std::int64_t id) const {
    const auto after = std::ranges::upper_bound(created_orders, id, {}, &Range::first);
    return after != created_orders.begin() && id <= std::prev(after)->last;
}

Events events_of(store::Reader& reader, std::string_view list) {
    Events events;
    for (auto& row : reader.all<table::SubscriptionEvent>(sql::events_of, {{"list", list}})) {
        events[row.subscription_id].push_back(std::move(row));
    }
    return events;
}

std::unique_ptr<RowTaker> taker_of(const TakerSetup& setup, Resumed resumed) {
    switch (setup.mapping.target) {
        case Target::Customers: return std::make_unique<CustomerTaker>(setup);
        case Target::Orders: return std::make_unique<OrderTaker>(setup, std::move(resumed));
        case Target::Subscriptions: return std::make_unique<SubscriptionTaker>(setup);
        case Target::Contacts: return std::make_unique<ContactTaker>(setup);
    }
    throw Error(Code::Internal, "there is no such kind of file");
}

}  // namespace tsunagi::intake
