#include "server/openapi_document.h"

#include "base/json.h"
#include "base/openapi.h"
#include "server/problem.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace tsunagi::server {

namespace {

using Kind = TypeTable::Kind;

std::string json_text(std::string_view text) {
    std::string out;
    append_json_string(text, out);
    return out;
}

std::string lower_method(Method method) {
    std::string text(text_of(method));
    std::ranges::transform(text, text.begin(), [](char c) { return char(c - 'A' + 'a'); });
    return text;
}

// The noun of a route is its section: "customers" of /api/v1/shops/{shop}/customers/{id}.
std::string_view section_of(const Route& route) {
    for (const auto segment : route.segments) {
        const bool frame = segment == "api" || segment == "v1" || segment == "shops";
        if (!frame && !segment.starts_with('{')) return segment;
    }
    return "api";
}

std::string parameter(std::string_view name, std::string_view place, bool required,
                      std::string_view schema) {
    return "{\"name\":" + json_text(name) + ",\"in\":" + json_text(place) +
           ",\"required\":" + (required ? "true" : "false") + ",\"schema\":" + std::string(schema) +
           "}";
}

const TypeTable& without_optional(const TypeTable& type) {
    return type.kind == Kind::Optional ? *type.element : type;
}

// An object of a query is written as JSON.
std::string json_parameter(std::string_view name, bool required, std::string_view schema) {
    return "{\"name\":" + json_text(name) + R"(,"in":"query","required":)" +
           (required ? "true" : "false") + R"(,"content":{"application/json":{"schema":)" +
           std::string(schema) + "}}}";
}

std::string query_parameter(const Field& field) {
    const TypeTable& type = without_optional(*field.type);
    const bool required = field.type->kind != Kind::Optional;
    const auto schema = schema_of(type, field.rule);
    if (type.kind == Kind::Object) return json_parameter(field.name, required, schema);
    std::string text = parameter(field.name, "query", required, schema);
    if (type.kind == Kind::Vector) {
        text.insert(text.size() - 1, ",\"style\":\"form\",\"explode\":false");
    }
    return text;
}

std::string parameters_of(const Route& route) {
    std::vector<std::string> all;
    for (const auto segment : route.segments) {
        if (!segment.starts_with('{')) continue;
        const auto name = segment.substr(1, segment.size() - 2);
        const bool number = name == "shop" || name == "id";
        all.push_back(
            parameter(name, "path", true,
                      number ? R"({"type":"integer","format":"id"})" : R"({"type":"string"})"));
    }
    if (route.query_type != nullptr) {
        for (const auto& field : route.query_type->fields) all.push_back(query_parameter(field));
    }
    const std::string text = R"({"type":"string"})";
    if (route.is_versioned()) all.push_back(parameter("If-Match", "header", true, text));
    if (route.is_keyed()) all.push_back(parameter("Idempotency-Key", "header", true, text));
    std::string list;
    for (const auto& one : all) list.append(list.empty() ? "" : ",").append(one);
    return "[" + list + "]";
}

std::string request_body(const Route& route) {
    if (route.body == BodyKind::Stream) {
        return R"(,"requestBody":{"required":true,"content":{"application/octet-stream":{"schema":)"
               R"({"type":"string","format":"binary"}}}})";
    }
    if (route.body_type == nullptr) return {};
    return R"(,"requestBody":{"required":true,"content":{"application/json":{"schema":)" +
           schema_of(*route.body_type) + "}}}";
}

std::string answers_of(const Route& route) {
    std::string content;
    if (route.answer != nullptr) {
        content = R"(,"content":{"application/json":{"schema":)" + schema_of(*route.answer) + "}}";
    } else if (route.answer_type != "application/json") {
        content = ",\"content\":{" + json_text(route.answer_type) +
                  R"(:{"schema":{"type":"string"}}})";
    }
    const bool empty = content.empty() && !route.open_socket;
    const int status = route.open_socket ? 101 : (empty ? 204 : route.status);
    return "{\"" + std::to_string(status) +
           "\":{\"description\":" + json_text(reason_phrase(status)) + content +
           R"(},"default":{"description":"Problem details, RFC 9457","content":)"
           R"({"application/problem+json":{"schema":)"
           R"({"$ref":"#/components/schemas/ProblemDetails"}}}}})";
}

std::string sentence_of(std::string_view operation) {
    std::string text(operation);
    std::ranges::replace(text, '_', ' ');
    text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}

std::string operation_of(const Route& route) {
    std::string text = "{\"operationId\":" + json_text(route.operation);
    text += ",\"summary\":" + json_text(sentence_of(route.operation));
    text += ",\"tags\":[" + json_text(section_of(route)) + "]";
    text += ",\"parameters\":" + parameters_of(route) + request_body(route);
    text += ",\"responses\":" + answers_of(route);
    if (route.right == anyone) text += ",\"security\":[]";
    text += ",\"x-right\":" + json_text(access::name_of(route.right));
    text += ",\"x-cost\":" + std::to_string(static_cast<int>(route.cost));
    text += ",\"x-audit\":" + json_text(route.audit.text);
    if (route.step_up == StepUp::Needed) text += ",\"x-step-up\":true";
    return text + "}";
}

std::string schemas_of(std::span<const Route> routes) {
    std::vector<const TypeTable*> read;
    std::vector<const TypeTable*> written{&type_of<ProblemDetails>()};
    for (const auto& route : routes) {
        if (route.body_type != nullptr) read.push_back(route.body_type);
        if (route.answer != nullptr) written.push_back(route.answer);
    }
    return component_schemas(read, written);
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '<') {
            out += "&lt;";
        } else if (c == '&') {
            out += "&amp;";
        } else {
            out += c;
        }
    }
    return out;
}

std::string type_name(const TypeTable* type) { return type == nullptr ? "–" : escaped(type->name); }

}  // namespace

std::string openapi_document(std::span<const Route> routes) {
    std::map<std::string_view, std::string> paths;
    for (const auto& route : routes) {
        std::string& path = paths[route.pattern];
        if (!path.empty()) path += ',';
        path += json_text(lower_method(route.method)) + ":" + operation_of(route);
    }
    std::string list;
    for (const auto& [pattern, operations] : paths) {
        list.append(list.empty() ? "" : ",").append(json_text(pattern));
        list.append(":{").append(operations).append("}");
    }
    return R"({"openapi":"3.1.0","info":{"title":"Tsunagi","version":"1","license":)"
           R"({"name":"Apache-2.0","identifier":"Apache-2.0"}},"servers":[{"url":"/"}],)"
           R"("security":[{"session":[]}],"paths":{)" +
           list +
           R"(},"components":{"securitySchemes":{"session":{"type":"apiKey","in":"cookie",)" +
           R"("name":"__Host-tsunagi"}},"schemas":)" + schemas_of(routes) + "}}";
}

std::string api_page(std::span<const Route> routes) {
    std::map<std::string_view, std::string> sections;
    for (const auto& route : routes) {
        std::string& rows = sections[section_of(route)];
        rows.append("<tr><td><code>").append(text_of(route.method)).append("</code><td><code>");
        rows.append(escaped(route.pattern)).append("</code><td>");
        rows.append(sentence_of(route.operation))
            .append("<td>")
            .append(access::name_of(route.right));
        rows.append("<td>").append(type_name(route.body_type)).append("<td>");
        rows.append(type_name(route.answer)).append("\n");
    }
    std::string page =
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Tsunagi API</title>"
        "<meta name=\"viewport\" content=\"width=device-width\"><h1>Tsunagi API</h1>"
        "<p>JSON over HTTP; errors are problem details (RFC 9457). The whole contract is the "
        "OpenAPI 3.1 document <a href=\"/api/v1/openapi.json\">/api/v1/openapi.json</a>.</p>"
        "<p>A session begins with POST /api/v1/session. Requests that change something carry the "
        "session's <code>X-CSRF-Token</code>; changes of a thing carry <code>If-Match</code> with "
        "its ETag, creations an <code>Idempotency-Key</code>.</p>\n";
    for (const auto& [section, rows] : sections) {
        page.append("<h2>").append(section).append("</h2><table><thead><tr><th>Method<th>Path<th>");
        page.append("What<th>Right<th>Body<th>Answer</thead><tbody>").append(rows);
        page.append("</tbody></table>\n");
    }
    return page + "</html>";
}

}  // namespace tsunagi::server
