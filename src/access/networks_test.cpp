#include "access/networks.h"
#include "access/testing.h"

namespace tsunagi::access {
namespace {

class Networks : public WithAnn {
protected:
    void allow_only(const std::vector<ShopNetwork>& networks, std::string_view from) {
        control_database().write(
            {}, [&](store::Tx& tx) { set_networks(tx, shop_id(), {networks}, from); });
    }
    std::optional<Code> enter(std::string_view address) {
        const auto who = sessions_->sign_in(kAnn, kPassword, {address}).who;
        return code_thrown_by([&] { sessions_->viewer(who, shop_id(), address); });
    }
};
INSTANTIATE_ON_BOTH_DATABASES(Networks);

TEST_P(Networks, KeepTheShopToThePlacesThatWereNamed) {
    EXPECT_EQ(enter("203.0.113.9"), std::nullopt);
    allow_only({{"10.0.0.0/8", "office"}, {"2001:db8::/32", ""}}, "10.1.2.3");
    EXPECT_EQ(enter("203.0.113.9"), Code::Forbidden);
    EXPECT_EQ(enter("10.9.9.9"), std::nullopt);
    EXPECT_EQ(enter("2001:db8::1"), std::nullopt);
    allow_only({}, "10.1.2.3");
    EXPECT_EQ(enter("203.0.113.9"), std::nullopt);
}

TEST_P(Networks, CannotBeSavedByWhoWouldLockHerselfOut) {
    EXPECT_CODE(allow_only({{"10.0.0.0/8", ""}}, "203.0.113.9"), Code::InvalidInput);
    EXPECT_CODE(allow_only({{"10.0.0.0/8", ""}, {"10.1.0.0/8", ""}}, "10.1.2.3"),
                Code::InvalidInput);
    control_database().read([&](store::Reader& reader) {
        EXPECT_TRUE(list_networks(reader, shop_id()).networks.empty());
    });
}

TEST_P(Networks, OfARoleCannotLockOutWhoHasItAndSavesThem) {
    Viewer ann;
    ann.user = ann_;
    ann.shop = shop_id();
    control_database().read([&](store::Reader& reader) {
        const auto check = [&](std::string_view role, const std::string& block) {
            check_role_networks(reader, ann, role, {block}, "10.1.2.3");
        };
        EXPECT_NO_THROW(check("adm", "10.0.0.0/8"));
        EXPECT_NO_THROW(check("op", "192.0.2.0/24"));
        EXPECT_CODE(check("adm", "192.0.2.0/24"), Code::InvalidInput);
        EXPECT_CODE(check("op", "192.0.2.1/24"), Code::InvalidInput);
    });
}

TEST_P(Networks, OfARoleHoldForItsMembersBesideThoseOfTheShop) {
    const auto op = add_user("op@example.com", "op");
    control_database().write({}, [&](store::Tx& tx) {
        RolePatch patch;
        patch.networks = {Patch<std::vector<std::string>>::State::Value, {"10.1.0.0/16"}};
        Viewer viewer;
        viewer.shop = shop_id();
        change_role(tx, viewer, rights_of_the_house(), "op", 0, patch);
    });
    control_database().read([&](store::Reader& reader) {
        EXPECT_TRUE(may_work_from(reader, shop_id(), {"op"}, "10.1.2.3"));
        EXPECT_FALSE(may_work_from(reader, shop_id(), {"op"}, "10.2.2.3"));
        EXPECT_FALSE(may_work_from(reader, shop_id(), {"adm", "op"}, "10.2.2.3"));
        EXPECT_TRUE(may_work_from(reader, shop_id(), {"adm"}, "10.2.2.3"));
    });
    EXPECT_CODE(sessions_->viewer({.user = op}, shop_id(), "10.2.2.3"), Code::Forbidden);
}

}  // namespace
}  // namespace tsunagi::access
