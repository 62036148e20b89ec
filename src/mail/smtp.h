// Hands a letter to a mail server (RFC 5321) over libcurl: TLS 1.2 or newer with a certificate that
// is checked, within a time limit, with a log-in when there is one.
//
// Thread: any; the caller waits.
#pragma once

#include "mail/letter.h"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <string>

namespace tsunagi {
class Error;
}

namespace tsunagi::mail {

// Tls: from the first byte (port 465). StartTls: before anything is told (port 587). Plain: only to
// this machine.
enum class Guard { StartTls, Tls, Plain };
BOOST_DESCRIBE_ENUM(Guard, StartTls, Tls, Plain)

struct SmtpSettings {
    std::string host;
    std::uint16_t port = 587;
    Guard guard = Guard::StartTls;
    std::string user{};  // empty: no log-in
    std::string password{};
    std::string ca_file{};  // PEM of whom to trust; empty: whom the system trusts
    std::string address{};  // to connect to; empty: what the host resolves to
    long connect_ms = 10'000;
    long total_ms = 60'000;
};

// localhost, 127.0.0.0/8 or ::1.
bool is_this_machine(std::string_view host);

// Throws InvalidInput as check(Letter) does. Every other Error has one field, whose code is a word
// for screens and whose args are `server` ("smtp.example:587") and `status` (the server's, or ""):
//   InvalidInput  mail_clear_text         it would leave this machine without TLS
//                 mail_recipient_refused  there is no such address, says the server
//                 mail_letter_refused     it does not take the letter
//                 mail_ca_file            the file of certificates cannot be read
//   Forbidden     mail_login_refused
//   Busy          mail_busy               it says to come back later
//   Unavailable   mail_unreachable, mail_no_tls, mail_certificate (nobody vouches for it)
// No message holds the password.
void send(const Letter&, const Stamp&, const SmtpSettings&);

// An Error as above.
Error trouble(std::string_view word, const SmtpSettings&, long status = 0);

}  // namespace tsunagi::mail
