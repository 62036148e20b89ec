// Config is what an operator sets before the server starts, read from the command line and the
// environment by `main` and handed down. What a shop sets for itself is in its database; what the
// server refuses is in server/limits.h.
#pragma once

#include "base/log.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

struct Config {
    std::filesystem::path data_folder = "data";  // control.db, shops/, snapshots/, files/
    std::string database;  // postgres:// URL of all shops; empty: SQLite files in the data folder

    std::string listen_address = "127.0.0.1";
    std::uint16_t port = 8080;
    bool tls = false;                   // required for any address that is not a loopback one
    std::filesystem::path certificate;  // PEM; empty with TLS: a self-signed one is made
    std::filesystem::path private_key;
    std::filesystem::path web_folder;  // the built screens; empty: only the API is served
    std::filesystem::path oidc_file;   // other houses whose word is taken; empty: none
    int totp_window = 0;  // half minutes that the clock of an authenticator app may be wrong
    std::vector<std::string> host_names;  // by which a proxy asks, beside localhost and addresses
    std::vector<std::string> mail_hosts;  // mail servers of this house's own network: "host:port"
    std::filesystem::path mail_ca;  // PEM of who vouches for mail servers; empty: the system's
    std::vector<std::string> trusted_proxies;  // blocks of addresses, see server/forwarded.h

    LogLevel log_level = LogLevel::Info;
};

// 127.0.0.0/8, ::1 or localhost.
bool is_loopback(std::string_view address);

// Throws InvalidInput when the parts do not fit together; one field error each: another address
// than loopback without TLS, a certificate without its key, a database that is no postgres URL,
// or is on another machine without sslmode=verify-full, a proxy that is no block of addresses.
void check(const Config&);

}  // namespace tsunagi
