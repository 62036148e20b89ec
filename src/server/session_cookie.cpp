#include "server/session_cookie.h"

#include "base/error.h"

#include <algorithm>

namespace tsunagi::server {

static std::string_view cookie_name(const Request& request) {
    return request.secure ? "__Host-tsunagi" : "tsunagi";
}

std::string_view session_token(const Request& request) {
    std::string_view cookies = request.header("cookie");
    const auto name = cookie_name(request);
    while (!cookies.empty()) {
        const auto end = std::min(cookies.find(';'), cookies.size());
        auto pair = cookies.substr(0, end);
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) {
            return pair.substr(name.size() + 1);
        }
        cookies.remove_prefix(std::min(end + 1, cookies.size()));
    }
    return {};
}

static std::string cookie(const Request& request, std::string_view token) {
    std::string text(cookie_name(request));
    text.append("=").append(token).append("; Path=/; HttpOnly; SameSite=Strict");
    if (request.secure) text += "; Secure";
    return text;
}

std::string session_cookie(const Request& request, std::string_view token) {
    return cookie(request, token);
}

std::string ended_session_cookie(const Request& request) {
    return cookie(request, {}) + "; Max-Age=0";
}

void check_same_origin(const Request& request) {
    const auto site = request.header("sec-fetch-site");
    if (!site.empty() && site != "same-origin" && site != "none") {
        throw Error(Code::Forbidden, "the request comes from another site");
    }
    const auto origin = request.header("origin");
    if (origin.empty()) return;
    const std::string ours = (request.secure ? "https://" : "http://") +
                             std::string(request.header("host"));
    if (origin != ours) throw Error(Code::Forbidden, "the request comes from another origin");
}

static char lower_case(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }

bool is_own_host(std::string_view host, std::span<const std::string> names) {
    if (host.starts_with('[')) return true;  // an IPv6 address
    const auto name = host.substr(0, host.rfind(':'));
    if (name.find_first_not_of("0123456789.") == name.npos) return true;  // an IPv4 address
    if (name == "localhost" || name.ends_with(".localhost")) return true;
    return std::ranges::any_of(names, [&](const std::string& own) {
        return std::ranges::equal(own, name, {}, lower_case, lower_case);  // RFC 9110 section 4.2.3
    });
}

Language language_of(const Request& request) {
    std::string_view accepted = request.header("accept-language");
    while (!accepted.empty()) {
        const auto end = std::min(accepted.find(','), accepted.size());
        auto tag = accepted.substr(0, end);
        tag.remove_prefix(std::min(tag.find_first_not_of(' '), tag.size()));
        if (tag.starts_with("en")) return Language::En;
        if (tag.starts_with("ja")) return Language::Ja;
        accepted.remove_prefix(std::min(end + 1, accepted.size()));
    }
    return Language::Ja;
}

}  // namespace tsunagi::server
