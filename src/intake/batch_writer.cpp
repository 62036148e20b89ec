#include "intake/batch_writer.h"

#include "base/json.h"
#include "intake/rows.sql.h"
#include "store/bulk.h"

#include <array>

namespace tsunagi::intake {

namespace {

// Order lines are most of what an import writes: no detour over the type table.
class LineRows final : public store::BulkRows {
public:
    explicit LineRows(const std::vector<table::OrderLine>& lines) : lines_(lines) {}
    bool next(std::vector<store::Value>& row) override {
        if (at_ == lines_.size()) return false;
        const auto& line = lines_[at_++];
        row.resize(6);
        row[0] = line.order_id;
        row[1] = line.position;
        row[2] = line.product_id;
        row[3] = line.quantity;
        row[4] = line.unit_price.ten_thousandths;
        row[5] = line.amount.minor;
        return true;
    }

private:
    const std::vector<table::OrderLine>& lines_;
    std::size_t at_ = 0;
};

void require_changed(std::int64_t rows, std::string_view what, std::int64_t id) {
    if (rows == 1) return;
    throw Error(Code::Conflict, std::string(what) + " " + std::to_string(id) +
                                    " was changed by somebody else meanwhile");
}

record::SearchEntry entry_of(const CustomerImage& image) {
    std::vector<record::Phone> numbers;
    numbers.reserve(image.phones.size());
    for (const auto& phone : image.phones)
        numbers.push_back({phone.number, phone.e164, phone.label});
    std::vector<record::Email> mails;
    mails.reserve(image.emails.size());
    for (const auto& mail : image.emails) mails.push_back({mail.address, mail.form, mail.label});
    return record::SearchEntry::of({image.customer.id}, {.name = image.customer.name,
                                                         .kana = image.customer.kana,
                                                         .phones = numbers,
                                                         .emails = mails});
}

// Collects what a batch touched, for the change log and for the undo.
class Touches {
public:
    Touches(std::int64_t import_id, std::int64_t position)
        : import_id_(import_id), position_(position) {}

    // Runs of consecutive ids become one range each.
    template <class Row>
    void created(std::string_view entity, const std::vector<Row>& rows) {
        for (std::size_t i = 0; i < rows.size();) {
            auto last = i;
            while (last + 1 < rows.size() && rows[last + 1].id == rows[last].id + 1) ++last;
            add(entity, rows[i].id, rows[last].id, "", "");
            i = last + 1;
        }
    }
    void updated(std::string_view entity, std::int64_t id, std::int64_t customer,
                 std::string before, std::string after) {
        customers_.resize(touches_.size(), 0);
        add(entity, id, id, std::move(before), std::move(after));
        customers_.push_back(customer);
    }
    // Orders of an earlier batch that got more lines: told again, nothing to undo.
    void told_again(std::int64_t order) {
        again_.push_back({.entity = "orders", .first_id = order, .last_id = order});
    }

    std::int64_t write(store::Tx& tx) {
        customers_.resize(touches_.size(), 0);
        std::vector<store::BulkItem> items = again_;
        for (std::size_t i = 0; i < touches_.size(); ++i) {
            const auto& touch = touches_[i];
            items.push_back({.entity = touch.entity,
                             .first_id = touch.first_id,
                             .last_id = touch.last_id,
                             .customer_id = customers_[i],
                             .before = touch.before});
        }
        if (items.empty()) return 0;
        tx.changed_in_bulk("import", items);
        store::insert_all(tx, "import_touch", touches_);
        return static_cast<std::int64_t>(touches_.size());
    }

private:
    void add(std::string_view entity, std::int64_t first, std::int64_t last, std::string before,
             std::string after) {
        touches_.push_back({.import_id = import_id_,
                            .position = position_++,
                            .entity = std::string(entity),
                            .first_id = first,
                            .last_id = last,
                            .before = std::move(before),
                            .after = std::move(after)});
    }

    std::int64_t import_id_;
    std::int64_t position_;
    std::vector<Touch> touches_;
    std::vector<std::int64_t> customers_;
    std::vector<store::BulkItem> again_;
};

void write_people(store::Tx& tx, const Batch& batch) {
    store::insert_all(tx, "customer", batch.customers);
    store::insert_all(tx, "phone", batch.phones);
    store::insert_all(tx, "email", batch.emails);
    store::insert_all(tx, "address", batch.addresses);
    store::insert_all(tx, "attribute", batch.attributes);
    record::index_customers(tx, batch.entries, record::Entries::AreNew);
    for (const auto& name : batch.attribute_names) tx.run(sql::define_attribute, {{"name", name}});
}

void write_goods(store::Tx& tx, const Batch& batch) {
    store::insert_all(tx, "product", batch.products);
    store::insert_all(tx, "orders", batch.orders);
    store::insert_all(tx, "awaited_subscription", batch.awaited);
    for (const auto& awaited : batch.awaited_now) {
        tx.run(sql::put_awaited_subscription, store::args_of(awaited));
    }
    static constexpr std::array<std::string_view, 6> kColumns{
        "order_id", "position", "product_id", "quantity", "unit_price", "amount"};
    LineRows lines(batch.lines);
    if (!batch.lines.empty()) tx.bulk_insert("order_line", kColumns, lines);
    for (const auto& [id, amount] : batch.added_totals) {
        tx.run(sql::add_to_order, {{"id", id}, {"amount", amount}});
    }
    store::insert_all(tx, "subscription", batch.subscriptions);
    store::insert_all(tx, "subscription_event", batch.events);
    store::insert_all(tx, "contact", batch.contacts);
}

// Lines that are new or other than before.
void write_lines(store::Tx& tx, const Edit<OrderImage>& edit) {
    for (const auto& line : edit.after.lines) {
        bool same = false;
        for (const auto& old : edit.before.lines) {
            same = same || (old.position == line.position && to_json(old) == to_json(line));
        }
        if (!same) tx.run(sql::put_order_line, store::args_of(line));
    }
}

template <class Row>
store::Args edit_args(const Row& row, std::int64_t version) {
    auto args = store::args_of(row);
    std::erase_if(args, [](const store::Arg& arg) {
        return arg.name == "created_at" || arg.name == "version";
    });
    args.emplace_back("version", version);
    return args;
}

void write_order_row(store::Tx& tx, const table::Order& order, std::int64_t version) {
    require_changed(tx.run(sql::update_order, edit_args(order, version)), "order", order.id);
}

}  // namespace

void write_image(store::Tx& tx, const CustomerImage& image, std::int64_t version) {
    const auto id = image.customer.id;
    require_changed(tx.run(sql::update_customer, edit_args(image.customer, version)), "customer",
                    id);
    for (const auto* clear :
         {&sql::clear_phones, &sql::clear_emails, &sql::clear_addresses, &sql::clear_attributes}) {
        tx.run(*clear, {{"customer_id", id}});
    }
    store::insert_all(tx, "phone", image.phones);
    store::insert_all(tx, "email", image.emails);
    store::insert_all(tx, "address", image.addresses);
    store::insert_all(tx, "attribute", image.attributes);
    const auto entry = entry_of(image);
    record::index_customers(tx, {&entry, 1}, record::Entries::Replace);
}

void write_image(store::Tx& tx, const OrderImage& image, std::int64_t version) {
    write_order_row(tx, image.order, version);
    tx.run(sql::clear_order_lines, {{"order_id", image.order.id}});
    store::insert_all(tx, "order_line", image.lines);
}

void write_image(store::Tx& tx, const SubscriptionImage& image, std::int64_t version) {
    require_changed(tx.run(sql::update_subscription, edit_args(image.subscription, version)),
                    "subscription", image.subscription.id);
}

void write_image(store::Tx& tx, const ProductImage& image, std::int64_t version) {
    require_changed(tx.run(sql::update_product, edit_args(image.product, version)), "product",
                    image.product.id);
}

void write_image(store::Tx& tx, const GapsImage& image, std::int64_t version) {
    const ContactGaps& gaps = image.contact;
    require_changed(tx.run(sql::update_gaps, {{"id", gaps.id},
                                              {"external_key", gaps.external_key},
                                              {"nps", gaps.nps},
                                              {"csat", gaps.csat},
                                              {"queue", gaps.queue},
                                              {"waited_seconds", gaps.waited_seconds},
                                              {"handled_seconds", gaps.handled_seconds},
                                              {"updated_at", gaps.updated_at},
                                              {"version", version}}),
                    "contact", gaps.id);
}

void write_event(store::Tx& tx, const table::SubscriptionEvent& event) {
    require_changed(tx.run(sql::update_event, store::args_of(event)), "event", event.id);
}

std::int64_t write_batch(store::Tx& tx, const Batch& batch, std::int64_t import_id,
                         std::int64_t position) {
    write_people(tx, batch);
    write_goods(tx, batch);
    Touches touches(import_id, position);
    touches.created("product", batch.products);
    touches.created("customer", batch.customers);
    touches.created("orders", batch.orders);
    touches.created("subscription", batch.subscriptions);
    touches.created("subscription_event", batch.events);
    touches.created("contact", batch.contacts);
    for (const auto& edit : batch.customer_edits) {
        write_image(tx, edit.after, edit.before.customer.version);
        const auto id = edit.before.customer.id;
        touches.updated("customer", id, id, to_json(edit.before), to_json(edit.after));
    }
    // Before their orders and subscriptions: an undo, which goes backwards, then knows which of
    // those stay.
    for (const auto& edit : batch.event_edits) {
        const auto& before = edit.before.event;
        write_event(tx, edit.after.event);
        touches.updated("subscription_event", before.id, before.customer_id, to_json(edit.before),
                        to_json(edit.after));
    }
    for (const auto& edit : batch.order_edits) {
        write_order_row(tx, edit.after.order, edit.before.order.version);
        write_lines(tx, edit);
        touches.updated("orders", edit.before.order.id, edit.before.order.customer_id.value_or(0),
                        to_json(edit.before), to_json(edit.after));
    }
    for (const auto& edit : batch.subscription_edits) {
        const auto& before = edit.before.subscription;
        write_image(tx, edit.after, before.version);
        touches.updated("subscription", before.id, before.customer_id, to_json(edit.before),
                        to_json(edit.after));
    }
    for (const auto& edit : batch.product_edits) {
        const auto& before = edit.before.product;
        write_image(tx, edit.after, before.version);
        touches.updated("product", before.id, 0, to_json(edit.before), to_json(edit.after));
    }
    for (const auto& edit : batch.gap_edits) {
        const auto& before = edit.before.contact;
        write_image(tx, edit.after, before.version);
        touches.updated("contact", before.id, before.customer_id.value_or(0), to_json(edit.before),
                        to_json(edit.after));
    }
    for (const auto& [id, amount] : batch.added_totals) touches.told_again(id);
    return touches.write(tx);
}

}  // namespace tsunagi::intake
