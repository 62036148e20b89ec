#include "base/config.h"

#include "base/address_block.h"
#include "base/error.h"

#include <arpa/inet.h>

#include <algorithm>
#include <string>

namespace tsunagi {

// The value of a parameter of a postgres:// URL; empty when it has none.
static std::string_view parameter_of(std::string_view url, std::string_view name) {
    auto rest = url.substr(std::min(url.find('?'), url.size()));
    while (!rest.empty()) {
        rest.remove_prefix(1);
        const auto pair = rest.substr(0, rest.find('&'));
        if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) {
            return pair.substr(name.size() + 1);
        }
        rest.remove_prefix(pair.size());
    }
    return {};
}

// Without its port and the brackets of an IPv6 address.
static std::string_view bare_host(std::string_view host) {
    if (host.starts_with('[')) return host.substr(1, host.find(']') - 1);
    return host.substr(0, host.find(':'));
}

// No host at all, and one that is a folder, are sockets of this machine.
static bool all_here(std::string_view hosts) {
    while (!hosts.empty()) {
        const auto one = hosts.substr(0, hosts.find(','));
        const auto host = bare_host(one);
        const bool socket = host.empty() || host.starts_with('/') || host.starts_with("%2");
        if (!socket && !is_loopback(host)) return false;
        hosts.remove_prefix(std::min(one.size() + 1, hosts.size()));
    }
    return true;
}

static bool is_on_this_machine(std::string_view url) {
    auto place = url.substr(url.find("://") + 3);
    place = place.substr(0, place.find_first_of("/?"));
    place.remove_prefix(place.rfind('@') + 1);  // npos + 1 is 0
    return all_here(place) && all_here(parameter_of(url, "host")) &&
           all_here(parameter_of(url, "hostaddr"));
}

bool is_loopback(std::string_view address) {
    const std::string text(address);
    if (text == "localhost") return true;
    in_addr v4{};
    if (::inet_pton(AF_INET, text.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24) == 127;
    in6_addr v6{};
    return ::inet_pton(AF_INET6, text.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

void check(const Config& config) {
    std::vector<FieldError> wrong;
    const auto add = [&](std::string path, std::string code, std::string message) {
        wrong.push_back({std::move(path), std::move(code), std::move(message), {}});
    };
    if (!config.tls && !is_loopback(config.listen_address)) {
        add("listen", "tls_required",
            config.listen_address + " can be reached from outside: it needs TLS");
    }
    if (config.certificate.empty() != config.private_key.empty()) {
        add("certificate", "incomplete", "a certificate and its private key belong together");
    }
    const std::string_view database = config.database;
    if (!database.empty() && !database.starts_with("postgres://") &&
        !database.starts_with("postgresql://")) {
        add("database", "invalid_format", "the database must be a postgres:// URL");
    } else if (!database.empty() && !is_on_this_machine(database) &&
               parameter_of(database, "sslmode") != "verify-full") {
        add("database", "tls_required",
            "a PostgreSQL on another machine needs ?sslmode=verify-full in its URL");
    }
    for (const std::string& proxy : config.trusted_proxies) {
        if (parse_block(proxy)) continue;
        add("trusted-proxy", "network", proxy + " is not written as 192.0.2.0/24");
    }
    if (wrong.empty()) return;
    std::string message = "the settings do not fit together";
    for (const FieldError& error : wrong) message += "; " + error.path + ": " + error.message;
    throw Error(Code::InvalidInput, message, std::move(wrong));
}

}  // namespace tsunagi
