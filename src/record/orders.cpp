#include "record/orders.h"

#include "base/json.h"
#include "record/changes.h"
#include "record/orders.sql.h"
#include "record/scope.h"
#include "record/settings.h"
#include "record/subscriptions.h"

#include <limits>

namespace tsunagi::record {

namespace {

void read_lines(store::Reader& reader, Order& order) {
    order.lines = reader.all<OrderLine>(sql::list_order_lines, {{"order_id", order.id}});
}

std::vector<OrderLine> lines_of(store::Tx& tx, const Viewer& viewer, const OrderDraft& draft,
                                const Currency& currency) {
    if (draft.lines.empty()) throw invalid("/lines", "missing", "an order has at least one line");
    std::vector<OrderLine> lines;
    for (const OrderLineDraft& line : draft.lines) {
        const auto product = find_product(tx, viewer, line.product_id);
        lines.push_back({.position = int(lines.size()),
                         .product_id = product.id,
                         .product_name = product.name,
                         .quantity = line.quantity,
                         .unit_price = line.unit_price,
                         .amount = line_amount(line.quantity, line.unit_price, currency)});
    }
    return lines;
}

void insert(store::Tx& tx, const Order& order, Day known_on) {
    tx.run(sql::insert_order, store::args_of(order, {{"known_on", known_on}}));
    for (const OrderLine& line : order.lines) {
        tx.run(sql::insert_order_line, {{"order_id", order.id},
                                        {"position", line.position},
                                        {"product_id", line.product_id},
                                        {"quantity", line.quantity},
                                        {"unit_price", line.unit_price},
                                        {"amount", line.amount}});
    }
}

}  // namespace

Order find_order(store::Reader& reader, const Viewer& viewer, Id<Order> id) {
    auto order = reader.one<Order>(sql::find_order, {{"id", id}});
    if (!order) fail_not_found("order", id.value);
    require_customer(reader, viewer, Entity::Order, "order", id.value,
                     order->customer_id.value_or(Id<Customer>{}));
    read_lines(reader, *order);
    mask(viewer, *order);
    return *order;
}

Page<Order> orders_of(store::Reader& reader, const Viewer& viewer, Id<Customer> customer,
                      const PageRequest& asked) {
    require_customer(reader, viewer, Entity::Order, "customer", customer.value, customer);
    std::int64_t before = std::numeric_limits<std::int64_t>::max();
    std::int64_t before_id = before;
    if (!asked.cursor.empty()) {
        const auto cursor = Cursor::parse(asked.cursor, 2);
        before = cursor.integer(0);
        before_id = cursor.integer(1);
    }
    auto rows = reader.all<Order>(sql::list_orders_of, {{"customer_id", customer},
                                                        {"before", before},
                                                        {"before_id", before_id},
                                                        {"limit", asked.rows_and_one()}});
    auto page = page_of(std::move(rows), asked, [](const Order& order) {
        return Cursor().add(order.ordered_at.ms).add(order.id.value);
    });
    for (Order& order : page.items) {
        read_lines(reader, order);
        mask(viewer, order);
    }
    return page;
}

Order place_order(store::Tx& tx, const Viewer& viewer, const OrderDraft& draft) {
    if (draft.customer_id) find_customer(tx, viewer, *draft.customer_id);
    if (draft.subscription_id) find_subscription(tx, viewer, *draft.subscription_id);
    const auto settings = read_settings(tx);
    const auto zone = Zone::named(settings.zone);
    Order order;
    order.id = tx.next_id<Order>("orders");
    order.version = 1;
    order.external_key = draft.external_key;
    order.customer_id = draft.customer_id;
    order.subscription_id = draft.subscription_id;
    order.delivery_number = draft.delivery_number.value_or(0);
    order.status = draft.status;
    order.ordered_at = draft.ordered_at;
    order.ordered_on = zone.day_of(draft.ordered_at);
    order.shipped_on = draft.shipped_on;
    order.medium = draft.medium.value_or("");
    order.note = draft.note.value_or("");
    order.lines = lines_of(tx, viewer, draft, settings.currency);
    for (const OrderLine& line : order.lines) order.total += line.amount;
    insert(tx, order, zone.day_of(tx.now()));
    const auto json = to_json(order);
    tx.changed({.entity = "orders",
                .id = order.id.value,
                .customer_id = order.customer_id.value_or(Id<Customer>{}).value,
                .after = json});
    return order;
}

}  // namespace tsunagi::record
