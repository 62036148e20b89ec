#include "server/mail_testing.h"

#include <gmock/gmock.h>

namespace tsunagi::server {

namespace {

using mail::Guard;
using mail::MailPeer;
using testing::HasSubstr;
using testing::Not;

class MailRoutes : public OnMail {
protected:
    static constexpr std::string_view kOwner = "owner@shop.example";
    Response test_letter(std::string_view login) {
        return post(login, path("mail-settings/test"), "{}");
    }
};

}  // namespace

TEST_P(MailRoutes, TheMailServerIsForThoseWhoChangeSettingsAndItsPasswordForNobody) {
    const MailPeer peer(Guard::StartTls);
    open_way_to(peer);
    EXPECT_EQ(put(kOperator, "mail-settings", 0, settings_of(peer)).status, 403);
    EXPECT_EQ(get(kOperator, path("mail-settings")).status, 403);
    EXPECT_EQ(test_letter(kOperator).status, 403);
    const auto kept = put(kAdministrator, "mail-settings", 0, settings_of(peer));
    EXPECT_EQ(kept.status, 200) << kept.body;
    const auto read = get(kAdministrator, path("mail-settings"));
    EXPECT_THAT(read.body, HasSubstr(R"("has_password":true)"));
    EXPECT_THAT(kept.body + read.body, Not(HasSubstr("geheim")));
    EXPECT_THAT(get(kAdministrator, path("audit")).body, Not(HasSubstr("geheim")));
    EXPECT_EQ(put(kAdministrator, "mail-settings", 0, settings_of(peer)).status, 409);
}

TEST_P(MailRoutes, ATestLetterGoesToWhoAsksForIt) {
    const MailPeer peer(Guard::StartTls);
    use(peer);
    add_user(kOwner, "adm");
    const auto sent = test_letter(kOwner);
    EXPECT_EQ(sent.status, 200) << sent.body;
    EXPECT_EQ(sent.body, R"({"address":"owner@shop.example","trouble":null})");
    EXPECT_THAT(peer.letter(1),
                testing::StartsWith("report@shop.example owner@shop.example True\n"));
    EXPECT_THAT(peer.text(1), HasSubstr("テストメール"));
    EXPECT_THAT(test_letter(kAdministrator).body, HasSubstr(R"("code":"no_address")"))
        << "her log-in is no mail address";
    EXPECT_EQ(peer.letters(), 1);
}

TEST_P(MailRoutes, WhatTheMailServerSaysIsToldWithItsName) {
    const MailPeer peer(Guard::StartTls);
    open_way_to(peer);
    add_user(kOwner, "adm");
    add_user("nobody@shop.example", "adm");
    EXPECT_THAT(test_letter(kOwner).body, HasSubstr(R"("code":"mail_not_set")"));
    EXPECT_EQ(put(kAdministrator, "mail-settings", 0, settings_of(peer, "geheim-8")).status, 200);
    const auto server = R"("server":"localhost:)" + std::to_string(peer.port());
    const auto refused = test_letter(kOwner);
    EXPECT_THAT(refused.body, HasSubstr(R"("code":"mail_login_refused")"));
    EXPECT_THAT(refused.body, HasSubstr(server));
    EXPECT_THAT(refused.body, Not(HasSubstr("geheim")));
    EXPECT_EQ(put(kAdministrator, "mail-settings", 1, settings_of(peer)).status, 200);
    EXPECT_THAT(test_letter("nobody@shop.example").body,
                HasSubstr(R"("code":"mail_recipient_refused")"));
    EXPECT_EQ(peer.letters(), 0);
}

INSTANTIATE_ON_BOTH_DATABASES(MailRoutes);

}  // namespace tsunagi::server
