// How many password hashes an answer costs: time that can be measured from outside, so it must not
// depend on whether the log-in exists. Counted where libsodium is called, not by the clock.
#include "access/testing.h"
#include "access/testing.sql.h"

#include <dlfcn.h>

#include <atomic>

namespace tsunagi::access {
namespace {

std::atomic<int> hashes_computed = 0;

}  // namespace
}  // namespace tsunagi::access

// Stands before that of libsodium in this program, and calls it.
extern "C" int crypto_pwhash_str_verify(const char* hash, const char* password,
                                        unsigned long long size) {
    using Verify = int (*)(const char*, const char*, unsigned long long);
    static const auto real = reinterpret_cast<Verify>(
        ::dlsym(RTLD_NEXT, "crypto_pwhash_str_verify"));
    ++tsunagi::access::hashes_computed;
    return real(hash, password, size);
}

namespace tsunagi::access {
namespace {

class HashCount : public WithAnn {};
INSTANTIATE_ON_BOTH_DATABASES(HashCount);

TEST_P(HashCount, IsTheSameForAnUnknownLogInADisabledUserAndAWrongPassword) {
    const auto disabled = add_user("gone@example.com", "op");
    control_database().write(
        {}, [&](store::Tx& tx) { tx.run(sql::disable_user_for_test, {{"user_id", disabled}}); });
    for (const std::string_view login :
         {std::string_view("nobody@example.com"), std::string_view("gone@example.com"), kAnn}) {
        hashes_computed = 0;
        EXPECT_EQ(try_to_sign_in(login, "wrong", {"10.0.0.1"}), Code::Unauthenticated);
        EXPECT_EQ(hashes_computed, 1) << login;
    }
}

}  // namespace
}  // namespace tsunagi::access
