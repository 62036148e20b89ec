// Passwords are kept as argon2id strings that carry their parameters (RFC 9106; OWASP's floor is
// 19 MiB, t = 2, p = 1). Raising the parameters re-hashes each password at its next sign-in.
//
// Thread: any. Hashing takes memory, so only a few run at once; the others wait.
#pragma once

#include <cstddef>
#include <semaphore>
#include <string>
#include <string_view>

namespace tsunagi::access {

struct HashCost {
    std::size_t memory_bytes = std::size_t{32} * 1024 * 1024;
    unsigned long long passes = 3;
};

class Passwords {
public:
    explicit Passwords(HashCost cost = {});

    std::string hash(std::string_view password);
    bool matches(std::string_view hash, std::string_view password);
    bool is_outdated(std::string_view hash) const;
    // Takes as long as a comparison: for a login that does not exist.
    void pretend(std::string_view password);

private:
    const HashCost cost_;
    std::counting_semaphore<4> room_{4};
    std::string nobody_;  // hash of no one's password
};

}  // namespace tsunagi::access
