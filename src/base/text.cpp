#include "base/text.h"

#include "base/error.h"
#include "base/utf8.h"
#include "base/variant_kanji.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>

#include <array>

namespace tsunagi {

namespace {

// Formatting characters that nobody sees and nobody typed on purpose: soft hyphen, zero-width
// space, directional marks and overrides, byte-order mark. Joiners stay, emoji need them.
bool is_invisible(char32_t c) {
    return c == 0xAD || c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

bool is_space(char32_t c) {
    if (c < 0x80) return c == ' ' || (c >= 9 && c <= 13);
    if (c == 0x3000) return true;
    if (c > 0x3000 && c < 0xFB00) return false;
    return u_isUWhiteSpace(UChar32(c));
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

// Without control and invisible characters; a tab is a space, every line break is '\n',
// ill-formed bytes are U+FFFD.
std::string cleaned(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto [c, bytes, ok] = utf8::decode(text, at);
        const bool line_feed_follows = c == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
        at += bytes;
        if (line_feed_follows) continue;
        if (c == '\t') {
            out += ' ';
        } else if (c == '\n' || c == '\r') {
            out += '\n';
        } else if (!is_control(c) && !is_invisible(c)) {
            utf8::append(c, out);
        }
    }
    return out;
}

// The offset where the code point before `end` begins. Requires well-formed UTF-8 and end > 0.
std::size_t last_code_point(std::string_view text, std::size_t end) {
    --end;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return end;
}

void trim_outer_space(std::string& text) {
    while (!text.empty()) {
        const std::size_t last = last_code_point(text, text.size());
        if (!is_space(utf8::decode(text, last).code_point)) break;
        text.resize(last);
    }
    std::size_t from = 0;
    while (from < text.size()) {
        const auto [c, bytes, ok] = utf8::decode(text, from);
        if (!is_space(c)) break;
        from += bytes;
    }
    text.erase(0, from);
}

// Half-width katakana U+FF61..U+FF9D in their order.
constexpr std::u32string_view kHalfWidthKana =
    U"。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホ"
    U"マミムメモヤユヨラリルレロワン";
static_assert(kHalfWidthKana.size() == 0xFF9D - 0xFF61 + 1);

constexpr char32_t kHalfVoiced = 0xFF9E;
constexpr char32_t kHalfSemiVoiced = 0xFF9F;

// The composed kana of a full-width one and a following half-width sound mark; 0 when none.
char32_t voiced(char32_t kana, char32_t mark) {
    const bool h_row = kana >= U'ハ' && kana <= U'ホ';
    if (mark == kHalfSemiVoiced) return h_row ? kana + 2 : 0;
    if (kana == U'ウ') return U'ヴ';
    if (kana == U'ワ') return U'ヷ';
    if (kana == U'ヲ') return U'ヺ';
    const bool k_to_t = kana >= U'カ' && kana <= U'ト' && kana != U'ッ' && kana != U'ナ';
    return k_to_t || h_row ? kana + 1 : 0;
}

// Characters that NFKC leaves alone whatever stands beside them, and the common widths it changes.
// 0: this text needs the full algorithm.
char32_t plain_nfkc(char32_t c) {
    if (c < 0x80) return c;
    if (c >= 0x4E00 && c <= 0x9FFF) return c;
    if (c >= 0x3041 && c <= 0x3096) return c;
    if (c >= 0x30A1 && c <= 0x30FE) return c;
    if (c == 0x3000) return ' ';
    if (c >= 0x3001 && c <= 0x3020) return c == 0x301C ? U'~' : c;
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
    if (c >= 0xFF61 && c <= 0xFF9D) return kHalfWidthKana[c - 0xFF61];
    return 0;
}

// One or two code points at `at`, as plain_nfkc: a half-width kana takes its sound mark along.
char32_t take_plain(std::string_view text, std::size_t& at) {
    const auto [c, bytes, ok] = utf8::decode(text, at);
    const char32_t plain = plain_nfkc(c);
    at += bytes;
    const bool half_width = c >= 0xFF66 && c <= 0xFF9D;
    if (!half_width || at >= text.size()) return plain;
    const auto mark = utf8::decode(text, at);
    if (mark.code_point != kHalfVoiced && mark.code_point != kHalfSemiVoiced) return plain;
    const char32_t composed = voiced(plain, mark.code_point);
    if (composed != 0) at += mark.bytes;
    return composed != 0 ? composed : plain;
}

// NFKC of clean text made of ASCII, kana and common kanji only; false when it holds anything else.
bool simple_nfkc(std::string_view text, std::string& out) {
    out.clear();
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto first = static_cast<unsigned char>(text[at]);
        if (first < 0x80) {
            if (is_control(first) && first != '\n') return false;
            out += char(first);
            ++at;
            continue;
        }
        const char32_t plain = take_plain(text, at);
        if (plain == 0) return false;
        utf8::append(plain, out);
    }
    return true;
}

std::string full_nfkc(std::string_view text) {
    UErrorCode status = U_ZERO_ERROR;
    static const icu::Normalizer2* const normalizer = icu::Normalizer2::getNFKCInstance(status);
    ASSERT(normalizer);
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    normalizer->normalizeUTF8(0, icu::StringPiece(text.data(), int32_t(text.size())), sink, nullptr,
                              status);
    ASSERT(U_SUCCESS(status));
    return out;
}

bool is_hyphen(char32_t c) {
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2043 || c == 0x2212 || c == 0x2500 || c == 0xFE58;
}

bool is_wave_dash(char32_t c) { return c == 0x301C || c == 0x223C || c == 0x223E || c == 0x3030; }

std::string with_plain_dashes(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto [c, bytes, ok] = utf8::decode(text, at);
        utf8::append(is_hyphen(c) ? U'-' : is_wave_dash(c) ? U'~' : c, out);
        at += bytes;
    }
    return out;
}

bool is_katakana(char32_t c) { return c >= 0x30A1 && c <= 0x30FE; }

char32_t to_katakana(char32_t c) {
    const bool hiragana = (c >= 0x3041 && c <= 0x3096) || c == 0x309D || c == 0x309E;
    return hiragana ? c + 0x60 : c;
}

bool is_variation_selector(char32_t c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

// Katakana for hiragana; a hyphen typed as the long vowel ("ユ-ザ-") becomes one.
char32_t kana_character(char32_t c, char32_t before) {
    return c == U'-' && is_katakana(before) ? U'ー' : to_katakana(c);
}

char32_t lower_case(char32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
    if (c >= 0x3000 && c <= 0x9FFF) return c;
    return char32_t(u_tolower(UChar32(c)));
}

// Sets `settled` to whether nfkc() would leave the result alone for certain.
std::string searchable(std::string_view normal, bool& settled) {
    std::string out;
    out.reserve(normal.size());
    settled = true;
    char32_t before = 0;
    for (std::size_t at = 0; at < normal.size();) {
        const auto [c, bytes, ok] = utf8::decode(normal, at);
        at += bytes;
        if (is_space(c) || is_variation_selector(c)) continue;
        before = kana_character(unified_kanji(lower_case(c)), before);
        settled = settled && plain_nfkc(before) == before;
        utf8::append(before, out);
    }
    return out;
}

bool is_local_part(std::string_view text) {
    constexpr std::string_view kAllowed = "!#$%&'*+-/=?^_`{|}~.";
    if (text.empty() || text.size() > 64) return false;
    for (const char c : text) {
        const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!word && kAllowed.find(c) == std::string_view::npos) return false;
    }
    return true;
}

bool is_label(std::string_view text) {
    if (text.empty() || text.size() > 63 || text.front() == '-' || text.back() == '-') return false;
    for (const char c : text) {
        const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!word && c != '-') return false;
    }
    return true;
}

bool is_domain(std::string_view text) {
    std::size_t labels = 0;
    while (true) {
        const auto dot = text.find('.');
        if (!is_label(text.substr(0, dot))) return false;
        ++labels;
        if (dot == std::string_view::npos) return labels > 1;
        text.remove_prefix(dot + 1);
    }
}

}  // namespace

bool is_utf8(std::string_view text) { return utf8::first_ill_formed(text) == text.size(); }

std::size_t code_points(std::string_view text) {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

std::string trimmed(std::string_view text) {
    std::string clean = cleaned(text);
    trim_outer_space(clean);
    return clean;
}

std::string nfkc(std::string_view text) {
    std::string normal;
    if (!simple_nfkc(text, normal)) {
        const std::string clean = cleaned(text);
        if (!simple_nfkc(clean, normal)) normal = with_plain_dashes(full_nfkc(clean));
    }
    trim_outer_space(normal);
    return normal;
}

std::string search_form(std::string_view text) {
    bool settled = false;
    std::string form = searchable(nfkc(text), settled);
    // Lower case and unified kanji can differ from their NFKC (U+1E9E, compatibility forms).
    if (!settled) form = searchable(nfkc(form), settled);
    return form;
}

std::string kana_form(std::string_view text) {
    const std::string normal = nfkc(text);
    std::string out;
    out.reserve(normal.size());
    char32_t before = 0;
    for (std::size_t at = 0; at < normal.size();) {
        const auto [c, bytes, ok] = utf8::decode(normal, at);
        at += bytes;
        const char32_t next = is_space(c) ? U' ' : kana_character(c, before);
        if (next != U' ' || before != U' ') utf8::append(next, out);
        before = next;
    }
    return out;
}

std::optional<std::string> postal_code(std::string_view text) {
    std::string digits;
    bool hyphen = false;
    const std::string normal = nfkc(text);
    std::string_view rest = normal;
    if (rest.starts_with("〒")) rest.remove_prefix(std::string_view("〒").size());
    while (!rest.empty()) {
        const auto [c, bytes, ok] = utf8::decode(rest, 0);
        rest.remove_prefix(bytes);
        if (c >= '0' && c <= '9') {
            digits += char(c);
        } else if ((c == '-' || c == U'ー') && digits.size() == 3) {
            hyphen = true;
        } else if (c != ' ') {
            return std::nullopt;
        }
    }
    if (digits.size() == 6 && !hyphen) digits.insert(0, "0");
    if (digits.size() != 7) return std::nullopt;
    return digits;
}

std::optional<std::string> email_form(std::string_view text) {
    std::string form = nfkc(text);
    for (char& c : form) {
        if (c >= 'A' && c <= 'Z') c = char(c + 32);
    }
    const auto at = form.find('@');
    if (at == std::string::npos || form.size() > 254) return std::nullopt;
    const std::string_view all = form;
    if (!is_local_part(all.substr(0, at)) || !is_domain(all.substr(at + 1))) return std::nullopt;
    return form;
}

std::vector<std::string> bigrams(std::string_view form) {
    std::vector<std::string> grams;
    std::size_t before = 0;
    std::size_t at = 0;
    bool first = true;
    while (at < form.size()) {
        const std::size_t next = at + utf8::decode(form, at).bytes;
        if (!first) grams.emplace_back(form.substr(before, next - before));
        first = false;
        before = at;
        at = next;
    }
    if (grams.empty() && !form.empty()) grams.emplace_back(form);
    return grams;
}

}  // namespace tsunagi
