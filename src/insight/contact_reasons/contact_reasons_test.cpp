#include "insight/contact_reasons/contact_reasons.h"

#include "base/error.h"
#include "insight/testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tsunagi::insight {

namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr int kInMarch = 65;

// January: one angry of four; February: two angry of three.
std::vector<journey::TestCustomer> an_angry_february() {
    return {{"ann", "call:delivery-@3 call:order@5 call:cancel(price)-@40"},
            {"bob", "call:order@6 call:delivery@9 call:delivery-@41"},
            {"cat", "call:order@50"}};
}

}  // namespace

TEST(ContactReasons, TheLastWholeMonthIsComparedWithTheOneBefore) {
    const Asked asked(kContactReasons, an_angry_february(), kInMarch);
    EXPECT_DOUBLE_EQ(asked.headline("negative"), 2.0 / 3.0);
    EXPECT_DOUBLE_EQ(asked.headline("change"), 2.0 / 3.0 - 1.0 / 4.0);
    EXPECT_THAT(asked.texts("subjects", "group"), ElementsAre("delivery", "order", "cancel"));
    EXPECT_THAT(asked.column("subjects", "now"), ElementsAre(1, 1, 1));
    EXPECT_THAT(asked.column("subjects", "before"), ElementsAre(2, 2, 0));
    EXPECT_THAT(asked.people("now/delivery"), ElementsAre("bob"));
    EXPECT_THAT(asked.people("before/delivery"), ElementsAre("ann", "bob"));
    EXPECT_THAT(asked.people("negative/cancel"), ElementsAre("ann"));
}

TEST(ContactReasons, MixAndRateAddUpToTheWholeChange) {
    for (const auto* by : {"by:purpose", "by:reason"}) {
        const Asked asked(kContactReasons, an_angry_february(), kInMarch, {by});
        double sum = 0;
        for (const double part : asked.column("parts", "sum")) sum += part;
        EXPECT_THAT(sum, DoubleNear(asked.headline("change"), 1e-12)) << by;
    }
}

TEST(ContactReasons, EveryPartOfTheChangeNamesItsPeople) {
    const Asked asked(kContactReasons, an_angry_february(), kInMarch);
    EXPECT_THAT(asked.people("either/order"), ElementsAre("ann", "bob", "cat"));
    EXPECT_THAT(asked.people("negative_before/delivery"), ElementsAre("ann"));
    for (std::size_t row = 0; row < 3; ++row) {
        for (const auto* part : {"mix", "rate", "sum"}) {
            const Cell& cell = asked.cell("parts", row, part);
            EXPECT_EQ(cell.people.has_value(), cell.value != 0.0) << row << part;
        }
    }
}

TEST(ContactReasons, CellsNameTheirPeople) {
    const Asked asked(kContactReasons, an_angry_february(), kInMarch);
    EXPECT_DOUBLE_EQ(asked.cell("cells", 0, "n_2024-01").value.value(), 2);
    EXPECT_DOUBLE_EQ(asked.cell("negatives", 0, "negative_2024-01").value.value(), 0.5);
    EXPECT_THAT(asked.people("cell/delivery/2024-02"), ElementsAre("bob"));
    EXPECT_FALSE(asked.cell("cells", 0, "n_2024-02").immature);
    EXPECT_TRUE(asked.cell("cells", 0, "n_2024-03").immature);  // it is not over
    EXPECT_TRUE(asked.cell("negatives", 0, "negative_2024-03").immature);
}

TEST(ContactReasons, MonthsAreThoseOfThePeriod) {
    journey::Filter filter;
    filter.from = journey::kTestStart + 31;
    filter.to = journey::kTestStart + 65;
    auto shop = an_angry_february();
    shop.push_back({"dan", "call:order@70 call:order@700"});
    const Asked asked(kContactReasons, shop, 800, {}, filter);
    EXPECT_THAT(asked.figure("cells").columns, SizeIs(3));
    EXPECT_THAT(asked.column("cells", "n_2024-02"), ElementsAre(1, 1, 1));
    EXPECT_THAT(asked.column("cells", "n_2024-03"), ElementsAre(0, 0, 0));
}

TEST(ContactReasons, SaysWhichColumnsOfAPageStandInTheFileOnly) {
    std::string monthly;
    for (int month = 0; month < 15; ++month) {
        monthly += "call:order:agent(" + std::to_string(month + 1) + ")@";
        monthly += std::to_string(1 + 31 * month) + " ";
    }
    const Asked months(kContactReasons, {{"ann", monthly + "call:order@2"}}, 440);
    EXPECT_THAT(months.figure("cells").columns, SizeIs(14));
    EXPECT_THAT(months.figure("cells").note, HasSubstr("2 earlier ones with 3 contacts"));
    EXPECT_EQ(months.figure("negatives").note, months.figure("cells").note);
    const Asked agents(kContactReasons, {{"ann", monthly}}, 440, {"across:agent"});
    EXPECT_THAT(agents.figure("cells").note, HasSubstr("2 others with 2 contacts"));
    for (const Figure& figure : agents.filed().figures) {
        if (figure.key == "cells") EXPECT_THAT(figure.columns, SizeIs(16));
        EXPECT_THAT(figure.note, Not(HasSubstr("exported"))) << figure.key;
    }
}

TEST(ContactReasons, ByReasonTheCodesAreRows) {
    const Asked asked(kContactReasons, an_angry_february(), kInMarch, {"by:reason"});
    EXPECT_THAT(asked.people("now/price"), ElementsAre("ann"));
}

TEST(ContactReasons, WithoutAnythingBeforeTheChangeIsNotParted) {
    const Asked asked(kContactReasons, {{"ann", "call:order@40"}}, kInMarch);
    EXPECT_THAT(asked.report().figures, SizeIs(3));
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(ContactReasons, WithoutContactsThereIsNotEnoughData) {
    const Asked asked(kContactReasons, {}, kInMarch);
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
}

TEST(ContactReasons, ACellThatIsNeverGivenIsRefused) {
    const Asked asked(kContactReasons, an_angry_february(), kInMarch);
    for (const auto* key : {"", "now", "now/moon", "later/order", "cell/order/1999-01"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

}  // namespace tsunagi::insight
