#include "mail/letter.h"
#include "mail/smtp.h"

#include "base/error.h"
#include "base/testing.h"
#include "mail/testing.h"

#include <gmock/gmock.h>

#include <sstream>

namespace tsunagi::mail {

namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const Stamp kStamp{.sent_at = {1'795'362'044'000}, .token = "abc123"};  // 2026-11-22T15:40:44Z

Letter letter_to(const std::string& address) {
    return {.from = {"つなぎ", "report@shop.example"},
            .to = {{"山田 花子", address}},
            .subject = "週次レポート: 継続率",
            .text = "今週の継続率です。\n"};
}

// The address, and what of it a letter refuses.
std::string refusal_of(Letter letter) {
    try {
        check(letter);
    } catch (const Error& error) {
        return error.fields().at(0).path;
    }
    return "";
}

// The word of what sending throws; "" when it throws nothing. No message holds the password.
std::string refused(const Letter& letter, const SmtpSettings& settings) {
    try {
        send(letter, kStamp, settings);
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), Not(HasSubstr("geheim")));
        return error.fields().empty() ? error.what() : error.fields()[0].code;
    }
    return "";
}

}  // namespace

TEST(Letter, HasItsHeadersInAsciiAndItsTextInBase64) {
    const auto text = text_of(letter_to("hanako@shop.example"), kStamp);
    EXPECT_THAT(text, StartsWith("Date: Sun, 22 Nov 2026 15:40:44 +0000\r\n"
                                 "From: =?UTF-8?B?44Gk44Gq44GO?=\r\n <report@shop.example>\r\n"
                                 "To: =?UTF-8?B?5bGx55SwIOiKseWtkA==?=\r\n"
                                 " <hanako@shop.example>\r\n"
                                 "Subject: =?UTF-8?B?"));
    EXPECT_THAT(text, HasSubstr("Message-ID: <abc123@shop.example>\r\n"));
    EXPECT_THAT(text, HasSubstr("\r\n\r\n5LuK6YCx44Gu57aZ57aa546H44Gn44GZ44CCCg==\r\n"));
}

TEST(Letter, PartsALongSubjectBetweenWholeLettersIntoShortLines) {
    auto letter = letter_to("a@shop.example");
    letter.subject.clear();
    for (int i = 0; i < 60; ++i) letter.subject += "長い題";
    letter.attachments = {{"とても長い名前のレポート" + std::string(80, 'x') + ".pdf",
                           "application/pdf", std::string(5000, '\x7F')}};
    std::istringstream lines(text_of(letter, kStamp));
    for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(line.size(), 79U) << line;  // with its CR
        for (const char c : line) EXPECT_LT(static_cast<unsigned char>(c), 0x80);
    }
}

TEST(Letter, HoldsBothTextsAsAlternativesAndFilesBehindThem) {
    auto letter = letter_to("a@shop.example");
    letter.html = "<p>今週</p>";
    letter.attachments = {{"継続率.pdf", "application/pdf", "%PDF-"}};
    const auto text = text_of(letter, kStamp);
    EXPECT_THAT(text, HasSubstr("Content-Type: multipart/mixed;\r\n boundary=\"mixed-abc123\""));
    EXPECT_THAT(text, HasSubstr("--mixed-abc123\r\nContent-Type: multipart/alternative;"));
    EXPECT_THAT(text, HasSubstr(" filename=\"___.pdf\";\r\n"
                                " filename*=UTF-8''%E7%B6%99%E7%B6%9A%E7%8E%87.pdf\r\n"));
    EXPECT_THAT(text, HasSubstr("\r\n--mixed-abc123--\r\n"));
}

TEST(Letter, TakesNoHeaderFromANameOrASubject) {
    auto letter = letter_to("a@shop.example");
    letter.subject = "Hi\r\nBcc: all@shop.example";
    EXPECT_EQ(refusal_of(letter), "/subject");
    letter = letter_to("a@shop.example");
    letter.to[0].name = "x\nBcc: y@z";
    EXPECT_EQ(refusal_of(letter), "/to/0");
    letter.to.clear();
    EXPECT_EQ(refusal_of(letter), "/to");
    for (const char* bad : {"", "a", "@b", "a@", "a@b@c", "a b@c", "<a@b>", "あ@b.example"}) {
        EXPECT_EQ(refusal_of(letter_to(bad)), "/to/0") << bad;
    }
    letter = letter_to("a@shop.example");
    letter.from.name = "Say \"hi\"";
    EXPECT_THAT(text_of(letter, kStamp), HasSubstr("From: \"Say \\\"hi\\\"\""));
}

TEST(Smtp, HandsALetterOverAfterStartTlsAndALogIn) {
    const MailPeer peer(Guard::StartTls);
    send(letter_to("hanako@shop.example"), kStamp, peer.settings());
    EXPECT_THAT(peer.letter(1), StartsWith("report@shop.example hanako@shop.example True\n"));
    EXPECT_EQ(peer.text(1), "今週の継続率です。\n");
}

TEST(Smtp, HandsALetterOverTlsFromTheFirstByte) {
    const MailPeer peer(Guard::Tls);
    send(letter_to("hanako@shop.example"), kStamp, peer.settings());
    EXPECT_THAT(peer.letter(1), StartsWith("report@shop.example hanako@shop.example True\n"));
}

TEST(Smtp, SaysWhatTheServerRefuses) {
    const MailPeer peer(Guard::StartTls);
    auto settings = peer.settings();
    EXPECT_EQ(refused(letter_to("nobody@shop.example"), settings), "mail_recipient_refused");
    EXPECT_EQ(refused(letter_to("later@shop.example"), settings), "mail_busy");
    settings.password = "geheim-8";
    EXPECT_EQ(refused(letter_to("a@shop.example"), settings), "mail_login_refused");
    EXPECT_EQ(peer.letters(), 0);
}

TEST(Smtp, NamesTheServerAndWhatItSaid) {
    const MailPeer peer(Guard::StartTls);
    try {
        send(letter_to("nobody@shop.example"), kStamp, peer.settings());
        FAIL() << "nobody@ was taken";
    } catch (const Error& error) {
        const auto& args = error.fields().at(0).args;
        EXPECT_EQ(args.at(0).value, "localhost:" + std::to_string(peer.port()));
        EXPECT_EQ(args.at(1).value, "550");
    }
}

TEST(Smtp, SendsNothingToAServerThatItCannotTrust) {
    const MailPeer peer(Guard::StartTls);
    auto settings = peer.settings();
    settings.ca_file.clear();
    EXPECT_EQ(refused(letter_to("a@shop.example"), settings), "mail_certificate");
    settings.ca_file = "/no/such/file.pem";
    EXPECT_EQ(refused(letter_to("a@shop.example"), settings), "mail_ca_file");
    EXPECT_EQ(peer.letters(), 0);
    const MailPeer open(Guard::Plain);
    auto guarded = open.settings();
    guarded.guard = Guard::StartTls;
    EXPECT_EQ(refused(letter_to("a@shop.example"), guarded), "mail_no_tls");
    EXPECT_EQ(open.letters(), 0);
    guarded.guard = Guard::Plain;
    EXPECT_EQ(refused(letter_to("a@shop.example"), guarded), "");
    EXPECT_THAT(open.letter(1), StartsWith("report@shop.example a@shop.example False\n"));
}

TEST(Smtp, LeavesThisMachineOnlyOverTlsAndSaysWhenNobodyIsThere) {
    SmtpSettings settings{.host = "mail.example", .port = 25, .guard = Guard::Plain};
    EXPECT_EQ(refused(letter_to("a@shop.example"), settings), "mail_clear_text");
    settings = {.host = "localhost", .port = 1};
    EXPECT_EQ(refused(letter_to("a@shop.example"), settings), "mail_unreachable");
    settings.host = "a/b";
    EXPECT_NE(refused(letter_to("a@shop.example"), settings), "");
}

TEST(Smtp, ConnectsToTheAddressThatWasJudged) {
    const MailPeer peer(Guard::Tls);
    auto settings = peer.settings();
    settings.address = "127.0.0.1";
    EXPECT_EQ(refused(letter_to("a@shop.example"), settings), "");
    settings.address = "127.0.0.99";
    EXPECT_EQ(refused(letter_to("a@shop.example"), settings), "mail_unreachable");
}

}  // namespace tsunagi::mail
