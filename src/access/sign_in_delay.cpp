#include "access/sign_in_delay.h"

#include "access/access.sql.h"
#include "access/secret_hash.h"

#include <algorithm>

namespace tsunagi::access {

static constexpr std::int64_t kWindowMs = 15LL * 60 * 1000;
static constexpr std::int64_t kKnownMs = 90LL * 24 * 3600 * 1000;
static constexpr int kLongestS = 15 * 60;

namespace {

struct Attempt {
    int failures = 0;
    Instant last_at;
    std::optional<Instant> succeeded_at;
};
BOOST_DESCRIBE_STRUCT(Attempt, (), (failures, last_at, succeeded_at))

}  // namespace

int delay_s(int failures, int free) {
    if (failures <= free) return 0;
    return std::min(kLongestS, 1 << std::min(failures - free, 20));
}

SignInDelay::SignInDelay(std::string_view login_form, std::string_view address)
    : counted_{Counted{secret_hash("pair", std::string(login_form) + '\n' + std::string(address)),
                       3, false},
               Counted{secret_hash("login", login_form), 10, true},
               Counted{secret_hash("address", address), 30, true}} {}

static std::optional<Attempt> attempt_of(store::Reader& control, const std::string& key_hash) {
    return control.one<Attempt>(sql::find_attempt, {{"key_hash", key_hash}});
}

int SignInDelay::wait_s(store::Reader& control, Instant now) const {
    std::int64_t wait_ms = 0;
    bool known_address = false;
    for (const auto& counted : counted_) {
        const auto attempt = attempt_of(control, counted.key_hash);
        if (!attempt) continue;
        const auto passed_ms = now - attempt->last_at;
        if (!counted.forgets && attempt->succeeded_at) {
            known_address = now - *attempt->succeeded_at < kKnownMs;
        }
        if (counted.forgets && (known_address || passed_ms > kWindowMs)) continue;
        const auto due_ms = std::int64_t{delay_s(attempt->failures, counted.free)} * 1000;
        wait_ms = std::max(wait_ms, due_ms - passed_ms);
    }
    return static_cast<int>((wait_ms + 999) / 1000);
}

void SignInDelay::count_failure(store::Tx& control) const {
    for (const auto& counted : counted_) {
        const auto attempt = attempt_of(control, counted.key_hash);
        const bool stale = !attempt || control.now() - attempt->last_at > kWindowMs;
        const int before = stale && (counted.forgets || !attempt) ? 0 : attempt->failures;
        control.run(
            sql::count_failure,
            {{"key_hash", counted.key_hash}, {"failures", before + 1}, {"now", control.now()}});
    }
}

void SignInDelay::note_success(store::Tx& control) const {
    control.run(sql::note_success, {{"key_hash", counted_[0].key_hash}, {"now", control.now()}});
}

}  // namespace tsunagi::access
