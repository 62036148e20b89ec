#include "insight/retention/retention_report.h"

#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<journey::TestCustomer> three() {
    return {{"ann", "tea:start@0 tea:1@1 tea:2@31 tea:3@61"},
            {"bob", "tea:start@0 tea:1@1 tea:cancel(price)@20"},
            {"cat", "gum:start@0 gum:1@1"}};
}

}  // namespace

TEST(RetentionReport, EveryRateOpensThePeopleWhoLeftThere) {
    const Asked asked(kRetention, three(), 90);
    EXPECT_DOUBLE_EQ(asked.cell("rates", 0, "1").value.value(), 2.0 / 3.0);
    EXPECT_EQ(asked.cell("rates", 0, "1").people, "event/1/all");
    EXPECT_THAT(asked.people("event/1/all"), ElementsAre("bob"));
    EXPECT_THAT(asked.people("at_risk/1/all"), SizeIs(3));
}

TEST(RetentionReport, TheHazardIsTheShareThatLeavesBeforeTheNextDelivery) {
    const Asked asked(kRetention, three(), 90);
    const Cell& first = asked.cell("hazards", 0, "all");
    EXPECT_DOUBLE_EQ(first.value.value(), 1.0 / 3.0);
    EXPECT_EQ(first.n, 3);
    EXPECT_LT(first.low.value(), 1.0 / 3.0);
    EXPECT_GT(first.high.value(), 1.0 / 3.0);
    EXPECT_EQ(first.people, "event/1/all");
    EXPECT_EQ(asked.cell("hazards", 1, "all").value, 0);
    EXPECT_FALSE(asked.cell("hazards", 1, "all").people);
}

TEST(RetentionReport, GroupsHaveCurvesOfTheirOwnAndATestOfTheirDifference) {
    const Asked asked(kRetention, three(), 90, {"by:product"});
    EXPECT_THAT(asked.texts("rates", "group"), ElementsAre("tea", "gum"));
    EXPECT_EQ(asked.figure("curves").columns.size(), 3U);
    // At delivery 1 of 3 at risk tea has 2: expected 2/3, variance 2/9, chi-square (1/3)²/(2/9).
    EXPECT_NEAR(asked.headline("log_rank_p"), 0.4795, 0.00005);
}

TEST(RetentionReport, SaysUpToWhichDeliveryTheFileGoesOn) {
    std::string events = "tea:start@0";
    for (int n = 1; n <= 14; ++n) {
        events += " tea:" + std::to_string(n) + "@" + std::to_string(30 * n);
    }
    const Asked asked(kRetention, {{"ann", events}}, 450);
    EXPECT_EQ(asked.figure("rates").columns.size(), 14U);  // the group, n and 12 deliveries
    EXPECT_THAT(asked.figure("rates").note, testing::HasSubstr("up to no. 14"));
    for (const Figure& figure : asked.filed().figures) {
        EXPECT_THAT(figure.note, testing::Not(testing::HasSubstr("exported"))) << figure.key;
    }
    const Asked few(kRetention, three(), 90);
    EXPECT_THAT(few.figure("rates").note, testing::Not(testing::HasSubstr("exported")));
}

TEST(RetentionReport, AStepWhereMostStillWaitIsGrey) {
    const Asked asked(kRetention, {{"ann", "tea:start@0 tea:1@1"}}, 20);
    EXPECT_TRUE(asked.cell("rates", 0, "1").immature);
}

TEST(RetentionReport, TheHeadlineIsGreyWhenMostOfAStepBeforeItStillWait) {
    std::vector<journey::TestCustomer> shop;
    for (int i = 0; i < 40; ++i) {
        shop.push_back({"c" + std::to_string(i), "tea:start@0 tea:1@1"});
    }
    const auto headline = [&] {
        return Asked(kRetention, shop, 20).report().headlines.front().cell;
    };
    EXPECT_EQ(headline().value, 1.0);
    EXPECT_TRUE(headline().immature);
    for (journey::TestCustomer& customer : shop) customer.events += " tea:2@9 tea:3@15";
    EXPECT_FALSE(headline().immature);
}

TEST(RetentionReport, WithoutADeliveryItSaysSo) {
    const Asked asked(kRetention, {{"ann", "soap@1"}}, 20);
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(RetentionReport, AKeyThatIsNeverGivenIsRefused) {
    const Asked asked(kRetention, three(), 90);
    for (const auto* key : {"", "event", "event/1", "event/0/all", "event/x/all", "lost/1/all"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

}  // namespace tsunagi::insight
