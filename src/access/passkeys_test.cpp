#include "access/authenticator_testing.h"
#include "access/passkeys.h"
#include "access/second_factor.h"
#include "access/testing.h"
#include "base/encoding.h"

namespace tsunagi::access {
namespace {

const Origin kOrigin{"shop.example", "https://shop.example:8443"};

class Passkeys : public WithAnn {
protected:
    template <class F>
    auto write(F&& f) {
        return control_database().write({}, std::forward<F>(f));
    }
    std::string begin(Id<User> user) {
        return write([&](store::Tx& tx) {
            return begin_passkey(tx, random_, kOrigin, {.id = user, .login = "ann"}).challenge;
        });
    }
    Passkey add(const PasskeyAttestation& answer) {
        return write([&](store::Tx& tx) { return add_passkey(tx, kOrigin, ann_, answer); });
    }
    Passkey enrol(const Authenticator& device) { return add(device.attest(begin(ann_))); }
    std::string challenge(std::optional<Id<User>> user = {}) {
        return write(
            [&](store::Tx& tx) { return ask_for_passkey(tx, random_, kOrigin, user).challenge; });
    }
    Id<User> check(const PasskeyAssertion& answer, std::optional<Id<User>> user = {}) {
        return check_passkey(control_database(), kOrigin, user, answer);
    }

    Authenticator phone_{kOrigin};
};
INSTANTIATE_ON_BOTH_DATABASES(Passkeys);

TEST_P(Passkeys, ProveWhoSheIsWithoutAnythingElse) {
    EXPECT_EQ(enrol(phone_).name, "her phone");
    EXPECT_EQ(check(phone_.assert_for(challenge())), ann_);
    EXPECT_EQ(check(phone_.assert_for(challenge(ann_)), ann_), ann_);
    control_database().read([&](store::Reader& reader) {
        EXPECT_EQ(second_factors_of(reader, ann_).passkeys, 1);
        EXPECT_TRUE(list_passkeys(reader, ann_).items.at(0).used_at);
    });
}

TEST_P(Passkeys, AreTakenWithTheAttestationOfTheirOwnKeyIfItIsRight) {
    const auto right = phone_.attest(begin(ann_), Authenticator::Attestation::Self);
    EXPECT_NO_THROW(add(right));
    Authenticator other(kOrigin, "credential two");
    auto wrong = other.attest(begin(ann_), Authenticator::Attestation::Self);
    auto bytes = from_base64url(wrong.attestation_object).value();
    const std::string text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    const auto signature_at = text.find("sig") + 3 + 2 + 10;
    bytes[signature_at] ^= std::byte{1};
    wrong.attestation_object = base64url(bytes);
    EXPECT_CODE(add(wrong), Code::InvalidInput);
}

TEST_P(Passkeys, AnswerAChallengeOnceAndInTime) {
    enrol(phone_);
    const auto answer = phone_.assert_for(challenge());
    EXPECT_EQ(check(answer), ann_);
    EXPECT_CODE(check(answer), Code::Unauthenticated);
    const auto late = phone_.assert_for(challenge());
    clock.advance(5 * 60'000);
    EXPECT_CODE(check(late), Code::Unauthenticated);
    EXPECT_CODE(check(phone_.assert_for("bm9ib2R5IGFza2Vk")), Code::Unauthenticated);
    const auto hers = challenge(ann_);  // asked of her, not of anybody
    EXPECT_CODE(check(phone_.assert_for(hers)), Code::Unauthenticated);
    EXPECT_CODE(check(phone_.assert_for(begin(ann_))), Code::Unauthenticated);
    const auto registration = phone_.attest(challenge(ann_));
    EXPECT_CODE(add(registration), Code::InvalidInput);
}

TEST_P(Passkeys, AreOnlyGoodForOurNameAndPage) {
    enrol(phone_);
    phone_.origin.text = "https://shop.example";
    EXPECT_CODE(check(phone_.assert_for(challenge())), Code::InvalidInput);
    phone_.origin = {"evil.example", kOrigin.text};
    EXPECT_CODE(check(phone_.assert_for(challenge())), Code::Unauthenticated);
    phone_.origin = kOrigin;
    phone_.cross_origin = "true";
    EXPECT_CODE(check(phone_.assert_for(challenge())), Code::InvalidInput);
    Authenticator elsewhere({"evil.example", kOrigin.text}, "credential two");
    EXPECT_CODE(enrol(elsewhere), Code::InvalidInput);
}

TEST_P(Passkeys, NeedThePersonToBeThereAndKnown) {
    enrol(phone_);
    for (const char flags : {'\0', '\1', '\4'}) {
        phone_.flags = static_cast<unsigned char>(flags);
        EXPECT_CODE(check(phone_.assert_for(challenge())), Code::Unauthenticated);
        Authenticator careless(kOrigin, "credential two");
        careless.flags = static_cast<unsigned char>(flags);
        EXPECT_CODE(enrol(careless), Code::InvalidInput);
    }
}

TEST_P(Passkeys, ThatWereCopiedAreFoundByTheirCounter) {
    phone_.count = 5;
    enrol(phone_);
    EXPECT_EQ(check(phone_.assert_for(challenge())), ann_);
    phone_.count = 4;  // the copy stands where the first one was
    EXPECT_CODE(check(phone_.assert_for(challenge())), Code::Unauthenticated);
    phone_.count = 0;
    EXPECT_CODE(check(phone_.assert_for(challenge())), Code::Unauthenticated);
    phone_.count = 7;
    EXPECT_EQ(check(phone_.assert_for(challenge())), ann_);
}

TEST_P(Passkeys, OfSomebodyElseOrAnotherKeyProveNothing) {
    enrol(phone_);
    const auto bob = add_user("bob@example.com", "op");
    EXPECT_CODE(check(phone_.assert_for(challenge(bob)), bob), Code::Unauthenticated);
    Authenticator forged(kOrigin);  // the same credential id, another key
    EXPECT_CODE(check(forged.assert_for(challenge())), Code::Unauthenticated);
    Authenticator unknown(kOrigin, "credential two");
    EXPECT_CODE(check(unknown.assert_for(challenge())), Code::Unauthenticated);
    EXPECT_CODE(enrol(phone_), Code::Conflict);
}

TEST_P(Passkeys, AreTakenAwayByTheirOwner) {
    const auto id = enrol(phone_).id;
    const auto bob = add_user("bob@example.com", "op");
    EXPECT_CODE(write([&](store::Tx& tx) { remove_passkey(tx, bob, id); }), Code::NotFound);
    write([&](store::Tx& tx) { remove_passkey(tx, ann_, id); });
    EXPECT_CODE(check(phone_.assert_for(challenge())), Code::Unauthenticated);
}

TEST_P(Passkeys, ThatAreBrokenAreRefusedAndNothingWorse) {
    enrol(phone_);
    const auto whole = phone_.attest(begin(ann_));
    for (std::size_t cut = 0; cut < whole.attestation_object.size(); cut += 7) {
        auto broken = Authenticator(kOrigin, "credential two").attest(begin(ann_));
        broken.attestation_object.resize(std::min(cut, broken.attestation_object.size() - 1));
        EXPECT_CODE(add(broken), Code::InvalidInput);
    }
    auto assertion = phone_.assert_for(challenge());
    assertion.signature.clear();
    EXPECT_CODE(check(assertion), Code::Unauthenticated);
    assertion = phone_.assert_for(challenge());
    assertion.authenticator_data.resize(40);
    EXPECT_CODE(check(assertion), Code::Unauthenticated);
    assertion.client_data = "!";
    EXPECT_CODE(check(assertion), Code::InvalidInput);
}

}  // namespace
}  // namespace tsunagi::access
