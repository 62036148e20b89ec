#include "access/presets.h"
#include "access/roles.h"
#include "access/testing.h"

#include <gmock/gmock.h>

namespace tsunagi::access {
namespace {

class Roles : public WithAnn {
protected:
    template <class F>
    auto write(F&& f) {
        return control_database().write({}, [&](store::Tx& tx) { return f(tx); });
    }
    std::vector<std::string> own_roles() {
        return control_database().read([&](store::Reader& reader) {
            std::vector<std::string> names;
            for (const Role& role : list_roles(reader, house())) {
                if (!role.preset) names.push_back(role.name);
            }
            return names;
        });
    }
    Viewer house() { return viewer_of_the_house(shop_id()); }

    static RolePatch named(std::string name) {
        RolePatch patch;
        patch.name = {Patch<std::string>::State::Value, std::move(name)};
        return patch;
    }
    static RolePatch granting(std::vector<RoleGrant> grants) {
        RolePatch patch;
        patch.grants = {Patch<std::vector<RoleGrant>>::State::Value, std::move(grants)};
        return patch;
    }
};
INSTANTIATE_ON_BOTH_DATABASES(Roles);

TEST_P(Roles, OfAShopAreMadeChangedAndDeleted) {
    const RoleGrant sees_all{Entity::Customer, Action::View, RowScope::All};
    const RoleGrant sees_own{Entity::Customer, Action::View, RowScope::Own};
    auto patch = granting({sees_all});
    patch.name = named("夜間").name;
    patch.needs_second_factor = {Patch<bool>::State::Value, true};
    const Role made = write(
        [&](store::Tx& tx) { return create_role(tx, house(), rights_of_the_house(), patch); });
    EXPECT_THAT(made.grants, testing::ElementsAre(sees_all));
    const Role changed = write([&](store::Tx& tx) {
        auto change = granting({sees_own});
        change.name = named("夜間と週末").name;
        return change_role(tx, house(), rights_of_the_house(), made.key, made.version, change);
    });
    EXPECT_EQ(changed.name, "夜間と週末");
    EXPECT_TRUE(changed.needs_second_factor) << "what is not said stays";
    EXPECT_THAT(changed.grants, testing::ElementsAre(sees_own));
    EXPECT_THAT(own_roles(), testing::ElementsAre("夜間と週末"));
    write([&](store::Tx& tx) { delete_role(tx, house(), rights_of_the_house(), made.key); });
    EXPECT_THAT(own_roles(), testing::IsEmpty());
    control_database().read([&](store::Reader& reader) {
        EXPECT_CODE(rights_of_role(reader, shop_id(), made.key), Code::NotFound);
        EXPECT_FALSE(sign_in_policy(reader, shop_id(), {made.key}).needs_second_factor);
    });
}

TEST_P(Roles, ThatSomebodyElseHasChangedAreNotOverwritten) {
    const auto change = [&](std::string name, const Role& role) {
        return write([&](store::Tx& tx) {
            return change_role(tx, house(), rights_of_the_house(), role.key, role.version,
                               named(std::move(name)));
        });
    };
    const Role made = write([&](store::Tx& tx) {
        return create_role(tx, house(), rights_of_the_house(), named("夜間"));
    });
    change("週末", made);
    EXPECT_CODE(change("早朝", made), Code::Conflict);
    EXPECT_THAT(own_roles(), testing::ElementsAre("週末"));
}

TEST_P(Roles, ThatMembersHaveAndPresetsStay) {
    const Role made = write([&](store::Tx& tx) {
        return create_role(tx, house(), rights_of_the_house(), named("夜間"));
    });
    add_user("bob@example.com", made.key);
    const auto remove = [&](std::string_view key) {
        write([&](store::Tx& tx) { delete_role(tx, house(), rights_of_the_house(), key); });
    };
    EXPECT_CODE(remove(made.key), Code::Conflict);
    EXPECT_CODE(remove("op"), Code::Conflict);
    EXPECT_CODE(remove("987654"), Code::NotFound);
    EXPECT_THAT(own_roles(), testing::ElementsAre("夜間"));
}

TEST_P(Roles, GiveNoMoreThanTheirMakerHas) {
    const Rights operators = preset_rights("op").value();
    const auto make = [&](const RoleGrant& grant) {
        write([&](store::Tx& tx) {
            auto patch = granting({grant});
            patch.name = named("夜間").name;
            create_role(tx, house(), operators, patch);
        });
    };
    EXPECT_CODE(make({Entity::Customer, Action::Export, RowScope::All}), Code::Forbidden);
    EXPECT_THAT(own_roles(), testing::IsEmpty());
    make({Entity::Contact, Action::Create, RowScope::Own});
    EXPECT_THAT(own_roles(), testing::ElementsAre("夜間"));
}

}  // namespace
}  // namespace tsunagi::access
