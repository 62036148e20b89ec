// Takes an import back: rows it made are removed unless somebody changed or uses them, fields it
// changed get their old values unless somebody changed them since. Each batch of touches is one
// transaction that also removes them from the list, so an undo that was interrupted goes on.
#include "base/json.h"
#include "intake/batch_writer.h"
#include "intake/import_steps.h"
#include "intake/imports.h"
#include "intake/imports.sql.h"
#include "intake/key_list.h"
#include "intake/people.h"
#include "intake/rows.sql.h"
#include "intake/sizes.h"
#include "intake/step_setup.h"
#include "intake/undo.sql.h"

#include <deque>
#include <set>

namespace tsunagi::intake {

namespace {

// Fields a write changes by itself.
bool is_bookkeeping(std::string_view field) {
    return field == "updated_at" || field == "total" || field == "name_form";
}

std::string text_of(const Field& field, const void* object) {
    std::string text;
    write_json(*field.type, static_cast<const std::byte*>(object) + field.offset, text);
    return text;
}

// Which of the three values of a field stays. `conflicts` gets fields that were edited later.
std::string settled(const Field& field, const void* before, const void* after, const void* now,
                    std::vector<std::string>& conflicts) {
    auto old = text_of(field, before);
    const auto written = text_of(field, after);
    auto current = text_of(field, now);
    if (field.name == "version" || old == written) return current;
    if (current == written || is_bookkeeping(field.name)) return old;
    if (current != old) conflicts.emplace_back(field.name);
    return current;
}

// `now` as JSON, with the fields that the import changed set back where they still hold its values.
std::string restored(const TypeInfo& type, const void* before, const void* after, const void* now,
                     std::vector<std::string>& conflicts) {
    std::string text = "{";
    for (const Field& field : type.fields) {
        if (text.size() > 1) text.push_back(',');
        append_json_string(field.name, text);
        text.push_back(':');
        const auto part = [&](const void* object) {
            return static_cast<const void*>(static_cast<const std::byte*>(object) + field.offset);
        };
        text += field.type->kind == TypeInfo::Kind::Object
                    ? restored(*field.type, part(before), part(after), part(now), conflicts)
                    : settled(field, before, after, now, conflicts);
    }
    return text + "}";
}

struct Kept {
    std::int64_t id = 0;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(Kept, (), (id, reason))

const table::Customer& row_of(const CustomerImage& image) { return image.customer; }
const table::Order& row_of(const OrderImage& image) { return image.order; }
const table::Subscription& row_of(const SubscriptionImage& image) { return image.subscription; }
const table::Product& row_of(const ProductImage& image) { return image.product; }

const ContactGaps& row_of(const GapsImage& image) { return image.contact; }

// Whose a row was: all that is told of it when it goes.
struct Owned {
    std::int64_t id = 0;
    std::optional<std::int64_t> customer_id;
};
BOOST_DESCRIBE_STRUCT(Owned, (), (id, customer_id))

class Undoing {
public:
    Undoing(store::Tx& tx, ImportRow& row) : tx_(tx), row_(row) {}

    void take_back(const Touch& touch) {
        if (!touch.before.empty()) {
            restore(touch);
        } else {
            remove(touch);
        }
    }
    // Whether anything was taken back so far; what is kept whole is not.
    bool took_anything() const { return took_; }
    void tell() {
        if (!items_.empty()) tx_.changed_in_bulk("import", items_);
    }

private:
    // Removes the created rows of a range that nobody needs.
    struct Removal {
        std::string_view entity;
        const store::Statement* kept;                   // ids that must stay
        std::vector<const store::Statement*> removals;  // dependants first
        const store::Statement* owned = nullptr;        // rows of customers: whose each is
    };
    static const Removal& removal_of(std::string_view entity);

    void remove(const Touch& touch) {
        const auto& removal = removal_of(touch.entity);
        const store::Args range{{"first", touch.first_id}, {"last", touch.last_id}};
        std::set<std::int64_t> kept_ids;
        auto asked = range;
        if (touch.entity == "subscription_event") asked.emplace_back("import_id", row_.id);
        for (const auto& one : tx_.all<Kept>(*removal.kept, asked)) {
            kept_ids.insert(one.id);
            // An event that stays is part of the subscription or the order that is told.
            if (touch.entity != "subscription_event") {
                conflict(touch.entity, one.id, "", one.reason);
            }
        }
        if (std::ssize(kept_ids) == touch.last_id - touch.first_id + 1) return;
        took_ = true;
        if (touch.entity == "customer") forget(touch, kept_ids);
        const auto owned = removal.owned ? tx_.all<Owned>(*removal.owned, range)
                                         : std::vector<Owned>();
        remove_between(removal, touch, kept_ids);
        for (const Owned& row : owned) {
            if (!kept_ids.contains(row.id)) removed(touch.entity, row.id, to_json(row));
        }
        if (removal.owned) return;
        for (auto id = touch.first_id; id <= touch.last_id; ++id) {
            if (!kept_ids.contains(id)) removed(touch.entity, id, "{}");
        }
    }
    // All of the range but what is kept, run by run.
    void remove_between(const Removal& removal, const Touch& touch, std::set<std::int64_t> kept) {
        kept.insert(touch.last_id + 1);
        auto first = touch.first_id;
        for (const auto stays : kept) {
            if (first < stays) {
                for (const auto* statement : removal.removals) {
                    tx_.run(*statement, {{"first", first}, {"last", stays - 1}});
                }
                tx_.run(sql::forget_undone_edits,
                        {{"entity", removal.entity}, {"first", first}, {"last", stays - 1}});
            }
            first = stays + 1;
        }
    }
    void forget(const Touch& touch, const std::set<std::int64_t>& kept) {
        std::vector<Id<record::Customer>> gone;
        for (auto id = touch.first_id; id <= touch.last_id; ++id) {
            if (!kept.contains(id)) gone.push_back({id});
        }
        record::forget_customers(tx_, gone);
    }
    // A removed row is told as a change of what it was: readers look and find it gone, and learn
    // from `before` whose journey it has left.
    void removed(std::string_view entity, std::int64_t id, std::string before) {
        items_.push_back({.entity = entity,
                          .first_id = id,
                          .last_id = id,
                          .customer_id = 0,
                          .before = texts_.emplace_back(std::move(before))});
    }

    void restore(const Touch& touch) {
        const auto id = touch.first_id;
        if (touch.entity == "customer") {
            auto images = customer_images(tx_, {id});
            if (images.empty() || images.begin()->second.customer.id == 0) return gone(touch);
            auto& image = images.begin()->second;
            put_back(touch, image, image.customer.version, id);
        } else if (touch.entity == "orders") {
            OrderImage image;
            KeyList keys;
            keys.add(id);
            auto order = tx_.one<table::Order>(sql::orders_by_id, {{"list", keys.text()}});
            if (!order) return gone(touch);
            image.order = std::move(*order);
            image.lines = tx_.all<table::OrderLine>(sql::lines_of, {{"list", keys.text()}});
            put_back(touch, image, image.order.version, image.order.customer_id.value_or(0));
        } else if (touch.entity == "product") {
            auto row = tx_.one<table::Product>(sql::product_by_id, {{"id", id}});
            if (!row) return gone(touch);
            const ProductImage image{std::move(*row)};
            put_back(touch, image, image.product.version, 0);
        } else if (touch.entity == "contact") {
            auto row = tx_.one<ContactGaps>(sql::gaps_by_id, {{"id", id}});
            if (!row) return gone(touch);
            const GapsImage image{std::move(*row)};
            put_back(touch, image, image.contact.version, image.contact.customer_id.value_or(0));
        } else if (touch.entity == "subscription_event") {
            restore_event(touch);
        } else {
            auto row = tx_.one<table::Subscription>(sql::find_subscription, {{"id", id}});
            if (!row) return gone(touch);
            const SubscriptionImage image{std::move(*row)};
            put_back(touch, image, image.subscription.version, image.subscription.customer_id);
        }
    }
    // An event stays what it is when somebody else corrected it since, and when the subscription or
    // the order that it belongs to stays.
    void restore_event(const Touch& touch) {
        const auto now = tx_.one<table::SubscriptionEvent>(sql::find_event,
                                                           {{"id", touch.first_id}});
        if (!now || to_json(EventImage{*now}) != touch.after) return;
        const auto kept = tx_.all<Kept>(
            sql::kept_events,
            {{"first", touch.first_id}, {"last", touch.first_id}, {"import_id", row_.id}});
        if (!kept.empty()) return;
        took_ = true;
        write_event(tx_, from_json<EventImage>(touch.before).event);
        items_.push_back({.entity = touch.entity,
                          .first_id = now->id,
                          .last_id = now->id,
                          .customer_id = now->customer_id,
                          .before = texts_.emplace_back(to_json(*now))});
    }
    void gone(const Touch& touch) { conflict(touch.entity, touch.first_id, "", "edited_later"); }

    template <class Image>
    void put_back(const Touch& touch, const Image& now, std::int64_t version,
                  std::int64_t customer) {
        const auto before = from_json<Image>(touch.before);
        const auto after = from_json<Image>(touch.after);
        if (const auto reason = kept_for(touch, now, row_of(before).version); !reason.empty()) {
            return conflict(touch.entity, touch.first_id, "", reason);
        }
        took_ = true;
        std::vector<std::string> conflicts;
        const auto text = restored(type_of<Image>(), &before, &after, &now, conflicts);
        for (const auto& field : conflicts) {
            conflict(touch.entity, touch.first_id, field, "edited_later");
        }
        write_image(tx_, from_json<Image>(text), version);
        tx_.run(sql::count_undone_edit, {{"entity", touch.entity}, {"entity_id", touch.first_id}});
        const auto current = to_json(now);
        tx_.changed({.entity = touch.entity,
                     .id = touch.first_id,
                     .customer_id = customer,
                     .kind = store::Change::Kind::Updated,
                     .version = version + 1,
                     .before = current});
    }

    // A row that later imports changed is kept whole: theirs stands on what this one wrote.
    template <class Image>
    std::string_view kept_for(const Touch& touch, const Image& now, std::int64_t found) {
        const auto later = row_of(now).version - (found + 1);
        if (later == 0) return {};
        std::int64_t by_imports = 0;
        tx_.rows(sql::edits_by_imports,
                 {{"entity", touch.entity}, {"id", touch.first_id}, {"import_id", row_.id}},
                 [&](const store::Row& edit) {
                     const auto image = from_json<Image>(edit.text(0));
                     if (row_of(image).version > found) ++by_imports;
                     return true;
                 });
        if (by_imports == 0) return {};
        return by_imports == later ? "changed_by_import" : "edited_later";
    }

    void conflict(std::string_view entity, std::int64_t id, std::string_view field,
                  std::string_view reason) {
        tx_.run(sql::insert_conflict, {{"import_id", row_.id},
                                       {"position", ++row_.conflicts},
                                       {"entity", entity},
                                       {"entity_id", id},
                                       {"field", field},
                                       {"reason", reason}});
    }

    store::Tx& tx_;
    ImportRow& row_;
    bool took_ = false;
    std::vector<store::BulkItem> items_;
    std::deque<std::string> texts_;  // what items_ refer to
};

const Undoing::Removal& Undoing::removal_of(std::string_view entity) {
    static const std::vector<Removal> kRemovals{
        {"contact", &sql::kept_contacts, {&sql::remove_contacts}, &sql::owned_contacts},
        {"subscription_event", &sql::kept_events, {&sql::remove_events}, &sql::owned_events},
        {"subscription",
         &sql::kept_subscriptions,
         {&sql::remove_subscriptions},
         &sql::owned_subscriptions},
        {"orders",
         &sql::kept_orders,
         {&sql::remove_order_lines, &sql::remove_awaited, &sql::remove_orders},
         &sql::owned_orders},
        {"customer",
         &sql::kept_customers,
         {&sql::remove_phones, &sql::remove_emails, &sql::remove_addresses, &sql::remove_attributes,
          &sql::remove_consents, &sql::remove_customers}},
        {"product", &sql::kept_products, {&sql::remove_products}}};
    const auto found = std::ranges::find(kRemovals, entity, &Removal::entity);
    ASSERT(found != kRemovals.end());
    return *found;
}

}  // namespace

namespace {

constexpr int kAtOnce = 200;

std::vector<Touch> touches_before(store::Reader& reader, std::int64_t import,
                                  std::int64_t position) {
    return reader.all<Touch>(
        sql::list_touches,
        {{"import_id", import}, {"before_position", position}, {"limit", kAtOnce}});
}

// Whether all of the import would be kept; then it stays applied, with what keeps it as its
// conflicts. Most undos take something back with their first touch, so this is soon known.
bool keeps_all(const StepSetup& setup, ImportRow& row) {
    if (row.touched == 0 || row.done_bytes > 0) return false;
    struct Taken {};
    ImportRow after;
    try {
        setup.db.write(actor_of(row), [&](store::Tx& tx) {
            after = row;
            Undoing undoing(tx, after);
            for (auto position = row.touched + 1; position > 1;) {
                const auto touches = touches_before(tx, row.id, position);
                if (touches.empty()) break;
                for (const auto& touch : touches) {
                    undoing.take_back(touch);
                    if (undoing.took_anything()) throw Taken();
                }
                position = touches.back().position;
            }
            after.state = ImportState::Applied;
            after.done_bytes = after.total_bytes;
            after.problem = to_json(
                Problem{.code = "all_kept", .message = "others use or changed all of it"});
            after.runner.clear();
            save_import(tx, after);
        });
    } catch (const Taken&) {
        return false;
    }
    row = std::move(after);
    if (setup.heard) setup.heard(row);
    return true;
}

}  // namespace

void undo(const StepSetup& setup, ImportRow& row) {
    if (keeps_all(setup, row)) return;
    for (bool more = true; more;) {
        ImportRow after;
        setup.db.write(actor_of(row), [&](store::Tx& tx) {
            after = row;
            const auto touches = touches_before(tx, row.id, row.touched + 1);
            Undoing undoing(tx, after);
            for (const auto& touch : touches) {
                undoing.take_back(touch);
                tx.run(sql::delete_touch, {{"import_id", row.id}, {"position", touch.position}});
            }
            undoing.tell();
            after.touched = touches.empty() ? 0 : touches.back().position - 1;
            after.done_bytes = after.total_bytes - after.touched;
            more = after.touched > 0;
            if (!more) {
                learn_sizes(tx, after);
                after.state = ImportState::Undone;
                after.runner.clear();
            }
            after.leased_until = setup.clock.now().ms + 60'000;
            save_import(tx, after);
        });
        row = std::move(after);
        if (setup.heard) setup.heard(row);
    }
}

}  // namespace tsunagi::intake
