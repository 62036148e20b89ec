#include "insight/save_rate/save_rate.h"

#include "base/error.h"
#include "insight/lively_testing.h"
#include "insight/save_rate/save_rate_twin.sql.h"
#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// ann was offered something, bob nothing, cat left on the spot, dan said no word to anybody.
std::vector<journey::TestCustomer> four() {
    return {{"ann", "tea:start@0 tea:1@1 call:cancel(price):yes:offer(3):agent(7)@10"},
            {"bob", "tea:start@0 tea:1@1 call:cancel(price):agent(7)@10 tea:cancel(price)@70/45"},
            {"cat", "tea:start@0 tea:1@1 call:cancel(taste):no:offer(3):agent(8)@10 "
                    "tea:cancel(taste)@30/10 call:complaint@20"},
            {"dan", "tea:start@0 tea:1@1 tea:cancel(taste)@50"}};
}

}  // namespace

TEST(SaveRate, CountsEverybodyWhoWishedToLeaveOfferedAnythingOrNot) {
    const Asked asked(kSaveRate, four(), 200, {"by:none", "unvoiced:count"});
    EXPECT_EQ(asked.headline("wishes"), 4);
    EXPECT_THAT(asked.people("all"), ElementsAre("ann", "bob", "cat", "dan"));
    // On day 0 cat and dan are lost, after 35 days bob.
    EXPECT_DOUBLE_EQ(asked.cell("groups", 0, "day_0").value.value(), 0.5);
    EXPECT_DOUBLE_EQ(asked.headline("day_30"), 0.5);
    EXPECT_DOUBLE_EQ(asked.headline("day_60"), 0.25);
    EXPECT_DOUBLE_EQ(asked.cell("groups", 0, "complaints").value.value(), 0.25);
    EXPECT_THAT(asked.people("kept/all"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("lost/all"), ElementsAre("bob", "cat", "dan"));
    EXPECT_THAT(asked.people("complained/all"), ElementsAre("cat"));
}

// Asked for in the call; it takes effect after the as-of day.
TEST(SaveRate, ACancellationThatLiesAheadIsNotKept) {
    const Asked asked(kSaveRate, {{"ann", "tea:start@0 tea:1@1 call:cancel@10 tea:cancel@60/10"}},
                      45, {"by:none", "unvoiced:count"});
    EXPECT_EQ(asked.headline("wishes"), 1);
    EXPECT_DOUBLE_EQ(asked.headline("day_30"), 0.0);
    EXPECT_THAT(asked.people("lost/all"), ElementsAre("ann"));
}

TEST(SaveRate, CancellationsWithoutAContactAreAGroupOfTheirOwnOrLeftOut) {
    const Asked counted(kSaveRate, four(), 200, {"by:agent", "unvoiced:count"});
    EXPECT_THAT(counted.people("lost/without_contact"), ElementsAre("dan"));
    EXPECT_THAT(counted.people("all/7"), ElementsAre("ann", "bob"));
    const Asked voiced(kSaveRate, four(), 200, {"by:agent", "unvoiced:leave_out"});
    EXPECT_EQ(voiced.headline("wishes"), 3);
    const Asked reasons(kSaveRate, four(), 200, {"by:reason", "unvoiced:count"});
    EXPECT_THAT(reasons.people("lost/taste"), ElementsAre("cat", "dan"));
    const Asked offers(kSaveRate, four(), 200, {"by:offer"});
    EXPECT_THAT(offers.people("all/0"), ElementsAre("bob"));
}

TEST(SaveRate, LeavesOutWhoSpokeToNobodyAndSaysOfHowManyItIs) {
    const Asked asked(kSaveRate, four(), 200);
    EXPECT_EQ(asked.headline("wishes"), 3);
    EXPECT_DOUBLE_EQ(asked.headline("day_30"), 2.0 / 3);
    EXPECT_EQ(asked.report().headlines.front().cell.n, 3);
    EXPECT_THAT(asked.report().remarks.front(), testing::HasSubstr("2 after 30 days"));
}

// On day 10 she speaks of tea, which she keeps; on day 90 she cancels soap on the web.
TEST(SaveRate, AContactAboutAnotherProductIsNotTheWishForThisOne) {
    const Asked asked(kSaveRate,
                      {{"ann", "tea:start@0 tea:1@1 soap:start@0 soap:1@1 "
                               "call:cancel:agent(7):tea@10 soap:cancel@90"}},
                      200, {"by:agent", "unvoiced:count"});
    EXPECT_THAT(asked.people("lost/without_contact"), ElementsAre("ann"));
}

TEST(SaveRate, ThoseInASegmentStandBesideAllOthers) {
    const Asked asked(kSaveRate, four(), 200, {"by:segment", "segment:2", "unvoiced:count"});
    EXPECT_THAT(asked.texts("groups", "group"), ElementsAre("s2", "Not in s2"));
    EXPECT_THAT(asked.people("all/in"), ElementsAre("ann", "cat"));
    EXPECT_THAT(asked.people("lost/out"), ElementsAre("bob", "dan"));
}

TEST(SaveRate, AContactWithinNinetyDaysBeforeIsTheWishOfTheCancellation) {
    const Asked asked(kSaveRate,
                      {{"ann", "tea:start@0 call:cancel@10 tea:cancel@100"},
                       {"bob", "tea:start@0 call:cancel@10 tea:cancel@101"},
                       {"cat", "call:cancel@10 tea:start@11 tea:cancel@20"}},
                      200, {"by:none", "unvoiced:count"});
    // bob's cancellation is a wish of its own; cat had nothing to cancel when she called.
    EXPECT_EQ(asked.headline("wishes"), 4);
}

TEST(SaveRate, AWishOfAnotherProductOrAnotherTimeIsNotAsked) {
    const std::vector<journey::TestCustomer> shop{
        {"ann", "tea:start@0 call:cancel@10 tea:cancel@12"},
        {"bob", "gel:start@0 gel:cancel@30"},
        {"cat", "tea:start@0 call:cancel@80"}};
    const Asked tea(kSaveRate, shop, 200, {"by:none", "unvoiced:count"}, {.product = {100}});
    EXPECT_THAT(tea.people("all"), ElementsAre("ann", "cat"));
    const Asked later(kSaveRate, shop, 200, {"by:none", "unvoiced:count"},
                      {.from = journey::kTestStart + 20});
    EXPECT_THAT(later.people("all"), ElementsAre("bob", "cat"));
}

TEST(SaveRate, AWithdrawnCancellationWasNoneAndARecentWishIsCensored) {
    const Asked asked(kSaveRate,
                      {{"ann", "tea:start@0 call:cancel@5 tea:cancel@9 tea:withdraw@10"},
                       {"bob", "tea:start@0 tea:cancel@3 tea:withdraw@4"}},
                      25, {"by:none", "unvoiced:count"});
    EXPECT_THAT(asked.people("kept/all"), ElementsAre("ann"));
    EXPECT_EQ(asked.headline("wishes"), 1);
    EXPECT_FALSE(asked.cell("groups", 0, "day_30").value);
    EXPECT_FALSE(asked.cell("groups", 0, "complaints").value);
}

// ann complained first and then wished to leave, on one day; bob the other way round.
TEST(SaveRate, AComplaintBeforeTheWishIsNotOneAfterIt) {
    const Asked asked(kSaveRate,
                      {{"ann", "tea:start@0 call:complaint@10 call:cancel@10"},
                       {"bob", "tea:start@0 call:cancel@10 call:complaint@10"}},
                      100, {"by:none"});
    EXPECT_THAT(asked.people("complained/all"), ElementsAre("bob"));
}

TEST(SaveRate, WhoHadNothingToCancelIsNotCounted) {
    const Asked asked(
        kSaveRate, {{"ann", "tea:start@0 tea:cancel@3~3 call:cancel@5"}, {"bob", "call:cancel@5"}},
        100, {"by:none", "unvoiced:leave_out"});
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(SaveRate, ACellThatIsNeverGivenIsRefused) {
    const Asked asked(kSaveRate, four(), 200);
    for (const auto* key : {"", "lost", "lost/99", "moon/price", "all/moon"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

class SaveRateTwins : public LivelyShops {
protected:
    void run(std::initializer_list<const store::Statement*> statements, const store::Args& args) {
        shop_database().write(store::Actor{}, [&](store::Tx& tx) {
            for (const store::Statement* statement : statements) tx.run(*statement, args);
        });
    }
    void expect_split(const std::string& by, const std::string& unvoiced);
    void expect_curve_and_people(const std::string& unvoiced);
};

void SaveRateTwins::expect_split(const std::string& by, const std::string& unvoiced) {
    run({&sql::drop_twin_grouped_wish}, {});
    run({&sql::twin_grouped_wishes}, {{"by", by}, {"unvoiced", unvoiced}});
    Told kept = curves(sql::twin_save_rate, {0, 30, 60, 90}, Counted::Staying);
    for (std::string& line : kept) line.resize(line.rfind('|'));  // no median is shown
    const auto found = report(kSaveRate, {"by:" + by, "unvoiced:" + unvoiced, "segment:1"});
    EXPECT_EQ(told(found, "groups",
                   {"group", "n", "lost", "kept", "day_0", "day_0.n", "day_30", "day_30.n",
                    "day_60", "day_60.n", "day_90", "day_90.n"}),
              kept)
        << by << " " << unvoiced;
    EXPECT_EQ(told(found, "groups", {"group", "complaints", "complaints.n"}),
              asked(sql::twin_complaints_after_wishes))
        << by << " " << unvoiced;
}

// After expect_split("none", …): the curve every five days, and whom the cells name.
void SaveRateTwins::expect_curve_and_people(const std::string& unvoiced) {
    const std::vector<std::string> words{"by:none", "unvoiced:" + unvoiced};
    const auto found = report(kSaveRate, words);
    if (found.figures.empty()) return;
    expect_drawn(found, sql::twin_save_rate, Counted::Staying);
    Numbers named{{}};
    for (const auto* key : {"all/all", "kept/all", "lost/all", "complained/all"}) {
        named[0].push_back(people(kSaveRate, key, words));
    }
    EXPECT_EQ(named, ask(sql::twin_who_wished));
}

TEST_P(SaveRateTwins, SayTheSameOfEveryShop) {
    each_look([&] {
        run({&sql::drop_twin_wish, &sql::twin_wishes}, {});
        for (const std::string unvoiced : {"count", "leave_out"}) {
            for (const std::string by :
                 {"reason", "offer", "answer", "agent", "product", "month", "segment", "none"}) {
                expect_split(by, unvoiced);
            }
            expect_curve_and_people(unvoiced);
        }
    });
}
INSTANTIATE_ON_BOTH_DATABASES(SaveRateTwins);

}  // namespace tsunagi::insight
