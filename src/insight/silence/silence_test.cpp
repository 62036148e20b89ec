#include "insight/silence/silence.h"

#include "base/error.h"
#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace tsunagi::insight {

namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// With 100 days of silence on day 300 the cut is day 200. ann and bob go silent, cat and dan order
// again in time; eve comes back too late.
std::vector<journey::TestCustomer> five() {
    return {{"ann", "soap=500@50 soap=300@150 call:complaint-:in@140"},
            {"bob", "soap@150 call:usage-@10"},
            {"cat", "soap@150 call:usage-@120 soap@220"},
            {"dan", "soap=300@100 soap=500@150 soap@250"},
            {"eve", "tea:start@100 tea:skip@140 soap@150 soap@251"}};
}

}  // namespace

TEST(Silence, WhoComesBackTooLateWasDormant) {
    const Asked asked(kSilence, five(), 300, {"days:100"});
    EXPECT_DOUBLE_EQ(asked.headline("dormant"), 0.6);
    EXPECT_THAT(asked.people("dormant"), ElementsAre("ann", "bob", "eve"));
}

TEST(Silence, SignsOfTheNinetyDaysBeforeAreCompared) {
    const Asked asked(kSilence, five(), 300, {"days:100"});
    // Skip, negative, enquiry, complaint, smaller order. bob's complaint is too long ago.
    EXPECT_THAT(asked.column("signs", "dormant"),
                ElementsAre(1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3));
    EXPECT_THAT(asked.column("signs", "stayed"), ElementsAre(0, 0.5, 0, 0, 0));
    EXPECT_THAT(asked.people("dormant/skip_or_pause"), ElementsAre("eve"));
    EXPECT_THAT(asked.people("dormant/smaller_order"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("stayed/negative"), ElementsAre("cat"));
}

TEST(Silence, TheRatioHasItsInterval) {
    const Asked asked(kSilence, five(), 300, {"days:100"});
    const Cell& ratio = asked.cell("signs", 1, "ratio");
    EXPECT_THAT(ratio.value.value(), DoubleNear(2.0 / 3, 1e-12));
    // exp(1.96 sqrt(1 - 1/3 + 1 - 1/2))
    EXPECT_THAT(ratio.high.value(),
                DoubleNear(2.0 / 3 * std::exp(1.959963984540054 * std::sqrt(7.0 / 6)), 1e-9));
    EXPECT_FALSE(asked.cell("signs", 0, "ratio").value);
}

TEST(Silence, OfAProductAreThoseWhoseLastOrderHasIt) {
    journey::Filter soap;
    soap.product = {100};
    const Asked asked(kSilence,
                      {{"ann", "soap@150"},
                       {"bob", "soap@100 cream@150"},
                       {"cat", "cream,soap@150 cream@220"},
                       {"dan", "cream@150 soap@220"}},
                      300, {"days:100"}, soap);
    EXPECT_DOUBLE_EQ(asked.headline("dormant"), 0.5);
    EXPECT_THAT(asked.people("dormant"), ElementsAre("ann"));
}

TEST(Silence, WithoutAnybodyWhoStayedThereIsNothingToCompare) {
    const Asked asked(kSilence, {{"ann", "soap@1"}, {"bob", "soap@1!"}}, 300, {"days:100"});
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(Silence, ACellThatIsNeverGivenIsRefused) {
    const Asked asked(kSilence, five(), 300, {"days:100"});
    for (const auto* key : {"", "stayed", "dormant/moon", "moon/negative"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

}  // namespace tsunagi::insight
