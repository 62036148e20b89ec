#include "mail/post.h"

#include "base/error.h"
#include "base/text.h"
#include "mail/post.sql.h"
#include "record/changes.h"
#include "record/versions.h"

#include <algorithm>
#include <array>

namespace tsunagi::mail {

namespace {

constexpr std::array kPorts{25, 465, 587, 2525};
constexpr std::size_t kTokenBytes = 18;

struct StoredServer : MailServer {
    std::int64_t version = 0;
    std::string password;  // sealed
};
BOOST_DESCRIBE_STRUCT(StoredServer, (MailServer), (version, password))

StoredServer stored(store::Reader& reader) {
    return reader.one<StoredServer>(sql::find_mail_server).value_or(StoredServer{});
}

MailSettings settings_of(const StoredServer& row) {
    MailSettings settings;
    static_cast<MailServer&>(settings) = row;
    settings.version = row.version;
    settings.has_password = !row.password.empty();
    return settings;
}

std::string purpose_of(Id<Shop> shop) { return "mail password " + std::to_string(shop.value); }

SmtpSettings smtp_of(const MailServer& server) {
    return {.host = server.host,
            .port = static_cast<std::uint16_t>(server.port),
            .guard = server.guard,
            .user = server.user_name};
}

MailServer trimmed_server(const MailServer& draft) {
    MailServer server = draft;
    for (auto* text : {&server.host, &server.user_name, &server.sender_address, &server.sender_name,
                       &server.page}) {
        *text = trimmed(*text);
    }
    std::ranges::transform(server.host, server.host.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    while (server.page.ends_with('/')) server.page.pop_back();
    return server;
}

bool is_host(std::string_view host) {
    return std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
               c == ':' || c == '_';
    });
}

bool is_page(std::string_view page) {
    const bool web = page.starts_with("https://") || page.starts_with("http://");
    return web && std::ranges::all_of(page, [](char c) {
               return c > ' ' && c < 0x7F && c != '<' && c != '>' && c != '"';
           });
}

void check_words(const MailServer& server) {
    if (server.host.empty() || !is_host(server.host)) {
        throw record::invalid("/host", "mail_host", "this is no name of a host: " + server.host);
    }
    if (!server.page.empty() && !is_page(server.page)) {
        throw record::invalid("/page", "mail_page", "this is no address of a page");
    }
    if (server.guard == Guard::Plain && !is_this_machine(server.host)) {
        throw record::invalid("/guard", "mail_clear_text",
                              "only a mail server on this machine is spoken to without TLS");
    }
    if (!is_address(server.sender_address)) {
        throw record::invalid("/sender_address", "email",
                              "this is no mail address: " + server.sender_address);
    }
    check({.from = {server.sender_name, server.sender_address},
           .to = {{server.sender_name, server.sender_address}},
           .subject = {},
           .text = {}});
}

bool is_same_log_in(const MailServer& one, const MailServer& other) {
    return one.host == other.host && one.port == other.port && one.guard == other.guard &&
           one.user_name == other.user_name;
}

}  // namespace

MailSettings read_mail_settings(store::Reader& reader) { return settings_of(stored(reader)); }

bool Post::is_exempt(const std::string& host, int port) const {
    return std::ranges::find(way_.exempt, host + ":" + std::to_string(port)) != way_.exempt.end();
}

void Post::check_port(const MailServer& server) const {
    const bool of_mail = std::ranges::find(kPorts, server.port) != kPorts.end();
    if (of_mail || is_exempt(server.host, server.port)) return;
    throw record::invalid("/port", "mail_port", "mail is taken on the ports 25, 465, 587 and 2525");
}

MailSettings Post::change(store::Tx& tx, Id<Shop> shop, std::int64_t version,
                          const MailServerDraft& draft) const {
    const auto row = stored(tx);
    const auto before = settings_of(row);
    record::check_version("the mail server", before, version);
    auto after = row;
    static_cast<MailServer&>(after) = trimmed_server(draft);
    check_words(after);
    check_port(after);
    if (after.user_name.empty()) {
        after.password.clear();
    } else if (draft.password && !draft.password->empty()) {
        after.password = seal_.seal(*draft.password, purpose_of(shop), random_);
    } else if (row.password.empty() || !is_same_log_in(row, after)) {
        throw record::invalid("/password", "mail_password",
                              "another log-in or server needs its password");
    }
    after.version = version + 1;
    const auto settings = settings_of(after);
    tx.run(version == 0 ? sql::insert_mail_server : sql::update_mail_server,
           store::args_of(after, {{"updated_at", tx.now()}}));
    const auto changed = record::difference(before, settings);
    tx.changed({.entity = "mail_server",
                .id = 1,
                .kind = store::Change::Kind::Updated,
                .version = settings.version,
                .before = changed.before,
                .after = changed.after});
    return settings;
}

std::string Post::judged(const SmtpSettings& settings) const {
    const bool of_mail = std::ranges::find(kPorts, settings.port) != kPorts.end();
    if (!of_mail && !is_exempt(settings.host, settings.port)) throw trouble("mail_port", settings);
    try {
        const outgoing::OutgoingUrl url{"smtp", settings.host, settings.port, "/"};
        return outgoing::judged_address(url, way_.exempt, way_.resolve);
    } catch (const Error& error) {
        throw trouble(error.code() == Code::Forbidden ? "mail_inside" : "mail_no_host", settings);
    }
}

void Post::send(store::Database& shop, Id<Shop> id, Letter letter) const {
    const auto server = shop.read([](store::Reader& reader) { return stored(reader); });
    auto settings = smtp_of(server);
    if (server.version == 0) throw trouble("mail_not_set", settings);
    settings.ca_file = way_.ca_file;
    settings.connect_ms = way_.connect_ms;
    settings.total_ms = way_.total_ms;
    try {
        if (!server.password.empty()) {
            settings.password = seal_.open(server.password, purpose_of(id));
        }
    } catch (const Error&) {
        throw trouble("mail_password_lost", settings);
    }
    settings.address = judged(settings);
    letter.from = {server.sender_name, server.sender_address};
    mail::send(letter, {clock_.now(), random_token(random_, kTokenBytes)}, settings);
}

}  // namespace tsunagi::mail
