#include "server/insight_testing.h"

#include "access/presets.h"
#include "access/roles.h"
#include "access/users.h"
#include "record/orders.h"
#include "record/products.h"

namespace tsunagi::server {

namespace {

template <class T>
Patch<T> said(T value) {
    return {Patch<T>::State::Value, std::move(value)};
}

}  // namespace

void OnInsight::SetUp() {
    OnServer::SetUp();
    const auto viewer = access::viewer_of_the_house(shop_id());
    shop_database().write({}, [&](store::Tx& tx) {
        record::ProductPatch product;
        product.name = said<std::string>("美容液");
        record::create_product(tx, viewer, product);
    });
    add_customer("佐藤 花", "web", *parse_day("1996-05-01"), {1}, {1000});
    add_customer("鈴木 葉", "tv", *parse_day("1976-05-01"), {2}, {3000, 500});
}

void OnInsight::add_customer(std::string_view name, std::string_view medium, Day birthday,
                             Id<User> owner, const std::vector<std::int64_t>& orders) {
    const auto viewer = access::viewer_of_the_house(shop_id());
    shop_database().write({}, [&](store::Tx& tx) {
        record::CustomerPatch patch;
        patch.name = said(std::string(name));
        patch.medium = said(std::string(medium));
        patch.birthday = said(birthday);
        patch.owner_id = said(owner);
        const auto customer = record::create_customer(tx, viewer, patch).id;
        for (const auto amount : orders) {
            record::OrderDraft order;
            order.customer_id = customer;
            order.ordered_at = tx.now() + -86'400'000;
            order.lines = {{Id<record::Product>{1}, 1, {amount * 10'000}}};
            record::place_order(tx, viewer, order);
        }
    });
}

Id<User> OnInsight::add_member(std::string_view login, std::string_view preset,
                               const std::function<void(access::Rights&)>& change) {
    auto rights = access::preset_rights(preset).value();
    change(rights);
    const auto list = access::list_of(rights);
    access::RolePatch patch;
    patch.name = said(std::string(login));
    patch.grants = said(list.grants);
    patch.fields = said(list.fields);
    const auto role = control_database().write({}, [&](store::Tx& tx) {
        return access::create_role(tx, access::viewer_of_the_house(shop_id()),
                                   access::rights_of_the_house(), patch);
    });
    return add_user(login, role.key);
}

Id<User> OnInsight::add_money_blind() {
    return add_member(kMoneyBlind, "adm", [](access::Rights& rights) {
        rights.fields[FieldGroup::Money] = FieldRight::Hidden;
    });
}

Response OnInsight::put(std::string_view login, std::string_view rest, int version,
                        std::string body) {
    auto asked = request(login, Method::Put, path(rest), std::move(body));
    asked.headers.push_back({"if-match", "\"" + std::to_string(version) + "\""});
    return answer(std::move(asked));
}

Response OnInsight::remove(std::string_view login, std::string_view rest, int version) {
    auto asked = request(login, Method::Delete, path(rest));
    asked.headers.push_back({"if-match", "\"" + std::to_string(version) + "\""});
    return answer(std::move(asked));
}

}  // namespace tsunagi::server
