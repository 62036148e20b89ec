#include "insight/log_rank.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace tsunagi::insight {

struct Life {
    int time;
    bool event;
};

std::vector<RiskSet> sets_of(const std::vector<Life>& lives) {
    std::vector<RiskSet> sets(40);
    for (const Life& life : lives) {
        for (int time = 0; time <= life.time; ++time)
            ++sets[static_cast<std::size_t>(time)].at_risk;
        sets[static_cast<std::size_t>(life.time)].events += life.event ? 1 : 0;
    }
    return sets;
}

// Weeks in remission of 42 leukaemia patients: E. J. Freireich et al., Blood 21 (1963) 699-716;
// chi-square 16.79 in J. D. Kalbfleisch, R. L. Prentice (1980) and R's survdiff (expected 19.3 and
// 10.7).
TEST(LogRank, OfTheLeukaemiaPatientsIsThePublishedOne) {
    const auto drug = sets_of({{6, true},  {6, true},   {6, true},   {6, false},  {7, true},
                               {9, false}, {10, true},  {10, false}, {11, false}, {13, true},
                               {16, true}, {17, false}, {19, false}, {20, false}, {22, true},
                               {23, true}, {25, false}, {32, false}, {32, false}, {34, false},
                               {35, false}});
    const auto placebo = sets_of(
        {{1, true},  {1, true},  {2, true},  {2, true},  {3, true},  {4, true},  {4, true},
         {5, true},  {5, true},  {8, true},  {8, true},  {8, true},  {8, true},  {11, true},
         {11, true}, {12, true}, {12, true}, {15, true}, {17, true}, {22, true}, {23, true}});
    const LogRank found = log_rank(std::vector{drug, placebo});
    EXPECT_NEAR(found.chi_square, 16.79, 5e-3);
    EXPECT_NEAR(found.p.value(), 4.17e-5, 5e-8);
    EXPECT_EQ(found.groups[0].observed, 9);
    EXPECT_EQ(found.groups[1].observed, 21);
    EXPECT_NEAR(found.groups[0].expected, 19.3, 0.05);
    EXPECT_NEAR(found.groups[1].expected, 10.7, 0.05);
}

TEST(LogRank, LeavesOutAGroupOfNobody) {
    const auto first = sets_of({{1, true}, {2, true}, {5, false}});
    const auto second = sets_of({{3, true}, {9, true}, {9, true}});
    const LogRank two = log_rank(std::vector{first, second});
    const LogRank three = log_rank(std::vector{first, sets_of({}), second});
    EXPECT_EQ(three.degrees, 1);
    EXPECT_DOUBLE_EQ(three.chi_square, two.chi_square);
}

TEST(LogRank, HasNothingToCompareInOneGroupOrWithoutEvents) {
    const std::vector<std::vector<RiskSet>> alone{sets_of({{1, true}, {2, true}})};
    EXPECT_FALSE(log_rank(alone).p);
    EXPECT_FALSE(log_rank(std::vector{sets_of({{1, false}}), sets_of({{2, false}})}).p);
    EXPECT_FALSE(log_rank({}).p);
}

}  // namespace tsunagi::insight
