#include "record/testing.h"

#include "base/error.h"
#include "record/migrations.h"
#include "store/change_log.h"

namespace tsunagi::record {

std::span<const store::Migration> OnRecord::shop_migrations() const { return sql::migrations(); }

Viewer OnRecord::seeing_all() {
    Viewer viewer;
    viewer.user = {7};
    viewer.user_name = "山本 恵";
    viewer.shop = {1};
    viewer.scope = RowScope::All;
    viewer.sees = all_rows();
    viewer.fields = all_fields();
    return viewer;
}

Viewer OnRecord::seeing_nothing() {
    Viewer viewer = seeing_all();
    viewer.scope = RowScope::None;
    viewer.sees = {};
    return viewer;
}

std::vector<std::string> OnRecord::changes_of(std::string_view entity) {
    std::vector<std::string> found;
    const auto head = shop_database().log_head();
    read([&](store::Reader& reader) {
        store::read_changes(reader, 0, head, 1000, [&](const store::LoggedChange& change) {
            if (change.entity != entity) return;
            found.push_back(std::string(change.before) + " " + std::string(change.after));
        });
    });
    return found;
}

Customer OnRecord::add_customer(std::string_view name, std::string_view kana,
                                std::string_view phone, std::string_view email) {
    CustomerPatch patch;
    patch.name = set(name);
    patch.kana = set(kana);
    if (!phone.empty()) patch.phones = set(std::vector<Phone>{{std::string(phone), "", ""}});
    if (!email.empty()) patch.emails = set(std::vector<Email>{{std::string(email), "", ""}});
    return write([&](store::Tx& tx) { return create_customer(tx, viewer, patch); });
}

Product OnRecord::add_product(std::string_view name, std::int64_t price) {
    ProductPatch patch;
    patch.name = set(name);
    patch.price = set(Money{price});
    patch.is_subscription = set(true);
    return write([&](store::Tx& tx) { return create_product(tx, viewer, patch); });
}

Subscription OnRecord::add_subscription(Id<Customer> customer, Id<Product> product,
                                        Day started_on) {
    SubscriptionDraft draft;
    draft.customer_id = customer;
    draft.product_id = product;
    draft.started_on = started_on;
    return write([&](store::Tx& tx) { return start_subscription(tx, viewer, draft); });
}

std::vector<std::string> refusals(const std::function<void()>& f) {
    std::vector<std::string> found;
    try {
        f();
    } catch (const Error& error) {
        if (error.code() != Code::InvalidInput) throw;
        for (const FieldError& field : error.fields())
            found.push_back(field.path + " " + field.code);
    }
    return found;
}

}  // namespace tsunagi::record
