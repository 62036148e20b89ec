#include "segment/evaluate.h"

#include "base/json.h"
#include "journey/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::segment {
namespace {

using journey::journeys_of;
using journey::TestJourneys;

// Names of the members, joined by blanks. `$soap` in the condition is the number of the product.
std::string members(const TestJourneys& journeys, std::string json, int day,
                    const KnownMembers& known = {}) {
    for (const auto& product : journeys.products) {
        const auto mark = "$" + product;
        for (auto at = json.find(mark); at != json.npos; at = json.find(mark)) {
            json.replace(at, mark.size(), std::to_string(journeys.product_id(product)));
        }
    }
    const std::vector conditions{from_json<Condition>(json)};
    EXPECT_TRUE(errors_of(conditions.front()).empty()) << json;
    const auto snapshot = journeys.at(day);
    const auto found = members_of(snapshot, conditions, known).front();
    std::string names;
    for (journey::CustomerCode code = 0; code < journeys.view->size(); ++code) {
        if (!found.test(code)) continue;
        EXPECT_TRUE(is_member(snapshot, code, conditions.front(), known));
        names += (names.empty() ? "" : " ") + journeys.names[code];
    }
    return names;
}

TEST(Segments, AskWhereACustomerCameFrom) {
    const auto shop = journeys_of({{"ann", "soap@1", "web", "東京都"},
                                   {"bob", "soap@1", "tv", "大阪府"},
                                   {"cho", "", "", "東京都"}});
    EXPECT_EQ(members(shop, R"({"field":"medium","op":"any_of","values":["web"]})", 9), "ann");
    EXPECT_EQ(members(shop, R"({"field":"medium","op":"none_of","values":["web"]})", 9), "bob cho");
    EXPECT_EQ(members(shop, R"({"field":"medium","op":"any_of","values":[""]})", 9), "cho");
    EXPECT_EQ(members(shop, R"({"field":"medium","op":"any_of","values":["radio"]})", 9), "");
    EXPECT_EQ(
        members(shop, R"({"field":"prefecture","op":"any_of","values":["東京都","京都府"]})", 9),
        "ann cho");
}

TEST(Segments, AskWhoACustomerIs) {
    const auto shop = journeys_of(
        {{"ann", "", "", "", 1980, journey::Sex::Female, "gold"}, {"bob", ""}});
    EXPECT_EQ(members(shop, R"({"field":"rank","op":"any_of","values":["gold"]})", 9), "ann");
    EXPECT_EQ(members(shop, R"({"field":"sex","op":"any_of","values":["female"]})", 9), "ann");
    EXPECT_EQ(members(shop, R"({"field":"sex","op":"any_of","values":["unknown"]})", 9), "bob");
    EXPECT_EQ(members(shop, R"({"field":"age","op":"exactly","number":44})", 9), "ann");
    EXPECT_EQ(members(shop, R"({"field":"age","op":"at_least","number":0})", 9), "ann")
        << "an age that nobody told is none";
}

TEST(Segments, CountOrdersThatCount) {
    const auto shop = journeys_of({{"ann", "soap,cream@1 soap@5 tea@9"},
                                   {"bob", "soap@1 soap@2!"},
                                   {"cho", "tea@3"},
                                   {"dan", ""}});
    EXPECT_EQ(members(shop, R"({"field":"order_count","op":"at_least","number":2})", 9), "ann");
    EXPECT_EQ(members(shop, R"({"field":"order_count","op":"exactly","number":0})", 9), "dan");
    EXPECT_EQ(members(shop, R"({"field":"order_count","op":"at_most","number":1})", 9),
              "bob cho dan");
    EXPECT_EQ(members(shop, R"({"field":"order_count","op":"between","number":1,"to":2,
                                "of":{"product":[$soap,$cream]}})",
                      9),
              "ann bob");
    EXPECT_EQ(members(shop, R"({"field":"order_count","op":"exactly","number":2,
                                "of":{"product":[$soap,$cream]}})",
                      9),
              "ann")
        << "an order of both is one order";
}

TEST(Segments, LookAtTheDaysOfAWindowOnly) {
    const auto shop = journeys_of({{"ann", "soap@1"}, {"bob", "soap@7"}, {"cho", "soap@8"}});
    EXPECT_EQ(members(shop, R"({"field":"order_count","op":"at_least","number":1,
                                "window":{"last_days":3}})",
                      10),
              "cho")
        << "the last three days are 8, 9 and 10";
    EXPECT_EQ(members(shop, R"({"field":"order_count","op":"at_least","number":1,
                                "window":{"from":"2024-01-02","to":"2024-01-08"}})",
                      10),
              "ann bob");
    EXPECT_EQ(members(shop, R"({"field":"order_product","op":"none_of","ids":[$soap],
                                "window":{"from":"2024-01-08"}})",
                      10),
              "ann");
}

TEST(Segments, KnowOnlyWhatWasKnownOnTheAsOfDay) {
    const auto shop = journeys_of({{"ann", "soap@1 soap@8"}, {"bob", "soap@2~6"}});
    const auto* const once = R"({"field":"order_count","op":"exactly","number":1})";
    EXPECT_EQ(members(shop, once, 5), "ann");
    EXPECT_EQ(members(shop, once, 7), "ann bob");
    EXPECT_EQ(members(shop, once, 8), "bob");
}

TEST(Segments, SumSalesLessWhatWasPaidBack) {
    const auto shop = journeys_of({{"ann", "soap=700,cream=500@1"},
                                   {"bob", "soap=900@1 soap=900@2! soap=-500@4!"},
                                   {"cho", "soap=5000000000@1"},
                                   {"dan", ""}});
    EXPECT_EQ(members(shop, R"({"field":"order_sales","op":"exactly","number":1200})", 9), "ann");
    EXPECT_EQ(members(shop, R"({"field":"order_sales","op":"exactly","number":400})", 9), "bob");
    EXPECT_EQ(members(shop, R"({"field":"order_sales","op":"at_least","number":5000000000})", 9),
              "cho");
    EXPECT_EQ(members(shop, R"({"field":"order_sales","op":"at_most","number":0})", 9), "dan");
    EXPECT_EQ(members(shop, R"({"field":"order_sales","op":"between","number":500,"to":500,
                                "of":{"product":[$cream]}})",
                      9),
              "ann");
}

TEST(Segments, KnowWhatWasBought) {
    const auto shop = journeys_of(
        {{"ann", "soap@1 cream@2"}, {"bob", "soap@1 cream@2!"}, {"cho", "tea,tea@1"}});
    EXPECT_EQ(members(shop, R"({"field":"order_product","op":"any_of","ids":[$cream,$tea]})", 9),
              "ann cho");
    EXPECT_EQ(members(shop, R"({"field":"order_product","op":"all_of","ids":[$soap,$cream]})", 9),
              "ann");
    EXPECT_EQ(members(shop, R"({"field":"order_product","op":"all_of","ids":[$soap,9999]})", 9),
              "");
    EXPECT_EQ(members(shop, R"({"field":"order_product","op":"none_of","ids":[$soap]})", 9), "cho");
    EXPECT_EQ(members(shop, R"({"field":"order_products","op":"at_least","number":2})", 9), "ann");
    EXPECT_EQ(members(shop, R"({"field":"order_products","op":"exactly","number":1})", 9),
              "bob cho");
}

TEST(Segments, CountDaysSinceOrders) {
    const auto shop = journeys_of(
        {{"ann", "soap@1 tea@7"}, {"bob", "soap@4 soap@9!"}, {"cho", ""}});
    EXPECT_EQ(members(shop, R"({"field":"first_order_days","op":"exactly","number":9})", 10),
              "ann");
    EXPECT_EQ(members(shop, R"({"field":"last_order_days","op":"at_least","number":4})", 10),
              "bob");
    EXPECT_EQ(members(shop, R"({"field":"last_order_days","op":"at_most","number":999})", 10),
              "ann bob")
        << "an order never made is not long ago";
    EXPECT_EQ(members(shop, R"({"field":"last_order_days","op":"exactly","number":9,
                                "of":{"product":[$soap]}})",
                      10),
              "ann");
}

TEST(Segments, KnowHowSubscriptionsStand) {
    const auto shop = journeys_of(
        {{"ann", "tea:start@0 tea:1@3"},
         {"bob", "tea:start@0 tea:pause@4"},
         {"cho", "tea:start@0 tea:cancel(price)@8/5"},
         {"dan", "soap@1"},
         {"eve", "tea:start@0 tea:cancel@2 soap:start@3 soap:pause@4 soap:skip@5"},
         {"fay", "tea:start@0 tea:cancel@2 tea:resume@6"},
         {"gus", "tea:start@0 tea:pause@1 tea:resume@2 tea:withdraw@3"}});
    const auto status = [&](const std::string& word, int day, const std::string& more = "") {
        return members(shop,
                       R"({"field":"subscription_status","op":"any_of","values":[")" + word +
                           "\"]" + more + "}",
                       day);
    };
    EXPECT_EQ(status("active", 7), "ann cho fay gus") << "until the cancellation takes effect";
    EXPECT_EQ(status("active", 8), "ann fay gus");
    EXPECT_EQ(status("paused", 8), "bob eve");
    EXPECT_EQ(status("cancelled", 8), "cho");
    EXPECT_EQ(status("none", 8), "dan");
    EXPECT_EQ(status("cancelled", 8, R"(,"of":{"product":[$tea]})"), "cho eve");
    EXPECT_EQ(members(shop, R"({"field":"subscription_product","op":"any_of","ids":[$soap]})", 8),
              "eve");
    EXPECT_EQ(members(shop, R"({"field":"subscription_product","op":"none_of","ids":[$tea]})", 8),
              "cho dan eve");
}

TEST(Segments, KnowHowFarSubscriptionsCame) {
    const auto shop = journeys_of({{"ann", "tea:start@0 tea:1@1 tea:2@5 soap:start@4 soap:1@5"},
                                   {"bob", "tea:start@2 tea:1@3 tea:cancel@4"},
                                   {"cho", "soap@1"}});
    EXPECT_EQ(members(shop, R"({"field":"delivery_number","op":"exactly","number":2})", 9), "ann");
    EXPECT_EQ(members(shop, R"({"field":"delivery_number","op":"at_most","number":1})", 9), "bob")
        << "who never subscribed reached no delivery";
    EXPECT_EQ(members(shop, R"({"field":"delivery_number","op":"at_least","number":1,
                                "of":{"status":["active"],"product":[$tea]}})",
                      9),
              "ann");
    EXPECT_EQ(members(shop, R"({"field":"started_days","op":"exactly","number":5})", 9), "ann");
    EXPECT_EQ(members(shop, R"({"field":"started_days","op":"exactly","number":9,
                                "of":{"product":[$tea]}})",
                      9),
              "ann");
}

TEST(Segments, CountSkipsPausesAndCancellations) {
    const auto shop = journeys_of(
        {{"ann", "tea:start@0 tea:skip@2 tea:skip@6"},
         {"bob", "tea:start@0 tea:pause@1 tea:resume@2 tea:cancel(price.2)@5"},
         {"cho", "tea:start@0 tea:cancel(leftover)@3 tea:resume@4 tea:cancel(price)@9"}});
    EXPECT_EQ(members(shop, R"({"field":"skip_count","op":"at_least","number":2})", 9), "ann");
    EXPECT_EQ(members(shop, R"({"field":"skip_count","op":"exactly","number":1,
                                "window":{"last_days":4}})",
                      9),
              "ann");
    EXPECT_EQ(members(shop, R"({"field":"pause_count","op":"at_least","number":1})", 9), "bob");
    EXPECT_EQ(members(shop, R"({"field":"cancel_count","op":"exactly","number":2})", 9), "cho");
    EXPECT_EQ(members(shop, R"({"field":"cancel_count","op":"at_least","number":1,
                                "of":{"reason":["price"]}})",
                      9),
              "bob cho")
        << "a reason stands for those below it";
    EXPECT_EQ(members(shop, R"({"field":"cancel_count","op":"at_least","number":1,
                                "of":{"reason":["price.2"]}})",
                      9),
              "bob");
    EXPECT_EQ(members(shop, R"({"field":"cancelled_days","op":"exactly","number":0})", 9), "cho");
    EXPECT_EQ(members(shop, R"({"field":"cancelled_days","op":"exactly","number":4})", 9), "bob");
}

TEST(Segments, CountContactsByWhatTheyWereAbout) {
    const auto shop = journeys_of(
        {{"ann", "call:cancel(price)-:in:no@2 call:usage+@6"},
         {"bob", "tea@1 call:cancel(effect):in:yes:offer(3):tea@5 call:order:promise@8"},
         {"cho", "call:order:no_answer@1"},
         {"dan", ""}});
    const auto about = [&](const std::string& of, const std::string& more = "") {
        return members(
            shop, R"({"field":"contact_count","op":"at_least","number":1,"of":)" + of + more + "}",
            9);
    };
    EXPECT_EQ(about(R"({"purpose":["cancel"]})"), "ann bob");
    EXPECT_EQ(about(R"({"purpose":["cancel"],"reason":["price"]})"), "ann");
    EXPECT_EQ(about(R"({"emotion":["negative"]})"), "ann");
    EXPECT_EQ(about(R"({"emotion":["neutral"],"direction":["inbound"]})"), "bob");
    EXPECT_EQ(about(R"({"direction":["outbound"]})"), "ann bob cho");
    EXPECT_EQ(about(R"({"answer":["accepted"]})"), "bob");
    EXPECT_EQ(about(R"({"result":["no_answer"]})"), "cho");
    EXPECT_EQ(about(R"({"channel":["phone"]})", R"(,"window":{"last_days":2})"), "bob");
    EXPECT_EQ(about(R"({"channel":["mail"]})"), "");
    EXPECT_EQ(about(R"({"offer":[3],"product":[$tea]})"), "bob");
    EXPECT_EQ(about(R"({"offer":[4]})"), "");
    EXPECT_EQ(members(shop, R"({"field":"contact_count","op":"exactly","number":0})", 9), "dan");
    EXPECT_EQ(members(shop, R"({"field":"last_contact_days","op":"at_most","number":3})", 9),
              "ann bob");
    EXPECT_EQ(members(shop, R"({"field":"last_contact_days","op":"exactly","number":7,
                                "of":{"purpose":["cancel"]}})",
                      9),
              "ann");
    const auto answering = journeys_of({{"ann", "call:ask:nps(9)@1 call:ask:nps(3):csat(4)@5"},
                                        {"bob", "call:ask:nps(0)@2 call:ask@6"},
                                        {"cho", "call:ask@3"}});
    const auto answered = [&](const std::string& leaf) {
        return members(answering, "{" + leaf + "}", 9);
    };
    EXPECT_EQ(answered(R"("field":"last_nps","op":"at_most","number":6)"), "ann bob");
    EXPECT_EQ(answered(R"("field":"last_nps","op":"at_least","number":9)"), "");
    EXPECT_EQ(answered(R"("field":"last_nps","op":"at_least","number":9,
                          "window":{"to":"2024-01-04"})"),
              "ann");
    EXPECT_EQ(answered(R"("field":"last_csat","op":"exactly","number":4)"), "ann");
    EXPECT_EQ(members(shop, R"({"field":"offer_answer","op":"any_of","values":["declined"]})", 9),
              "ann");
    EXPECT_EQ(members(shop, R"({"field":"offer_answer","op":"none_of",
                                "values":["declined","accepted"]})",
                      9),
              "cho dan");
    EXPECT_EQ(members(shop, R"({"field":"open_promise","op":"yes"})", 9), "bob");
    EXPECT_EQ(members(shop, R"({"field":"open_promise","op":"no"})", 9), "ann cho dan");
}

TEST(Segments, AskWhatSomebodyBeganWith) {
    const auto shop = journeys_of({{"ann", "soap=1@1 tea=2@5"},
                                   {"bob", "tea=1@1! soap=1@2"},
                                   {"cho", "tea=1@3"},
                                   {"dan", ""}});
    const auto began = [&](const std::string& op, const std::string& ids, int day = 9) {
        return members(shop, R"({"field":"first_product","op":")" + op + R"(","ids":)" + ids + "}",
                       day);
    };
    EXPECT_EQ(began("any_of", "[$soap]"), "ann bob");
    EXPECT_EQ(began("any_of", "[$soap,$tea]"), "ann bob cho");
    EXPECT_EQ(began("none_of", "[$soap]"), "cho dan");
    EXPECT_EQ(began("any_of", "[$tea]", 2), "");
}

TEST(Segments, AskWhyAndWhenSomebodyLeftAndWhatWasSaid) {
    const auto shop = journeys_of({{"ann", "tea:start@1 tea:cancel(price.high)@5 call:cancel-@5"},
                                   {"bob", "tea:start@1 tea:cancel(move)@7 call:order+@7"},
                                   {"cho", "tea:start@1 call:cancel@2"}});
    const auto asked = [&](const std::string& leaf) { return members(shop, "{" + leaf + "}", 9); };
    EXPECT_EQ(asked(R"("field":"cancel_reason","op":"any_of","values":["price"])"), "ann");
    EXPECT_EQ(asked(R"("field":"cancel_reason","op":"none_of","values":["price","move"])"), "cho");
    EXPECT_EQ(asked(R"("field":"cancelled_on","op":"yes")"), "ann bob");
    EXPECT_EQ(asked(R"("field":"cancelled_on","op":"yes","of":{"reason":["price"]},
                       "window":{"from":"2024-01-06","to":"2024-01-07"})"),
              "ann");
    EXPECT_EQ(asked(R"("field":"cancelled_on","op":"no","window":{"from":"2024-01-07"})"),
              "ann cho");
    EXPECT_EQ(asked(R"("field":"contact_purpose","op":"any_of","values":["cancel"])"), "ann cho");
    EXPECT_EQ(asked(R"("field":"contact_purpose","op":"any_of","values":["cancel"],
                       "of":{"emotion":["negative"]},"window":{"last_days":5})"),
              "ann");
    EXPECT_EQ(asked(R"("field":"contact_emotion","op":"any_of","values":["neutral"])"), "cho");
    EXPECT_EQ(asked(R"("field":"contact_emotion","op":"none_of","values":["negative"])"),
              "bob cho");
}

TEST(Segments, AskForMembersOfOthersAndOfCells) {
    const auto shop = journeys_of({{"ann", ""}, {"bob", ""}, {"cho", ""}});
    KnownMembers known;
    const auto with = [&](std::string_view first, std::string_view second) {
        journey::Bitmap bits(shop.view->size());
        for (const auto name : {first, second}) bits.set(shop.code(name));
        return bits;
    };
    known.segments.emplace(1, with("ann", "bob"));
    known.segments.emplace(2, with("bob", "cho"));
    known.cells.emplace(ResultCell{"rfm", {}, "5"}, with("cho", "cho"));
    const auto asked = [&](const std::string& op, const std::string& ids) {
        return members(shop, R"({"field":"segment","op":")" + op + R"(","ids":)" + ids + "}", 9,
                       known);
    };
    EXPECT_EQ(asked("any_of", "[1]"), "ann bob");
    EXPECT_EQ(asked("all_of", "[1,2]"), "bob");
    EXPECT_EQ(asked("none_of", "[1]"), "cho");
    EXPECT_EQ(asked("any_of", "[99]"), "");
    EXPECT_EQ(members(shop, R"({"field":"result","op":"none_of",
                                "cell":{"analysis":"rfm","choices":[],"key":"5"}})",
                      9, known),
              "ann bob");
}

TEST(Segments, CombineConditionsInGroups) {
    const auto shop = journeys_of({{"ann", "soap@1 soap@2", "web"},
                                   {"bob", "soap@1", "web"},
                                   {"cho", "soap@1 soap@2", "tv"},
                                   {"dan", "", "tv"}});
    const std::string twice = R"({"field":"order_count","op":"at_least","number":2})";
    const std::string web = R"({"field":"medium","op":"any_of","values":["web"]})";
    EXPECT_EQ(members(shop, R"({"all":[)" + twice + "," + web + "]}", 9), "ann");
    EXPECT_EQ(members(shop, R"({"any":[)" + twice + "," + web + "]}", 9), "ann bob cho");
    EXPECT_EQ(members(shop, R"({"none":[)" + twice + "," + web + "]}", 9), "dan");
    EXPECT_EQ(members(shop, R"({"all":[{"none":[)" + twice + R"(]},{"any":[)" + web + "]}]}", 9),
              "bob");
}

TEST(Segments, AnswerSeveralConditionsInOnePassAndNobodyInAnEmptyShop) {
    const auto shop = journeys_of({{"", "soap@1 soap@2"}, {"ann", "soap@1"}});
    const std::vector conditions{
        from_json<Condition>(R"({"field":"order_count","op":"at_least","number":1})"),
        from_json<Condition>(R"({"field":"order_count","op":"at_least","number":2})")};
    const auto found = members_of(shop.at(9), conditions, {});
    EXPECT_EQ(found[0].count(), 1U) << "the unknown customer is nobody";
    EXPECT_EQ(found[1].count(), 0U);
    EXPECT_EQ(members_of(journeys_of({}).at(9), conditions, {})[0].count(), 0U);
}

}  // namespace
}  // namespace tsunagi::segment
