#include "server/session_cookie.h"

#include "base/error.h"

#include <algorithm>

namespace tsunagi::server {

static constexpr int kDeviceSeconds = 180 * 24 * 3600;

// The prefix binds the cookie to this very host, on TLS only (RFC 6265bis, 4.1.3.2).
static std::string cookie_name(const Request& request, std::string_view name) {
    return (request.secure ? "__Host-" : "") + std::string(name);
}

static std::string_view cookie_value(const Request& request, std::string_view bare_name) {
    std::string_view cookies = request.header("cookie");
    const std::string name = cookie_name(request, bare_name);
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

static std::string cookie(const Request& request, std::string_view name, std::string_view token,
                          std::string_view same_site = "Strict") {
    std::string text = cookie_name(request, name);
    text.append("=").append(token).append("; Path=/; HttpOnly; SameSite=").append(same_site);
    if (request.secure) text += "; Secure";
    return text;
}

std::string_view session_token(const Request& request) { return cookie_value(request, "tsunagi"); }

std::string session_cookie(const Request& request, std::string_view token) {
    return cookie(request, "tsunagi", token);
}

std::string ended_session_cookie(const Request& request) {
    return cookie(request, "tsunagi", {}) + "; Max-Age=0";
}

std::string_view device_token(const Request& request) {
    return cookie_value(request, "tsunagi-device");
}

std::string device_cookie(const Request& request, std::string_view token) {
    return cookie(request, "tsunagi-device", token) + "; Max-Age=" + std::to_string(kDeviceSeconds);
}

std::string_view visit_token(const Request& request) {
    return cookie_value(request, "tsunagi-visit");
}

std::string visit_cookie(const Request& request, std::string_view state) {
    return cookie(request, "tsunagi-visit", state, "Lax") +
           (state.empty() ? "; Max-Age=0" : "; Max-Age=600");
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
