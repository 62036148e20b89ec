#include "server/call.h"

#include "base/json_scanner.h"
#include "base/utf8.h"
#include "server/idempotency.h"
#include "server/route.h"

#include <algorithm>
#include <charconv>

namespace tsunagi::server {

const std::string& Call::word(std::string_view variable) const {
    for (std::size_t at = 0; at < route_.segments.size(); ++at) {
        const auto segment = route_.segments[at];
        if (segment.starts_with('{') && segment.substr(1, segment.size() - 2) == variable) {
            return request_.segments[at];
        }
    }
    throw Error(Code::Internal, "the route has no variable " + std::string(variable));
}

std::int64_t Call::number(std::string_view variable) const {
    const std::string& text = word(variable);
    std::int64_t value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size() || value <= 0) {
        throw Error(Code::NotFound, "there is nothing at this address");
    }
    return value;
}

std::int64_t Call::number_or_0(std::string_view variable) const {
    const std::string name = "{" + std::string(variable) + "}";
    if (std::ranges::find(route_.segments, name) == route_.segments.end()) return 0;
    const std::string& text = word(variable);
    std::int64_t value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    return failure == std::errc() && end == text.data() + text.size() ? value : 0;
}

std::int64_t Call::customer_of_path() const {
    return route_.pattern.find("/customers/{id}") == route_.pattern.npos ? 0 : path_id();
}

void Call::searched(std::string_view text) {
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    search_length_ = int(std::ranges::count_if(text, begins));
}

Viewer Call::narrowed(const Viewer& viewer, access::Right right) const {
    const auto decision = access::decide(rights_, right);
    if (!decision.allowed) {
        throw Error(Code::Forbidden, "this needs the right " + access::name_of(right));
    }
    Viewer both = access::narrowed(viewer, rights_, right, decision);
    for (std::size_t at = 0; at < kEntities; ++at) {
        both.sees.values.at(at) = std::min(both.sees.values.at(at), viewer.sees.values.at(at));
    }
    return both;
}

std::string sight_of(const Viewer& viewer) {
    std::string sight;
    for (const auto scope : viewer.sees.values) sight += char('0' + int(scope));
    for (const auto right : viewer.fields.values) sight += char('0' + int(right));
    return sight + (viewer.acting_for ? "+" : "");
}

void Call::keep(store::Tx& tx, const TypeTable* type, const void* answer,
                Id<record::Customer> customer) {
    if (!claim_) return;
    KeptAnswer kept{.key = claim_->key,
                    .user_id = who_.user,
                    .route = std::string(route_.operation),
                    .body_hash = claim_->body_hash,
                    .customer_id = customer,
                    .sight = sight_of(viewer_),
                    .status = answer ? route_.status : 204};
    if (answer) {
        write_json(*type, answer, kept.answer);
        kept.etag = etag_of(*type, answer);
    }
    keep_answer(tx, kept);
    kept_ = true;
}

namespace {

using Kind = TypeTable::Kind;

const TypeTable& inner(const TypeTable& type) {
    return type.kind == Kind::Optional || type.kind == Kind::PatchType ? *type.element : type;
}

bool is_json(std::string_view text) {
    JsonScanner scanner(text);
    return scanner.skip() && scanner.finish();
}

bool is_bare(const TypeTable& type, std::string_view text) {
    if (type.kind == Kind::Object) return is_json(text);
    if (type.kind == Kind::Bool) return text == "true" || text == "false";
    const bool number = type.kind == Kind::Integer || type.kind == Kind::Number ||
                        type.kind == Kind::IdType || type.kind == Kind::MoneyType;
    const auto digits = text.starts_with('-') ? text.substr(1) : text;
    return number && !digits.empty() && digits.front() != '.' &&
           digits.find_first_not_of("0123456789.") == digits.npos;
}

// A value of the query as JSON: numbers, truth and objects as they are, all else as a string. What
// is no number and no JSON becomes a string, which the reader then refuses with the right words.
void append_value(const TypeTable& type, std::string_view text, std::string& out) {
    if (is_bare(type, text)) {
        out += text;
    } else {
        append_json_string(text, out);
    }
}

// The next value of a list: up to a comma, unless a backslash before it makes it the value's own.
std::string take_value(std::string_view& text) {
    std::string value;
    while (!text.empty()) {
        const char letter = text.front();
        text.remove_prefix(1);
        if (letter == ',') break;
        const bool marks = letter == '\\' && !text.empty() && (text[0] == ',' || text[0] == '\\');
        value += marks ? text.front() : letter;
        if (marks) text.remove_prefix(1);
    }
    return value;
}

void append_list(const TypeTable& element, std::string_view text, std::string& out) {
    out += '[';
    while (!text.empty()) {
        if (out.back() != '[') out += ',';
        append_value(element, take_value(text), out);
    }
    out += ']';
}

}  // namespace

void read_query(const Request& request, const TypeTable& type, void* out) {
    std::string json = "{";
    for (const auto& parameter : request.query) {
        if (json.size() > 1) json += ',';
        append_json_string(parameter.name, json);
        json += ':';
        const auto field = std::ranges::find(type.fields, parameter.name, &Field::name);
        if (field == type.fields.end()) {
            append_json_string(parameter.value, json);
            continue;
        }
        const TypeTable& wanted = inner(*field->type);
        if (wanted.kind == Kind::Vector) {
            append_list(*wanted.element, parameter.value, json);
        } else {
            append_value(wanted, parameter.value, json);
        }
    }
    json += '}';
    auto errors = read_json(type, json, out);
    if (errors.empty()) return;
    throw Error(Code::InvalidInput, "the query is not valid", std::move(errors));
}

}  // namespace tsunagi::server
