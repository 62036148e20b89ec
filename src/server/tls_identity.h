// A certificate of our own, made once when the server listens beyond its machine and nobody gave
// one: browsers warn of it, and the printed fingerprint lets a person check that it is ours.
#pragma once

#include "base/clock.h"
#include "server/http_server.h"

#include <filesystem>
#include <string>

namespace tsunagi::server {

// Reads tls/certificate.pem and tls/key.pem of the data folder, or makes them (EC P-256, ten
// years, the key readable by its owner only).
TlsIdentity tls_identity(const std::filesystem::path& data_folder, const std::string& address,
                         const Clock&);
TlsIdentity read_tls_identity(const std::filesystem::path& certificate,
                              const std::filesystem::path& key);

// SHA-256 of the certificate as browsers show it: "AB:CD:…".
std::string fingerprint(const TlsIdentity&);

}  // namespace tsunagi::server
