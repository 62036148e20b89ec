#include "server/mail_testing.h"

#include <gtest/gtest.h>

namespace tsunagi::server {

void OnMail::open_way_to(const mail::MailPeer& peer) {
    post_.emplace(seal, random_, clock,
                  mail::WayOut{.exempt = {"localhost:" + std::to_string(peer.port())},
                               .ca_file = peer.certificate()});
    house().post = &*post_;
}

Response OnMail::put(std::string_view login, std::string_view rest, int version, std::string body) {
    auto asked = request(login, Method::Put, path(rest), std::move(body));
    asked.headers.push_back({"if-match", "\"" + std::to_string(version) + "\""});
    return answer(std::move(asked));
}

std::string OnMail::settings_of(const mail::MailPeer& peer, std::string_view password) {
    return R"({"host":"localhost","port":)" + std::to_string(peer.port()) +
           R"(,"guard":"start_tls","user_name":"post","password":")" + std::string(password) +
           R"(","sender_address":"report@shop.example","sender_name":"つなぎ",)"
           R"("page":"https://crm.example"})";
}

void OnMail::use(const mail::MailPeer& peer) {
    open_way_to(peer);
    const auto kept = put(kAdministrator, "mail-settings", 0, settings_of(peer));
    ASSERT_EQ(kept.status, 200) << kept.body;
}

}  // namespace tsunagi::server
