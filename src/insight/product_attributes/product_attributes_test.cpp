#include "insight/product_attributes/product_attributes.h"

#include "base/error.h"
#include "insight/product_attributes/product_attributes_twin.sql.h"
#include "insight/testing.h"
#include "insight/twin_testing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace tsunagi::insight {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

using journey::Sex;

// Seen in January 2024: born in 1990 is 34.
const std::vector<journey::TestCustomer> kShop{
    {"ann", "soap=100@1 soap=200@2", "web", "Tokyo", 1990, Sex::Female, "gold"},
    {"bob", "soap=300@1 cream=400@3", "web/ads", "Tokyo", 1965, Sex::Male, "gold"},
    {"cat", "cream=500@1 soap=-50@4!", "tv", "Osaka", 1994, Sex::Female},
    {"dan", "soap=900@1!", "tv", "Osaka", 1990, Sex::Male}};

}  // namespace

TEST(ProductAttributes, ACustomerStandsUnderEveryProductThatSheBought) {
    const Asked asked(kProductAttributes, kShop, 20);
    EXPECT_EQ(asked.headline("customers"), 3);
    EXPECT_THAT(asked.texts("cells", "row"), ElementsAre("soap", "soap", "cream", "cream"));
    EXPECT_THAT(asked.texts("cells", "column"), ElementsAre("30s", "50s", "30s", "50s"));
    EXPECT_THAT(asked.column("cells", "customers"), ElementsAre(1, 1, 1, 1));
    EXPECT_THAT(asked.column("cells", "sales"), ElementsAre(300, 300, 500, 400));
    EXPECT_THAT(asked.people("cell/100/30"), ElementsAre("ann"));
    EXPECT_THAT(asked.people("cell/101/50"), ElementsAre("bob"));
}

TEST(ProductAttributes, SharesAndLiftAreAgainstTheRowTheColumnAndAll) {
    const Asked asked(kProductAttributes, kShop, 20, {"rows:sex", "columns:product"});
    // Soap: ann and bob. Women: ann and cat; ann alone bought soap.
    const Cell row = asked.cell("cells", 0, "row_share");
    EXPECT_DOUBLE_EQ(row.value.value(), 0.5);
    EXPECT_EQ(row.n, 2);
    EXPECT_LT(row.low.value(), 0.5);
    EXPECT_TRUE(row.immature);
    EXPECT_DOUBLE_EQ(asked.cell("cells", 0, "column_share").value.value(), 0.5);
    EXPECT_DOUBLE_EQ(asked.cell("cells", 0, "lift").value.value(), 3.0 * 1 / (2 * 2));
    EXPECT_THAT(asked.people("cell/female/100"), ElementsAre("ann"));
}

TEST(ProductAttributes, TwoAttributesPartThePeopleAndAreTested) {
    const Asked asked(kProductAttributes, kShop, 20,
                      {"rows:medium", "columns:sex", "shown:customers"});
    EXPECT_THAT(asked.people("cell/web/ads/male"), ElementsAre("bob"));
    EXPECT_THAT(asked.people("cell/tv/female"), ElementsAre("cat"));
    // A table of 3 × 2 with n = 3: chi-square is 3 with 2 degrees of freedom.
    EXPECT_NEAR(asked.headline("p"), std::exp(-1.5), 1e-12);
    EXPECT_THAT(asked.figure("heat").columns, SizeIs(3));
    // A credit note takes back, even of what was not bought.
    EXPECT_EQ(asked.cell("cells", 2, "sales").value, 450);
}

TEST(ProductAttributes, TheFilterChoosesDaysAndProducts) {
    journey::Filter filter{.from = journey::kTestStart + 2, .product = {100}};
    const Asked asked(kProductAttributes, kShop, 20, {"rows:sex", "columns:rank"}, filter);
    EXPECT_EQ(asked.headline("customers"), 1);
    EXPECT_THAT(asked.column("cells", "sales"), ElementsAre(200));
    EXPECT_THAT(asked.people("cell/female/gold"), ElementsAre("ann"));
}

TEST(ProductAttributes, OneThingCrossedWithItselfIsNoTable) {
    const Asked asked(kProductAttributes, kShop, 20, {"rows:age", "columns:age"});
    EXPECT_THAT(asked.report().figures, IsEmpty());
    EXPECT_THAT(asked.report().remarks, SizeIs(1));
    EXPECT_THROW(asked.people("cell/30/30"), Error);
}

TEST(ProductAttributes, ACellThatIsNeverGivenIsRefused) {
    const Asked asked(kProductAttributes, kShop, 20);
    for (const auto* key :
         {"", "cell/", "cell/100", "cell/99/30", "cell/100/moon", "moon/100/30"}) {
        EXPECT_THROW(asked.people(key), Error) << key;
    }
}

class ProductAttributeTwins : public TwinShop {};

TEST_P(ProductAttributeTwins, SayTheSame) {
    const std::vector<std::string> choices{"rows:product", "columns:medium"};
    const Report answer = report(kProductAttributes, choices);
    std::vector<std::array<std::int64_t, 2>> folded;
    std::vector<std::array<std::int64_t, 2>> expected;
    for (std::size_t i = 0; i < whole_numbers(answer, "cells", "sales").size(); ++i) {
        folded.push_back({whole_numbers(answer, "cells", "customers")[i],
                          whole_numbers(answer, "cells", "sales")[i]});
    }
    for (const auto& row : ask(sql::twin_product_attributes)) {
        expected.push_back({row[2], row[3]});
        const auto key = "cell/" + std::to_string(row[0]) + (row[1] == 1 ? "/web" : "/leaflet");
        EXPECT_EQ(people(kProductAttributes, key, choices), row[2]);
    }
    std::ranges::sort(folded);
    std::ranges::sort(expected);
    EXPECT_EQ(folded, expected);
    EXPECT_GT(folded.size(), 7u);
}
INSTANTIATE_ON_BOTH_DATABASES(ProductAttributeTwins);

}  // namespace tsunagi::insight
