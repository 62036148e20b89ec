#include "access/second_factor.h"
#include "access/testing.h"

#include <algorithm>

namespace tsunagi::access {
namespace {

// RFC 6238, appendix B: SHA-1, the seed "12345678901234567890", eight digits.
TEST(Totp, GivesTheCodesOfTheStandard) {
    const std::string_view seed = "12345678901234567890";
    EXPECT_EQ(totp_code(seed, 59 / 30, 8), "94287082");
    EXPECT_EQ(totp_code(seed, 1'111'111'109LL / 30, 8), "07081804");
    EXPECT_EQ(totp_code(seed, 1'111'111'111LL / 30, 8), "14050471");
    EXPECT_EQ(totp_code(seed, 1'234'567'890LL / 30, 8), "89005924");
    EXPECT_EQ(totp_code(seed, 2'000'000'000LL / 30, 8), "69279037");
    EXPECT_EQ(totp_code(seed, 20'000'000'000LL / 30, 8), "65353130");
    EXPECT_EQ(totp_code(seed, 59 / 30), "287082");
}

Seal seal_of(std::uint64_t number) {
    Seal::Key key{};
    SeededRandom(number).fill(key);
    return Seal(key);
}

TEST(Seal, OpensOnlyWithItsKeyAndForItsPurpose) {
    SeededRandom random;
    const Seal seal = seal_of(1);
    const std::string sealed = seal.seal("secret", "totp 1", random);
    EXPECT_EQ(sealed.find("secret"), std::string::npos);
    EXPECT_EQ(seal.open(sealed, "totp 1"), "secret");
    EXPECT_NE(seal.seal("secret", "totp 1", random), sealed);
    EXPECT_CODE(seal.open(sealed, "totp 2"), Code::Corrupt);
    EXPECT_CODE(seal_of(2).open(sealed, "totp 1"), Code::Corrupt);
    EXPECT_CODE(seal.open("", "totp 1"), Code::Corrupt);
    EXPECT_CODE(seal.open(sealed.substr(4), "totp 1"), Code::Corrupt);
    EXPECT_NE(seal.hash("a", "b"), seal_of(2).hash("a", "b"));
}

TEST(Seal, KeepsItsKeyInAFileThatOnlyItsOwnerReads) {
    SeededRandom random;
    const store::TestFolder folder;
    const auto path = folder.path() / "secret.key";
    const std::string sealed = Seal::from_file(path, random).seal("secret", "a", random);
    EXPECT_EQ(Seal::from_file(path, random).open(sealed, "a"), "secret");
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(path).permissions(), perms::owner_read | perms::owner_write);
    std::filesystem::permissions(path, perms::group_read, std::filesystem::perm_options::add);
    EXPECT_CODE(Seal::from_file(path, random), Code::Forbidden);
}

std::string from_base32(std::string_view text) {
    std::string out;
    unsigned bits = 0;
    int count = 0;
    for (const char c : text) {
        bits = (bits << 5) | static_cast<unsigned>(c >= 'A' ? c - 'A' : c - '2' + 26);
        count += 5;
        if (count < 8) continue;
        count -= 8;
        out += static_cast<char>(bits >> count);
    }
    return out;
}

class SecondFactor : public WithAnn {
protected:
    template <class F>
    auto write(F&& f) {
        return control_database().write({}, std::forward<F>(f));
    }
    // What her app shows `steps` from now.
    std::string code(int steps = 0) const {
        return totp_code(seed_, clock.now().ms / kTotpStepMs + steps);
    }
    std::vector<std::string> enrol() {
        const auto begun = write([&](store::Tx& tx) { return totp_.enrol(tx, ann_, kAnn); });
        seed_ = from_base32(begun.secret);
        return write([&](store::Tx& tx) { return totp_.confirm(tx, ann_, code()); });
    }
    bool use(const std::string& given) {
        return write([&](store::Tx& tx) { return totp_.use(tx, ann_, given); });
    }
    bool use_recovery_code(const std::string& given) {
        return write([&](store::Tx& tx) { return totp_.use_recovery_code(tx, ann_, given); });
    }
    SecondFactors factors() {
        return control_database().read(
            [&](store::Reader& reader) { return second_factors_of(reader, ann_); });
    }

    Totp totp_{seal_of(1), random_};
    std::string seed_;
};
INSTANTIATE_ON_BOTH_DATABASES(SecondFactor);

TEST_P(SecondFactor, CountsOnceItsFirstCodeIsConfirmed) {
    const auto begun = write([&](store::Tx& tx) { return totp_.enrol(tx, ann_, kAnn); });
    EXPECT_EQ(begun.uri, "otpauth://totp/Tsunagi:ann%40example.com?secret=" + begun.secret +
                             "&issuer=Tsunagi&algorithm=SHA1&digits=6&period=30");
    seed_ = from_base32(begun.secret);
    EXPECT_FALSE(factors().any());
    EXPECT_FALSE(use(code()));
    EXPECT_CODE(write([&](store::Tx& tx) { totp_.confirm(tx, ann_, "000000"); }),
                Code::InvalidInput);
    EXPECT_EQ(write([&](store::Tx& tx) { return totp_.confirm(tx, ann_, code()); }).size(), 10u);
    EXPECT_TRUE(factors().totp);
    EXPECT_CODE(write([&](store::Tx& tx) { totp_.enrol(tx, ann_, kAnn); }), Code::Conflict);
}

TEST_P(SecondFactor, TakesEachCodeOnceAndOnlyInItsOwnHalfMinute) {
    enrol();
    EXPECT_FALSE(use(code()));  // it confirmed the enrolment
    clock.advance(kTotpStepMs);
    EXPECT_FALSE(use(code(-1)));
    EXPECT_FALSE(use(code(1)));
    EXPECT_FALSE(use(""));
    EXPECT_TRUE(use(code()));
    EXPECT_FALSE(use(code()));
    clock.advance(-kTotpStepMs);  // a clock that jumps back does not bring old codes back
    EXPECT_FALSE(use(code()));
}

TEST_P(SecondFactor, ForgivesAClockThatIsWrongWhenItIsToldTo) {
    enrol();
    const Totp forgiving(seal_of(1), random_, 1);
    clock.advance(3 * kTotpStepMs);
    EXPECT_FALSE(use(code(1)));
    EXPECT_TRUE(write([&](store::Tx& tx) { return forgiving.use(tx, ann_, code(1)); }));
    EXPECT_FALSE(write([&](store::Tx& tx) { return forgiving.use(tx, ann_, code()); }));
}

TEST_P(SecondFactor, IsLostWithTheKeyFileButRecoveryCodesTakenTwiceAreNot) {
    const auto codes = enrol();
    EXPECT_EQ(codes[0].size(), 24u + 5) << "120 bits, in groups of four letters";
    std::string sloppy = codes[0];
    std::ranges::transform(sloppy, sloppy.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c == '-' ? ' ' : c;
    });
    EXPECT_TRUE(use_recovery_code(sloppy));
    EXPECT_FALSE(use_recovery_code(codes[0]));
    EXPECT_FALSE(use_recovery_code("AAAA-AAAA-AAAA-AAAA"));
    EXPECT_EQ(factors().recovery_codes, 9);
    const auto fresh = write([&](store::Tx& tx) { return totp_.make_recovery_codes(tx, ann_); });
    EXPECT_FALSE(use_recovery_code(codes[1]));
    EXPECT_TRUE(use_recovery_code(fresh[1]));
    const Totp other(seal_of(2), random_);
    clock.advance(kTotpStepMs);
    EXPECT_CODE(write([&](store::Tx& tx) { other.use(tx, ann_, code()); }), Code::Corrupt);
}

TEST_P(SecondFactor, IsAskedForBeforeASessionCounts) {
    enrol();
    const auto begun = sign_in();
    EXPECT_EQ(begun.who.stage, SessionStage::SecondFactor);
    EXPECT_FALSE(sessions_->find(begun.token));
    EXPECT_FALSE(sessions_->still_valid(begun.who.session, shop_id()));
    EXPECT_TRUE(sessions_->list(ann_).empty());
    const auto unfinished = sessions_->find_unfinished(begun.token);
    ASSERT_TRUE(unfinished);
    const auto full = sessions_->finish(*unfinished, {"10.0.0.1"});
    EXPECT_NE(full.token, begun.token);
    EXPECT_TRUE(sessions_->find(full.token));
    EXPECT_FALSE(sessions_->find_unfinished(begun.token));
    EXPECT_FALSE(sessions_->find_unfinished(full.token));
}

TEST_P(SecondFactor, IsWaitedForTenMinutes) {
    enrol();
    const auto begun = sign_in();
    clock.advance(10 * 60'000);
    EXPECT_FALSE(sessions_->find_unfinished(begun.token));
}

TEST_P(SecondFactor, IsSetUpFirstWhereTheRoleAsksForIt) {
    EXPECT_EQ(sign_in().who.stage, SessionStage::Full);
    ask_for_second_factor();
    EXPECT_EQ(sign_in().who.stage, SessionStage::Enrol);
    EXPECT_EQ(sessions_->sign_in_proven(ann_, {"10.0.0.1"}, Proof::OneFactor).who.stage,
              SessionStage::Enrol);
    EXPECT_EQ(sessions_->sign_in_proven(ann_, {"10.0.0.1"}, Proof::TwoFactors).who.stage,
              SessionStage::Full);
    enrol();
    EXPECT_EQ(sign_in().who.stage, SessionStage::SecondFactor);
    write([&](store::Tx& tx) { remove_second_factors(tx, ann_); });
    EXPECT_EQ(sign_in().who.stage, SessionStage::Enrol);
}

TEST_P(SecondFactor, MayBeGuessedAtFiveTimesInAQuarterOfAnHour) {
    GuessLimits limits(control_database(), clock);
    GuessLimits::Turn last;
    for (int i = 0; i < 5; ++i) last = limits.take_code(ann_);
    EXPECT_CODE(limits.take_code(ann_), Code::TooMany);
    limits.give_back(last);
    EXPECT_EQ(code_thrown_by([&] { limits.take_code(ann_); }), std::nullopt);
    clock.advance(15 * 60'000);
    EXPECT_EQ(code_thrown_by([&] { limits.take_code(ann_); }), std::nullopt);
}

}  // namespace
}  // namespace tsunagi::access
