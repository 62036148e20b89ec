// Post is a shop's mail server, as its administrators set it, and the way out to it.
//
// The password is kept sealed with the server's key file (access/seal.h) and bound to its shop; no
// answer, change or error holds it. It was given for one log-in at one server: whoever names
// another one gives it anew, so that nobody has it sent to a server of her own.
//
// A server is asked on the ports of mail only (25, 465, 587, 2525), and only when it is in the open
// internet (outgoing/outgoing_url.h) — unless the operator named it: then on that very port,
// wherever it is. The connection goes to the address that was judged.
//
// Thread: any; sending waits. Immutable.
#pragma once

#include "access/seal.h"
#include "base/described.h"
#include "base/viewer.h"
#include "mail/smtp.h"
#include "outgoing/outgoing_url.h"
#include "store/database.h"

#include <filesystem>
#include <optional>
#include <string>

namespace tsunagi::mail {

struct MailServer {
    std::string host;
    int port = 587;
    Guard guard = Guard::StartTls;
    std::string user_name;  // empty: no log-in
    std::string sender_address;
    std::string sender_name;
    std::string page;  // where the shop's screens are: "https://crm.example"
};
BOOST_DESCRIBE_STRUCT(MailServer, (),
                      (host, port, guard, user_name, sender_address, sender_name, page))

struct MailServerDraft : MailServer {
    std::optional<std::string> password;  // absent: as it is
};
BOOST_DESCRIBE_STRUCT(MailServerDraft, (MailServer), (password))

struct MailSettings : MailServer {
    std::int64_t version = 0;  // 0: nothing was ever set
    bool has_password = false;
};
BOOST_DESCRIBE_STRUCT(MailSettings, (MailServer), (version, has_password))

// What the operator of the server allows.
struct WayOut {
    outgoing::Exempt exempt{};        // "mail.internal:25"
    std::filesystem::path ca_file{};  // PEM of whom to trust; empty: whom the system trusts
    outgoing::Resolve resolve = outgoing::resolve_with_system;
    long connect_ms = 10'000;
    long total_ms = 60'000;
};

class Post {
public:
    Post(const access::Seal& seal, Random& random, const Clock& clock, WayOut way)
        : seal_(seal), random_(random), clock_(clock), way_(std::move(way)) {}

    // Throws InvalidInput for a port that is none of mail, no TLS to another machine, an address or
    // a page that is none, and a log-in whose password is not known; VersionConflict.
    MailSettings change(store::Tx&, Id<Shop>, std::int64_t version, const MailServerDraft&) const;

    // From the shop's sender. Throws as send() of smtp.h does, and with the words
    //   mail_not_set        nobody named a mail server yet
    //   mail_password_lost  it was sealed with another key file: it has to be given anew
    //   mail_no_host, mail_inside, mail_port   the way there is not open
    void send(store::Database& shop, Id<Shop>, Letter) const;

private:
    void check_port(const MailServer&) const;
    std::string judged(const SmtpSettings&) const;
    bool is_exempt(const std::string& host, int port) const;

    const access::Seal& seal_;
    Random& random_;
    const Clock& clock_;
    const WayOut way_;
};

MailSettings read_mail_settings(store::Reader&);

}  // namespace tsunagi::mail

template <>
struct tsunagi::rules_of<tsunagi::mail::MailServerDraft> {
    static constexpr std::array value{
        Rule{.field = "host",
             .min_length = 1,
             .max_length = 253,
             .ja = "メールサーバー",
             .en = "Mail server"},
        Rule{.field = "port", .min = 1, .max = 65'535, .ja = "ポート", .en = "Port"},
        Rule{.field = "user_name", .max_length = 254, .ja = "ユーザー名", .en = "User name"},
        Rule{.field = "password", .max_length = 500, .ja = "パスワード", .en = "Password"},
        Rule{.field = "sender_address",
             .min_length = 3,
             .max_length = 254,
             .ja = "差出人アドレス",
             .en = "Sender's address"},
        Rule{.field = "sender_name", .max_length = 100, .ja = "差出人名", .en = "Sender's name"},
        Rule{.field = "page",
             .max_length = 200,
             .ja = "画面のアドレス",
             .en = "Address of the screens"}};
};
