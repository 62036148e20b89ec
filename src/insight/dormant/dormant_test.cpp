#include "insight/dormant/dormant.h"

#include "insight/dormant/dormant_twin.sql.h"
#include "insight/testing.h"
#include "insight/twin_testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>

namespace tsunagi::insight {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

// The gaps are 10, 10, 10, 10 and 40: the rhythm of 80 % is 10 days.
const std::vector<journey::TestCustomer> kShop{
    {"regular", "tea@0 tea@10 tea@20 tea@30 tea@40 tea@90!"},
    {"slow", "tea@0 tea@40"},
    {"once", "tea@0"},
    {"late", "tea@88"},
    {"fresh", "tea@95"}};

}  // namespace

TEST(Dormant, SilenceBeyondTheRhythmIsDormant) {
    const Asked asked(kDormant, kShop, 100, {"percentile:80", "days:30"});
    EXPECT_EQ(asked.report().meta.n, 5);
    EXPECT_THAT(asked.column("products", "rhythm"), ElementsAre(10));
    EXPECT_THAT(asked.column("products", "active"), ElementsAre(1));
    EXPECT_THAT(asked.column("products", "dormant"), ElementsAre(4));
    EXPECT_THAT(asked.people("band/1"), ElementsAre("late"));  // 12 days: up to 1.5 times
    EXPECT_THAT(asked.people("band/5"), ElementsAre("regular", "slow", "once"));
    EXPECT_THAT(asked.column("bands", "customers"), ElementsAre(1, 0, 0, 0, 3));
    EXPECT_DOUBLE_EQ(asked.headline("dormant"), 4.0 / 5.0);
}

TEST(Dormant, ComebacksAreCountedFromSilencesThatCouldBeWatched) {
    const Asked asked(kDormant, kShop, 100, {"percentile:80", "days:30"});
    // Silences of 11 days or more that began by day 59: regular's and slow's last, once's, and
    // slow's first, which ended on its 40th day, within 11 + 30.
    EXPECT_EQ(asked.cell("bands", 0, "rate").n, 4);
    EXPECT_DOUBLE_EQ(asked.cell("bands", 0, "rate").value.value(), 1.0 / 4.0);
    EXPECT_DOUBLE_EQ(asked.cell("bands", 0, "expected").value.value(), 1.0 / 4.0);
    // Of 51 days or more, begun by day 19: once's only; nobody came back.
    EXPECT_EQ(asked.cell("bands", 4, "rate").n, 1);
    EXPECT_DOUBLE_EQ(asked.headline("expected"), 1.0 / 4.0);
}

TEST(Dormant, NamesThePeople) {
    const Asked asked(kDormant, kShop, 100, {"percentile:80"});
    const auto tea = std::to_string(asked.journeys().product_id("tea"));
    EXPECT_THAT(asked.people("active/" + tea), ElementsAre("fresh"));
    EXPECT_THAT(asked.people("band/0"), ElementsAre("regular", "slow", "once", "late"));
    EXPECT_THAT(asked.people("dormant/-1"), IsEmpty());
    EXPECT_THROW(asked.people("band/6"), Error);
}

TEST(Dormant, WithoutASecondOrderThereIsNoRhythm) {
    const Asked asked(kDormant, {{"ann", "tea@0"}}, 300);
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.people("band/0"), IsEmpty());
}

class DormantTwins : public TwinShop {};

TEST_P(DormantTwins, SayTheSame) {
    const std::int64_t as_of = scope().snapshot.as_of.number;
    const Numbers silences = ask(sql::twin_dormant);
    std::map<std::int64_t, std::vector<std::int64_t>> gaps;
    for (const auto& row : silences) {
        if (row[3] != 0) gaps[row[1]].push_back(row[3] - row[2]);
    }
    std::map<std::int64_t, std::int64_t> rhythm;
    for (auto& [product, days] : gaps) {
        std::ranges::sort(days);
        ASSERT_GE(days.size(), 30u);
        rhythm[product] = days[(days.size() * 80 + 99) / 100 - 1];
    }
    constexpr std::array kFactors{1.0, 1.5, 2.0, 3.0, 5.0};
    Numbers expected(5, std::vector<std::int64_t>(3));  // customers, watched, came
    for (const auto& row : silences) {
        const std::int64_t length = (row[3] == 0 ? as_of : row[3]) - row[2];
        for (std::size_t band = 0; band < 5; ++band) {
            const auto days = static_cast<double>(rhythm.at(row[1]));
            const std::int64_t from = static_cast<std::int64_t>(kFactors[band] * days) + 1;
            if (length < from) continue;
            if (row[3] == 0) ++expected[band][0];
            if (row[3] == 0 && band > 0) --expected[band - 1][0];
            if (row[2] + from + 30 > as_of) continue;
            ++expected[band][1];
            expected[band][2] += row[3] != 0 && length <= from + 30;
        }
    }
    Numbers folded;
    const std::vector<std::string> choices{"percentile:80", "days:30"};
    const Report answer = report(kDormant, choices);
    for (const ReportRow& row : answer.figures.front().rows) {
        const auto n = row.cells[1].n.value_or(0);
        const auto came = static_cast<double>(n) * row.cells[1].value.value_or(0);
        folded.push_back({static_cast<std::int64_t>(row.cells[2].value.value_or(0)), n,
                          static_cast<std::int64_t>(came + 0.5)});
    }
    EXPECT_EQ(folded, expected);
    EXPECT_EQ(people(kDormant, "band/1", choices), expected[0][0]);
}

INSTANTIATE_ON_BOTH_DATABASES(DormantTwins);

}  // namespace tsunagi::insight
