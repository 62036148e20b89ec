#include "access/migrations.h"
#include "access/sessions.h"
#include "access/sign_in_delay.h"
#include "store/testing.h"

#include <algorithm>
#include <array>
#include <barrier>
#include <thread>
#include <utility>

namespace tsunagi::access {
namespace {

constexpr std::string_view kPassword = "correct horse battery";
constexpr HashCost kCheap{.memory_bytes = 64 * 1024, .passes = 1};

TEST(Rights, AreDeniedToAnOperatorWhereTheyAreTheOwners) {
    EXPECT_TRUE(allows(Role::Operator, Right::WriteRecord));
    EXPECT_FALSE(allows(Role::Operator, Right::ExportRecord));
    EXPECT_FALSE(allows(Role::Operator, Right::ManageMembers));
    EXPECT_TRUE(allows(Role::Owner, Right::ManageMembers));
    EXPECT_FALSE(allows(Role::Owner, static_cast<Right>(99)));
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

TEST(Passwords, MayHoldAnythingButWhatIsGuessedFirst) {
    for (const char* fine :
         {"絵文字😀もつかえるながいもの", "  spaces at both ends  ", "correct horse"}) {
        EXPECT_NO_THROW(check_new_password(fine, "ann", "/password")) << fine;
    }
    for (const std::string& bad : {std::string("short"), std::string("Password1234"),
                                   std::string("ann@example.com"), std::string(201, 'x')}) {
        EXPECT_CODE(check_new_password(bad, "Ann@example.com", "/password"), Code::InvalidInput);
    }
}

TEST(SignInDelay, GrowsAndStopsGrowing) {
    EXPECT_EQ(delay_s(3, 3), 0);
    EXPECT_EQ(delay_s(4, 3), 2);
    EXPECT_EQ(delay_s(6, 3), 8);
    EXPECT_EQ(delay_s(100, 3), 900);
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
            add_membership(tx, ann, shop, Role::Owner);
        });
    }
    std::optional<Code> try_to_sign_in(std::string_view login, std::string_view password,
                                       std::string_view address) {
        return code_thrown_by([&] { sessions_->sign_in(login, password, address); });
    }

    SeededRandom random_;
    Passwords passwords_{kCheap};
    std::optional<Sessions> sessions_;
};
INSTANTIATE_ON_BOTH_DATABASES(Access);

TEST_P(Access, ASessionIsFoundByItsTokenUntilItsEnd) {
    make_ann();
    const auto fresh = sessions_->sign_in("ANN@example.com", kPassword, "10.0.0.1");
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
    const auto idle = sessions_->sign_in("ann@example.com", kPassword, "10.0.0.1");
    clock.advance(31 * 60 * 1000);
    EXPECT_FALSE(sessions_->find(idle.token));
    const auto busy = sessions_->sign_in("ann@example.com", kPassword, "10.0.0.1");
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

TEST_P(Access, TenThousandGuessesAreMostlyNotEvaluatedAndDoNotLockOutTheirVictim) {
    make_ann();
    sessions_->sign_in("ann@example.com", kPassword, "10.0.0.1");
    int evaluated = 0;
    for (int guess = 0; guess < 500; ++guess) {
        const auto address = "10.9.0." + std::to_string(guess % 100);
        const auto code = try_to_sign_in("ann@example.com", "wrong", address);
        evaluated += code == Code::Unauthenticated;
    }
    EXPECT_LE(evaluated, 12);
    EXPECT_EQ(try_to_sign_in("ann@example.com", kPassword, "10.0.0.1"), std::nullopt);
}

TEST_P(Access, WrongPasswordsFromOneAddressHaveToWaitLonger) {
    make_ann();
    for (int guess = 0; guess < 4; ++guess) {
        EXPECT_EQ(try_to_sign_in("ann@example.com", "wrong", "10.0.0.1"), Code::Unauthenticated);
    }
    EXPECT_EQ(try_to_sign_in("ann@example.com", kPassword, "10.0.0.1"), Code::TooMany);
    clock.advance(3'000);
    EXPECT_EQ(try_to_sign_in("ann@example.com", kPassword, "10.0.0.1"), std::nullopt);
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
    const auto who = sessions_->sign_in("ann@example.com", kPassword, "10.0.0.1").who;
    EXPECT_EQ(sessions_->viewer(who, begun.shop, Language::En).role, Role::Owner);
    EXPECT_CODE(sessions_->viewer(who, {77}, Language::En), Code::NotFound);
    EXPECT_CODE(sessions_->set_up(draft), Code::Forbidden);
    EXPECT_FALSE(sessions_->make_setup_token());
}

TEST_P(Access, ANewPasswordNeedsTheOldOneAndEndsTheOtherSessions) {
    make_ann();
    const auto here = sessions_->sign_in("ann@example.com", kPassword, "10.0.0.1");
    const auto there = sessions_->sign_in("ann@example.com", kPassword, "10.0.0.2");
    EXPECT_CODE(sessions_->change_password(here.who, "wrong", "another good one", "10.0.0.1"),
                Code::InvalidInput);
    sessions_->change_password(here.who, kPassword, "another good one", "10.0.0.1");
    EXPECT_TRUE(sessions_->find(here.token));
    EXPECT_FALSE(sessions_->find(there.token));
    EXPECT_EQ(try_to_sign_in("ann@example.com", "another good one", "10.0.0.1"), std::nullopt);
}

TEST_P(Access, AShopKeepsAnOwner) {
    make_ann();
    const Viewer owner = viewer_of_the_house({1});
    MemberPatch patch;
    patch.role = {Patch<Role>::State::Value, Role::Operator};
    EXPECT_CODE(control_database().write(
                    {}, [&](store::Tx& tx) { change_member(tx, owner, {1}, 1, patch); }),
                Code::Conflict);
    control_database().read([&](store::Reader& reader) {
        EXPECT_EQ(list_members(reader, owner, {}).items.size(), 1u);
        EXPECT_EQ(list_shops(reader).size(), 1u);
        EXPECT_EQ(memberships_of(reader, {1}).size(), 1u);
    });
}

// Both read that there are two owners before either has written.
TEST_P(Access, TwoOwnersWhoDemoteEachOtherLeaveOne) {
    make_ann();
    control_database().write({}, [&](store::Tx& tx) {
        add_membership(tx, create_user(tx, {"bob@example.com", "Bob", "hash"}), {1}, Role::Owner);
    });
    const Viewer owner = viewer_of_the_house({1});
    MemberPatch patch;
    patch.role = {Patch<Role>::State::Value, Role::Operator};
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
                change_member(tx, owner, {std::int64_t(at) + 1}, 1, patch);
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
