#include "base/json_scanner.h"

#include "base/utf8.h"

#include <unordered_set>

namespace tsunagi {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int hex_digit(char c) {
    if (is_digit(c)) return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_plain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; }

}  // namespace

bool JsonScanner::fail(std::string_view code, std::string_view reason) {
    if (!failed()) {
        code_ = code;
        reason_ = reason;
    }
    return false;
}

char JsonScanner::peek() {
    if (failed()) return 0;
    while (at_ < text_.size()) {
        const char c = text_[at_];
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return c;
        ++at_;
    }
    return 0;
}

bool JsonScanner::take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
}

bool JsonScanner::expect(char c) {
    if (take(c)) return true;
    if (at_ >= text_.size()) return fail("syntax", "the text ends too early");
    return fail("syntax", "unexpected character");
}

bool JsonScanner::enter(char open) {
    if (!expect(open)) return false;
    if (++depth_ > kMaxDepth) return fail("too_deep", "nested deeper than 32");
    return true;
}

bool JsonScanner::literal(std::string_view word) {
    if (peek() == 0) return expect('t');
    if (text_.substr(at_, word.size()) != word) return fail("syntax", "unexpected character");
    at_ += word.size();
    return true;
}

bool JsonScanner::digits() {
    const std::size_t from = at_;
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
    return at_ > from || fail("syntax", "a digit is expected");
}

bool JsonScanner::number(std::string_view& token) {
    peek();
    if (failed()) return false;
    const std::size_t from = at_;
    const auto next_is = [&](char c) { return at_ < text_.size() && text_[at_] == c; };
    if (next_is('-')) ++at_;
    const bool zero = next_is('0');
    const std::size_t first = at_;
    if (!digits()) return false;
    if (zero && at_ - first > 1) return fail("syntax", "a number has a leading zero");
    if (next_is('.')) {
        ++at_;
        if (!digits()) return false;
    }
    if (next_is('e') || next_is('E')) {
        ++at_;
        if (next_is('+') || next_is('-')) ++at_;
        if (!digits()) return false;
    }
    token = text_.substr(from, at_ - from);
    return true;
}

bool JsonScanner::hex4(char32_t& unit) {
    if (at_ + 4 > text_.size()) return fail("syntax", "the text ends too early");
    unit = 0;
    for (int i = 0; i < 4; ++i) {
        const int digit = hex_digit(text_[at_]);
        if (digit < 0) return fail("syntax", "\\u needs four hexadecimal digits");
        unit = unit * 16 + char32_t(digit);
        ++at_;
    }
    return true;
}

bool JsonScanner::escape(std::string& out) {
    if (at_ >= text_.size()) return fail("syntax", "the text ends too early");
    const char c = text_[at_++];
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kValues = "\"\\/\b\f\n\r\t";
    if (const auto found = kNames.find(c); found != std::string_view::npos) {
        out += kValues[found];
        return true;
    }
    if (c != 'u') return fail("syntax", "unknown escape");
    char32_t unit = 0;
    if (!hex4(unit)) return false;
    if (unit >= 0xDC00 && unit <= 0xDFFF) return fail("invalid_utf8", "a lone surrogate");
    if (unit >= 0xD800 && unit <= 0xDBFF) {
        if (text_.substr(at_, 2) != "\\u") return fail("invalid_utf8", "a lone surrogate");
        at_ += 2;
        char32_t low = 0;
        if (!hex4(low)) return false;
        if (low < 0xDC00 || low > 0xDFFF) return fail("invalid_utf8", "a lone surrogate");
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
    utf8::append(unit, out);
    return true;
}

bool JsonScanner::string(std::string& out) {
    out.clear();
    if (!expect('"')) return false;
    while (at_ < text_.size()) {
        const std::size_t from = at_;
        while (at_ < text_.size() && is_plain(text_[at_])) ++at_;
        const auto plain = text_.substr(from, at_ - from);
        if (const auto bad = utf8::first_ill_formed(plain); bad != plain.size()) {
            at_ = from + bad;
            return fail("invalid_utf8", "the bytes are not UTF-8");
        }
        out += plain;
        if (at_ >= text_.size()) break;
        const char c = text_[at_++];
        if (c == '"') return true;
        if (c != '\\') return fail("syntax", "a control character inside a string");
        if (!escape(out)) return false;
    }
    return fail("syntax", "the text ends inside a string");
}

bool JsonScanner::skip_object() {
    if (!enter('{')) return false;
    std::unordered_set<std::string> seen;
    std::string key;
    if (!take('}')) {
        do {
            if (!string(key) || !expect(':')) return false;
            if (!seen.insert(key).second) return fail("duplicate", "a key is given twice");
            if (!skip()) return false;
        } while (take(','));
        if (!expect('}')) return false;
    }
    leave();
    return true;
}

bool JsonScanner::skip_array() {
    if (!enter('[')) return false;
    if (!take(']')) {
        do {
            if (!skip()) return false;
        } while (take(','));
        if (!expect(']')) return false;
    }
    leave();
    return true;
}

bool JsonScanner::skip() {
    std::string text;
    std::string_view token;
    switch (peek()) {
        case '{': return skip_object();
        case '[': return skip_array();
        case '"': return string(text);
        case 't': return literal("true");
        case 'f': return literal("false");
        case 'n': return literal("null");
        case 0: return expect('n');
        default: return number(token);
    }
}

bool JsonScanner::finish() {
    if (peek() == 0 && !failed() && at_ == text_.size()) return true;
    return fail("syntax", "something follows the value");
}

}  // namespace tsunagi
