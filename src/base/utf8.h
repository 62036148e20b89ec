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

namespace detail {
Decoded decode_any(std::string_view text, std::size_t at);
void append_any(char32_t code_point, std::string& out);
}  // namespace detail

// Requires at < text.size(). An ill-formed sequence consumes its longest valid beginning
// (Unicode 15, table 3-8), so that decoding goes on at the next possible character.
inline Decoded decode(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    if (byte(0) < 0x80) return {byte(0), 1, true};
    // Most of what is not ASCII here is kana and kanji: three bytes, U+1000 to U+CFFF.
    const bool common = byte(0) >= 0xE1 && byte(0) <= 0xEC && at + 2 < text.size();
    if (common && (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80) {
        return {char32_t((byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F)), 3,
                true};
    }
    return detail::decode_any(text, at);
}

inline void append(char32_t code_point, std::string& out) {
    if (code_point < 0x80) {
        out += char(code_point);
    } else {
        detail::append_any(code_point, out);
    }
}

// The offset of the first ill-formed byte, or text.size().
std::size_t first_ill_formed(std::string_view text);

inline bool is_ascii(std::string_view text) {
    unsigned char all = 0;
    for (const char c : text) all |= static_cast<unsigned char>(c);
    return all < 0x80;
}

}  // namespace tsunagi::utf8
