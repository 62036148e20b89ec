#include "intake/preview.h"

#include "base/json.h"

#include <map>
#include <unordered_map>

namespace tsunagi::intake {

namespace {

bool is_told(std::string_view field) {
    return field != "version" && field != "updated_at" && field != "name_form" &&
           field != "ordered_on" && field != "known_on";
}

// A value as a person reads it: text without its quotes, nothing for null.
std::string shown(const Field& field, const void* object) {
    std::string text;
    write_json(*field.type, static_cast<const std::byte*>(object) + field.offset, text);
    if (text == "null") return {};
    return text.starts_with('"') ? from_json<std::string>(text) : text;
}

// Joins what `say` makes of each row.
template <class Row, class F>
std::string listed(const std::vector<Row>& rows, F&& say) {
    std::string text;
    for (const Row& row : rows) text += (text.empty() ? "" : ", ") + say(row);
    return text;
}

std::string words_of(const table::Address& address) {
    std::string text;
    for (const auto* part : {&address.postal_code, &address.prefecture, &address.line1,
                             &address.line2, &address.recipient}) {
        if (!part->empty()) text += (text.empty() ? "" : " ") + *part;
    }
    return text;
}

class Changes {
public:
    explicit Changes(const Batch& batch) {
        for (const auto& row : batch.customers) name(row.id, row.external_key);
        for (const auto& row : batch.products) name(row.id, row.external_key);
        for (const auto& row : batch.subscriptions) name(row.id, row.external_key);
    }

    // Further edits of the same kind come from later lines.
    bool full() const { return found_.size() >= kPreviewed; }

    template <class Row>
    void compare(std::int64_t line, std::string_view entity, const std::string& key,
                 const Row& before, const Row& after) {
        for (const Field& field : type_of<Row>().fields) {
            if (!is_told(field.name)) continue;
            auto old = shown(field, &before);
            auto now = shown(field, &after);
            const bool is_id = field.name.ends_with("_id");
            if (old == now) continue;
            note(line, entity, key, field.name, is_id ? named(old) : std::move(old),
                 is_id ? named(now) : std::move(now));
        }
    }
    void note(std::int64_t line, std::string_view entity, const std::string& key,
              std::string_view field, std::string before, std::string after) {
        if (before == after) return;
        found_.push_back({line, std::string(entity), key, std::string(field), std::move(before),
                          std::move(after)});
    }
    void move_to(std::multimap<std::int64_t, PreviewedChange>& by_line) {
        for (auto& change : found_) by_line.emplace(change.line, std::move(change));
        found_.clear();
    }

private:
    void name(std::int64_t id, const std::optional<std::string>& key) {
        if (key) keys_.emplace(std::to_string(id), *key);
    }
    std::string named(const std::string& id) const {
        const auto known = keys_.find(id);
        if (known != keys_.end()) return known->second;
        return id.empty() ? id : "#" + id;
    }

    std::unordered_map<std::string, std::string> keys_;  // of rows that the batch makes, by id
    std::vector<PreviewedChange> found_;
};

void compare_lists(Changes& changes, const Edit<CustomerImage>& edit, const std::string& key) {
    const auto note = [&](std::string_view field, const auto& say) {
        changes.note(edit.line, "customer", key, field, say(edit.before), say(edit.after));
    };
    note("phones", [](const CustomerImage& image) {
        return listed(image.phones, [](const table::Phone& row) { return row.number; });
    });
    note("emails", [](const CustomerImage& image) {
        return listed(image.emails, [](const table::Email& row) { return row.address; });
    });
    note("addresses", [](const CustomerImage& image) { return listed(image.addresses, words_of); });
    note("attributes", [](const CustomerImage& image) {
        return listed(image.attributes,
                      [](const table::Attribute& row) { return row.name + ": " + row.value; });
    });
}

std::string lines_of(const OrderImage& image) {
    return listed(image.lines, [](const table::OrderLine& line) {
        return std::to_string(line.quantity) + " x " + std::to_string(line.amount.minor);
    });
}

}  // namespace

void append_changes(const Batch& batch, std::vector<PreviewedChange>& all) {
    if (all.size() >= kPreviewed) return;
    std::multimap<std::int64_t, PreviewedChange> by_line;
    Changes changes(batch);
    for (const auto& edit : batch.customer_edits) {
        if (changes.full()) break;
        const auto& was = edit.before.customer;
        const auto key = was.external_key.value_or(was.name);
        changes.compare(edit.line, "customer", key, was, edit.after.customer);
        compare_lists(changes, edit, key);
    }
    changes.move_to(by_line);
    for (const auto& edit : batch.order_edits) {
        if (changes.full()) break;
        const auto key = edit.before.order.external_key.value_or("");
        changes.compare(edit.line, "order", key, edit.before.order, edit.after.order);
        changes.note(edit.line, "order", key, "lines", lines_of(edit.before), lines_of(edit.after));
    }
    changes.move_to(by_line);
    for (const auto& edit : batch.subscription_edits) {
        if (changes.full()) break;
        const auto& was = edit.before.subscription;
        changes.compare(edit.line, "subscription", was.external_key.value_or(""), was,
                        edit.after.subscription);
    }
    changes.move_to(by_line);
    for (const auto& edit : batch.product_edits) {
        if (changes.full()) break;
        const auto& was = edit.before.product;
        changes.compare(edit.line, "product", was.external_key.value_or(was.name), was,
                        edit.after.product);
    }
    changes.move_to(by_line);
    for (const auto& edit : batch.gap_edits) {
        if (changes.full()) break;
        const auto& was = edit.before.contact;
        changes.compare(edit.line, "contact", was.external_key.value_or(""), was,
                        edit.after.contact);
    }
    changes.move_to(by_line);
    for (auto& [line, change] : by_line) {
        if (all.size() == kPreviewed) break;
        all.push_back(std::move(change));
    }
}

}  // namespace tsunagi::intake
