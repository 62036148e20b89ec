#include "access/guess_limits.h"

#include "access/access.sql.h"
#include "access/secret_hash.h"
#include "access/sign_in.sql.h"
#include "base/error.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>

namespace tsunagi::access {

static constexpr std::int64_t kWindowMs = 15LL * 60 * 1000;
static constexpr std::int64_t kKnownMs = 90LL * 24 * 3600 * 1000;
static constexpr int kFreeGuesses = 3;

struct GuessLimits::Counter {
    std::string key_hash;
    std::int64_t limit;
    bool grows;  // with a pause between the guesses
};

namespace {

struct Guesses {
    std::int64_t guesses = 0;
    std::optional<Instant> oldest;
    std::optional<Instant> newest;
};
BOOST_DESCRIBE_STRUCT(Guesses, (), (guesses, oldest, newest))

std::string path_hash(std::string_view kind, std::string_view login_form, std::string_view place) {
    return secret_hash(kind, std::string(login_form) + '\n' + std::string(place));
}

// The known paths that a visitor may be on.
std::vector<std::string> paths_of(std::string_view login_form, const Visitor& visitor) {
    std::vector<std::string> paths;
    if (!visitor.device.empty()) {
        paths.push_back(path_hash("device path", login_form, visitor.device));
    }
    if (!visitor.address.empty()) {
        paths.push_back(path_hash("address path", login_form, counted_address(visitor.address)));
    }
    return paths;
}

std::int64_t wait_ms(store::Reader& control, const std::string& key_hash, std::int64_t limit,
                     bool grows, Instant now) {
    const auto found = control.one<Guesses>(sql::count_guesses,
                                            {{"key_hash", key_hash}, {"after", now + -kWindowMs}});
    if (!found || found->guesses == 0) return 0;
    if (found->guesses >= limit) return kWindowMs - (now - *found->oldest);
    if (!grows) return 0;
    return std::int64_t{pause_s(found->guesses)} * 1000 - (now - *found->newest);
}

}  // namespace

int pause_s(std::int64_t guesses) {
    if (guesses <= kFreeGuesses) return 0;
    return 1 << std::min<std::int64_t>(guesses - kFreeGuesses, 9);
}

std::string counted_address(std::string_view address) {
    std::array<unsigned char, 16> bytes{};
    std::string text(address);
    if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
    std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
    std::array<char, INET6_ADDRSTRLEN> out{};
    ::inet_ntop(AF_INET6, bytes.data(), out.data(), out.size());
    return out.data();
}

std::vector<GuessLimits::Counter> GuessLimits::counters(store::Reader& control,
                                                        std::string_view login_form,
                                                        const Visitor& visitor) const {
    const auto seen_after = clock_.now() + -kKnownMs;
    for (const auto& path : paths_of(login_form, visitor)) {
        const auto known = control.integer(sql::knows_path,
                                           {{"path_hash", path}, {"seen_after", seen_after}});
        if (known > 0) return {{path, 10, true}};
    }
    return {{secret_hash("guessed log-in", login_form), 10, true},
            {secret_hash("guessing address", counted_address(visitor.address)), 30, false},
            {secret_hash("guessing", "everyone"), 600, false}};
}

void GuessLimits::check(store::Reader& control, const std::vector<Counter>& all) const {
    std::int64_t wait = 0;
    for (const auto& one : all) {
        wait = std::max(wait, wait_ms(control, one.key_hash, one.limit, one.grows, clock_.now()));
    }
    if (wait <= 0) return;
    const int seconds = static_cast<int>((wait + 999) / 1000);
    throw Error::too_many("wait " + std::to_string(seconds) + " s before the next try", seconds);
}

// A flood of guesses is refused by the first look, without the writer.
GuessLimits::Turn GuessLimits::take(std::string_view login_form, const Visitor& visitor) {
    return take(control_.read([&](store::Reader& reader) {
        auto all = counters(reader, login_form, visitor);
        check(reader, all);
        return all;
    }));
}

GuessLimits::Turn GuessLimits::take_code(Id<User> user) {
    return take({{secret_hash("code", std::to_string(user.value)), 5, false}});
}

GuessLimits::Turn GuessLimits::take(const std::vector<Counter>& all) {
    return control_.write({}, [&](store::Tx& tx) {
        // Two guesses at the same time both write this row, so on PostgreSQL the later one begins
        // again and counts the earlier.
        tx.run(sql::take_turn);
        check(tx, all);
        tx.run(sql::delete_old_guesses, {{"before", clock_.now() + -kWindowMs}});
        auto id = tx.next_ids("sign_in_guess", static_cast<std::int64_t>(all.size()));
        Turn turn;
        for (const auto& one : all) {
            turn.push_back({id++});
            tx.run(sql::insert_guess,
                   {{"id", turn.back()}, {"key_hash", one.key_hash}, {"at", clock_.now()}});
        }
        return turn;
    });
}

void GuessLimits::give_back(const Turn& turn) {
    control_.write({}, [&](store::Tx& tx) {
        for (const auto id : turn) tx.run(sql::delete_guess, {{"id", id}});
    });
}

void GuessLimits::remember(store::Tx& tx, std::string_view login_form,
                           const Visitor& visitor) const {
    tx.run(sql::delete_old_paths, {{"before", tx.now() + -kKnownMs}});
    for (const auto& path : paths_of(login_form, visitor)) {
        tx.run(sql::remember_path, {{"path_hash", path}, {"now", tx.now()}});
    }
}

}  // namespace tsunagi::access
