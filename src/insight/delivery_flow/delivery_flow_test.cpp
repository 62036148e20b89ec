#include "insight/delivery_flow/delivery_flow.h"

#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(DeliveryFlow, EveryDeliveryLeadsToExactlyOnePlace) {
    const Asked asked(kDeliveryFlow,
                      {{"ann", "tea:start@0 tea:1@1 tea:2@31"},
                       {"bob", "tea:start@0 tea:1@1 tea:skip@20 tea:2@61"},
                       {"cat", "tea:start@0 tea:1@1 tea:pause@9 tea:resume@70 tea:2@75"},
                       {"dan", "tea:start@0 tea:1@1 tea:cancel(price)@20"},
                       {"eve", "tea:start@0 tea:1@1"},
                       {"fay", "tea:start@0 tea:1@1 tea:pause@9"}},
                      90);
    EXPECT_EQ(asked.cell("deliveries", 0, "straight").value, 1);
    EXPECT_EQ(asked.cell("deliveries", 0, "after_skip").value, 1);
    EXPECT_EQ(asked.cell("deliveries", 0, "after_pause").value, 1);
    EXPECT_EQ(asked.cell("deliveries", 0, "cancelled").value, 1);
    EXPECT_EQ(asked.cell("deliveries", 0, "waiting").value, 1);
    EXPECT_EQ(asked.cell("deliveries", 0, "paused").value, 1);
    EXPECT_EQ(asked.cell("deliveries", 0, "shipped").value, 6);
    EXPECT_EQ(asked.cell("deliveries", 1, "waiting").value, 3);
    EXPECT_THAT(asked.people("1/after_pause"), ElementsAre("cat"));
    const auto ways = asked.texts("flow", "way");
    EXPECT_THAT(std::vector(ways.begin(), ways.begin() + 3),
                ElementsAre("Went on", "After a skip", "Resumed after a pause"));
    EXPECT_DOUBLE_EQ(asked.cell("flow", 2, "share").value.value(), 1.0 / 6.0);
    EXPECT_THAT(asked.people("1/all"), SizeIs(6));
    EXPECT_THAT(asked.people("2/waiting"), ElementsAre("ann", "bob", "cat"));
}

TEST(DeliveryFlow, APauseThatEndedIsNoPauseNow) {
    const Asked asked(kDeliveryFlow, {{"ann", "tea:start@0 tea:1@1 tea:pause@9 tea:resume@20"}},
                      30);
    EXPECT_EQ(asked.cell("deliveries", 0, "waiting").value, 1);
    EXPECT_EQ(asked.cell("deliveries", 0, "paused").value, 0);
}

TEST(DeliveryFlow, WhoWaitsIsNeitherGoneNorLeftOutOfTheRate) {
    const Asked asked(kDeliveryFlow,
                      {{"ann", "tea:start@0 tea:1@1"},
                       {"bob", "tea:start@0 tea:1@1 tea:2@31"},
                       {"cat", "tea:start@0 tea:1@1 tea:cancel(price)@2"}},
                      60);
    EXPECT_DOUBLE_EQ(asked.headline("first_to_second"), 2.0 / 3.0);
    EXPECT_TRUE(asked.cell("deliveries", 0, "rate").immature);
}

TEST(DeliveryFlow, WhenMoreThanAFifthStillWaitTheHeadlineIsGrey) {
    const auto shop = [](int waiting, int gone_on) {
        std::vector<journey::TestCustomer> customers;
        for (int i = 0; i < waiting + gone_on; ++i) {
            const std::string events = "tea:start@0 tea:1@1";
            customers.push_back(
                {"c" + std::to_string(i), i < waiting ? events : events + " tea:2@9"});
        }
        return customers;
    };
    const auto grey = [&](int waiting, int gone_on) {
        const Asked asked(kDeliveryFlow, shop(waiting, gone_on), 10);
        return asked.report().headlines.front().cell.immature;
    };
    EXPECT_TRUE(grey(40, 0));
    EXPECT_TRUE(grey(21, 79));
    EXPECT_FALSE(grey(20, 80));
}

TEST(DeliveryFlow, AShopWithoutDeliveriesSaysSo) {
    const Asked asked(kDeliveryFlow, {{"ann", "soap@1"}}, 60);
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(DeliveryFlow, AllWhoCancelOnTheFirstDayAreGoneFromTheFirstDelivery) {
    const Asked asked(kDeliveryFlow, {{"ann", "tea:start@0 tea:1@0 tea:cancel(price)@0"}}, 60);
    EXPECT_EQ(asked.cell("deliveries", 0, "cancelled").value, 1);
    EXPECT_DOUBLE_EQ(asked.headline("first_to_second"), 0.0);
}

TEST(DeliveryFlow, ADeliveryOrAPlaceThatIsNeverGivenIsRefused) {
    const Asked asked(kDeliveryFlow, {{"ann", "tea:start@0 tea:1@0"}}, 60);
    EXPECT_THROW(asked.people("99/all"), Error);
    EXPECT_THROW(asked.people("1/lost"), Error);
}

}  // namespace tsunagi::insight
