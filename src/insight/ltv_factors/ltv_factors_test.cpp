#include "insight/ltv_factors/ltv_factors.h"

#include "base/error.h"
#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace tsunagi::insight {

namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::SizeIs;

constexpr int kInMarch = 65;

// January (days 0 to 30): ann's delivery of 1000, bob cancels. February (31 to 59): two deliveries
// of 1500, cat cancels.
std::vector<journey::TestCustomer> four() {
    return {{"ann", "tea:start@0 tea#1=1000@1 tea:1@1 tea#2=1500@40 tea:2@40"},
            {"bob", "tea:start@0 tea:cancel@10"},
            {"cat", "tea:start@0 tea#1=1500@45 tea:1@45 tea:cancel@50"},
            {"dan", "soap=9000@5 soap=9000@45"}};
}

}  // namespace

TEST(LtvFactors, TheProductIsSalesPerCancellation) {
    const Asked asked(kLtvFactors, four(), kInMarch);
    EXPECT_THAT(asked.column("periods", "ltv"), ElementsAre(1000, 3000));
    EXPECT_THAT(asked.column("periods", "unit"), ElementsAre(1000, 1500));
    // January: ann 31, bob 10, cat 31 days; February: ann 29, cat 19.
    EXPECT_THAT(asked.cell("periods", 0, "duration").value.value(),
                DoubleNear(72 / (365.25 / 12), 1e-12));
    EXPECT_THAT(asked.cell("periods", 1, "frequency").value.value(),
                DoubleNear(2 / (48 / (365.25 / 12)), 1e-12));
    EXPECT_DOUBLE_EQ(asked.headline("change"), 2000);
    // One cancellation: e^1.96 to either side; both, the root of the sum of their squares.
    const Cell ltv = asked.report().headlines.at(0).cell;
    EXPECT_NEAR(ltv.low.value(), 3000 / std::exp(kZ95), 1e-9);
    EXPECT_NEAR(ltv.high.value(), 3000 * std::exp(kZ95), 1e-9);
    const Cell change = asked.report().headlines.at(1).cell;
    EXPECT_NEAR(change.high.value(), 2000 + kZ95 * std::hypot(1000, 3000), 1e-9);
    EXPECT_THAT(asked.report().remarks,
                testing::Contains(testing::HasSubstr("\"Lifetime value\"")));
}

TEST(LtvFactors, ThePartsAddUpToTheWholeChange) {
    const Asked asked(kLtvFactors, four(), kInMarch);
    const auto values = asked.column("bridge", "value");
    ASSERT_THAT(values, SizeIs(5));
    EXPECT_THAT(values[0] + values[1] + values[2] + values[3], DoubleNear(values[4], 1e-9));
}

TEST(LtvFactors, ADeliveryCountsOnceWhicheverOfItsLinesIsAskedFor) {
    journey::Filter filter;
    filter.product = {100};  // cream
    const Asked asked(kLtvFactors,
                      {{"ann", "cream:start@0 soap#1=500,cream#1=300@1 cream:1@1 "
                               "soap#2=500,cream#2=300,cream#2=200@40 cream:2@40"},
                       {"bob", "cream:start@0 soap#1=500@1"}},
                      kInMarch, {}, filter);
    EXPECT_THAT(asked.column("periods", "orders"), ElementsAre(1, 1));
    EXPECT_THAT(asked.column("periods", "sales"), ElementsAre(300, 500));
    EXPECT_THAT(asked.people("now/delivered"), ElementsAre("ann"));
}

TEST(LtvFactors, PeopleStandBehindTheCounts) {
    const Asked asked(kLtvFactors, four(), kInMarch);
    EXPECT_THAT(asked.people("now/in_force"), ElementsAre("ann", "cat"));
    EXPECT_THAT(asked.people("now/cancelled"), ElementsAre("cat"));
    EXPECT_THAT(asked.people("before/cancelled"), ElementsAre("bob"));
    EXPECT_THAT(asked.people("before/delivered"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("now/delivered"), ElementsAre("ann", "cat"));
    EXPECT_EQ(asked.cell("bridge", 0, "value").people, "before/in_force");
    EXPECT_EQ(asked.cell("bridge", 3, "value").people, "now/cancelled");
    for (const auto* key : {"", "now", "now/moon", "later/cancelled"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

TEST(LtvFactors, WithoutACancellationThereIsNoDuration) {
    const Asked asked(kLtvFactors, {{"ann", "tea:start@0 tea#1@1 tea:1@1"}}, kInMarch);
    EXPECT_THAT(asked.report().figures, SizeIs(1));
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
    EXPECT_FALSE(asked.cell("periods", 0, "ltv").value);
}

}  // namespace tsunagi::insight
