// UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tsunagi::utf8 {

inline constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
    char32_t code_point;
    std::size_t bytes;  // consumed; at least 1
    bool ok;            // false: ill-formed, code_point is U+FFFD
};

// Requires at < text.size(). An ill-formed sequence consumes its longest valid beginning
// (Unicode 15, table 3-8), so that decoding goes on at the next possible character.
Decoded decode(std::string_view text, std::size_t at);

void append(char32_t code_point, std::string& out);

// The offset of the first ill-formed byte, or text.size().
std::size_t first_ill_formed(std::string_view text);

inline bool is_ascii(std::string_view text) {
    unsigned char all = 0;
    for (const char c : text) all |= static_cast<unsigned char>(c);
    return all < 0x80;
}

}  // namespace tsunagi::utf8
