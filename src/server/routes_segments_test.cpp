#include "record/tables.h"
#include "server/insight_testing.h"
#include "store/bulk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

namespace tsunagi::server {

namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kShop = "/api/v1/shops/1";
constexpr std::string_view kTwice = R"({"field":"order_count","op":"at_least","number":2})";
constexpr std::string_view kOnce = R"({"field":"order_count","op":"at_least","number":1})";
constexpr std::string_view kSpent = R"({"field":"order_sales","op":"at_least","number":2000})";

std::string asking(std::string_view condition) {
    return R"({"condition":)" + std::string(condition) + "}";
}
std::string in_segment(int id) {
    return R"({"field":"segment","op":"any_of","ids":[)" + std::to_string(id) + "]}";
}
std::string in_cell(std::string_view analysis, std::string_view key) {
    return R"({"field":"result","op":"any_of","cell":{"analysis":")" + std::string(analysis) +
           R"(","choices":[],"key":")" + std::string(key) + R"("}})";
}

// As it stands in an address.
std::string in_address(std::string_view json) {
    std::string text;
    for (const char letter : json) {
        if (letter == '"') {
            text += "%22";
        } else {
            text += letter;
        }
    }
    return text;
}

// Who left in the period of "cancellation-change", the last whole month unless filtered otherwise.
std::string leavers_under(std::string_view filter) {
    return R"({"field":"result","op":"any_of","cell":{"analysis":"cancellation-change",)"
           R"("choices":[],"key":"now/all")" +
           std::string(filter) + "}}";
}

class SegmentRoutes : public OnInsight {
protected:
    Response ask(std::string_view rest) {
        return get(kAdministrator, std::string(kShop) + std::string(rest));
    }
    Response send(std::string_view rest, std::string body) {
        return post(kAdministrator, std::string(kShop) + std::string(rest), std::move(body));
    }
    // Eight with a subscription each, in force on 2026-09-15: two cancel in September, three in
    // October, one of them of a second product, and one in November.
    void add_leavers();
    std::string count_in(const Response& answer) {
        std::smatch found;
        std::regex_search(answer.body, found, std::regex(R"re("count":(\d+))re"));
        return found.str(1);
    }
    Response keep(const std::string& name, std::string_view condition) {
        return send("/segments", R"({"name":")" + name + R"(","note":"","condition":)" +
                                     std::string(condition) + "}");
    }
};
INSTANTIATE_ON_BOTH_DATABASES(SegmentRoutes);

void SegmentRoutes::add_leavers() {
    constexpr std::int64_t kFirst = 1001;
    struct Life {
        std::string_view left;  // '': still in force
        int product = 0;
    };
    const std::array<Life, 8> lives{{{"2026-09-20"},
                                     {"2026-09-21"},
                                     {"2026-10-05"},
                                     {"2026-10-06"},
                                     {"2026-10-07", 1},
                                     {"2026-11-03"},
                                     {""},
                                     {"", 1}}};
    std::vector<record::table::Customer> customers;
    std::vector<record::table::Subscription> subscriptions;
    std::vector<record::table::SubscriptionEvent> events;
    const auto happened = [&](std::int64_t id, std::string kind, Day day, std::int64_t product) {
        events.push_back({.id = kFirst + std::ssize(events),
                          .subscription_id = id,
                          .customer_id = id,
                          .kind = std::move(kind),
                          .happened_on = day,
                          .known_on = day,
                          .delivery_number = 0,
                          .product_id = product});
    };
    for (const Life& life : lives) {
        const auto id = kFirst + std::ssize(customers);
        customers.push_back({.id = id, .name = "c", .medium = life.product == 0 ? "web" : "tv"});
        subscriptions.push_back({.id = id, .customer_id = id, .product_id = kFirst + life.product});
        happened(id, "started", *parse_day("2026-09-15"), kFirst + life.product);
        if (life.left.empty()) continue;
        happened(id, "cancelled", *parse_day(life.left), kFirst + life.product);
    }
    shop_database().write({}, [&](store::Tx& tx) {
        const std::vector<record::table::Product> products{{.id = kFirst, .name = "p"},
                                                           {.id = kFirst + 1, .name = "q"}};
        store::insert_all(tx, "customer", customers);
        store::insert_all(tx, "product", products);
        store::insert_all(tx, "subscription", subscriptions);
        store::insert_all(tx, "subscription_event", events);
        for (const auto& customer : customers) {
            tx.changed({.entity = "customer", .id = customer.id});
        }
    });
}

TEST_P(SegmentRoutes, TheBuilderIsToldEveryField) {
    const auto fields = ask("/segment-fields");
    EXPECT_EQ(fields.status, 200) << fields.body;
    EXPECT_THAT(fields.body, HasSubstr(R"("field":"order_count")"));
    EXPECT_THAT(fields.body, HasSubstr(R"("media":[)"));
}

TEST_P(SegmentRoutes, ASegmentIsKeptListedAndCounted) {
    const auto made = keep("2回以上", kTwice);
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_THAT(ask("/segments").body, HasSubstr("2回以上"));
    EXPECT_THAT(ask("/segments/1").body, HasSubstr(R"("field":"order_count")"));
    const auto people = ask("/segments/1/people");
    EXPECT_EQ(people.status, 200) << people.body;
    EXPECT_THAT(people.body, HasSubstr(R"("count":1,"items":[{"id":2,"name":"鈴木 葉")"));
    const auto count = send("/segments/count", asking(kTwice));
    EXPECT_EQ(count.status, 200) << count.body;
    EXPECT_THAT(count.body, HasSubstr(R"("count":1,"customers":2)"));
}

TEST_P(SegmentRoutes, PeopleOfASegmentComePageByPage) {
    ASSERT_EQ(keep("購入者", kOnce).status, 201);
    const auto first = ask("/segments/1/people?limit=1");
    EXPECT_THAT(first.body, HasSubstr(R"("count":2,"items":[{"id":1,)"));
    EXPECT_THAT(first.body, Not(HasSubstr(R"("id":2,)")));
    std::smatch next;
    ASSERT_TRUE(std::regex_search(first.body, next, std::regex(R"re("next":"([^"]+)")re")));
    const auto second = ask("/segments/1/people?limit=1&cursor=" + next.str(1));
    EXPECT_THAT(second.body, HasSubstr(R"("count":2,"items":[{"id":2,)"));
    EXPECT_THAT(second.body, Not(HasSubstr(R"("next":")")));
}

TEST_P(SegmentRoutes, WhoSeesHerOwnCustomersIsToldOfThem) {
    const auto user = add_member("mine", "sv", [](access::Rights& rights) {
        rights.scopes[Entity::Insight][access::Action::View] = RowScope::Own;
        rights.scopes[Entity::Customer][access::Action::View] = RowScope::Own;
    });
    add_customer("田中 実", "web", *parse_day("1980-01-01"), user, {100, 200});
    ASSERT_EQ(keep("2回以上", kTwice).status, 201);
    const auto counted = post("mine", path("segments/count"), asking(kTwice));
    EXPECT_THAT(counted.body, HasSubstr(R"("count":1,"customers":1)"));
    const auto people = get("mine", path("segments/1/people"));
    EXPECT_THAT(people.body, HasSubstr(R"("count":1,"items":[{"id":3,)"));
    EXPECT_THAT(ask("/segments/1/people").body, HasSubstr(R"("count":2,)"));
}

TEST_P(SegmentRoutes, WhomSheMayNotLookAtIsCountedAndNotShown) {
    const auto user = add_member("figures", "sv", [](access::Rights& rights) {
        rights.scopes[Entity::Customer][access::Action::View] = RowScope::Own;
    });
    add_customer("田中 実", "web", *parse_day("1980-01-01"), user, {100, 200});
    ASSERT_EQ(keep("2回以上", kTwice).status, 201);
    const auto counted = post("figures", path("segments/count"), asking(kTwice));
    EXPECT_THAT(counted.body, HasSubstr(R"("count":2,"customers":3)"));
    const auto people = get("figures", path("segments/1/people"));
    EXPECT_THAT(people.body, HasSubstr(R"("members":2,"count":1,"items":[{"id":3,)"));
}

TEST_P(SegmentRoutes, WhatSheMayNotSeeSheMayNotAskByASegment) {
    add_money_blind();
    add_member("name-blind", "adm", [](access::Rights& rights) {
        rights.fields[FieldGroup::Name] = FieldRight::Masked;
    });
    add_member("contact-blind", "adm", [](access::Rights& rights) {
        rights.scopes[Entity::Contact][access::Action::View] = RowScope::None;
    });
    const std::vector<std::pair<std::string, std::string>> asked{
        {std::string(kMoneyBlind), std::string(kSpent)},
        {"name-blind", R"({"field":"age","op":"at_least","number":40})"},
        {"contact-blind", R"({"field":"contact_count","op":"exactly","number":0})"},
        {"contact-blind", R"({"field":"open_promise","op":"no"})"}};
    int id = 0;
    for (const auto& [login, condition] : asked) {
        ++id;
        ASSERT_EQ(keep("segment " + std::to_string(id), condition).status, 201);
        EXPECT_EQ(post(login, path("segments/count"), asking(condition)).status, 403) << condition;
        EXPECT_EQ(post(login, path("segments/count"), asking(in_segment(id))).status, 403);
        EXPECT_EQ(get(login, path("segments/" + std::to_string(id) + "/people")).status, 403);
        EXPECT_EQ(get(login, path("insight/retention?segment=" + std::to_string(id))).status, 403);
        const auto unkept = "insight/retention?condition=" + in_address(condition);
        EXPECT_EQ(get(login, path(unkept)).status, 403);
        EXPECT_EQ(send("/segments/count", asking(condition)).status, 200);
    }
    EXPECT_THAT(send("/segments/count", asking(asked[0].second)).body, HasSubstr(R"("count":1)"));
    EXPECT_THAT(send("/segments/count", asking(asked[1].second)).body, HasSubstr(R"("count":1)"));
    EXPECT_EQ(post(kMoneyBlind, path("segments/count"), asking(kTwice)).status, 200);
}

TEST_P(SegmentRoutes, ACellIsAskedWhenPeopleAreCountedNotWhenTheSegmentIsKept) {
    std::string cells;
    for (int i = 1; i <= 11; ++i) {
        cells += (i == 1 ? "" : ",") + in_cell("deciles", "group/" + std::to_string(i));
    }
    const auto many = send("/segments/count", asking(R"({"any":[)" + cells + "]}"));
    EXPECT_EQ(many.status, 422) << many.body;
    EXPECT_THAT(many.body, HasSubstr("/condition/any/10/cell"));
    EXPECT_THAT(many.body, HasSubstr("too_many"));
    EXPECT_EQ(keep("none", in_cell("deciles", "group/11")).status, 201);
    const auto refused = ask("/segments/1/people");
    EXPECT_EQ(refused.status, 422) << refused.body;
    EXPECT_THAT(refused.body, HasSubstr("unknown_result"));
    const auto unknown = keep("unknown", in_cell("horoscope", "a"));
    EXPECT_EQ(unknown.status, 422) << unknown.body;
    EXPECT_THAT(unknown.body, HasSubstr("/condition/cell"));
}

TEST_P(SegmentRoutes, AConditionIsRefusedWithEveryPointer) {
    const std::string wrong = R"({"all":[{"field":"order_count","op":"yes"},{"any":[]}]})";
    for (const auto& refused :
         {send("/segments/count", R"({"condition":)" + wrong + "}"), keep("wrong", wrong)}) {
        EXPECT_EQ(refused.status, 422) << refused.body;
        EXPECT_THAT(refused.body, HasSubstr("/condition/all/0/op"));
        EXPECT_THAT(refused.body, HasSubstr("/condition/all/0/number"));
        EXPECT_THAT(refused.body, HasSubstr("/condition/all/1/any"));
    }
}

TEST_P(SegmentRoutes, ACellOfAnAnalysisIsACondition) {
    const auto cell = [](std::string_view analysis, std::string_view key) {
        return asking(R"({"none":[)" + in_cell(analysis, key) + "]}");
    };
    const auto counted = send("/segments/count", cell("deciles", "group/5"));
    EXPECT_EQ(counted.status, 200) << counted.body;
    EXPECT_THAT(counted.body, HasSubstr(R"("count":1,"customers":2)"));
    for (const auto& wrong : {cell("horoscope", "a"), cell("deciles", "group/11")}) {
        const auto refused = send("/segments/count", wrong);
        EXPECT_EQ(refused.status, 422) << refused.body;
        EXPECT_THAT(refused.body, HasSubstr("/condition/none/0/cell"));
        EXPECT_THAT(refused.body, HasSubstr("unknown_result"));
    }
}

TEST_P(SegmentRoutes, ACellKeepsThePeopleWhoWereSeenUnderEveryFilter) {
    add_leavers();
    ASSERT_EQ(keep("web", R"({"field":"medium","op":"any_of","values":["web"]})").status, 201);
    struct Seen {
        std::string_view query;
        std::string_view filter;
        std::string_view count;
    };
    const std::vector<Seen> pages{
        {"", "", "3"},
        {"&from=2026-09-01&to=2026-09-30", R"(,"from":"2026-09-01","to":"2026-09-30")", "2"},
        {"&from=2026-09-01", R"(,"from":"2026-09-01")", "6"},
        {"&product=1002", R"(,"product":[1002])", "1"},
        {"&medium=web", R"(,"medium":["web"])", "2"},
        {"&prefecture=x", R"(,"prefecture":["x"])", "0"},
        {"&segment=1&from=2026-09-01", R"(,"segment":1,"from":"2026-09-01")", "5"},
        {"&as_of=2026-10-31&from=2026-09-01", R"(,"as_of":"2026-10-31","from":"2026-09-01")", "5"}};
    for (const auto& [query, filter, count] : pages) {
        const auto seen = ask("/insight/cancellation-change/people?cell=now/all" +
                              std::string(query));
        ASSERT_EQ(seen.status, 200) << seen.body;
        EXPECT_EQ(count_in(seen), count) << query;
        const auto kept = send("/segments/count", asking(leavers_under(filter)));
        ASSERT_EQ(kept.status, 200) << kept.body;
        EXPECT_EQ(count_in(kept), count) << filter;
    }
}

TEST_P(SegmentRoutes, ACellOfADayKeepsItsPeopleWhenTimeGoesOn) {
    add_leavers();
    ASSERT_EQ(keep("those", leavers_under(R"(,"as_of":"2026-11-22")")).status, 201);
    ASSERT_EQ(keep("last month's", leavers_under("")).status, 201);
    EXPECT_EQ(count_in(ask("/segments/1/people")), "3");
    EXPECT_EQ(count_in(ask("/segments/2/people")), "3");
    clock.advance(10LL * 24 * 3600 * 1000);
    EXPECT_EQ(count_in(ask("/segments/1/people")), "3");
    EXPECT_EQ(count_in(ask("/segments/2/people")), "1");
}

TEST_P(SegmentRoutes, ACellOfADayAheadIsRefused) {
    const auto refused = keep("ahead", leavers_under(R"(,"as_of":"2027-01-01")"));
    EXPECT_EQ(refused.status, 422) << refused.body;
    EXPECT_THAT(refused.body, HasSubstr("/condition/cell/as_of"));
    EXPECT_THAT(refused.body, HasSubstr("in_future"));
    const auto backwards = keep("backwards",
                                leavers_under(R"(,"from":"2026-11-02","to":"2026-11-01")"));
    EXPECT_EQ(backwards.status, 422) << backwards.body;
    EXPECT_THAT(backwards.body, HasSubstr("ends_before_start"));
}

TEST_P(SegmentRoutes, EveryAnalysisIsFilteredByASegment) {
    ASSERT_EQ(keep("nobody", R"({"field":"order_count","op":"at_least","number":9999})").status,
              201);
    EXPECT_THAT(ask("/insight/deciles?segment=1").body, HasSubstr(R"("n":0)"));
    EXPECT_THAT(ask("/insight/deciles").body, HasSubstr(R"("n":2)"));
    ASSERT_EQ(keep("twice", kTwice).status, 201);
    EXPECT_THAT(ask("/insight/deciles?segment=2").body, HasSubstr(R"("n":1)"));
    EXPECT_EQ(ask("/insight/rfm?segment=1").status, 200);
    EXPECT_EQ(ask("/insight/rfm?segment=99").status, 404);
}

TEST_P(SegmentRoutes, EveryAnalysisIsFilteredByAConditionThatNobodyKeeps) {
    const std::string twice = "condition=" + in_address(kTwice);
    EXPECT_THAT(ask("/insight/deciles?" + twice).body, HasSubstr(R"("n":1)"));
    const auto people = ask("/insight/deciles/people?cell=group/10&" + twice);
    EXPECT_THAT(people.body, HasSubstr(R"("count":1,"items":[{"id":2,)")) << people.body;
    ASSERT_EQ(keep("once", kOnce).status, 201);
    EXPECT_THAT(ask("/insight/deciles?segment=1&" + twice).body, HasSubstr(R"("n":1)"));
    EXPECT_THAT(ask("/insight/totals?condition=" + in_address(in_segment(1))).body,
                HasSubstr(R"("n":2)"));
    const auto file = ask("/insight/deciles/file?reason=%E8%A9%A6&" + twice);
    EXPECT_THAT(file.body, HasSubstr("条件,注文回数が2回以上\r\n"));
    const auto list = send("/call-lists",
                           R"({"name":"二回","source":{"kind":"people","analysis":"deciles",)"
                           R"("query":"cell=group/10&)" +
                               twice + R"("}})");
    EXPECT_EQ(list.status, 201) << list.body;
    EXPECT_THAT(list.body, HasSubstr(R"("open":1)"));
}

TEST_P(SegmentRoutes, AnotherGroupTakesThePlaceOfACondition) {
    ASSERT_EQ(keep("once", kOnce).status, 201);
    const auto file = ask("/insight/deciles/file?reason=x&compare_segment=1&condition=" +
                          in_address(kTwice));
    EXPECT_EQ(file.status, 200) << file.body;
    EXPECT_THAT(file.body, HasSubstr("once"));
}

TEST_P(SegmentRoutes, AConditionThatNobodyKeepsIsRefusedAsASegmentIs) {
    const auto asked = [&](std::string_view json) {
        return ask("/insight/deciles?condition=" + in_address(json));
    };
    const auto wrong = asked(R"({"all":[{"field":"order_count","op":"yes"},{"any":[]}]})");
    EXPECT_EQ(wrong.status, 422) << wrong.body;
    EXPECT_THAT(wrong.body, HasSubstr("/condition/all/0/op"));
    EXPECT_THAT(wrong.body, HasSubstr("/condition/all/1/any"));
    EXPECT_THAT(asked(in_segment(9)).body, HasSubstr("unknown_segment"));
    EXPECT_THAT(asked(in_cell("horoscope", "a")).body, HasSubstr("/condition/cell"));
    for (const std::string_view text : {"twice", "{}x", R"({"field":"medium"},"segment":1)", "3"}) {
        const auto refused = asked(text);
        EXPECT_EQ(refused.status, 422) << text;
        EXPECT_THAT(refused.body, HasSubstr("/condition")) << text;
    }
    std::string media;
    for (int i = 0; i < 150; ++i) {
        media += (media.empty() ? "\"" : ",\"") + std::string(20, 'm') + std::to_string(i) + "\"";
    }
    const auto large = asked(R"({"field":"medium","op":"any_of","values":[)" + media + "]}");
    EXPECT_EQ(large.status, 422) << large.body;
    EXPECT_THAT(large.body, HasSubstr("condition_too_long"));
}

TEST_P(SegmentRoutes, AnAnalysisIsPartedByAKeptSegment) {
    const std::string trials = "/insight/trial-conversion?choices=by:segment,segment:";
    ASSERT_EQ(keep("twice", kTwice).status, 201);
    const auto parted = ask(trials + "1");
    EXPECT_EQ(parted.status, 200) << parted.body;
    EXPECT_THAT(parted.body, HasSubstr(R"("options":[{"value":"1","label":"twice"}])"));
    EXPECT_THAT(parted.body, HasSubstr("twice 以外"));
    const auto people = ask("/insight/trial-conversion/people?choices=by:segment,segment:1"
                            "&cell=all/in");
    EXPECT_THAT(people.body, HasSubstr(R"("count":1,"items":[{"id":2,)"));
    EXPECT_EQ(ask(trials + "99").status, 404);
    EXPECT_EQ(ask(trials + "x").status, 422);
}

// It could be parted by itself.
TEST_P(SegmentRoutes, ACellThatIsPartedBySegmentsIsNoCondition) {
    ASSERT_EQ(keep("twice", kTwice).status, 201);
    const auto refused = send(
        "/segments/count",
        asking(R"({"field":"result","op":"any_of","cell":{"analysis":"trial-conversion",)"
               R"("choices":["by:segment","segment:1"],"key":"all/in"}})"));
    EXPECT_EQ(refused.status, 422) << refused.body;
    EXPECT_THAT(refused.body, HasSubstr("unknown_result"));
}

TEST_P(SegmentRoutes, ACallListIsMadeOfWhoeverIsInASegment) {
    ASSERT_EQ(keep("everybody", R"({"field":"order_count","op":"at_least","number":0})").status,
              201);
    ASSERT_EQ(keep("nobody", R"({"field":"order_count","op":"at_least","number":9999})").status,
              201);
    const auto list_of = [&](std::string_view segment) {
        return send("/call-lists", R"({"name":"やってみる","source":{"kind":"segment","segment":)" +
                                       std::string(segment) + "}}");
    };
    const auto made = list_of("1");
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_THAT(made.body, HasSubstr(R"("open":2)"));
    const auto empty = list_of("2");
    EXPECT_EQ(empty.status, 422) << empty.body;
    EXPECT_THAT(empty.body, HasSubstr("nobody"));
    EXPECT_EQ(list_of("99").status, 404);
    EXPECT_EQ(list_of("null").status, 422);
}

}  // namespace

}  // namespace tsunagi::server
