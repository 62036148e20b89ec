// What a password must be when it is chosen: long, and not what a guesser tries first. There is no
// rule of composition and no forced change (NIST SP 800-63B, 3.1.1; OWASP ASVS 5.0, 6.2): nothing
// is cut, trimmed or changed, and a password is compared byte by byte as it was sent.
#pragma once

#include <string_view>
#include <vector>

namespace tsunagi::access {

inline constexpr std::size_t kShortestPassword = 12;  // code points
inline constexpr std::size_t kLongestPassword = 200;

// Throws InvalidInput at `pointer`: password_too_short, password_too_long, or password_guessable
// when, apart from digits and signs around it, it is a common password, a short piece repeated, a
// run of neighbours ("abcdefghijkl"), or made of `words`: the log-in, her name, the shop's.
void check_new_password(std::string_view password, const std::vector<std::string_view>& words,
                        std::string_view pointer);

}  // namespace tsunagi::access
