#include "base/json.h"

#include "base/json_scanner.h"
#include "base/text.h"

#include <algorithm>
#include <bit>
#include <bitset>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace tsunagi {

namespace {

using Kind = TypeTable::Kind;

// A body of nothing but mistakes shall not make an answer larger than itself.
constexpr std::size_t kMaxErrors = 100;
constexpr std::size_t kMaxFields = 256;
// Nor shall one of "{}" after "{}" fill the memory: the elements of all lists together take at most
// this much, and this many times the text.
constexpr std::size_t kElementBytes = 4UL << 20;
constexpr std::size_t kElementBytesPerByte = 32;

struct Range {
    std::int64_t min;
    std::int64_t max;
};

Range range_of(const TypeTable& type) {
    const int bits = int(type.size) * 8;
    constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
    if (type.is_signed) {
        const std::int64_t max = kMax >> (64 - bits);
        return {-max - 1, max};
    }
    return {0, bits == 64 ? kMax : (std::int64_t(1) << bits) - 1};
}

void store_integer(const TypeTable& type, std::int64_t value, void* out) {
    static_assert(std::endian::native == std::endian::little);
    std::memcpy(out, &value, type.size);
}

bool may_be_absent(const Field& field) {
    return field.type->kind == Kind::Optional || field.type->kind == Kind::PatchType ||
           (field.rule && field.rule->read_only);
}

class Reader {
public:
    Reader(std::string_view text, std::vector<FieldError>& errors)
        : scanner_(text), errors_(errors),
          room_(kElementBytes + kElementBytesPerByte * text.size()) {}

    void read_document(const TypeTable& type, void* out) {
        if (read(type, nullptr, out) && scanner_.finish()) return;
        // The path still names the value that could not be read.
        add(scanner_.code(),
            std::string(scanner_.reason()) + " at byte " + std::to_string(scanner_.offset()),
            {{"offset", std::to_string(scanner_.offset())}});
    }

private:
    // False when the text cannot be read any further.
    bool read(const TypeTable& type, const Rule* rule, void* out);
    bool read_bool(void* out);
    bool read_integer(const TypeTable& type, const Rule* rule, Range range, void* out);
    bool read_number(const Rule* rule, void* out);
    bool read_text(const Rule* rule, void* out);
    template <class T>
    bool read_formatted(std::string_view format, std::optional<T> (*parse)(std::string_view),
                        void* out);
    bool read_enum(const TypeTable& type, void* out);
    bool read_nullable(const TypeTable& type, const Rule* rule, void* out);
    bool read_vector(const TypeTable& type, const Rule* rule, void* out);
    bool read_raw(void* out);
    bool read_object(const TypeTable& type, void* out);
    bool read_member(const TypeTable& type, std::size_t& next, std::bitset<kMaxFields>& seen,
                     void* out);
    void report_missing(const TypeTable& type, const std::bitset<kMaxFields>& seen);

    void add(std::string_view code, std::string message, std::vector<FieldError::Arg> args = {}) {
        if (errors_.size() >= kMaxErrors) return;
        errors_.push_back({path_, std::string(code), std::move(message), std::move(args)});
    }
    bool wrong_type(std::string_view expected) {
        if (scanner_.peek() == 'n') {
            add("missing", "a value is required");
        } else {
            add("wrong_type", "must be " + std::string(expected),
                {{"expected", std::string(expected)}});
        }
        return scanner_.skip();
    }
    // A number may be as long as the body that holds it.
    void out_of_range(Range range, std::string_view value) {
        constexpr std::size_t kShown = 40;
        const bool is_long = value.size() > kShown;
        const auto min = std::to_string(range.min);
        const auto max = std::to_string(range.max);
        add("out_of_range",
            "must be between " + min + " and " + max + ", not " +
                std::string(value.substr(0, kShown)) + (is_long ? "…" : ""),
            {{"min", min}, {"max", max}});
    }
    void check_length(std::size_t length, const Rule* rule);
    bool has_room(const TypeTable& element, std::size_t count, const Rule* rule);
    void enter_path(std::string_view key);

    JsonScanner scanner_;
    std::vector<FieldError>& errors_;
    std::size_t room_;  // bytes left for elements of lists
    std::string path_;
    std::string text_;
    std::string key_;
};

void Reader::enter_path(std::string_view key) {
    path_ += '/';
    for (const char c : key) {
        if (c == '~') {
            path_ += "~0";
        } else if (c == '/') {
            path_ += "~1";
        } else {
            path_ += c;
        }
    }
}

void Reader::check_length(std::size_t length, const Rule* rule) {
    if (!rule) return;
    if (rule->min_length && length < *rule->min_length) {
        const auto min = std::to_string(*rule->min_length);
        add("too_short", "must have at least " + min + " characters or elements", {{"min", min}});
    }
    if (rule->max_length && length > *rule->max_length) {
        const auto max = std::to_string(*rule->max_length);
        add("too_long", "must have at most " + max + " characters or elements", {{"max", max}});
    }
}

bool Reader::read(const TypeTable& type, const Rule* rule, void* out) {
    constexpr Range kAll{std::numeric_limits<std::int64_t>::min(),
                         std::numeric_limits<std::int64_t>::max()};
    switch (type.kind) {
        case Kind::Bool: return read_bool(out);
        case Kind::Integer: return read_integer(type, rule, range_of(type), out);
        case Kind::IdType: return read_integer(type, rule, {1, kAll.max}, out);
        case Kind::MoneyType:
        case Kind::UnitPriceType: return read_integer(type, rule, kAll, out);
        case Kind::Number: return read_number(rule, out);
        case Kind::Text: return read_text(rule, out);
        case Kind::InstantType: return read_formatted<Instant>("date-time", parse_instant, out);
        case Kind::DayType: return read_formatted<Day>("date", parse_day, out);
        case Kind::MonthType: return read_formatted<Month>("month", parse_month, out);
        case Kind::Enum: return read_enum(type, out);
        case Kind::Optional:
        case Kind::PatchType: return read_nullable(type, rule, out);
        case Kind::Vector: return read_vector(type, rule, out);
        case Kind::JsonType: return read_raw(out);
        case Kind::Object: return read_object(type, out);
    }
    ASSERT(false);
}

bool Reader::read_bool(void* out) {
    const char next = scanner_.peek();
    if (next != 't' && next != 'f') return wrong_type("true or false");
    *static_cast<bool*>(out) = next == 't';
    return scanner_.literal(next == 't' ? "true" : "false");
}

bool Reader::read_integer(const TypeTable& type, const Rule* rule, Range range, void* out) {
    const char next = scanner_.peek();
    if (next != '-' && (next < '0' || next > '9')) return wrong_type("an integer");
    std::string_view token;
    if (!scanner_.number(token)) return false;
    if (token.find_first_of(".eE") != std::string_view::npos) {
        add("wrong_type", "must be an integer", {{"expected", "an integer"}});
        return true;
    }
    if (rule && rule->min) range.min = std::max(range.min, *rule->min);
    if (rule && rule->max) range.max = std::min(range.max, *rule->max);
    std::int64_t value = 0;
    const auto result = std::from_chars(token.data(), token.data() + token.size(), value);
    if (result.ec != std::errc{} || value < range.min || value > range.max) {
        out_of_range(range, token);
        return true;
    }
    store_integer(type, value, out);
    return true;
}

bool Reader::read_number(const Rule* rule, void* out) {
    const char next = scanner_.peek();
    if (next != '-' && (next < '0' || next > '9')) return wrong_type("a number");
    std::string_view token;
    if (!scanner_.number(token)) return false;
    double value = 0;
    const auto result = std::from_chars(token.data(), token.data() + token.size(), value);
    const bool whole = token.find_first_of(".eE") == std::string_view::npos;
    constexpr double kExact = 9007199254740992.0;  // 2^53: from here integers are rounded
    if (result.ec != std::errc{} || (whole && std::abs(value) >= kExact)) {
        add("out_of_range", "the number is too large or too small to be kept exactly");
        return true;
    }
    const bool below = rule && rule->min && value < double(*rule->min);
    const bool above = rule && rule->max && value > double(*rule->max);
    if (below || above) {
        const auto word = below ? "at least " : "at most ";
        const auto bound = std::to_string(below ? *rule->min : *rule->max);
        add("out_of_range", "must be " + std::string(word) + bound,
            {{below ? "min" : "max", bound}});
        return true;
    }
    *static_cast<double*>(out) = value;
    return true;
}

bool Reader::read_text(const Rule* rule, void* out) {
    if (scanner_.peek() != '"') return wrong_type("a string");
    auto& text = *static_cast<std::string*>(out);
    if (!scanner_.string(text)) return false;
    if (text.find('\0') != std::string::npos) {
        add("null_character", "must not contain the character U+0000");
    }
    check_length(code_points(text), rule);
    return true;
}

template <class T>
bool Reader::read_formatted(std::string_view format, std::optional<T> (*parse)(std::string_view),
                            void* out) {
    if (scanner_.peek() != '"') return wrong_type("a string");
    if (!scanner_.string(text_)) return false;
    if (const auto value = parse(text_)) {
        *static_cast<T*>(out) = *value;
    } else {
        add("invalid_format", "must be a " + std::string(format),
            {{"format", std::string(format)}});
    }
    return true;
}

bool Reader::read_enum(const TypeTable& type, void* out) {
    if (scanner_.peek() != '"') return wrong_type("a string");
    if (!scanner_.string(text_)) return false;
    if (const auto value = value_of(type, text_)) {
        store_integer(type, *value, out);
        return true;
    }
    std::string allowed;
    for (const EnumValue& entry : type.values) {
        if (!allowed.empty()) allowed += ", ";
        allowed += entry.name;
    }
    add("not_in_list", "must be one of " + allowed, {{"allowed", allowed}});
    return true;
}

bool Reader::read_nullable(const TypeTable& type, const Rule* rule, void* out) {
    if (scanner_.peek() == 'n') {
        type.reset(out);
        return scanner_.literal("null");
    }
    return read(*type.element, rule, type.emplace(out));
}

// Whether a list of `count` elements may get one more; what is beyond is counted, not kept.
bool Reader::has_room(const TypeTable& element, std::size_t count, const Rule* rule) {
    if (rule && rule->max_length && count >= *rule->max_length) return false;
    if (element.size > room_) return false;
    room_ -= element.size;
    return true;
}

bool Reader::read_vector(const TypeTable& type, const Rule* rule, void* out) {
    if (scanner_.peek() != '[') return wrong_type("an array");
    type.reset(out);
    if (!scanner_.enter('[')) return false;
    std::size_t count = 0;
    std::size_t kept = 0;
    const std::size_t outer = path_.size();
    if (!scanner_.take(']')) {
        do {
            if (kept < count || !has_room(*type.element, count, rule)) {
                ++count;
                if (!scanner_.skip()) return false;
                continue;
            }
            enter_path(std::to_string(count++));
            if (!read(*type.element, nullptr, type.emplace(out))) return false;
            path_.resize(outer);
            ++kept;
        } while (scanner_.take(','));
        if (!scanner_.expect(']')) return false;
    }
    scanner_.leave();
    const Rule full{.field = {}, .max_length = kept};
    const bool ruled = rule && rule->max_length && count > *rule->max_length;
    check_length(count, kept < count && !ruled ? &full : rule);
    return true;
}

bool Reader::read_raw(void* out) {
    scanner_.peek();
    const std::size_t from = scanner_.offset();
    if (!scanner_.skip()) return false;
    static_cast<Json*>(out)->text = scanner_.text().substr(from, scanner_.offset() - from);
    return true;
}

bool Reader::read_object(const TypeTable& type, void* out) {
    if (scanner_.peek() != '{') return wrong_type("an object");
    ASSERT(type.fields.size() <= kMaxFields);
    if (!scanner_.enter('{')) return false;
    std::bitset<kMaxFields> seen;
    std::size_t next = 0;  // fields mostly come in the order of the description
    if (!scanner_.take('}')) {
        do {
            if (!read_member(type, next, seen, out)) return false;
        } while (scanner_.take(','));
        if (!scanner_.expect('}')) return false;
    }
    scanner_.leave();
    report_missing(type, seen);
    return true;
}

bool Reader::read_member(const TypeTable& type, std::size_t& next, std::bitset<kMaxFields>& seen,
                         void* out) {
    if (!scanner_.string(key_) || !scanner_.expect(':')) return false;
    const std::size_t outer = path_.size();
    enter_path(key_);
    const std::size_t count = type.fields.size();
    std::size_t tried = 0;
    while (tried < count && type.fields[(next + tried) % count].name != key_) ++tried;
    if (tried == count) {
        add("unknown", "there is no such field");
        if (!scanner_.skip()) return false;
        path_.resize(outer);
        return true;
    }
    const std::size_t index = (next + tried) % count;
    next = index + 1;
    if (seen[index]) {
        add("duplicate", "the field is given twice");
        if (!scanner_.skip()) return false;
    } else {
        seen[index] = true;
        const Field& field = type.fields[index];
        if (!read(*field.type, field.rule, static_cast<char*>(out) + field.offset)) return false;
    }
    path_.resize(outer);
    return true;
}

void Reader::report_missing(const TypeTable& type, const std::bitset<kMaxFields>& seen) {
    const std::size_t outer = path_.size();
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
        if (seen[i] || may_be_absent(type.fields[i])) continue;
        enter_path(type.fields[i].name);
        add("missing", "a value is required");
        path_.resize(outer);
    }
}

}  // namespace

std::vector<FieldError> read_json(const TypeTable& type, std::string_view text, void* out) {
    std::vector<FieldError> errors;
    Reader(text, errors).read_document(type, out);
    return errors;
}

}  // namespace tsunagi
