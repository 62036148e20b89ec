#include "record/customers.h"

#include "base/error.h"
#include "record/customers.sql.h"
#include "record/scope.h"
#include "record/settings.h"
#include "record/subscription_rules.h"

namespace tsunagi::record {

namespace {

struct BestSubscription {
    CustomerStatus status = CustomerStatus::None;
    int delivery_number = 0;
    std::optional<Day> next_shipment_on;
    std::optional<int> lead_business_days;
};
BOOST_DESCRIBE_STRUCT(BestSubscription, (),
                      (status, delivery_number, next_shipment_on, lead_business_days))

struct OrderSums {
    Money sales_to_date;
    int orders = 0;
    std::optional<Day> first_order_on;
    std::optional<Day> last_order_on;
};
BOOST_DESCRIBE_STRUCT(OrderSums, (), (sales_to_date, orders, first_order_on, last_order_on))

}  // namespace

CustomerStanding customer_standing(store::Reader& reader, const Viewer& viewer, Id<Customer> id,
                                   Day today) {
    require_customer(reader, viewer, Entity::Customer, "customer", id.value, id);
    const store::Args of{{"customer_id", id}};
    const auto best = reader.one<BestSubscription>(sql::find_best_subscription, of);
    if (!best) {
        throw Error(Code::NotFound, "customer " + std::to_string(id.value) + " was not found");
    }
    OrderSums sums;
    if (sees_customer(reader, viewer, Entity::Order, id)) {
        sums = reader.one<OrderSums>(sql::sum_orders, of).value_or(OrderSums{});
    }
    if (!viewer.reads(FieldGroup::Money)) sums.sales_to_date = {};
    const std::string agents = agents_of(viewer, viewer.sees[Entity::Contact]);
    const auto promises = reader.integer(sql::count_promises,
                                         {{"customer_id", id}, {"agents", agents}});
    CustomerStanding standing{.status = best->status,
                              .delivery_number = best->delivery_number,
                              .next_shipment_on = best->next_shipment_on,
                              .cutoff_on = std::nullopt,
                              .days_left = std::nullopt,
                              .sales_to_date = sums.sales_to_date,
                              .orders = sums.orders,
                              .first_order_on = sums.first_order_on,
                              .last_order_on = sums.last_order_on,
                              .promises = int(promises),
                              .phone = {}};
    for (const CustomerRow& row : customer_rows(reader, viewer, std::span(&id, 1))) {
        standing.phone = row.phone;
    }
    if (best->next_shipment_on) {
        const auto settings = read_settings(reader);
        const auto calendar = calendar_of(settings);
        const int lead = best->lead_business_days.value_or(settings.lead_business_days);
        standing.cutoff_on = cutoff_of(*best->next_shipment_on, lead, calendar);
        standing.days_left = business_days_left(today, *standing.cutoff_on, calendar);
    }
    return standing;
}

}  // namespace tsunagi::record
