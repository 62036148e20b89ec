#include "server/route.h"

#include <algorithm>

namespace tsunagi::server {

namespace routing {

static std::vector<std::string_view> segments_of(std::string_view pattern) {
    ASSERT(pattern.starts_with('/'));
    std::vector<std::string_view> segments;
    std::size_t from = 1;
    while (from <= pattern.size()) {
        const auto end = std::min(pattern.find('/', from), pattern.size());
        segments.push_back(pattern.substr(from, end - from));
        from = end + 1;
    }
    return segments;
}

Route declared(const Declaration& declaration) {
    Route made{.method = declaration.method,
               .pattern = declaration.pattern,
               .operation = declaration.operation,
               .right = declaration.right,
               .cost = declaration.cost,
               .idempotency = declaration.idempotency,
               .audit = declaration.audit,
               .status = declaration.status,
               .answer_type = declaration.answer_type,
               .step_up = declaration.step_up};
    made.segments = segments_of(made.pattern);
    ASSERT((made.idempotency == Idempotency::Safe) == is_safe(made.method));
    return made;
}

bool takes_query(Method method) { return is_safe(method) || method == Method::Delete; }

void read_body(const Request& request, const TypeTable& type, void* out) {
    auto errors = read_json(type, request.body, out);
    if (errors.empty()) return;
    throw Error(Code::InvalidInput, "the body is not valid", std::move(errors));
}

}  // namespace routing

static std::optional<std::int64_t> version_of(const TypeTable& type, const void* value) {
    if (type.kind != TypeTable::Kind::Object) return std::nullopt;
    const auto field = std::ranges::find(type.fields, "version", &Field::name);
    if (field == type.fields.end() || field->type->kind != TypeTable::Kind::Integer ||
        field->type->size != sizeof(std::int64_t)) {
        return std::nullopt;
    }
    return *reinterpret_cast<const std::int64_t*>(static_cast<const char*>(value) + field->offset);
}

std::string etag_of(const TypeTable& type, const void* value) {
    const auto version = version_of(type, value);
    return version ? '"' + std::to_string(*version) + '"' : "";
}

Response json_response(int status, const TypeTable& type, const void* value) {
    Response response{.status = status};
    response.set("content-type", "application/json");
    write_json(type, value, response.body);
    if (auto etag = etag_of(type, value); !etag.empty()) response.set("etag", std::move(etag));
    return response;
}

}  // namespace tsunagi::server
