#include "server/call.h"

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

void Call::keep(store::Tx& tx, const TypeTable* type, const void* answer) {
    if (!claim_) return;
    KeptAnswer kept{.key = claim_->key,
                    .user_id = who_.user,
                    .route = std::string(route_.operation),
                    .body_hash = claim_->body_hash,
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

bool is_bare(const TypeTable& type, std::string_view text) {
    if (type.kind == Kind::Bool) return text == "true" || text == "false";
    const bool number = type.kind == Kind::Integer || type.kind == Kind::Number ||
                        type.kind == Kind::IdType || type.kind == Kind::MoneyType;
    const auto digits = text.starts_with('-') ? text.substr(1) : text;
    return number && !digits.empty() && digits.front() != '.' &&
           digits.find_first_not_of("0123456789.") == digits.npos;
}

// A value of the query as JSON: numbers and truth as they are, all else as a string. What is no
// number becomes a string, which the reader then refuses with the right words.
void append_value(const TypeTable& type, std::string_view text, std::string& out) {
    if (is_bare(type, text)) {
        out += text;
    } else {
        append_json_string(text, out);
    }
}

void append_list(const TypeTable& element, std::string_view text, std::string& out) {
    out += '[';
    while (!text.empty()) {
        const auto end = std::min(text.find(','), text.size());
        if (out.back() != '[') out += ',';
        append_value(element, text.substr(0, end), out);
        text.remove_prefix(std::min(end + 1, text.size()));
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
