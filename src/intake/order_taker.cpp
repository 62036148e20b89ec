#include "intake/order_taker.h"

#include "base/error.h"
#include "base/json.h"
#include "base/text.h"
#include "intake/key_list.h"
#include "intake/rows.sql.h"

#include <algorithm>

namespace tsunagi::intake {

namespace {

using enum FieldId;

constexpr std::size_t kMostKey = 200;  // bytes

Parsed<std::string_view> line_kind(std::string_view cell) {
    const auto form = search_form(cell);
    const bool goods = form.empty() || form == "goods" || form == "商品" || form == "product";
    return {.value = goods ? "goods" : "skip"};
}

std::string_view product_key_of(RowReader& row) {
    const auto key = row.text(LineProductKey);
    return key.empty() ? row.text(LineProductName) : key;
}

// Whether the row is a whole order with a list of products, whose name, quantity and price cells
// then belong to none of them.
bool lists_products(RowReader& row) {
    return row.splits(LineProductKey) && product_key_of(row).find(',') != std::string_view::npos;
}

// The codes of the products that a row names, one or a list of them, else their name.
template <class F>
void for_each_product(RowReader& row, F&& each) {
    const auto key = product_key_of(row);
    if (!lists_products(row)) return each(shortened(key, kMostKey));
    for (auto rest = key; !rest.empty();) {
        const auto end = std::min(rest.find(','), rest.size());
        const auto item = tidy_cell(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (!item.empty()) each(shortened(item, kMostKey));
    }
}

bool same_line(const table::OrderLine& a, const table::OrderLine& b) {
    return a.product_id == b.product_id && a.quantity == b.quantity &&
           a.unit_price == b.unit_price && a.amount == b.amount;
}

constexpr std::int64_t kMostQuantity = 100'000'000;

}  // namespace

OrderTaker::OrderTaker(const TakerSetup& setup, Resumed resumed)
    : setup_(setup), resumed_(std::move(resumed)), people_(setup_), goods_(setup_) {}

bool OrderTaker::is_goods(RowReader& row, Batch& batch) {
    if (!row.maps(LineKind) || row.code(LineKind, line_kind) == "goods") return true;
    ++batch.skipped;
    return false;
}

void OrderTaker::pass_over(RowReader& row) {
    Batch ignored;
    if (!is_goods(row, ignored)) return;
    const auto key = row.text(OrderKey);
    const auto [at, is_new] = orders_.try_emplace(std::string(key));
    auto& order = at->second;
    if (is_new) order.without_customer = !people_.pass_over(row);
    for_each_product(row, [&](std::string_view product) {
        goods_.pass_over(product);
        ++order.lines;
    });
}

// The order of the row: its draft when the batch already has one, else a new draft.
OrderTaker::Draft& OrderTaker::draft_of(RowReader& row, Batch&) {
    const auto key = row.text(OrderKey);
    if (last_order_ == nullptr || key != last_key_) {
        const auto known = orders_.find(key);
        const auto at = known != orders_.end() ? known
                                               : orders_.emplace(std::string(key), Order{}).first;
        last_key_ = at->first;
        last_order_ = &at->second;
    }
    Order& order = *last_order_;
    if (order.waiting >= 0) return drafts_[static_cast<std::size_t>(order.waiting)];
    Draft draft{.key = last_key_, .order = &order, .line = row.line()};
    if (order.id == 0 && order.lines == 0) read_order(row, draft);
    if (!row.rejected()) order.waiting = static_cast<std::int32_t>(drafts_.size());
    return drafts_.emplace_back(std::move(draft));
}

void OrderTaker::read_order(RowReader& row, Draft& draft) {
    auto& order = draft.row;
    draft.told = true;
    order.external_key = row.words(OrderKey, 100);
    if (*order.external_key != draft.key) row.reject(OrderKey, draft.key, Fault::BadCharacters);
    const auto at = row.instant(OrderOrderedAt);
    if (!at) row.reject(OrderOrderedAt, "", Fault::Missing);
    order.ordered_at = at.value_or(Instant{});
    order.ordered_on = row.day(OrderOrderedAt).value_or(Day{});
    order.known_on = order.ordered_on;
    order.shipped_on = row.day(OrderShippedOn);
    order.status = row.maps(OrderStatus) ? row.code(OrderStatus, parse_order_status) : "shipped";
    if (order.status == "open" && order.shipped_on) order.status = "shipped";
    if (order.status == "shipped" && !order.shipped_on) order.shipped_on = order.ordered_on;
    order.medium = row.words(OrderMedium, 100);
    order.note = row.words(OrderNote, 10'000);
    order.delivery_number = row.whole(OrderDeliveryNumber).value_or(0);
    draft.subscription_key = row.words(OrderSubscriptionKey, 100);
    bool first = false;
    draft.person = people_.take(row, first);
    draft.order->without_customer = draft.person == nullptr;
}

void OrderTaker::take(RowReader& row, Batch& batch) {
    if (!is_goods(row, batch)) return;
    if (row.text(OrderKey).empty()) return row.reject(OrderKey, "", Fault::Missing);
    Draft& draft = draft_of(row, batch);
    if (row.rejected()) return;
    take_lines(row, draft);
    if (draft.order->without_customer) ++batch.without_customer;
}

void OrderTaker::take_lines(RowReader& row, Draft& draft) {
    if (row.text(LineProductKey).empty() && row.text(LineProductName).empty()) {
        return row.reject(LineProductKey, "", Fault::NoProduct);
    }
    for_each_product(row, [&](std::string_view key) {
        Price price;
        if (read_price(row, draft.order->lines == 0, price)) add_line(row, draft, key, price);
    });
}

// A file with neither unit price nor amount of a line gives the order's total to its first line.
bool OrderTaker::read_price(RowReader& row, bool first, Price& price) {
    price.quantity = lists_products(row) ? 1 : row.whole(LineQuantity).value_or(1);
    if (std::abs(price.quantity) > kMostQuantity) {
        row.reject(LineQuantity, row.text(LineQuantity), Fault::NumberTooLarge);
    }
    auto unit = row.decimal(LineUnitPrice, 4);
    auto amount = row.decimal(LineAmount, 4);
    if (!row.maps(LineUnitPrice) && !row.maps(LineAmount) && first) {
        amount = row.decimal(OrderTotal, 4);
    }
    if (!unit && amount && price.quantity != 0) unit = *amount / price.quantity;
    price.unit.ten_thousandths = unit.value_or(0);
    if (std::abs(price.unit.ten_thousandths) > 1'000'000'000'000'000) {
        row.reject(LineUnitPrice, row.text(LineUnitPrice), Fault::NumberTooLarge);
    }
    if (row.rejected()) return false;
    const bool by_amount = amount && row.text(LineUnitPrice).empty();
    price.amount = by_amount ? line_amount(1, UnitPrice{*amount}, setup_.currency)
                             : line_amount(price.quantity, price.unit, setup_.currency);
    return true;
}

void OrderTaker::add_line(RowReader& row, Draft& draft, std::string_view key, const Price& price) {
    auto* product = goods_.take({.key = key,
                                 .name = lists_products(row) ? key : row.text(LineProductName),
                                 .category = row.text(LineCategory),
                                 .price = price.unit,
                                 .line = row.line()});
    lines_.push_back({&draft,
                      product,
                      {.position = draft.order->lines++,
                       .quantity = price.quantity,
                       .unit_price = price.unit,
                       .amount = price.amount}});
}

void OrderTaker::resolve(store::Reader& reader, IdSource& ids, Batch& batch) {
    people_.resolve(reader, ids, batch);
    goods_.resolve(reader, ids, batch);
    find_orders(reader);
    for (Draft& draft : drafts_) {
        if (draft.order->id == 0) create(draft, ids, batch);
        if (auto* image = image_of(draft)) compare_row(draft, *image, batch);
    }
    link_subscriptions(reader, ids, batch);
    for (Line& line : lines_) place(line, batch);
    close_edits(batch);
    for (Draft& draft : drafts_) draft.order->waiting = -1;
    drafts_.clear();
    lines_.clear();
    there_.clear();
    created_at_.clear();
}

// Ids of the drafts' orders, and the images of those that are not this import's own.
void OrderTaker::find_orders(store::Reader& reader) {
    KeyList unknown;
    KeyList there;
    for (const Draft& draft : drafts_) {
        if (draft.order->id == 0) unknown.add(draft.key);
        if (draft.order->id != 0 && draft.order->state != State::Created)
            there.add(draft.order->id);
    }
    const auto keep = [&](table::Order row) {
        const auto id = row.id;
        there_[id].before.order = std::move(row);
    };
    if (!unknown.empty()) {
        for (auto& row : reader.all<table::Order>(sql::orders_by_key, {{"list", unknown.text()}})) {
            Order& order = orders_.find(*row.external_key)->second;
            order.id = row.id;
            const bool own = resumed_.created_order(row.id);
            order.state = own                                        ? State::Created
                          : resumed_.updated_orders.contains(row.id) ? State::Updated
                                                                     : State::Unknown;
            if (!own) keep(std::move(row));
        }
    }
    if (!there.empty()) {
        for (auto& row : reader.all<table::Order>(sql::orders_by_id, {{"list", there.text()}})) {
            keep(std::move(row));
        }
    }
    KeyList with_lines;
    for (const auto& [id, edit] : there_) with_lines.add(id);
    if (with_lines.empty()) return;
    for (auto& line : reader.all<table::OrderLine>(sql::lines_of, {{"list", with_lines.text()}})) {
        there_[line.order_id].before.lines.push_back(line);
    }
    for (auto& [id, edit] : there_) edit.after = edit.before;
}

OrderImage* OrderTaker::image_of(Draft& draft) {
    const auto found = there_.find(draft.order->id);
    return found == there_.end() ? nullptr : &found->second.after;
}

void OrderTaker::create(Draft& draft, IdSource& ids, Batch& batch) {
    Order& order = *draft.order;
    if (!draft.told) {
        throw Error(Code::Conflict,
                    "order " + std::string(draft.key) + " was removed while the file was imported");
    }
    order.id = ids.next("orders");
    order.state = State::Created;
    draft.row.id = order.id;
    if (draft.person != nullptr) draft.row.customer_id = draft.person->id;
    created_at_[order.id] = batch.orders.size();
    batch.orders.push_back(draft.row);
    ++batch.counts.of("order").created;
}

void OrderTaker::compare_row(Draft& draft, OrderImage& image, Batch& batch) {
    if (draft.order->state == State::Unknown) {
        draft.order->state = State::Unchanged;
        ++batch.counts.of("order").unchanged;
    }
    if (!draft.told) return;
    auto& order = image.order;
    const auto& said = draft.row;
    if (draft.person != nullptr) order.customer_id = draft.person->id;
    if (order.ordered_at != said.ordered_at) {
        order.ordered_at = said.ordered_at;
        order.ordered_on = said.ordered_on;
    }
    order.status = said.status;
    if (said.shipped_on) order.shipped_on = said.shipped_on;
    if (!said.medium.empty()) order.medium = said.medium;
    if (!said.note.empty()) order.note = said.note;
    if (said.delivery_number != 0) order.delivery_number = said.delivery_number;
}

// Orders that name a subscription become deliveries of it, or await it.
void OrderTaker::link_subscriptions(store::Reader& reader, IdSource& ids, Batch& batch) {
    KeyList keys;
    for (const Draft& draft : drafts_) {
        if (!draft.subscription_key.empty()) keys.add(draft.subscription_key);
    }
    if (keys.empty()) return;
    TextMap<Edit<SubscriptionImage>> found;
    KeyList subscription_ids;
    for (auto& row :
         reader.all<table::Subscription>(sql::subscriptions_by_key, {{"list", keys.text()}})) {
        subscription_ids.add(row.id);
        const auto key = *row.external_key;
        found.emplace(key, Edit<SubscriptionImage>{{row}, {row}, 0});
    }
    Events events;
    if (!found.empty()) events = events_of(reader, subscription_ids.text());
    for (Draft& draft : drafts_) {
        if (draft.subscription_key.empty()) continue;
        const auto at = found.find(draft.subscription_key);
        note_awaited(draft, at == found.end() ? 0 : at->second.before.subscription.id, batch);
        if (at == found.end()) continue;
        auto& subscription = at->second.after.subscription;
        if (at->second.line == 0) at->second.line = draft.line;
        draft.row.id = draft.order->id;
        const auto created = created_at_.find(draft.order->id);
        if (created != created_at_.end()) {
            batch.orders[created->second].subscription_id = subscription.id;
        } else if (auto* image = image_of(draft)) {
            image->order.subscription_id = subscription.id;
        }
        deliveries_.tell(
            draft.row, [&] { return paid_for(draft, subscription.product_id); }, subscription,
            events[subscription.id], ids, batch);
    }
    leave_out_noted(reader, keys.text(), batch.awaited_now);
    for (auto& [key, edit] : found) {
        if (to_json(edit.before) == to_json(edit.after)) continue;
        edit.after.subscription.updated_at = setup_.now;
        if (told_subscriptions_.insert(edit.before.subscription.id).second) {
            ++batch.counts.of("subscription").updated;
        }
        batch.subscription_edits.push_back(std::move(edit));
    }
}

// An order that was there may have awaited another subscription until now; one that is the delivery
// of this one already has said so.
void OrderTaker::note_awaited(const Draft& draft, std::int64_t subscription, Batch& batch) {
    const auto* image = there_.contains(draft.order->id) ? &there_.at(draft.order->id) : nullptr;
    if (image == nullptr) {
        if (subscription == 0) batch.awaited.push_back({draft.order->id, draft.subscription_key});
    } else if (subscription == 0 || image->before.order.subscription_id != subscription) {
        batch.awaited_now.push_back({draft.order->id, draft.subscription_key});
    }
}

// What is noted of an order already need not be written again.
void OrderTaker::leave_out_noted(store::Reader& reader, std::string_view keys,
                                 std::vector<AwaitedSubscription>& awaited) {
    if (awaited.empty()) return;
    std::set<std::pair<std::int64_t, std::string>> noted;
    for (auto& row : reader.all<AwaitedSubscription>(sql::awaiting_orders, {{"list", keys}})) {
        noted.emplace(row.order_id, std::move(row.subscription_key));
    }
    std::erase_if(awaited, [&](const AwaitedSubscription& one) {
        return noted.contains({one.order_id, one.subscription_key});
    });
}

Money OrderTaker::paid_for(const Draft& draft, std::int64_t product) const {
    Money amount;
    for (const Line& line : lines_) {
        if (line.draft == &draft && line.product->id == product) amount += line.row.amount;
    }
    return amount;
}

void OrderTaker::place(Line& line, Batch& batch) {
    auto& row = line.row;
    row.order_id = line.draft->order->id;
    row.product_id = line.product->id;
    auto& count = batch.counts.of("order_line");
    if (line.draft->order->state == State::Created) {
        const auto created = created_at_.find(row.order_id);
        if (created != created_at_.end()) {
            batch.orders[created->second].total += row.amount;
        } else {
            batch.added_totals[row.order_id] += row.amount.minor;
        }
        batch.lines.push_back(row);
        ++count.created;
        return;
    }
    auto& lines = there_.at(row.order_id).after.lines;
    const auto at = std::ranges::find(lines, row.position, &table::OrderLine::position);
    if (at == lines.end()) {
        lines.push_back(row);
        ++count.created;
    } else if (same_line(*at, row)) {
        ++count.unchanged;
    } else {
        *at = row;
        ++count.updated;
    }
}

void OrderTaker::close_edits(Batch& batch) {
    for (Draft& draft : drafts_) {
        const auto at = there_.find(draft.order->id);
        if (at == there_.end()) continue;
        at->second.line = draft.line;
        auto& [before, after, line] = at->second;
        Money total;
        for (const auto& each : after.lines) total += each.amount;
        const bool other_lines = !std::ranges::equal(before.lines, after.lines, same_line);
        if (other_lines) after.order.total = total;
        if (!other_lines && to_json(before.order) == to_json(after.order)) continue;
        if (draft.order->state == State::Unchanged) {
            draft.order->state = State::Updated;
            --batch.counts.of("order").unchanged;
            ++batch.counts.of("order").updated;
        }
        batch.order_edits.push_back(std::move(at->second));
        there_.erase(at);
    }
}

}  // namespace tsunagi::intake
