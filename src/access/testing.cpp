#include "access/testing.h"

#include "access/migrations.h"
#include "access/testing.sql.h"

namespace tsunagi::access {

void WithAnn::SetUp() {
    store::OnBothDatabases::SetUp();
    sessions_.emplace(control_database(), clock, random_, passwords_);
    control_database().write({}, [](store::Tx& tx) { create_shop(tx, "店"); });
    ann_ = add_user(kAnn, "adm");
}

std::span<const store::Migration> WithAnn::control_migrations() const { return sql::migrations(); }

Id<User> WithAnn::add_user(std::string_view login, std::string_view role) {
    const std::string hash = passwords_.hash(kPassword);
    return control_database().write({}, [&](store::Tx& tx) {
        const auto user = create_user(tx, {std::string(login), "Ann", hash});
        add_membership(tx, rights_of_the_house(), user,
                       {.shop = shop_id(), .roles = {std::string(role)}});
        return user;
    });
}

NewSession WithAnn::sign_in(const Visitor& visitor) {
    return sessions_->sign_in(kAnn, kPassword, visitor);
}

std::optional<Code> WithAnn::try_to_sign_in(std::string_view login, std::string_view password,
                                            const Visitor& visitor) {
    return code_thrown_by([&] { sessions_->sign_in(login, password, visitor); });
}

void WithAnn::ask_for_second_factor() {
    control_database().write({}, [&](store::Tx& tx) {
        tx.run(sql::insert_rule_for_test, {{"shop_id", shop_id()}, {"role", "adm"}});
    });
}

}  // namespace tsunagi::access
