// A real mail server for tests (test/process/smtp_peer.py), on this machine, from construction to
// destruction. Its log-in is post / geheim-7; it refuses nobody@ for good, puts off later@, and
// what it takes are files.
#pragma once

#include "mail/smtp.h"

#include <filesystem>
#include <string>

#include <sys/types.h>

namespace tsunagi::mail {

class MailPeer {
public:
    // On a free port, or on that of one that is gone.
    explicit MailPeer(Guard, std::uint16_t port = 0);
    ~MailPeer();
    MailPeer(const MailPeer&) = delete;
    MailPeer& operator=(const MailPeer&) = delete;

    std::uint16_t port() const { return port_; }
    // How to send there, with the right log-in.
    SmtpSettings settings() const;
    // From whom to whom and whether over TLS; then the letter. "" when none came.
    std::string letter(int number) const;
    int letters() const;
    // The text of a letter, decoded.
    std::string text(int number) const;
    std::string certificate() const { return (folder_ / "certificate.pem").string(); }

private:
    void make_certificate() const;
    void start();

    const Guard guard_;
    std::filesystem::path folder_;
    pid_t child_ = 0;
    int end_ = -1;  // closed, it ends
    std::uint16_t port_ = 0;
};

}  // namespace tsunagi::mail
