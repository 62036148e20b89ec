#include "server/response_head.h"

#include <algorithm>

namespace tsunagi::server {

bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

std::string content_security_policy(std::string_view nonce) {
    std::string style = "style-src 'self'";
    if (!nonce.empty()) style.append(" 'nonce-").append(nonce).append("'");
    return "default-src 'self'; script-src 'self'; " + style +
           "; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; "
           "base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
}

static bool has(const Response& response, std::string_view name) {
    return std::ranges::find(response.headers, name, &HeaderField::name) != response.headers.end();
}

static void add(std::string& head, std::string_view name, std::string_view value) {
    head.append(name).append(": ").append(value).append("\r\n");
}

static void add_security(std::string& head, const Response& response, bool strict) {
    if (!has(response, "content-security-policy")) {
        add(head, "content-security-policy", content_security_policy());
    }
    if (!has(response, "cache-control")) add(head, "cache-control", "no-store");
    add(head, "x-content-type-options", "nosniff");
    add(head, "x-frame-options", "DENY");
    add(head, "referrer-policy", "no-referrer");
    add(head, "permissions-policy", "camera=(), geolocation=(), microphone=(self)");
    add(head, "cross-origin-opener-policy", "same-origin");
    add(head, "cross-origin-resource-policy", "same-origin");
    if (strict) add(head, "strict-transport-security", "max-age=31536000; includeSubDomains");
}

static void add_line(std::string& head, int status) {
    head.append("HTTP/1.1 ").append(std::to_string(status)).append(" ");
    head.append(reason_phrase(status)).append("\r\n");
}

std::string response_head(const Response& response, const HeadOptions& options) {
    std::string head;
    head.reserve(1024);
    add_line(head, response.status);
    for (const auto& field : response.headers) add(head, field.name, field.value);
    add_security(head, response, options.strict_transport);
    if (options.chunked) {
        add(head, "transfer-encoding", "chunked");
    } else if (may_have_body(response.status) && !response.source) {
        add(head, "content-length", std::to_string(response.body_view().size()));
    }
    if (!options.keep_alive) add(head, "connection", "close");
    return head.append("\r\n");
}

std::string upgrade_head(std::string_view accept_key) {
    std::string head;
    add_line(head, 101);
    add(head, "upgrade", "websocket");
    add(head, "connection", "Upgrade");
    add(head, "sec-websocket-accept", accept_key);
    return head.append("\r\n");
}

}  // namespace tsunagi::server
