#include "server/postman.h"

#include "access/roles.h"
#include "access/sessions.h"
#include "access/users.h"
#include "record/customers.h"
#include "record/orders.h"
#include "record/products.h"
#include "server/mail_testing.h"

#include <gmock/gmock.h>

namespace tsunagi::server {

namespace {

using mail::Guard;
using mail::MailPeer;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kDay = 24 * 60 * kMinute;

class PostmanRound : public OnMail {
protected:
    void SetUp() override {
        OnMail::SetUp();
        postman_.emplace(house());
    }
    void TearDown() override {
        postman_.reset();
        OnMail::TearDown();
    }

    void go_round() { postman_->go_round(); }

    // Sends deciles, which need money, as CSV every morning at ten to the members.
    void schedule(const std::vector<Id<User>>& users, std::string_view analysis = "deciles",
                  std::string_view language = "ja") {
        const auto view = post(kAdministrator, path("saved-views"),
                               R"({"name":"上位顧客","analysis":")" + std::string(analysis) +
                                   R"(","note":"","shared":true,"query":{"product":[],"medium":[],)"
                                   R"("prefecture":[],"choices":[],"period":"last_year"}})");
        ASSERT_EQ(view.status, 201) << view.body;
        std::string people;
        for (const auto user : users) people += "," + std::to_string(user.value);
        const auto made = post(kAdministrator, path("report-schedules"),
                               R"({"name":"朝の数字","every":"day","hour":10,"format":"csv",)"
                               R"("view_id":1,"active":true,"language":")" +
                                   std::string(language) + R"(","recipients":[)" +
                                   people.substr(1) + "]}");
        ASSERT_EQ(made.status, 201) << made.body;
    }
    void come_due() { clock.advance(kDay); }

    // Twelve customers who ordered once, in the last year.
    void add_orders() {
        const auto viewer = access::viewer_of_the_house(shop_id());
        shop_database().write({}, [&](store::Tx& tx) {
            record::ProductPatch product;
            product.name = set(std::string("石けん"));
            product.price = set(Money{3980});
            const auto made = record::create_product(tx, viewer, product);
            for (int i = 0; i < 12; ++i) {
                record::CustomerPatch customer;
                customer.name = set(std::string("客") + std::to_string(i));
                record::OrderDraft order;
                order.customer_id = record::create_customer(tx, viewer, customer).id;
                order.ordered_at = tx.now() + -365 * kDay;
                order.lines = {{made.id, 1, {39'800'000}}};
                record::place_order(tx, viewer, order);
            }
        });
    }
    // A member who takes analyses out but sees no money.
    Id<User> add_member_without_money(std::string_view login) {
        const auto viewer = access::viewer_of_the_house(shop_id());
        const auto key = control_database().write({}, [&](store::Tx& tx) {
            access::RolePatch role;
            role.name = set(std::string("集計係"));
            role.grants = set(std::vector<access::RoleGrant>{
                {Entity::Customer, access::Action::View, RowScope::All},
                {Entity::Insight, access::Action::View, RowScope::All},
                {Entity::Insight, access::Action::Export, RowScope::All}});
            return access::create_role(tx, viewer, access::rights_of_the_house(), role).key;
        });
        return add_user(login, key);
    }

    board::ReportSchedule stored() {
        return shop_database().read(
            [](store::Reader& reader) { return board::find_report_schedule(reader, {1}); });
    }
    // "who code" each.
    std::vector<std::string> troubles() {
        std::vector<std::string> all;
        for (const auto& one : stored().troubles) all.push_back(one.who + " " + one.code);
        return all;
    }
    void leave_shop(Id<User> user) {
        control_database().write({}, [&](store::Tx& tx) {
            Viewer viewer;
            viewer.shop = shop_id();
            const auto member = access::find_member(tx, viewer, user);
            access::MemberPatch patch;
            patch.active = {Patch<bool>::State::Value, false};
            access::change_member(tx, viewer, access::rights_of_the_house(), user, member.version,
                                  patch);
        });
    }

private:
    template <class V>
    static Patch<V> set(V value) {
        return {Patch<V>::State::Value, std::move(value)};
    }

    std::optional<Postman> postman_;
};

}  // namespace

TEST_P(PostmanRound, BringsAReportWithItsFiguresAndALinkToItsScreen) {
    const MailPeer peer(Guard::StartTls);
    use(peer);
    add_orders();
    schedule({add_user("owner@shop.example", "adm")});
    go_round();
    EXPECT_EQ(peer.letters(), 0) << "it is not due";
    come_due();
    go_round();
    EXPECT_THAT(peer.letter(1), AllOf(StartsWith("report@shop.example owner@shop.example True\n"),
                                      HasSubstr("Content-Type: text/csv")));
    EXPECT_THAT(peer.text(1),
                AllOf(HasSubstr("朝の数字\n"), HasSubstr("■ 上位顧客"), HasSubstr("・"),
                      HasSubstr("https://crm.example/s/1/insight/deciles?period=lastYear\n")));
    EXPECT_THAT(troubles(), IsEmpty());
    EXPECT_EQ(stored().last_run, clock.now());
    go_round();
    EXPECT_EQ(peer.letters(), 1);
}

TEST_P(PostmanRound, TellsTheTrailBeforeALetterLeavesWithTheScheduleAsReason) {
    const MailPeer peer(Guard::StartTls);
    use(peer);
    schedule({add_user("owner@shop.example", "adm")});
    come_due();
    go_round();
    const auto trail = get(kAdministrator, path("audit?kind=exported"));
    EXPECT_THAT(trail.body, AllOf(HasSubstr(R"("operation":"mail_report")"), HasSubstr("朝の数字"),
                                  HasSubstr("owner@shop.example")))
        << trail.body;
}

TEST_P(PostmanRound, AnswersEachRecipientWithHerOwnRights) {
    const MailPeer peer(Guard::StartTls);
    use(peer);
    const auto owner = add_user("owner@shop.example", "adm");
    const auto op = add_user("op@shop.example", "op");
    const auto gone = add_user("gone@shop.example", "adm");
    const auto nameless = add_user("kazuko", "adm");
    schedule({owner, op, gone, nameless}, "deciles", "en");
    leave_shop(gone);
    come_due();
    go_round();
    EXPECT_EQ(peer.letters(), 1);
    EXPECT_THAT(peer.text(1), HasSubstr("as of 2026-11-23"));
    EXPECT_THAT(troubles(), ElementsAre("op@shop.example no_right", "gone@shop.example left",
                                        "kazuko no_address"));
    const auto listed = get(kAdministrator, path("report-schedules"));
    EXPECT_THAT(listed.body, AllOf(HasSubstr(R"("code":"no_right","who":"op@shop.example")"),
                                   HasSubstr(R"("next_run":"2026-11-23T01:00:00)"),
                                   HasSubstr(R"("mail_is_set":true)")));
}

TEST_P(PostmanRound, LeavesMoneyOutForWhoMayNotSeeIt) {
    const MailPeer peer(Guard::StartTls);
    use(peer);
    add_orders();
    const auto owner = add_user("owner@shop.example", "adm");
    const auto counts = add_member_without_money("counts@shop.example");
    schedule({owner, counts});
    come_due();
    go_round();
    EXPECT_EQ(peer.letters(), 1) << "deciles are about money";
    EXPECT_THAT(troubles(), ElementsAre("counts@shop.example no_money"));
    const auto board = post(kAdministrator, path("dashboards"),
                            R"({"name":"朝会","tiles":[)"
                            R"({"view_id":1,"shown":"groups","width":1,"height":1},)"
                            R"({"analysis":"retention","shown":"curve","width":1,"height":1}]})");
    ASSERT_EQ(board.status, 201) << board.body;
    ASSERT_EQ(put(kAdministrator, "report-schedules/1", 1,
                  R"({"name":"朝会","every":"day","hour":10,"format":"csv","dashboard_id":1,)"
                  R"("active":true,"language":"ja","recipients":[3,4]})")
                  .status,
              200);
    come_due();
    go_round();
    ASSERT_EQ(peer.letters(), 3);
    EXPECT_THAT(peer.text(2), HasSubstr("上位顧客"));
    EXPECT_THAT(peer.text(3), AllOf(Not(HasSubstr("上位顧客")), Not(HasSubstr("¥")),
                                    HasSubstr("1件の分析は含めていません")));
    EXPECT_THAT(troubles(), IsEmpty());
}

TEST_P(PostmanRound, ARefusedRecipientDoesNotKeepTheOthersFromTheirs) {
    const MailPeer peer(Guard::StartTls);
    use(peer);
    schedule({add_user("nobody@shop.example", "adm"), add_user("later@shop.example", "adm"),
              add_user("owner@shop.example", "adm")});
    come_due();
    go_round();
    EXPECT_EQ(peer.letters(), 1);
    EXPECT_THAT(peer.letter(1), StartsWith("report@shop.example owner@shop.example True\n"));
    EXPECT_THAT(troubles(), ElementsAre("nobody@shop.example mail_recipient_refused",
                                        "later@shop.example mail_busy"));
    clock.advance(kMinute);
    go_round();
    EXPECT_EQ(peer.letters(), 1) << "nobody is written to twice";
}

TEST_P(PostmanRound, AServerThatWasDownGetsTheReportWhenItIsUpAgain) {
    std::optional<MailPeer> peer(std::in_place, Guard::Plain);
    open_way_to(*peer);
    const auto port = peer->port();
    const auto kept = put(kAdministrator, "mail-settings", 0,
                          R"({"host":"localhost","port":)" + std::to_string(port) +
                              R"(,"guard":"plain","user_name":"","sender_address":)"
                              R"("report@shop.example","sender_name":"","page":""})");
    ASSERT_EQ(kept.status, 200) << kept.body;
    schedule({add_user("owner@shop.example", "adm")});
    peer.reset();
    come_due();
    go_round();
    EXPECT_THAT(troubles(), ElementsAre(" mail_unreachable"));
    EXPECT_EQ(stored().troubles.at(0).server, "localhost:" + std::to_string(port));
    peer.emplace(Guard::Plain, port);
    go_round();
    EXPECT_EQ(peer->letters(), 0) << "a minute has to pass";
    clock.advance(kMinute);
    go_round();
    EXPECT_EQ(peer->letters(), 1);
    EXPECT_THAT(troubles(), IsEmpty());
}

TEST_P(PostmanRound, AWrongPasswordAndNoMailServerAreSaidOnTheSchedule) {
    const MailPeer peer(Guard::StartTls);
    open_way_to(peer);
    schedule({add_user("owner@shop.example", "adm")});
    come_due();
    go_round();
    EXPECT_THAT(troubles(), ElementsAre(" mail_not_set"));
    ASSERT_EQ(put(kAdministrator, "mail-settings", 0, settings_of(peer, "geheim-8")).status, 200);
    clock.advance(kMinute);
    go_round();
    EXPECT_THAT(troubles(), ElementsAre(" mail_login_refused"));
    ASSERT_EQ(put(kAdministrator, "mail-settings", 1, settings_of(peer)).status, 200);
    clock.advance(2 * kMinute);
    go_round();
    EXPECT_EQ(peer.letters(), 1);
}

TEST_P(PostmanRound, ARunGoesOnWhereADeadServerLeftIt) {
    const MailPeer peer(Guard::StartTls);
    use(peer);
    const auto first = add_user("first@shop.example", "adm");
    schedule({first, add_user("second@shop.example", "adm")});
    come_due();
    const auto zone = Zone::named("Asia/Tokyo");
    shop_database().write({}, [&](store::Tx& tx) {
        board::order_due_reports(tx, zone);
        auto run = board::claim_report(tx, "a server that dies", kMinute).value();
        board::note_delivery(tx, run, {.user = first, .told = true, .done = true, .trouble = {}},
                             kMinute);
    });
    go_round();
    EXPECT_EQ(peer.letters(), 0) << "the dead one still holds it";
    clock.advance(kMinute);
    go_round();
    EXPECT_EQ(peer.letters(), 1);
    EXPECT_THAT(peer.letter(1), StartsWith("report@shop.example second@shop.example True\n"));
}

TEST_P(PostmanRound, WhoKeepsBoardsAndTakesAnalysesOutSendsAtOnce) {
    const MailPeer peer(Guard::StartTls);
    use(peer);
    schedule({add_user("owner@shop.example", "adm")});
    EXPECT_EQ(post(kOperator, path("report-schedules/1/send"), "{}").status, 403);
    EXPECT_EQ(post(kAdministrator, path("report-schedules/1/send"), "{}").status, 204);
    EXPECT_EQ(post(kAdministrator, path("report-schedules/9/send"), "{}").status, 404);
    go_round();
    EXPECT_EQ(peer.letters(), 1);
}

TEST_P(PostmanRound, ADashboardLeavesWithAFilePerAnalysis) {
    const MailPeer peer(Guard::StartTls);
    use(peer);
    schedule({add_user("owner@shop.example", "adm")});
    const auto board = post(kAdministrator, path("dashboards"),
                            R"({"name":"朝会","tiles":[)"
                            R"({"view_id":1,"shown":"groups","width":2,"height":2},)"
                            R"({"view_id":1,"shown":"groups","width":1,"height":1},)"
                            R"({"analysis":"retention","shown":"curve","width":1,"height":1}]})");
    ASSERT_EQ(board.status, 201) << board.body;
    const auto changed = put(kAdministrator, "report-schedules/1", 1,
                             R"({"name":"朝会","every":"day","hour":10,"format":"xlsx",)"
                             R"("dashboard_id":1,"active":true,"language":"ja",)"
                             R"("recipients":[3]})");
    ASSERT_EQ(changed.status, 200) << changed.body;
    come_due();
    go_round();
    EXPECT_THAT(peer.text(1), AllOf(HasSubstr("■ 上位顧客"), HasSubstr("■ 定期継続率")));
    EXPECT_THAT(peer.letter(1), AllOf(HasSubstr("filename=\"1-deciles-2026-11-23.xlsx\""),
                                      HasSubstr("filename=\"2-retention-2026-11-23.xlsx\""),
                                      Not(HasSubstr("filename=\"3-"))));
}

INSTANTIATE_ON_BOTH_DATABASES(PostmanRound);

}  // namespace tsunagi::server
