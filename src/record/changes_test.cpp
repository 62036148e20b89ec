#include "record/changes.h"

#include "record/products.h"

#include <gtest/gtest.h>

namespace tsunagi::record {
namespace {

TEST(Changes, OnlyTheFieldsThatDifferAreNamed) {
    Product before;
    before.name = "美容液";
    before.price = {3980};
    Product after = before;
    after.price = {4280};
    after.lead_business_days = 2;
    const auto changed = difference(before, after);
    EXPECT_EQ(changed.before, R"({"price":3980,"lead_business_days":null})");
    EXPECT_EQ(changed.after, R"({"price":4280,"lead_business_days":2})");
}

TEST(Changes, EqualThingsHaveNoDifference) {
    EXPECT_TRUE(difference(Product{}, Product{}).empty());
}

TEST(Changes, APatchLeavesSetsAndClears) {
    Product product;
    product.external_key = "SKU-1";
    product.name = "美容液";
    product.category = "基礎";
    product.lead_business_days = 2;
    ProductPatch patch;
    patch.name = {Patch<std::string>::State::Value, "化粧水"};
    patch.category = {Patch<std::string>::State::Null, {}};
    patch.lead_business_days = {Patch<int>::State::Null, {}};
    EXPECT_TRUE(apply_patch(patch, product).empty());
    EXPECT_EQ(product.external_key, "SKU-1");
    EXPECT_EQ(product.name, "化粧水");
    EXPECT_EQ(product.category, "");
    EXPECT_EQ(product.lead_business_days, std::nullopt);
}

TEST(Changes, NullIsAnErrorWhereAValueIsNeeded) {
    Product product;
    ProductPatch patch;
    patch.price = {Patch<Money>::State::Null, {}};
    const auto errors = apply_patch(patch, product);
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0].path, "/price");
    EXPECT_EQ(errors[0].code, "null_not_allowed");
}

}  // namespace
}  // namespace tsunagi::record
