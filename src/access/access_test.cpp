#include "access/migrations.h"
#include "access/presets.h"
#include "access/sessions.h"
#include "access/testing.h"

#include <algorithm>
#include <array>
#include <barrier>
#include <thread>
#include <utility>

namespace tsunagi::access {
namespace {

TEST(Rights, AreDeniedToAnOperatorWhereTheyAreTheAdministrators) {
    const Rights op = preset_rights("op").value();
    const Rights adm = preset_rights(kAdministrator).value();
    EXPECT_TRUE(decide(op, may(Entity::Customer, Action::Edit)).allowed);
    EXPECT_FALSE(decide(op, may(Entity::Customer, Action::Export)).allowed);
    EXPECT_FALSE(decide(op, may(Entity::Member, Action::Edit)).allowed);
    EXPECT_TRUE(decide(adm, may(Entity::Member, Action::Edit)).allowed);
}

TEST(Passwords, CarryTheirParametersAndAreFoundOutdated) {
    Passwords cheap(kCheap);
    Passwords dear({.memory_bytes = 1024 * 1024, .passes = 2});
    const std::string hash = cheap.hash(kPassword);
    EXPECT_TRUE(hash.starts_with("$argon2id$"));
    EXPECT_TRUE(dear.matches(hash, kPassword));
    EXPECT_FALSE(dear.matches(hash, "wrong"));
    EXPECT_TRUE(dear.is_outdated(hash));
    EXPECT_FALSE(cheap.is_outdated(hash));
}

TEST(Passwords, AtTheFloorOfOwaspByDefault) {
    EXPECT_GE(HashCost{}.memory_bytes, 19u * 1024 * 1024);
    EXPECT_GE(HashCost{}.passes, 2u);
}

class Access : public store::OnBothDatabases {
protected:
    void SetUp() override {
        store::OnBothDatabases::SetUp();
        sessions_.emplace(control_database(), clock, random_, passwords_);
    }
    std::span<const store::Migration> control_migrations() const override {
        return sql::migrations();
    }
    void make_ann() {
        const std::string hash = passwords_.hash(kPassword);
        control_database().write({}, [&](store::Tx& tx) {
            const auto shop = create_shop(tx, "店");
            const auto ann = create_user(tx, {"ann@example.com", "Ann", hash});
            add_membership(tx, rights_of_the_house(), ann, {.shop = shop, .roles = {"adm"}});
        });
    }
    std::optional<Code> try_to_sign_in(std::string_view login, std::string_view password,
                                       std::string_view address) {
        return code_thrown_by([&] { sessions_->sign_in(login, password, {address}); });
    }

    SeededRandom random_;
    Passwords passwords_{kCheap};
    std::optional<Sessions> sessions_;
};
INSTANTIATE_ON_BOTH_DATABASES(Access);

TEST_P(Access, ASessionIsFoundByItsTokenUntilItsEnd) {
    make_ann();
    const auto fresh = sessions_->sign_in("ANN@example.com", kPassword, {"10.0.0.1"});
    ASSERT_TRUE(sessions_->find(fresh.token));
    EXPECT_EQ(sessions_->find(fresh.token)->login, "ann@example.com");
    EXPECT_FALSE(sessions_->find("guess"));
    EXPECT_TRUE(sessions_->still_valid(fresh.who.session, {1}));
    EXPECT_FALSE(sessions_->still_valid(fresh.who.session, {2}));
    sessions_->end(fresh.who.session);
    EXPECT_FALSE(sessions_->find(fresh.token));
    EXPECT_FALSE(sessions_->still_valid(fresh.who.session, {1}));
}

TEST_P(Access, ASessionEndsAfterHalfAnHourOfSilenceOrTwelveHours) {
    make_ann();
    const auto idle = sessions_->sign_in("ann@example.com", kPassword, {"10.0.0.1"});
    clock.advance(31 * 60 * 1000);
    EXPECT_FALSE(sessions_->find(idle.token));
    const auto busy = sessions_->sign_in("ann@example.com", kPassword, {"10.0.0.1"});
    for (int minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
        clock.advance(20 * 60 * 1000);
        ASSERT_TRUE(sessions_->find(busy.token)) << minutes;
    }
    clock.advance(21 * 60 * 1000);
    EXPECT_FALSE(sessions_->find(busy.token));
}

TEST_P(Access, AnUnknownLoginIsAnsweredLikeAWrongPassword) {
    make_ann();
    EXPECT_EQ(try_to_sign_in("ann@example.com", "wrong", "10.0.0.1"), Code::Unauthenticated);
    EXPECT_EQ(try_to_sign_in("nobody", "wrong", "10.0.0.2"), Code::Unauthenticated);
}

TEST_P(Access, TheFirstAdministratorComesInByATokenThatWorksOnce) {
    const auto token = sessions_->make_setup_token();
    ASSERT_TRUE(token);
    const SetupDraft draft{*token, "ann@example.com", "Ann", std::string(kPassword), "店"};
    SetupDraft wrong = draft;
    wrong.token = "guess";
    try {
        sessions_->set_up(wrong);
        FAIL() << "a guessed token";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), Code::Forbidden);
        EXPECT_EQ(error.fields().at(0).code, "wrong_token");
    }
    const auto begun = sessions_->set_up(draft);
    const auto who = sessions_->sign_in("ann@example.com", kPassword, {"10.0.0.1"}).who;
    EXPECT_EQ(sessions_->viewer(who, begun.shop, "10.0.0.1").rights, rights_of_the_house());
    EXPECT_CODE(sessions_->viewer(who, {77}, "10.0.0.1"), Code::NotFound);
    EXPECT_CODE(sessions_->set_up(draft), Code::Forbidden);
    EXPECT_FALSE(sessions_->make_setup_token());
}

TEST_P(Access, ANewPasswordNeedsTheOldOneAndEndsTheOtherSessions) {
    make_ann();
    const auto here = sessions_->sign_in("ann@example.com", kPassword, {"10.0.0.1"});
    const auto there = sessions_->sign_in("ann@example.com", kPassword, {"10.0.0.2"});
    EXPECT_CODE(sessions_->change_password(here.who, "wrong", "another good one", {"10.0.0.1"}),
                Code::InvalidInput);
    const auto renewed = sessions_->change_password(here.who, kPassword, "another good one",
                                                    {"10.0.0.1"});
    EXPECT_TRUE(sessions_->find(renewed.token));
    EXPECT_FALSE(sessions_->find(here.token));
    EXPECT_FALSE(sessions_->find(there.token));
    EXPECT_EQ(try_to_sign_in("ann@example.com", "another good one", "10.0.0.1"), std::nullopt);
}

TEST_P(Access, AShopKeepsAnAdministrator) {
    make_ann();
    const Viewer owner = viewer_of_the_house({1});
    MemberPatch patch;
    patch.roles = {Patch<std::vector<std::string>>::State::Value, {"op"}};
    EXPECT_CODE(control_database().write({},
                                         [&](store::Tx& tx) {
                                             change_member(tx, owner, rights_of_the_house(), {1}, 1,
                                                           patch);
                                         }),
                Code::Conflict);
    control_database().read([&](store::Reader& reader) {
        EXPECT_EQ(list_members(reader, owner, {}).items.size(), 1u);
        EXPECT_EQ(list_shops(reader).size(), 1u);
        EXPECT_EQ(memberships_of(reader, {1}).size(), 1u);
    });
}

// Both read that there are two administrators before either has written.
TEST_P(Access, TwoAdministratorsWhoDemoteEachOtherLeaveOne) {
    make_ann();
    control_database().write({}, [&](store::Tx& tx) {
        add_membership(tx, rights_of_the_house(),
                       create_user(tx, {"bob@example.com", "Bob", "hash"}),
                       {.shop = {1}, .roles = {"adm"}});
    });
    const Viewer owner = viewer_of_the_house({1});
    MemberPatch patch;
    patch.roles = {Patch<std::vector<std::string>>::State::Value, {"op"}};
    std::barrier together(2);
    std::array<std::optional<Code>, 2> codes;
    const auto demote = [&](std::size_t at) {
        bool waited = false;  // once: a transaction may be done again
        codes[at] = code_thrown_by([&] {
            control_database().write({}, [&](store::Tx& tx) {
                find_member(tx, owner, {1});
                if (GetParam() == store::Dialect::Postgres && !std::exchange(waited, true)) {
                    together.arrive_and_wait();
                }
                change_member(tx, owner, rights_of_the_house(), {std::int64_t(at) + 1}, 1, patch);
            });
        });
    };
    {
        const std::jthread other([&] { demote(1); });
        demote(0);
    }
    EXPECT_NE(codes[0].has_value(), codes[1].has_value());
    EXPECT_EQ(codes[0].value_or(Code::Conflict), codes[1].value_or(Code::Conflict));
}

TEST_P(Access, NothingThatProvesASecretIsTheSecret) {
    EXPECT_NE(csrf_token("a"), csrf_token("b"));
    EXPECT_EQ(csrf_token("a").size(), 64u);
}

}  // namespace
}  // namespace tsunagi::access
