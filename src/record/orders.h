// An Order is one purchase with its lines. Money is of the order's day; a cancelled or returned
// order stays, with its status.
#pragma once

#include "record/customers.h"
#include "record/products.h"

#include <string>
#include <vector>

namespace tsunagi::record {

struct Subscription;

BOOST_DEFINE_ENUM_CLASS(OrderStatus, Open, Shipped, Cancelled, Returned)

struct OrderLine {
    int position = 0;  // ordinal of the line in its order, from 0
    Id<Product> product_id;
    std::string product_name;
    std::int64_t quantity = 1;
    UnitPrice unit_price;
    Money amount;  // quantity x unit price, rounded once
};
BOOST_DESCRIBE_STRUCT(OrderLine, (),
                      (position, product_id, product_name, quantity, unit_price, amount))

struct Order {
    Id<Order> id;
    std::int64_t version = 0;
    std::optional<std::string> external_key;
    std::optional<Id<Customer>> customer_id;  // null: unknown customer
    std::optional<Id<Subscription>> subscription_id;
    int delivery_number = 0;  // 0: not a delivery of a subscription
    OrderStatus status = OrderStatus::Open;
    Instant ordered_at;
    Day ordered_on;
    std::optional<Day> shipped_on;
    std::string medium;
    Money total;
    std::string note;
    std::vector<OrderLine> lines;
};
BOOST_DESCRIBE_STRUCT(Order, (),
                      (id, version, external_key, customer_id, subscription_id, delivery_number,
                       status, ordered_at, ordered_on, shipped_on, medium, total, note, lines))

struct OrderLineDraft {
    Id<Product> product_id;
    std::int64_t quantity = 1;
    UnitPrice unit_price;
};
BOOST_DESCRIBE_STRUCT(OrderLineDraft, (), (product_id, quantity, unit_price))

struct OrderDraft {
    std::optional<Id<Customer>> customer_id;
    std::optional<Id<Subscription>> subscription_id;
    std::optional<int> delivery_number;
    std::optional<std::string> external_key;
    OrderStatus status = OrderStatus::Open;
    Instant ordered_at;
    std::optional<Day> shipped_on;
    std::optional<std::string> medium;
    std::optional<std::string> note;
    std::vector<OrderLineDraft> lines;
};
BOOST_DESCRIBE_STRUCT(OrderDraft, (),
                      (customer_id, subscription_id, delivery_number, external_key, status,
                       ordered_at, shipped_on, medium, note, lines))

Order find_order(store::Reader&, const Viewer&, Id<Order>);
// Orders of a customer, the newest first.
Page<Order> orders_of(store::Reader&, const Viewer&, Id<Customer>, const PageRequest&);

Order place_order(store::Tx&, const Viewer&, const OrderDraft&);

}  // namespace tsunagi::record

template <>
struct tsunagi::rules_of<tsunagi::record::OrderDraft> {
    static constexpr std::array value{
        Rule{.field = "note", .max_length = 10000, .ja = "備考", .en = "Note"},
        Rule{.field = "lines", .min_length = 1, .max_length = 1000, .ja = "明細", .en = "Lines"}};
};
