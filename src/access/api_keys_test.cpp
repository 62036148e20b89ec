#include "access/api_keys.h"
#include "access/testing.h"
#include "access/testing.sql.h"

namespace tsunagi::access {
namespace {

class ApiKeys : public WithAnn {
protected:
    MadeApiKey make(std::string_view role, const Rights& giver = rights_of_the_house()) {
        return control_database().write({}, [&](store::Tx& tx) {
            Viewer viewer;
            viewer.shop = shop_id();
            viewer.user = ann_;
            return create_api_key(tx, random_, viewer, giver,
                                  {.name = "warehouse", .role = std::string(role)});
        });
    }
    std::optional<KeyHolder> find(std::string_view token) {
        return find_api_key(control_database(), clock.now(), token, "10.0.0.9");
    }
    ApiKey listed() {
        return control_database().read(
            [&](store::Reader& reader) { return list_api_keys(reader, shop_id()).items.at(0); });
    }
};
INSTANTIATE_ON_BOTH_DATABASES(ApiKeys);

TEST_P(ApiKeys, AreShownOnceAndListedWithTheirLastUse) {
    const auto made = make("an");
    EXPECT_TRUE(made.token.starts_with(made.key.hint));
    EXPECT_LT(made.key.hint.size(), 10u);
    EXPECT_EQ(listed().used_at, std::nullopt);
    const auto holder = find(made.token);
    ASSERT_TRUE(holder);
    EXPECT_EQ(holder->role, "an");
    EXPECT_EQ(holder->user_id, ann_);
    EXPECT_EQ(listed().used_at, clock.now());
    EXPECT_EQ(listed().used_from, "10.0.0.9");
    EXPECT_FALSE(find(made.token + "x"));
    EXPECT_FALSE(find("tsn_"));
}

TEST_P(ApiKeys, HaveTheRightsOfTheirRoleInTheirShopAndNoMore) {
    const auto holder = find(make("an").token);
    ASSERT_TRUE(holder);
    control_database().read([&](store::Reader& reader) {
        const auto inside = viewer_of_key(reader, *holder, shop_id(), "10.0.0.9");
        EXPECT_EQ(inside.rights, rights_of_role(reader, shop_id(), "an"));
        EXPECT_EQ(inside.viewer.user_name, "warehouse");
        EXPECT_CODE(viewer_of_key(reader, *holder, {7}, "10.0.0.9"), Code::NotFound);
    });
    const Rights few = control_database().read(
        [&](store::Reader& reader) { return rights_of_role(reader, shop_id(), "op"); });
    EXPECT_CODE(make("adm", few), Code::Forbidden);
    EXPECT_CODE(make("77"), Code::NotFound);
}

TEST_P(ApiKeys, EndWithTheirTimeTheirMakerOrAWord) {
    const auto over = make("an");
    clock.advance(90LL * 24 * 3600 * 1000);
    EXPECT_FALSE(find(over.token));
    const auto revoked = make("an");
    control_database().write({},
                             [&](store::Tx& tx) { revoke_api_key(tx, shop_id(), revoked.key.id); });
    EXPECT_FALSE(find(revoked.token));
    EXPECT_TRUE(listed().revoked_at);
    EXPECT_CODE(control_database().write(
                    {}, [&](store::Tx& tx) { revoke_api_key(tx, {7}, revoked.key.id); }),
                Code::NotFound);
    const auto orphaned = make("an");
    EXPECT_TRUE(find(orphaned.token));
    control_database().write(
        {}, [&](store::Tx& tx) { tx.run(sql::disable_user_for_test, {{"user_id", ann_}}); });
    EXPECT_FALSE(find(orphaned.token));
}

}  // namespace
}  // namespace tsunagi::access
