// The access matrix: every role asks every route of the table for a thing that is her own, her
// team's, another team's, another shop's and no thing at all. What she should get is computed from
// the grants of her role alone, not by the code that decides. Nothing of what she must not see is
// in any answer: each customer carries values (canaries) that occur nowhere else.
#include "server/access_matrix_testing.h"

#include <algorithm>
#include <condition_variable>
#include <iostream>
#include <mutex>

namespace tsunagi::server {
namespace {

// A socket that keeps what it is told.
class Listening final : public Socket {
public:
    void send(std::shared_ptr<const std::string> frame) override {
        const std::lock_guard lock(mutex_);
        heard_ += *frame;
        more_.notify_all();
    }
    void close(CloseCode, std::string) override {}
    std::string heard_until(std::string_view text) {
        std::unique_lock lock(mutex_);
        more_.wait_for(lock, std::chrono::seconds(10),
                       [&] { return heard_.find(text) != std::string::npos; });
        return heard_;
    }

private:
    std::mutex mutex_;  // guards heard_
    std::condition_variable more_;
    std::string heard_;
};

INSTANTIATE_ON_BOTH_DATABASES(AccessMatrix);

TEST_P(AccessMatrix, EveryRoleGetsWhatItsGrantsSayFromEveryRouteAndNothingElse) {
    for (const Route& route : router_->routes()) {
        const Entry* entry = entry_of(route);
        ASSERT_NE(entry, nullptr) << route.operation << " has no entry in the access matrix";
        for (const Role& role : roles_) {
            for (const Place place : kPlaces) {
                const auto response = answer(request_for(route, *entry, role, place));
                const testing::ScopedTrace where(
                    __FILE__, __LINE__,
                    std::string(route.operation) + " for " + role.login + " at place " +
                        std::to_string(int(place)) + ": " + response.body.substr(0, 300));
                check_status(route, *entry, role, place, response.status);
                check_canaries(role, response.body);
            }
        }
    }
    EXPECT_GE(checks_, 5'000);
    std::cout << "access matrix: " << router_->routes().size() << " routes, " << roles_.size()
              << " roles, " << checks_ << " answers checked, " << canaries_
              << " canaries looked for\n";
}

TEST_P(AccessMatrix, WhatIsNotYoursIsAnsweredLikeWhatIsNot) {
    for (const Route& route : router_->routes()) {
        const Entry* entry = entry_of(route);
        if (entry == nullptr || entry->aim == Aim::Open || entry->aim == Aim::Plain) continue;
        for (const Role& role : roles_) {
            if (rows_asked(route, *entry, role) == RowScope::All) continue;
            auto theirs = answer(request_for(route, *entry, role, Place::Other));
            auto nobodys = answer(request_for(route, *entry, role, Place::Deleted));
            const auto number = std::to_string(other_.number(entry->aim));
            if (const auto at = theirs.body.find(" " + number + " "); at != theirs.body.npos) {
                theirs.body.replace(at + 1, number.size(), std::to_string(kNobody));
            }
            EXPECT_EQ(theirs.status, nobodys.status) << route.operation << " for " << role.login;
            EXPECT_EQ(theirs.body, nobodys.body) << route.operation << " for " << role.login;
        }
    }
}

TEST_P(AccessMatrix, SearchFindsNobodyByWhatIsNotHersToReadNorTellsThatThereAre) {
    for (const Role& role : roles_) {
        if (role.scope(Entity::Customer, Action::View) == RowScope::None) continue;
        for (const Place place : {Place::Own, Place::Team, Place::Other}) {
            for (const Canary& canary : person_at(role, place).canaries) {
                if (canary.entity != Entity::Customer || !is_searched(canary.group)) continue;
                const auto found = search(role, canary.text);
                ++checks_;
                const auto id = person_at(role, place).customer.value;
                const bool has = found.find("\"id\":" + std::to_string(id) + ",") != found.npos;
                const bool address = canary.text.starts_with("宛名");
                EXPECT_EQ(has, may_read(role, place, canary) && !address)
                    << role.login << " by " << canary.text << ": " << found;
                if (!has) EXPECT_EQ(found, R"({"items":[],"next":null})");
            }
        }
    }
}

TEST_P(AccessMatrix, WhoMayReadItGetsIt) {
    for (const Role& role : roles_) {
        for (const Place place : {Place::Own, Place::Team, Place::Other}) {
            const auto id = std::to_string(person_at(role, place).customer.value);
            const auto customer = get(role, "/customers/" + id) +
                                  get(role, "/customers/" + id + "/timeline") +
                                  get(role, "/customers/" + id + "/orders");
            for (const Canary& canary : person_at(role, place).canaries) {
                EXPECT_EQ(customer.find(canary.text) != customer.npos,
                          may_read(role, place, canary))
                    << role.login << " at place " << int(place) << ": " << canary.text;
            }
        }
    }
}

// The figures may be of more people than she may look at one by one.
TEST_P(AccessMatrix, ThePeopleBehindAFigureAreThoseWhomSheSees) {
    for (const Role& role : roles_) {
        const auto figures = role.scope(Entity::Insight, Action::View);
        if (figures == RowScope::None) continue;
        const auto rows = std::min(figures, role.scope(Entity::Customer, Action::View));
        const auto people = get(role, "/insight/cohorts/people?limit=100&cell=2026-11/0");
        for (const Place place : {Place::Own, Place::Team, Place::Other}) {
            const auto id = std::to_string(person_at(role, place).customer.value);
            EXPECT_EQ(people.find("{\"id\":" + id + ",") != people.npos, reaches(rows, place))
                << role.login << " at place " << int(place) << ": " << people;
        }
        std::size_t shown = 0;
        for (auto at = people.find("{\"id\":"); at != people.npos;
             at = people.find("{\"id\":", at + 1))
            ++shown;
        EXPECT_NE(people.find("\"count\":" + std::to_string(shown) + ","), people.npos)
            << role.login << " is told how many others there are: " << people;
        check_canaries(role, people);
    }
}

TEST_P(AccessMatrix, ContactsAreListedOfWhomSheSees) {
    for (const Role& role : roles_) {
        if (role.scope(Entity::Contact, Action::View) == RowScope::None) continue;
        const auto listed = get(role, "/contacts?limit=100");
        for (const Place place : {Place::Own, Place::Team, Place::Other}) {
            const auto id = std::to_string(person_at(role, place).customer.value);
            EXPECT_EQ(listed.find("\"customer_id\":" + id + ",") != listed.npos,
                      reaches(rows_of(role, Entity::Contact, Action::View), place))
                << role.login << " at place " << int(place) << ": " << listed;
        }
    }
}

TEST_P(AccessMatrix, NoListOfPeopleLeavesAboveTheDaysLimit) {
    // Of an import the rows go back to where they came from; a breach and a disclosure are what the
    // law asks for; the trail names people by their numbers; a report tells of nobody.
    constexpr std::array kNotCounted{"export_rejections",  "export_breach", "get_disclosure",
                                     "get_disclosure_pdf", "export_audit",  "export_report"};
    const Role& role = role_named("adm");
    shop_database().write({}, [](store::Tx& tx) {
        record::SettingsPatch patch;
        patch.export_persons_per_day = said(1);
        record::change_settings(tx, record::read_settings(tx).version, patch);
    });
    const Route& list = route_named("export_call_list");
    EXPECT_EQ(answer(request_for(list, *entry_of(list), role, Place::Own)).status, 200);
    int held = 0;
    for (const Route& route : router_->routes()) {
        if (route.right.action != Action::Export) continue;
        if (std::ranges::find(kNotCounted, route.operation) != kNotCounted.end()) continue;
        const auto response = answer(request_for(route, *entry_of(route), role, Place::Own));
        EXPECT_EQ(response.status, 429) << route.operation << ": " << response.body;
        ++held;
    }
    EXPECT_GE(held, 2);
}

TEST_P(AccessMatrix, TheAnswerThatWasKeptGoesWithTheCustomer) {
    const Role& role = role_named("own op");
    const auto save = [&] {
        const Route& route = route_named("save_contact");
        auto request = request_for(route, *entry_of(route), role, Place::Own);
        std::erase_if(request.headers, [](auto& one) { return one.name == "idempotency-key"; });
        request.headers.push_back({"idempotency-key", "again"});
        return answer(std::move(request));
    };
    EXPECT_EQ(save().status, 201);
    EXPECT_EQ(save().status, 201);
    give_away(role.own);
    const auto gone = save();
    EXPECT_EQ(gone.status, 404);
    EXPECT_EQ(gone.body.find("\"customer_id\""), gone.body.npos) << gone.body;
}

TEST_P(AccessMatrix, AConflictShowsTheCurrentThingAsMaskedAsEver) {
    const Role& role = role_named("masked");
    const Route& route = route_named("change_customer");
    const auto change = [&](std::string body) {
        auto request = request_for(route, *entry_of(route), role, Place::Own);
        request.body = std::move(body);
        return answer(std::move(request));
    };
    EXPECT_EQ(change(R"({"rank":"A"})").status, 200);
    const auto conflict = change(R"({"rank":"B"})");
    EXPECT_EQ(conflict.status, 409);
    EXPECT_NE(conflict.body.find("\"current\""), conflict.body.npos);
    check_canaries(role, conflict.body);
}

TEST_P(AccessMatrix, WhatMayNotBeReadMayNotBeWritten) {
    const Role& role = role_named("masked");
    const Route& route = route_named("change_customer");
    const auto change = [&](std::string body) {
        auto request = request_for(route, *entry_of(route), role, Place::Own);
        request.body = std::move(body);
        return answer(std::move(request));
    };
    const auto refused = change(
        R"({"name":"別人","note":"x","phones":[{"number":"1","label":""}]})");
    EXPECT_EQ(refused.status, 422);
    for (const char* field : {"/name", "/note", "/phones"}) {
        EXPECT_NE(refused.body.find(field), refused.body.npos) << refused.body;
    }
    EXPECT_EQ(change(R"({"note":"***"})").status, 200) << "what she was shown";
    EXPECT_EQ(change(R"({"owner_id":1})").status, 403) << "a right of its own";
}

TEST_P(AccessMatrix, LiveMessagesAreOfWhatSheSees) {
    for (const Role& role : roles_) {
        if (role.scope(Entity::Settings, Action::View) == RowScope::None) continue;
        const Route& route = route_named("listen_live");
        auto request = request_for(route, *entry_of(route), role, Place::Own);
        request.target += "?since=0";
        split_target(request);
        dispatcher_->admit(request);
        const auto page = dispatcher_->open_socket(request);
        const auto socket = std::make_shared<Listening>();
        page->opened(socket);
        socket->heard_until("\"seq\"");
        shop_database().write({},
                              [](store::Tx& tx) { tx.changed({.entity = "setting", .id = 1}); });
        const auto heard = socket->heard_until("\"setting\"");
        for (const Place place : {Place::Own, Place::Team, Place::Other}) {
            const auto id = person_at(role, place).customer.value;
            const bool told = heard.find("\"customer_id\":" + std::to_string(id) + ",") !=
                              heard.npos;
            EXPECT_EQ(told, reaches(role.scope(Entity::Customer, Action::View), place))
                << role.login << " at place " << int(place) << ": " << heard;
        }
        page->closed();
    }
}

TEST_P(AccessMatrix, AnAdministratorLooksWithAMembersEyesAndChangesNothing) {
    const Role& administrator = role_named("adm");
    const Role& member = role_named("own op");
    const auto post = [&](std::string body) {
        auto request = request_to(administrator, Method::Post,
                                  "/members/" + std::to_string(user_of(member).value) + "/view-as");
        request.body = std::move(body);
        return answer(std::move(request)).status;
    };
    EXPECT_EQ(post(R"({"reason":""})"), 422);
    EXPECT_EQ(post(R"({"reason":"画面が見えないとの相談"})"), 204);
    const auto own = std::to_string(member.own.customer.value);
    const auto theirs = std::to_string(other_.customer.value);
    const auto status = [&](Method method, const std::string& path) {
        auto request = request_to(administrator, method, path);
        if (method == Method::Patch) request.body = R"({"rank":"A"})";
        return answer(std::move(request)).status;
    };
    EXPECT_EQ(status(Method::Get, "/customers/" + own), 200);
    EXPECT_EQ(status(Method::Get, "/customers/" + theirs), 404);
    EXPECT_EQ(status(Method::Patch, "/customers/" + own), 403);
    EXPECT_EQ(status(Method::Get, "/roles"), 403);
    auto session = request_to(administrator, Method::Get, "");
    session.target = "/api/v1/session";
    split_target(session);
    EXPECT_NE(answer(std::move(session)).body.find(R"("acting_for":{"shop":1)"), std::string::npos);
    auto end = request_to(administrator, Method::Delete, "");
    end.target = "/api/v1/session/view-as";
    split_target(end);
    EXPECT_EQ(answer(std::move(end)).status, 204);
    EXPECT_EQ(status(Method::Get, "/customers/" + theirs), 200);
}

TEST_P(AccessMatrix, NobodyGivesMoreThanSheHas) {
    const Role& manager = role_named("mgr");
    const auto patch = [&](const std::string& login, std::string body) {
        auto request = request_to(manager, Method::Patch,
                                  "/members/" + std::to_string(user_id(login).value));
        request.body = std::move(body);
        return answer(std::move(request)).status;
    };
    EXPECT_EQ(patch("spare", R"({"roles":["adm"]})"), 403);
    EXPECT_EQ(patch("root", R"({"active":false})"), 403);
    EXPECT_EQ(patch("spare", R"({"roles":["no such role"]})"), 422);
    EXPECT_EQ(patch("spare", R"({"roles":["sv","by"]})"), 200);
}

TEST_P(AccessMatrix, EffectiveRightsNameTheRolesThatGiveThem) {
    const auto id = std::to_string(user_of(role_named("sv")).value);
    const auto body = get(role_named("adm"), "/members/" + id + "/rights");
    EXPECT_NE(body.find(R"({"entity":"audit","action":"view","scope":"team","roles":["sv"]})"),
              body.npos)
        << body;
    EXPECT_NE(body.find(R"({"entity":"role","action":"edit","scope":"none","roles":[]})"),
              body.npos);
}

}  // namespace
}  // namespace tsunagi::server
