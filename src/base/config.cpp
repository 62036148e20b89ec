#include "base/config.h"

#include "base/address_block.h"
#include "base/error.h"

#include <arpa/inet.h>

namespace tsunagi {

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
