// RFM as an analysis of the catalogue; orders_test.cpp has the classes themselves.
#include "insight/rfm/rfm.h"

#include "insight/testing.h"
#include "insight/twin.sql.h"
#include "insight/twin_testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace tsunagi::insight {

using testing::ElementsAre;
using testing::SizeIs;

namespace {

// 1, 2, 3, 4 orders; the last ones 100, 40, 20 and 0 days before day 100.
const std::vector<journey::TestCustomer> kShop{
    {"", "soap=7@3"},
    {"one", "soap=500@0"},
    {"two", "soap=100@0 soap=100@60"},
    {"three", "soap=1000@0 soap=1000@1 soap=1000@80"},
    {"four", "soap=5000@0 soap=5000@1 soap=5000@2 soap=5000@100"}};

}  // namespace

TEST(RfmReport, FixedLimitsCutWhereTheyAreSet) {
    const Asked asked(
        kRfm, kShop, 100,
        {"size:333", "cuts:fixed", "r1:20", "r2:40", "f1:2", "f2:4", "m1:500", "m2:3000"});
    EXPECT_THAT(
        asked.texts("customers", "r"),
        ElementsAre("R3 up to 20 days ago", "R2 21 to 40 days ago", "R1 41 days ago or more"));
    EXPECT_THAT(asked.column("customers", "f1"), ElementsAre(0, 0, 1));
    EXPECT_THAT(asked.column("customers", "f2"), ElementsAre(1, 1, 0));
    EXPECT_THAT(asked.column("customers", "f3"), ElementsAre(1, 0, 0));
    EXPECT_EQ(asked.figure("customers").columns[2].label, "F2 2 to 3");
    EXPECT_THAT(asked.people("cell/3/0/0"), ElementsAre("three", "four"));
    EXPECT_THAT(asked.people("cell/0/0/1"), ElementsAre("two"));
    EXPECT_THAT(asked.people("cell/0/0/2"), ElementsAre("one"));
    EXPECT_THAT(asked.column("monetary", "sales"), ElementsAre(23000, 500, 200));
    EXPECT_THROW(asked.people("cell/4/0/0"), Error);
}

TEST(RfmReport, WithoutMoneyTheCellsAreOfLastOrderAndFrequency) {
    const Asked asked(kRfm, kShop, 100, {"size:44"});
    EXPECT_THAT(asked.texts("cells", "cell"), ElementsAre("R4 F4", "R3 F3", "R2 F2", "R1 F1"));
    EXPECT_THAT(asked.report().figures, SizeIs(3));
    EXPECT_THAT(asked.people("cell/4/4/1"), ElementsAre("four"));
    EXPECT_EQ(asked.headline("best"), 1);
    EXPECT_EQ(asked.headline("unknown"), 7);
}

TEST(RfmReport, AsksForNoLimitThatCutsNothing) {
    const auto keys = [](const std::vector<std::string>& words) {
        std::string all;
        const Asked asked(kRfm, kShop, 100, words);
        for (const ReportChoice& choice : asked.report().choices)
            all.append(choice.key).append(" ");
        return all;
    };
    EXPECT_EQ(keys({}), "size cuts ");
    EXPECT_EQ(keys({"cuts:fixed", "size:333"}), "size cuts r1 r2 f1 f2 m1 m2 ");
    EXPECT_EQ(keys({"cuts:fixed", "size:44"}), "size cuts r1 r2 r3 f1 f2 f3 ");
}

TEST(RfmReport, SaysThatEqualFrequenciesMakeUnequalClasses) {
    std::vector<journey::TestCustomer> shop;
    for (int i = 0; i < 30; ++i) {
        shop.push_back({"c" + std::to_string(i), i < 24   ? "soap=1@1"
                                                 : i < 27 ? "soap=1@1 soap=1@2"
                                                          : "soap=1@1 soap=1@3"});
    }
    EXPECT_THAT(Asked(kRfm, shop, 100, {"size:333"}).report().remarks, SizeIs(1));
    EXPECT_THAT(Asked(kRfm, kShop, 100, {"size:44"}).report().remarks, SizeIs(0));
}

TEST(RfmReport, AnEmptyShopSaysSo) {
    EXPECT_THAT(Asked(kRfm, {}, 10).report().remarks, SizeIs(1));
    EXPECT_THAT(Asked(kRfm, {}, 10).people("cell/0/0/0"), SizeIs(0));
}

class RfmTwins : public TwinShop {};

TEST_P(RfmTwins, SayTheSameOfThirds) {
    const Numbers customers = ask(sql::twin_rfm_values);
    std::array<std::vector<std::int64_t>, 3> sorted;
    for (std::size_t axis = 0; axis < 3; ++axis) {
        for (const auto& row : customers) sorted[axis].push_back(row[axis + 1]);
        std::ranges::sort(sorted[axis]);
    }
    const auto class_of = [&](std::size_t axis, std::int64_t value) {
        const auto& all = sorted[axis];
        int found = 1;
        for (std::size_t k = 1; k <= 2; ++k) found += value > all[(all.size() * k + 2) / 3 - 1];
        return std::to_string(found);
    };
    std::map<std::string, std::int64_t> expected;
    for (const auto& row : customers) {
        ++expected["cell/" + class_of(0, row[1]) + "/" + class_of(1, row[2]) + "/" +
                   class_of(2, row[3])];
    }
    std::map<std::string, std::int64_t> folded;
    const Report answer = report(kRfm, {"size:333"});
    for (const ReportRow& row : answer.figures.back().rows) {
        folded[row.cells[1].people.value()] = static_cast<std::int64_t>(*row.cells[1].value);
    }
    EXPECT_EQ(folded, expected);
    EXPECT_GT(folded.size(), 10u);
}

INSTANTIATE_ON_BOTH_DATABASES(RfmTwins);

}  // namespace tsunagi::insight
