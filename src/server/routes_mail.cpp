#include "base/phrase.h"
#include "mail/post.h"
#include "record/settings.h"
#include "server/mail_trouble.h"
#include "server/routes.h"

namespace tsunagi::server {

// Whether a letter reached the mail server, and to whom it goes.
struct TestLetter {
    std::string address;
    std::optional<board::Trouble> trouble;  // absent: it was taken
};
BOOST_DESCRIBE_STRUCT(TestLetter, (), (address, trouble))

namespace {

constexpr Phrase kSubject{"【{shop}】テストメール", "[{shop}] Test letter"};
constexpr Phrase kText{"{name} 様\n\nTsunagi から送ったテストメールです。\n"
                       "このメールが届いていれば、定期レポートを送る準備はできています。\n",
                       "Dear {name},\n\nthis is a test letter from Tsunagi.\n"
                       "As it has reached you, scheduled reports can be sent.\n"};

const mail::Post& post_of(Call& call) {
    if (call.house().post != nullptr) return *call.house().post;
    throw Error(Code::Unavailable, "no letters leave this server");
}

mail::Letter test_letter(Call& call) {
    const auto& who = call.who();
    const auto settings = call.read(
        [](store::Reader& reader) { return record::read_settings(reader); });
    return {.from = {},
            .to = {{who.name, who.login}},
            .subject = say(kSubject, call.language(), {{"shop", settings.shop_name}}),
            .text = say(kText, call.language(), {{"name", who.name}})};
}

// To herself: what the server says must not become a way to write to strangers.
TestLetter send_test_letter(Call& call) {
    TestLetter answer{.address = call.who().login, .trouble = {}};
    if (!mail::is_address(answer.address)) {
        answer.trouble = board::Trouble{.code = "no_address", .who = call.who().name};
    } else {
        try {
            post_of(call).send(call.shop(), call.viewer().shop, test_letter(call));
        } catch (const Error& error) {
            answer.trouble = trouble_of(error);
        }
    }
    return call.write([&](store::Tx&) { return answer; });
}

}  // namespace

std::vector<Route> mail_routes() {
    constexpr Right keep = may(Entity::Settings, Action::Edit);
    return {
        route({.method = Method::Get,
               .pattern = "/api/v1/shops/{shop}/mail-settings",
               .operation = "get_mail_settings",
               .right = keep,
               .cost = Cost::Point,
               .idempotency = Idempotency::Safe,
               .audit = "mail_server.read"},
              [](Call& call) { return call.read(mail::read_mail_settings); }),
        route({.method = Method::Put,
               .pattern = "/api/v1/shops/{shop}/mail-settings",
               .operation = "change_mail_settings",
               .right = keep,
               .cost = Cost::Secret,
               .idempotency = Idempotency::Versioned,
               .audit = "mail_server.update",
               .step_up = StepUp::Needed},
              [](Call& call, const mail::MailServerDraft& draft) {
                  const auto& post = post_of(call);
                  return call.write([&](store::Tx& tx) {
                      return post.change(tx, call.viewer().shop, call.version(), draft);
                  });
              }),
        route({.method = Method::Post,
               .pattern = "/api/v1/shops/{shop}/mail-settings/test",
               .operation = "send_test_letter",
               .right = keep,
               .cost = Cost::Secret,
               .idempotency = Idempotency::Keyed,
               .audit = "mail_server.use",
               .step_up = StepUp::Needed},
              send_test_letter),
    };
}

}  // namespace tsunagi::server
