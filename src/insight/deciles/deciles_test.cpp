#include "insight/deciles/deciles.h"

#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Deciles, TheBestTenthComesFirstAndGroupsDifferByOneAtMost) {
    std::vector<journey::TestCustomer> customers;
    for (int i = 1; i <= 12; ++i) {
        customers.push_back({"c" + std::to_string(i), "soap=" + std::to_string(i * 100) + "@1"});
    }
    const Asked asked(kDeciles, customers, 10);
    EXPECT_THAT(asked.column("groups", "customers"), ElementsAre(1, 1, 1, 1, 2, 1, 1, 1, 1, 2));
    EXPECT_THAT(asked.column("groups", "sales"),
                ElementsAre(1200, 1100, 1000, 900, 1500, 600, 500, 400, 300, 300));
    EXPECT_DOUBLE_EQ(asked.headline("best_two"), 2300.0 / 7800.0);
    EXPECT_THAT(asked.people("group/5"), ElementsAre("c7", "c8"));
}

TEST(Deciles, ReturnedOrdersBringNobodyInAndCreditNotesCount) {
    const Asked asked(
        kDeciles,
        {{"ann", "soap=500@1"}, {"bob", "soap=500@1 soap=-200@4!"}, {"cat", "soap=500@1!"}}, 10);
    EXPECT_EQ(asked.report().meta.n, 2);
    EXPECT_THAT(asked.report().headlines, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
    EXPECT_THAT(asked.people("group/5"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("group/10"), ElementsAre("bob"));
}

TEST(Deciles, AnEmptyShopHasNoGroupsAndNoHeadline) {
    const Asked asked(kDeciles, {}, 10);
    EXPECT_THAT(asked.report().headlines, IsEmpty());
    EXPECT_THAT(asked.column("groups", "sales"), IsEmpty());
}

TEST(Deciles, ARefundBeyondAllSalesLeavesSharesOpen) {
    const Asked asked(kDeciles, {{"ann", "soap=500@1 soap=-900@2!"}}, 10);
    EXPECT_FALSE(asked.cell("groups", 9, "share").value.has_value());
}

TEST(Deciles, ACellThatIsNeverGivenIsRefused) {
    const Asked asked(kDeciles, {{"ann", "soap@1"}}, 10);
    EXPECT_THROW(asked.people("group/11"), Error);
}

}  // namespace tsunagi::insight
