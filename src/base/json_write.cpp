#include "base/json.h"
#include "base/utf8.h"

#include <charconv>
#include <cmath>
#include <cstring>

namespace tsunagi {

namespace {

using Kind = TypeTable::Kind;

std::int64_t load_integer(const TypeTable& type, const void* value) {
    std::int64_t out = 0;
    std::memcpy(&out, value, type.size);
    if (!type.is_signed || type.size == sizeof out) return out;
    const int unused = 64 - int(type.size) * 8;
    return std::int64_t(std::uint64_t(out) << unused) >> unused;
}

void append_integer(const TypeTable& type, const void* value, std::string& out) {
    char text[24];
    const std::int64_t number = load_integer(type, value);
    const auto end = type.is_signed || type.size < sizeof number
                         ? std::to_chars(text, text + sizeof text, number)
                         : std::to_chars(text, text + sizeof text, std::uint64_t(number));
    out.append(text, end.ptr);
}

void append_number(double number, std::string& out) {
    if (!std::isfinite(number)) {
        throw Error(Code::Internal, "JSON has no word for a number that is not finite");
    }
    char text[32];
    out.append(text, std::to_chars(text, text + sizeof text, number).ptr);
}

void append_quoted(std::string_view plain, std::string& out) {
    out += '"';
    out += plain;
    out += '"';
}

void append_vector(const TypeTable& type, const void* value, std::string& out) {
    out += '[';
    const std::size_t count = type.count(value);
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) out += ',';
        write_json(*type.element, type.get(value, i), out);
    }
    out += ']';
}

void append_object(const TypeTable& type, const void* value, std::string& out) {
    out += '{';
    bool first = true;
    for (const Field& field : type.fields) {
        const void* member = static_cast<const char*>(value) + field.offset;
        if (field.type->kind == Kind::PatchType && field.type->count(member) == 0) continue;
        if (!first) out += ',';
        first = false;
        append_quoted(field.name, out);
        out += ':';
        write_json(*field.type, member, out);
    }
    out += '}';
}

void append_escaped(unsigned char c, std::string& out) {
    constexpr std::string_view kHex = "0123456789abcdef";
    switch (c) {
        case '"': out += "\\\""; return;
        case '\\': out += "\\\\"; return;
        case '\n': out += "\\n"; return;
        case '\r': out += "\\r"; return;
        case '\t': out += "\\t"; return;
        default:
            out += "\\u00";
            out += kHex[c >> 4];
            out += kHex[c & 15];
    }
}

}  // namespace

void append_json_string(std::string_view text, std::string& out) {
    out += '"';
    std::size_t at = 0;
    while (at < text.size()) {
        const auto c = static_cast<unsigned char>(text[at]);
        if (c >= 0x80) {
            const auto decoded = utf8::decode(text, at);
            utf8::append(decoded.code_point, out);
            at += decoded.bytes;
            continue;
        }
        if (c < 0x20 || c == '"' || c == '\\') {
            append_escaped(c, out);
        } else {
            out += char(c);
        }
        ++at;
    }
    out += '"';
}

void write_json(const TypeTable& type, const void* value, std::string& out) {
    switch (type.kind) {
        case Kind::Bool: out += *static_cast<const bool*>(value) ? "true" : "false"; return;
        case Kind::Integer:
        case Kind::IdType:
        case Kind::MoneyType:
        case Kind::UnitPriceType: append_integer(type, value, out); return;
        case Kind::Number: append_number(*static_cast<const double*>(value), out); return;
        case Kind::Text: append_json_string(*static_cast<const std::string*>(value), out); return;
        case Kind::InstantType:
            append_quoted(to_text(*static_cast<const Instant*>(value)), out);
            return;
        case Kind::DayType: append_quoted(to_text(*static_cast<const Day*>(value)), out); return;
        case Kind::MonthType:
            append_quoted(to_text(*static_cast<const Month*>(value)), out);
            return;
        case Kind::Enum: append_quoted(word_of(type, load_integer(type, value)), out); return;
        case Kind::Optional:
        case Kind::PatchType:
            if (const void* element = type.get(value, 0)) {
                write_json(*type.element, element, out);
            } else {
                out += "null";
            }
            return;
        case Kind::Vector: append_vector(type, value, out); return;
        case Kind::JsonType: out += static_cast<const Json*>(value)->text; return;
        case Kind::Object: append_object(type, value, out); return;
    }
}

}  // namespace tsunagi
