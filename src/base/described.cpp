#include "base/described.h"

#include "base/error.h"

namespace tsunagi {

namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool is_word(char c) { return is_upper(c) || is_lower_or_digit(c) || c == '_'; }

}  // namespace

std::string snake_case(std::string_view pascal) {
    std::string out;
    for (std::size_t i = 0; i < pascal.size(); ++i) {
        const char c = pascal[i];
        if (!is_upper(c)) {
            out += c;
            continue;
        }
        const bool after_word = i > 0 && is_lower_or_digit(pascal[i - 1]);
        const bool ends_acronym = i > 0 && is_upper(pascal[i - 1]) && i + 1 < pascal.size() &&
                                  is_lower_or_digit(pascal[i + 1]);
        if (after_word || ends_acronym) out += '_';
        out += char(c - 'A' + 'a');
    }
    return out;
}

std::string_view word_of(const TypeTable& enum_type, std::int64_t value) {
    for (const EnumValue& entry : enum_type.values) {
        if (entry.value == value) return entry.name;
    }
    throw Error(Code::Internal, std::string(enum_type.name) + " has no enumerator of value " +
                                    std::to_string(value));
}

std::optional<std::int64_t> value_of(const TypeTable& enum_type, std::string_view word) {
    for (const EnumValue& entry : enum_type.values) {
        if (entry.name == word) return entry.value;
    }
    return std::nullopt;
}

namespace table {

std::string readable_name(std::string_view spelled) {
    std::string out;
    std::size_t word_begin = 0;  // where the qualified name being read began in `out`
    bool in_word = false;
    for (std::size_t i = 0; i < spelled.size(); ++i) {
        const char c = spelled[i];
        if (c == ':') {
            if (!in_word) word_begin = out.size();
            out.resize(word_begin);  // what was read was a namespace
            in_word = true;
        } else if (c == '(') {
            i = spelled.find(')', i);  // "(anonymous namespace)"
            ASSERT(i != std::string_view::npos);
        } else if (is_word(c)) {
            if (!in_word) word_begin = out.size();
            in_word = true;
            out += c;
        } else {
            in_word = false;
        }
    }
    return out;
}

}  // namespace table

}  // namespace tsunagi
