#include "mail/post.h"

#include "base/testing.h"
#include "mail/migrations.h"
#include "mail/testing.h"
#include "record/migrations.h"
#include "record/testing.h"
#include "record/versions.h"

#include <gmock/gmock.h>

namespace tsunagi::mail {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr Id<Shop> kShop{1};

class PostOfAShop : public record::OnRecord {
protected:
    std::span<const store::Migration> shop_migrations() const override {
        static const auto all = [] {
            const auto below = record::sql::migrations();
            std::vector<store::Migration> both(below.begin(), below.end());
            const auto own = sql::migrations();
            both.insert(both.end(), own.begin(), own.end());
            return both;
        }();
        return all;
    }

    static MailServerDraft draft_of(const std::string& host, int port) {
        MailServerDraft draft;
        draft.host = host;
        draft.port = port;
        draft.user_name = "post";
        draft.password = "geheim-7";
        draft.sender_address = "report@shop.example";
        draft.sender_name = "つなぎ";
        return draft;
    }
    static MailServerDraft draft_of(const MailPeer& peer) {
        return draft_of("localhost", peer.port());
    }
    Post post_to(const MailPeer& peer) {
        return {seal_,
                random_,
                clock,
                {.exempt = {"localhost:" + std::to_string(peer.port())},
                 .ca_file = peer.certificate()}};
    }
    Post post(outgoing::Exempt exempt = {}, const std::string& address = "192.0.43.8") {
        return {seal_,
                random_,
                clock,
                {.exempt = std::move(exempt),
                 .resolve = [address](const std::string&) { return std::vector{address}; }}};
    }
    MailSettings set(const Post& post, const MailServerDraft& draft, std::int64_t version = 0) {
        return write([&](store::Tx& tx) { return post.change(tx, kShop, version, draft); });
    }
    // The word of what sending throws.
    std::string refused(const Post& post, Id<Shop> shop = kShop) {
        try {
            post.send(shop_database(), shop,
                      {.from = {},
                       .to = {{"山田", "hanako@shop.example"}},
                       .subject = "試し",
                       .text = "試し\n"});
        } catch (const Error& error) {
            EXPECT_THAT(error.what(), Not(HasSubstr("geheim")));
            return error.fields().at(0).code;
        }
        return "";
    }

    SeededRandom random_;
    access::Seal seal_{access::Seal::Key{std::byte{7}}};
};
INSTANTIATE_ON_BOTH_DATABASES(PostOfAShop);

TEST_P(PostOfAShop, SendsFromItsSenderWithThePasswordThatWasKeptSealed) {
    const MailPeer peer(Guard::StartTls);
    const auto post = post_to(peer);
    const auto settings = set(post, draft_of(peer));
    EXPECT_EQ(settings.version, 1);
    EXPECT_TRUE(settings.has_password);
    EXPECT_EQ(refused(post), "");
    EXPECT_THAT(peer.letter(1), StartsWith("report@shop.example hanako@shop.example True\n"));
    EXPECT_THAT(changes_of("mail_server"), Each(Not(HasSubstr("geheim"))));
    EXPECT_THAT(to_json(read(read_mail_settings)), Not(HasSubstr("geheim")));
}

TEST_P(PostOfAShop, KeepsThePasswordForOneLogInAtOneServerOnly) {
    auto draft = draft_of("smtp.example", 587);
    draft.password.reset();
    EXPECT_THAT(record::refusals([&] { set(post(), draft); }),
                ElementsAre("/password mail_password"));
    draft.password = "geheim-7";
    set(post(), draft);
    draft.password.reset();
    draft.sender_name = "お店";
    EXPECT_TRUE(set(post(), draft, 1).has_password);
    draft.host = "thief.example";
    EXPECT_THAT(record::refusals([&] { set(post(), draft, 2); }),
                ElementsAre("/password mail_password"));
    draft.user_name = "";
    EXPECT_FALSE(set(post(), draft, 2).has_password);
    EXPECT_THROW(set(post(), draft, 2), record::VersionConflict);
}

TEST_P(PostOfAShop, TakesOnlyThePortsOfMailAndTlsUnlessTheOperatorNamedTheServer) {
    EXPECT_THAT(record::refusals([&] { set(post(), draft_of("smtp.example", 6379)); }),
                ElementsAre("/port mail_port"));
    EXPECT_NO_THROW(set(post({"smtp.example:6379"}), draft_of("smtp.example", 6379)));
    auto draft = draft_of("smtp.example", 25);
    draft.guard = Guard::Plain;
    EXPECT_THAT(record::refusals([&] { set(post(), draft, 1); }),
                ElementsAre("/guard mail_clear_text"));
    draft = draft_of("a/b", 25);
    EXPECT_THAT(record::refusals([&] { set(post(), draft, 1); }), ElementsAre("/host mail_host"));
    draft = draft_of("smtp.example", 25);
    draft.page = "javascript:alert(1)";
    EXPECT_THAT(record::refusals([&] { set(post(), draft, 1); }), ElementsAre("/page mail_page"));
    draft = draft_of("smtp.example", 25);
    draft.sender_address = "nobody";
    EXPECT_THAT(record::refusals([&] { set(post(), draft, 1); }),
                ElementsAre("/sender_address email"));
}

TEST_P(PostOfAShop, SendsNothingIntoTheHousesOwnNetwork) {
    EXPECT_EQ(refused(post()), "mail_not_set");
    set(post(), draft_of("smtp.example", 587));
    for (const char* inside : {"127.0.0.1", "10.0.0.5", "169.254.169.254", "::1", "fd00::1"}) {
        EXPECT_EQ(refused(post({}, inside)), "mail_inside") << inside;
    }
    const Post lost(seal_, random_, clock,
                    {.resolve = [](const std::string&) -> std::vector<std::string> {
                        throw Error(Code::Unavailable, "there is no such host");
                    }});
    EXPECT_EQ(refused(lost), "mail_no_host");
    EXPECT_EQ(refused(post({"smtp.example:587"}, "127.0.0.1")), "mail_unreachable");
}

TEST_P(PostOfAShop, CannotOpenAPasswordOfAnotherKeyFileOrAnotherShop) {
    set(post(), draft_of("smtp.example", 587));
    const access::Seal other(access::Seal::Key{std::byte{8}});
    EXPECT_EQ(refused(Post(other, random_, clock, {})), "mail_password_lost");
    EXPECT_EQ(refused(post(), {2}), "mail_password_lost");
}

}  // namespace
}  // namespace tsunagi::mail
