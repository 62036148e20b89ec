#include "base/utf8.h"

namespace tsunagi::utf8 {

namespace {

struct Lead {
    std::size_t length;       // 0: not a lead byte
    unsigned char low, high;  // the range of the second byte
    unsigned char mask;       // payload bits of the lead
};

Lead lead_of(unsigned char byte) {
    if (byte >= 0xC2 && byte <= 0xDF) return {2, 0x80, 0xBF, 0x1F};
    if (byte == 0xE0) return {3, 0xA0, 0xBF, 0x0F};
    if (byte == 0xED) return {3, 0x80, 0x9F, 0x0F};
    if (byte >= 0xE1 && byte <= 0xEF) return {3, 0x80, 0xBF, 0x0F};
    if (byte == 0xF0) return {4, 0x90, 0xBF, 0x07};
    if (byte >= 0xF1 && byte <= 0xF3) return {4, 0x80, 0xBF, 0x07};
    if (byte == 0xF4) return {4, 0x80, 0x8F, 0x07};
    return {0, 0, 0, 0};
}

}  // namespace

Decoded detail::decode_any(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    if (first < 0x80) return {first, 1, true};
    const Lead lead = lead_of(first);
    if (lead.length == 0) return {kReplacement, 1, false};
    char32_t code_point = first & lead.mask;
    for (std::size_t i = 1; i < lead.length; ++i) {
        if (at + i >= text.size()) return {kReplacement, i, false};
        const auto byte = static_cast<unsigned char>(text[at + i]);
        const unsigned char low = i == 1 ? lead.low : 0x80;
        const unsigned char high = i == 1 ? lead.high : 0xBF;
        if (byte < low || byte > high) return {kReplacement, i, false};
        code_point = (code_point << 6) | (byte & 0x3F);
    }
    return {code_point, lead.length, true};
}

void detail::append_any(char32_t c, std::string& out) {
    const auto tail = [&](int shift) { return char(0x80 | ((c >> shift) & 0x3F)); };
    if (c < 0x80) {
        out += char(c);
    } else if (c < 0x800) {
        const char bytes[] = {char(0xC0 | (c >> 6)), tail(0)};
        out.append(bytes, sizeof bytes);
    } else if (c < 0x10000) {
        const char bytes[] = {char(0xE0 | (c >> 12)), tail(6), tail(0)};
        out.append(bytes, sizeof bytes);
    } else {
        const char bytes[] = {char(0xF0 | (c >> 18)), tail(12), tail(6), tail(0)};
        out.append(bytes, sizeof bytes);
    }
}

std::size_t first_ill_formed(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
            continue;
        }
        const Decoded decoded = decode(text, at);
        if (!decoded.ok) return at;
        at += decoded.bytes;
    }
    return at;
}

}  // namespace tsunagi::utf8
