// Who saw her, who changed her, who took her data out: told for every request, and found again.
#include "access/audit/check.h"
#include "access/audit/trail.h"
#include "access/audit/trail.sql.h"
#include "access/presets.h"
#include "access/testing.sql.h"
#include "base/json.h"
#include "record/customers.h"
#include "server/routes.h"
#include "server/testing.h"
#include "store/audit/chain.h"
#include "store/audit/verify.h"

#include <gmock/gmock.h>

namespace tsunagi::server {
namespace {

using access::audit::Kind;
using access::audit::TrailEntry;
using testing::IsEmpty;
using testing::SizeIs;
using Trail = record::Page<TrailEntry>;
using People = record::Page<record::CustomerRow>;

constexpr std::string_view kShop = "/api/v1/shops/1";

class Audit : public OnServer {
protected:
    std::int64_t add_customer(const std::string& name, const std::string& phone) {
        auto made = post(kAdministrator, std::string(kShop) + "/customers",
                         R"({"name":")" + name + R"(","kana":"ア","phones":[{"number":")" + phone +
                             R"(","label":""}]})");
        EXPECT_EQ(made.status, 201) << body_of(made);
        const auto body = body_of(made);
        return std::stoll(body.substr(body.find("\"id\":") + 5));
    }
    Response see(std::string_view login, const std::string& path) {
        return get(login, std::string(kShop) + path);
    }
    Trail trail(const std::string& query, std::string_view login = kAdministrator) {
        auto response = see(login, "/audit" + query);
        EXPECT_EQ(response.status, 200) << body_of(response);
        return from_json<Trail>(body_of(response));
    }
    std::vector<TrailEntry> of_kind(Kind kind, const std::string& more = "") {
        return trail("?kind=" + std::string(word_of(kind)) + more).items;
    }
    static std::string customer(std::int64_t id) { return "/customers/" + std::to_string(id); }
    void set(const std::string& settings) {
        auto request = this->request(kAdministrator, Method::Patch,
                                     std::string(kShop) + "/settings", settings);
        request.headers.push_back({"if-match", "\"" + std::to_string(settings_version_++) + "\""});
        auto answered = answer(std::move(request));
        ASSERT_EQ(answered.status, 200) << body_of(answered);
    }

private:
    int settings_version_ = 0;
};
INSTANTIATE_ON_BOTH_DATABASES(Audit);

TEST_P(Audit, AnswersWhoSawHerPhoneNumber) {
    const auto sato = add_customer("佐藤", "090-1234-5678");
    const auto kato = add_customer("加藤", "090-8765-4321");
    ASSERT_EQ(see(kOperator, customer(sato)).status, 200);
    ASSERT_EQ(see(kAdministrator, customer(kato)).status, 200);
    const auto seen = trail("?customer=" + std::to_string(sato) + "&kind=viewed").items;
    ASSERT_THAT(seen, SizeIs(1));
    EXPECT_EQ(seen[0].user_name, kOperator);
    EXPECT_EQ(seen[0].customer_name, "佐藤");
    EXPECT_EQ(seen[0].operation, "get_customer");
    EXPECT_TRUE(std::ranges::any_of(seen[0].fields, [](const auto& shown) {
        return shown.field == FieldGroup::Phone && shown.right == FieldRight::Read;
    }));
}

TEST_P(Audit, ListsAndSearchesNameEverybodyTheyShowed) {
    const auto sato = add_customer("佐藤", "090-1234-5678");
    add_customer("加藤", "090-8765-4321");
    ASSERT_EQ(see(kOperator, "/customers").status, 200);
    ASSERT_EQ(see(kOperator, "/customers?q=%E4%BD%90%E8%97%A4").status, 200);
    const auto seen = trail("?customer=" + std::to_string(sato)).items;
    ASSERT_THAT(seen, SizeIs(3));
    EXPECT_EQ(seen[0].kind, Kind::Searched);
    EXPECT_EQ(seen[0].search_length, 2);
    EXPECT_EQ(seen[0].persons, 1);
    EXPECT_EQ(seen[1].kind, Kind::Listed);
    EXPECT_EQ(seen[1].persons, 2);
    EXPECT_EQ(seen[2].kind, Kind::Created);
    auto people = see(kAdministrator, "/audit/entries/" + seen[1].id + "/people?limit=1");
    const auto first = from_json<People>(body_of(people));
    ASSERT_THAT(first.items, SizeIs(1));
    EXPECT_EQ(first.items[0].id.value, sato);
    EXPECT_TRUE(first.next);
}

TEST_P(Audit, KeepsNothingOfWhatWasTyped) {
    ASSERT_EQ(see(kOperator, "/customers?q=himitsu").status, 200);
    const auto found = of_kind(Kind::Searched);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].persons, 0);
    EXPECT_EQ(to_json(found[0]).find("himitsu"), std::string::npos);
}

TEST_P(Audit, TheSameViewWithinAMinuteIsToldOnce) {
    const auto sato = add_customer("佐藤", "090-1234-5678");
    for (int i = 0; i < 3; ++i) see(kOperator, customer(sato));
    EXPECT_THAT(of_kind(Kind::Viewed), SizeIs(1));
    clock.advance(61'000);
    see(kOperator, customer(sato));
    EXPECT_THAT(of_kind(Kind::Viewed), SizeIs(2));
}

TEST_P(Audit, ShowsAChangeWithItsBeforeAndAfter) {
    const auto sato = add_customer("佐藤", "090-1234-5678");
    auto patch = request(kOperator, Method::Patch, std::string(kShop) + customer(sato),
                         R"({"name":"佐々木"})");
    patch.headers.push_back({"if-match", "\"1\""});
    ASSERT_EQ(answer(std::move(patch)).status, 200);
    const auto changed = trail("?customer=" + std::to_string(sato) + "&kind=updated").items;
    ASSERT_THAT(changed, SizeIs(1));
    EXPECT_EQ(changed[0].user_name, kOperator);
    const auto name = std::ranges::find(changed[0].changes, "name",
                                        &access::audit::FieldChange::field);
    ASSERT_NE(name, changed[0].changes.end());
    EXPECT_EQ(name->before.text, R"("佐藤")");
    EXPECT_EQ(name->after.text, R"("佐々木")");
}

TEST_P(Audit, AReaderWhoMayNotSeeNamesSeesThatTheyChanged) {
    const auto sato = add_customer("佐藤", "090-1234-5678");
    const auto found = shop_database().read([&](store::Reader& shop) {
        return control_database().read([&](store::Reader& control) {
            Viewer viewer{.user = {1}, .shop = shop_id(), .scope = RowScope::All};
            viewer.sees = all_rows();
            return access::audit::search_trail({shop, control, viewer}, {.customer = {{sato}}}, {});
        });
    });
    ASSERT_THAT(found.items, SizeIs(1));
    EXPECT_EQ(to_json(found.items[0]).find("佐藤"), std::string::npos);
    EXPECT_TRUE(std::ranges::any_of(found.items[0].changes, [](const auto& change) {
        return change.field == "phones" && change.masked;
    }));
}

TEST_P(Audit, SignInsAndFailedOnesAreToldWithTheAccountTheyTried) {
    const auto sign_in = [&](std::string_view login, std::string_view password) {
        return post("", "/api/v1/session",
                    R"({"login":")" + std::string(login) + R"(","password":")" +
                        std::string(password) + R"("})")
            .status;
    };
    EXPECT_EQ(sign_in(kOperator, "wrong"), 401);
    EXPECT_EQ(sign_in("nobody", "wrong"), 401);
    clock.advance(60'000);
    EXPECT_EQ(sign_in(kOperator, kPassword), 200);
    const auto failed = of_kind(Kind::SignInFailed);
    ASSERT_THAT(failed, SizeIs(1)) << "nobody is a member of no shop";
    EXPECT_EQ(failed[0].user_name, kOperator);
    EXPECT_EQ(failed[0].status, 401);
    EXPECT_EQ(of_kind(Kind::SignedIn).at(0).user_name, kOperator);
}

TEST_P(Audit, DenialsAreTold) {
    const auto sato = add_customer("佐藤", "090-1234-5678");
    EXPECT_EQ(see(kOperator, "/audit").status, 403);
    EXPECT_EQ(see(kOperator, customer(sato + 100)).status, 404);
    EXPECT_EQ(get(kOperator, "/api/v1/shops/7/customers").status, 404);
    const auto denied = of_kind(Kind::Denied);
    ASSERT_THAT(denied, SizeIs(2));
    EXPECT_EQ(denied[0].status, 404);
    EXPECT_EQ(denied[0].entity_id, sato + 100);
    EXPECT_EQ(denied[1].status, 403);
    EXPECT_EQ(denied[1].operation, "list_audit");
}

TEST_P(Audit, ConfigurationAndReadingTheTrailAreTold) {
    set(R"({"today_horizon_days":9})");
    trail("");
    EXPECT_EQ(of_kind(Kind::Configured).at(0).operation, "change_settings");
    EXPECT_THAT(of_kind(Kind::TrailRead), testing::Not(IsEmpty()));
}

TEST_P(Audit, AChangeOfRightsIsToldWithWhatTheyWereBefore) {
    auto patch = request(kAdministrator, Method::Patch, std::string(kShop) + "/members/2",
                         R"({"roles":["sv"]})");
    patch.headers.push_back({"if-match", "\"1\""});
    auto answered = answer(std::move(patch));
    ASSERT_EQ(answered.status, 200) << body_of(answered);
    const auto told = of_kind(Kind::RightsChanged);
    ASSERT_THAT(told, SizeIs(1));
    EXPECT_EQ(told[0].operation, "change_member");
    EXPECT_EQ(told[0].entity_id, 2);
    const auto roles = std::ranges::find(told[0].changes, "roles",
                                         &access::audit::FieldChange::field);
    ASSERT_NE(roles, told[0].changes.end());
    EXPECT_EQ(roles->before.text, R"(["op"])");
    EXPECT_EQ(roles->after.text, R"(["sv"])");
}

TEST_P(Audit, AnExportNeedsAReasonAndNamesWhomItTookOut) {
    const auto sato = add_customer("佐藤", "090-1234-5678");
    const auto kato = add_customer("加藤", "090-8765-4321");
    auto list = post(kAdministrator, std::string(kShop) + "/call-lists",
                     R"({"name":"x","source":{"kind":"customers","ids":[)" + std::to_string(sato) +
                         "," + std::to_string(kato) + "]}}");
    ASSERT_EQ(list.status, 201) << body_of(list);
    EXPECT_EQ(see(kAdministrator, "/call-lists/1/items.csv").status, 422);
    EXPECT_EQ(see(kOperator, "/call-lists/1/items.csv?reason=x").status, 403);
    auto file = see(kAdministrator, "/call-lists/1/items.csv?reason=month-end");
    ASSERT_EQ(file.status, 200);
    EXPECT_NE(body_of(file).find("加藤"), std::string::npos);
    auto listed = see(kAdministrator, "/audit/exports");
    const auto exports = from_json<Trail>(body_of(listed));
    ASSERT_THAT(exports.items, SizeIs(1));
    EXPECT_EQ(exports.items[0].reason, "month-end");
    EXPECT_EQ(exports.items[0].persons, 2);
    auto people = see(kAdministrator, "/audit/entries/" + exports.items[0].id + "/people");
    EXPECT_THAT(from_json<People>(body_of(people)).items, SizeIs(2));
    const auto hers = trail("?customer=" + std::to_string(kato) + "&kind=exported").items;
    ASSERT_THAT(hers, SizeIs(1));
    EXPECT_EQ(hers[0].reason, "month-end");
    EXPECT_EQ(hers[0].id, exports.items[0].id);
}

TEST_P(Audit, TheBrakeHoldsAtTheDaysLimitAndIsOffTheNextDay) {
    const auto sato = add_customer("佐藤", "090-1234-5678");
    post(kAdministrator, std::string(kShop) + "/call-lists",
         R"({"name":"x","source":{"kind":"customers","ids":[)" + std::to_string(sato) + "]}}");
    set(R"({"export_persons_per_day":2})");
    const std::string path = "/call-lists/1/items.csv?reason=x";
    EXPECT_EQ(see(kAdministrator, path).status, 200);
    EXPECT_EQ(see(kAdministrator, path).status, 200);
    auto held = see(kAdministrator, path);
    EXPECT_EQ(held.status, 429);
    EXPECT_NE(body_of(held).find("2 persons a day"), std::string::npos) << body_of(held);
    EXPECT_THAT(of_kind(Kind::Exported), SizeIs(2));
    const auto denied = of_kind(Kind::Denied);
    ASSERT_THAT(denied, SizeIs(1));
    EXPECT_EQ(denied[0].status, 429);
    EXPECT_EQ(denied[0].user_name, kAdministrator);
    clock.advance(24LL * 3600 * 1000);
    EXPECT_EQ(see(kAdministrator, path).status, 200);
}

TEST_P(Audit, IsReadPageByPageWithoutLosingOrRepeating) {
    const auto sato = add_customer("佐藤", "090-1234-5678");
    for (int i = 0; i < 12; ++i) {
        see(kOperator, customer(sato));
        see(kAdministrator, "/customers?limit=" + std::to_string(i + 1));
        clock.advance(i % 3 == 0 ? 0 : 61'000);
    }
    set(R"({"today_horizon_days":9})");
    const auto whole = trail("?to=2030-01-01T00:00:00Z&limit=200").items;
    std::vector<std::string> expected;
    for (const auto& entry : whole) expected.push_back(entry.id);
    // Reading tells of itself, so the pages end where the whole list began.
    std::vector<std::string> read;
    std::string cursor;
    do {
        const auto page = trail("?to=2030-01-01T00:00:00Z&limit=5" +
                                (cursor.empty() ? "" : "&cursor=" + cursor));
        for (const auto& entry : page.items) {
            if (entry.kind != Kind::TrailRead) read.push_back(entry.id);
        }
        cursor = page.next.value_or("");
    } while (!cursor.empty());
    std::erase_if(expected, [&](const std::string& id) {
        return std::ranges::find(whole, id, &TrailEntry::id)->kind == Kind::TrailRead;
    });
    EXPECT_EQ(read, expected);
    EXPECT_GT(read.size(), 15u);
}

TEST_P(Audit, IsFilteredByUserEntityAndTime) {
    const auto sato = add_customer("佐藤", "090-1234-5678");
    const auto begin = clock.now();
    clock.advance(3'600'000);
    see(kOperator, customer(sato));
    const auto everything = trail("?user=2").items;
    ASSERT_THAT(everything, SizeIs(1));
    EXPECT_EQ(everything[0].kind, Kind::Viewed);
    EXPECT_THAT(trail("?user=2&entity=contact").items, IsEmpty());
    EXPECT_THAT(trail("?kind=viewed&to=" + to_text(begin)).items, IsEmpty());
    EXPECT_THAT(trail("?kind=viewed&from=" + to_text(begin)).items, SizeIs(1));
    EXPECT_THAT(trail("?kind=created&user=1&entity=customer").items, SizeIs(1));
    EXPECT_THAT(trail("?kind=created&user=2").items, IsEmpty());
}

// A scan of the whole trail would make the question of a minute one of an hour.
TEST_P(Audit, EverySearchGoesByAnIndex) {
    namespace sql = access::sql;
    store::Args args{{"at", 1},     {"seq", 1},        {"position", 1}, {"from", 0},
                     {"kind", ""},  {"entity", ""},    {"user_id", 1},  {"shop_id", 1},
                     {"limit", 51}, {"customer_id", 1}};
    for (auto& arg : args) arg.may_be_unused = true;
    const auto plan = [&](store::Database& database, const store::Statement& statement) {
        const std::string sqlite = "EXPLAIN QUERY PLAN " + std::string(statement.sqlite);
        const std::string postgres = "EXPLAIN " + std::string(statement.postgres);
        std::string text;
        database.write({}, [&](store::Tx& tx) {
            const bool on_sqlite = tx.dialect() == store::Dialect::Sqlite;
            if (!on_sqlite) {
                constexpr std::string_view kNoScan = "SET LOCAL enable_seqscan = off";
                tx.run({"no scan", kNoScan, kNoScan});
            }
            tx.rows({"a plan", sqlite, postgres}, args, [&](const store::Row& row) {
                text += std::string(row.text(on_sqlite ? 3 : 0)) + "\n";
                return true;
            });
        });
        return text;
    };
    for (const auto* statement :
         {&sql::trail_changes, &sql::trail_changes_of_customer, &sql::trail_changes_of_user,
          &sql::trail_items_of_customer, &sql::trail_events, &sql::trail_events_of_kind,
          &sql::trail_events_of_user, &sql::trail_events_of_customer, &sql::list_export_parts}) {
        const auto text = plan(shop_database(), *statement);
        EXPECT_THAT(text, testing::Not(testing::HasSubstr("SCAN "))) << statement->name;
        EXPECT_THAT(text, testing::Not(testing::HasSubstr("Seq Scan"))) << text;
    }
    for (const auto* statement : {&sql::trail_control_events, &sql::trail_control_events_of_user}) {
        const auto text = plan(control_database(), *statement);
        EXPECT_THAT(text, testing::HasSubstr("audit_event_")) << text;
    }
}

TEST_P(Audit, CanBeTakenOutAsAFileWithAReason) {
    add_customer("佐藤", "090-1234-5678");
    EXPECT_EQ(see(kAdministrator, "/audit.csv").status, 422);
    auto file = see(kAdministrator, "/audit.csv?reason=inspection");
    ASSERT_EQ(file.status, 200);
    EXPECT_NE(body_of(file).find("created"), std::string::npos);
    EXPECT_EQ(of_kind(Kind::Exported).at(0).entity, "audit");
}

TEST_P(Audit, WhatTheServerToldHolds) {
    const auto sato = add_customer("佐藤", "090-1234-5678");
    see(kOperator, customer(sato));
    see(kOperator, "/customers");
    SeededRandom random(3);
    store::audit::seal_all(shop_database(), random);
    const auto found = shop_database().read(
        [](store::Reader& reader) { return store::audit::verify(reader, {}); });
    EXPECT_THAT(found.findings, IsEmpty());
    EXPECT_GE(found.links, 3);
}

class AuditCheck : public Audit {
protected:
    access::audit::TrailCheck check() {
        for (auto* database : {&shop_database(), &control_database()}) {
            store::audit::seal_all(*database, random_);
        }
        auto response = post(kAdministrator, kPath, "{}");
        EXPECT_EQ(response.status, 200) << body_of(response);
        return from_json<access::audit::TrailCheck>(body_of(response));
    }
    std::string state() {
        auto response = get(kAdministrator, kPath);
        EXPECT_EQ(response.status, 200);
        return body_of(response);
    }

    static constexpr const char* kPath = "/api/v1/shops/1/audit/verification";

private:
    SeededRandom random_;
};
INSTANTIATE_ON_BOTH_DATABASES(AuditCheck);

TEST_P(AuditCheck, SaysThatTheTrailIsWholeAndRemembersWhoAsked) {
    EXPECT_EQ(state(), R"({"last":null})");
    add_customer("佐藤", "090-1234-5678");
    clock.advance(1000);
    const auto checked = check();
    EXPECT_TRUE(checked.intact);
    ASSERT_THAT(checked.trails, SizeIs(2));
    EXPECT_EQ(checked.trails[0].database, "shop-1");
    EXPECT_GT(checked.trails[0].last, 0);
    EXPECT_EQ(checked.trails[0].unsealed, 0);
    EXPECT_EQ(checked.by, kAdministrator);
    EXPECT_EQ(checked.at, clock.now());
    EXPECT_EQ(state(), R"({"last":)" + to_json(checked) + "}");
    EXPECT_EQ(post(kOperator, kPath, "{}").status, 403);
}

TEST_P(AuditCheck, SaysWhereTheTrailWasBent) {
    see(kAdministrator, "/audit");
    check();
    shop_database().write({}, [](store::Tx& tx) { tx.run(access::sql::bend_trail_for_test); });
    const auto checked = check();
    EXPECT_FALSE(checked.intact);
    ASSERT_THAT(checked.trails[0].findings, testing::Not(IsEmpty()));
    EXPECT_EQ(checked.trails[0].findings[0].fault, store::audit::Fault::RowChanged);
    EXPECT_THAT(checked.trails[0].findings[0].place, testing::StartsWith("event "));
}

}  // namespace
}  // namespace tsunagi::server
