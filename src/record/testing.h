// Fixture for tests of everything that stands on the record: an empty shop with the record's schema
// on both databases, a viewer who sees all, and short ways to put things into it.
#pragma once

#include "record/customers.h"
#include "record/orders.h"
#include "record/products.h"
#include "record/subscriptions.h"
#include "store/testing.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi::record {

class OnRecord : public store::OnBothDatabases {
protected:
    std::span<const store::Migration> shop_migrations() const override;

    Viewer viewer = seeing_all();
    static Viewer seeing_all();
    static Viewer seeing_nothing();

    template <class F>
    auto write(F&& f) {
        return shop_database().write({store::Actor::Kind::User, viewer.user.value}, f);
    }
    template <class F>
    auto read(F&& f) {
        return shop_database().read(f);
    }

    // "before after" of every change of the entity so far, in order.
    std::vector<std::string> changes_of(std::string_view entity);

    Day today() const { return {20779}; }  // 2026-11-22, of the fixture's clock
    Customer add_customer(std::string_view name, std::string_view kana = "",
                          std::string_view phone = "", std::string_view email = "");
    Product add_product(std::string_view name, std::int64_t price = 3980);
    // Monthly, started on `started_on`.
    Subscription add_subscription(Id<Customer>, Id<Product>, Day started_on);
};

template <class V>
Patch<V> set(V value) {
    return {Patch<V>::State::Value, std::move(value)};
}
inline Patch<std::string> set(std::string_view text) {
    return {Patch<std::string>::State::Value, std::string(text)};
}
inline Patch<std::string> set(const char* text) { return set(std::string_view(text)); }
template <class V>
Patch<V> null() {
    return {Patch<V>::State::Null, {}};
}

// The codes of an InvalidInput, "path code" each, in order; empty when `f` throws nothing.
std::vector<std::string> refusals(const std::function<void()>& f);

}  // namespace tsunagi::record
