// A certificate of our own, made once when the server listens beyond its machine and nobody gave
// one: browsers warn of it, and the printed fingerprint lets a person check that it is ours.
#pragma once

#include "base/clock.h"
#include "server/http_server.h"

#include <filesystem>
#include <functional>
#include <string>

namespace tsunagi::server {

// Reads tls/certificate.pem and tls/key.pem of the data folder, or makes them (EC P-256, ten
// years, the key readable by its owner only).
TlsIdentity tls_identity(const std::filesystem::path& data_folder, const std::string& address,
                         const Clock&);
TlsIdentity read_tls_identity(const std::filesystem::path& certificate,
                              const std::filesystem::path& key);

// The files of a certificate that others renew. Thread: one.
class CertificateFiles {
public:
    enum class Found { Same, Renewed, Unusable };
    struct Look {
        Found found = Found::Same;
        std::string message;  // why it is unusable
    };

    // Remembers what the files hold now as known.
    CertificateFiles(std::filesystem::path certificate, std::filesystem::path key);

    // Gives `use` what the files hold when it is something new. An Error of reading or of `use` is
    // told once; between the replacing of one file and of the other that is as it should be.
    Look look(const std::function<void(const TlsIdentity&)>& use);

private:
    const std::filesystem::path certificate_;
    const std::filesystem::path key_;
    std::string known_;  // a digest of both, or why they could not be read
};

// SHA-256 of the certificate as browsers show it: "AB:CD:…".
std::string fingerprint(const TlsIdentity&);

}  // namespace tsunagi::server
