#include "access/made_passwords.h"
#include "access/sessions.h"
#include "access/testing.h"
#include "access/testing.sql.h"

namespace tsunagi::access {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;

class OpenSessions : public WithAnn {};
INSTANTIATE_ON_BOTH_DATABASES(OpenSessions);

TEST_P(OpenSessions, AreListedForTheirUserWithTheirPlaceAndBrowser) {
    const Visitor desk{.address = "10.0.0.1", .device = "", .agent = "Firefox"};
    const auto first = sign_in(desk);
    clock.advance(kMinuteMs);
    sign_in({.address = "10.0.0.2", .device = "", .agent = std::string(199, 'x') + "あ"});
    const auto all = sessions_->list(ann_);
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].agent, std::string(199, 'x'));
    EXPECT_EQ(all[1].id, first.who.session);
    EXPECT_EQ(all[1].address, "10.0.0.1");
    EXPECT_EQ(all[1].agent, "Firefox");
    clock.advance(31 * kMinuteMs);
    EXPECT_TRUE(sessions_->list(ann_).empty());
}

TEST_P(OpenSessions, EndOneByOneOrAllButOne) {
    const auto bob = add_user("bob@example.com", "op");
    const auto his = sessions_->sign_in("bob@example.com", kPassword, {"10.0.0.3"});
    const auto one = sign_in();
    const auto two = sign_in();
    const auto three = sign_in();
    EXPECT_CODE(sessions_->end_of(bob, one.who.session), Code::NotFound);
    sessions_->end_of(ann_, one.who.session);
    EXPECT_FALSE(sessions_->find(one.token));
    EXPECT_CODE(sessions_->end_of(ann_, one.who.session), Code::NotFound);
    sessions_->end_all(ann_, three.who.session);
    EXPECT_FALSE(sessions_->find(two.token));
    EXPECT_TRUE(sessions_->find(three.token));
    EXPECT_TRUE(sessions_->find(his.token));
    sessions_->end_all(ann_);
    EXPECT_FALSE(sessions_->find(three.token));
}

TEST_P(OpenSessions, DoNotEndByThemselvesDuringACall) {
    const auto fresh = sign_in();
    sessions_->keep_during_call(fresh.who.session, clock.now() + 40 * kMinuteMs);
    clock.advance(39 * kMinuteMs);
    EXPECT_TRUE(sessions_->still_valid(fresh.who.session, shop_id()));
    EXPECT_EQ(sessions_->list(ann_).size(), 1u);
    EXPECT_TRUE(sessions_->find(fresh.token));
    clock.advance(31 * kMinuteMs);
    EXPECT_FALSE(sessions_->still_valid(fresh.who.session, shop_id()));
    EXPECT_FALSE(sessions_->find(fresh.token));
}

TEST_P(OpenSessions, GoOnUnderANewTokenAfterAFreshProof) {
    const auto begun = sign_in();
    const auto who = sessions_->find(begun.token);
    ASSERT_TRUE(who);
    EXPECT_TRUE(sessions_->is_freshly_proven(*who));
    clock.advance(10 * kMinuteMs);
    EXPECT_FALSE(sessions_->is_freshly_proven(*sessions_->find(begun.token)));
    EXPECT_FALSE(sessions_->proves(*who, "wrong", {"10.0.0.1"}));
    EXPECT_TRUE(sessions_->proves(*who, kPassword, {"10.0.0.1"}));
    const auto renewed = sessions_->prove(*who);
    EXPECT_FALSE(sessions_->find(begun.token));
    const auto now = sessions_->find(renewed.token);
    ASSERT_TRUE(now);
    EXPECT_EQ(now->session, who->session);
    EXPECT_TRUE(sessions_->is_freshly_proven(*now));
}

TEST_P(OpenSessions, ArePutAwayWhenTheyAreOver) {
    const auto old = sign_in();
    clock.advance(13 * 60 * kMinuteMs);
    sign_in();
    sessions_->keep_during_call(old.who.session, clock.now() + kMinuteMs);
    EXPECT_EQ(sessions_->list(ann_).size(), 1u);  // the old row is gone, nothing brings it back
}

TEST_P(OpenSessions, PasswordsAreHashedAnewWhenTheirParametersWereRaised) {
    Passwords dearer({.memory_bytes = 128 * 1024, .passes = 2});
    Sessions stricter(control_database(), clock, random_, dearer);
    const auto hash = [&] {
        return control_database().read(
            [&](store::Reader& reader) { return find_user_by_login(reader, kAnn)->password_hash; });
    };
    const std::string before = hash();
    EXPECT_TRUE(dearer.is_outdated(before));
    stricter.sign_in(kAnn, kPassword, {"10.0.0.1"});
    EXPECT_FALSE(dearer.is_outdated(hash()));
    EXPECT_TRUE(dearer.matches(hash(), kPassword));
}

TEST_P(OpenSessions, OfADisabledUserCannotBegin) {
    control_database().write(
        {}, [&](store::Tx& tx) { tx.run(sql::disable_user_for_test, {{"user_id", ann_}}); });
    EXPECT_EQ(try_to_sign_in(kAnn, kPassword, {"10.0.0.1"}), Code::Unauthenticated);
    EXPECT_CODE(sessions_->sign_in_proven(ann_, {"10.0.0.1"}, Proof::TwoFactors),
                Code::Unauthenticated);
}

class MadePasswords : public OpenSessions {
protected:
    void SetUp() override {
        OpenSessions::SetUp();
        const std::string hash = passwords_.hash(kMade);
        control_database().write({}, [&](store::Tx& tx) {
            set_password(tx, ann_, hash);
            let_password_end(tx, ann_, tx.now() + kMadePasswordLastsMs);
        });
    }
    NewSession sign_in_with(std::string_view password) {
        return sessions_->sign_in(kAnn, password, {"10.0.0.1"});
    }
    std::string refusal_of(std::string_view password) {
        try {
            sign_in_with(password);
        } catch (const Error& error) {
            return error.fields().empty() ? error.what() : error.fields().front().code;
        }
        return "";
    }

    static constexpr std::string_view kMade = "made for her to begin with";
};
INSTANTIATE_ON_BOTH_DATABASES(MadePasswords);

TEST_P(MadePasswords, EndAfterAWeekAndSayItOnlyToWhoKnowsThem) {
    clock.advance(kMadePasswordLastsMs - 1);
    sign_in_with(kMade);
    clock.advance(1);
    EXPECT_EQ(refusal_of(kMade), "password_expired");
    EXPECT_EQ(refusal_of("wrong"), "the log-in or the password is wrong");
}

TEST_P(MadePasswords, AreNotProlongedWhenTheirHashIsMadeAnew) {
    Passwords dearer({.memory_bytes = 128 * 1024, .passes = 1});
    Sessions stricter(control_database(), clock, random_, dearer);
    stricter.sign_in(kAnn, kMade, {"10.0.0.1"});
    clock.advance(kMadePasswordLastsMs);
    EXPECT_EQ(refusal_of(kMade), "password_expired");
}

TEST_P(MadePasswords, GiveWayToOneOfHerOwnThatLasts) {
    sessions_->change_password(sign_in_with(kMade).who, kMade, "another good one", {"10.0.0.1"});
    clock.advance(100 * kMadePasswordLastsMs);
    EXPECT_EQ(sign_in_with("another good one").who.login, kAnn);
}

}  // namespace
}  // namespace tsunagi::access
