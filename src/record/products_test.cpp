#include "record/products.h"

#include "base/error.h"
#include "record/testing.h"
#include "record/versions.h"

#include <gmock/gmock.h>

#include <limits>

namespace tsunagi::record {
namespace {

using testing::ElementsAre;

class Products : public OnRecord {
protected:
    std::vector<std::string> found(std::string_view q, int limit = 50) {
        PageRequest asked{.cursor = "", .limit = limit};
        std::vector<std::string> names;
        do {
            const auto page = read(
                [&](store::Reader& reader) { return list_products(reader, viewer, q, asked); });
            for (const auto& product : page.items) names.push_back(product.name);
            asked.cursor = page.next.value_or("");
        } while (!asked.cursor.empty());
        return names;
    }
};
INSTANTIATE_ON_BOTH_DATABASES(Products);

TEST_P(Products, AreListedByNameInPages) {
    for (const char* name : {"Serum", "Cream", "Lotion", "Cream"}) add_product(name);
    EXPECT_THAT(found("", 1), ElementsAre("Cream", "Cream", "Lotion", "Serum"));
}

TEST_P(Products, AreFoundByPartOfTheNameOrSku) {
    ProductPatch patch;
    patch.name = set("美容液 100%");
    patch.external_key = set("BY-001");
    write([&](store::Tx& tx) { create_product(tx, viewer, patch); });
    add_product("化粧水");
    EXPECT_THAT(found("容液"), ElementsAre("美容液 100%"));
    EXPECT_THAT(found("by-0"), ElementsAre("美容液 100%"));
    EXPECT_THAT(found("0%"), ElementsAre("美容液 100%"));
    EXPECT_THAT(found("_"), testing::IsEmpty());
}

TEST_P(Products, ACorrectionBumpsTheVersionAndIsToldInTheLog) {
    const auto before = add_product("美容液", 3980);
    ProductPatch patch;
    patch.price = set(Money{4280});
    patch.lead_business_days = set(2);
    patch.onboarding_deliveries = set(2);
    patch.onboarding_days = set(60);
    patch.onboarding_purpose = set("usage");
    const auto after = write([&](store::Tx& tx) {
        return change_product(tx, viewer, before.id, before.version, patch);
    });
    EXPECT_EQ(after.version, 2);
    const auto stored = read(
        [&](store::Reader& reader) { return find_product(reader, viewer, before.id); });
    EXPECT_EQ(stored.price, Money{4280});
    EXPECT_EQ(stored.lead_business_days, 2);
    EXPECT_EQ(stored.onboarding_deliveries, 2);
    EXPECT_EQ(stored.onboarding_days, 60);
    EXPECT_EQ(stored.onboarding_purpose, "usage");
    EXPECT_THAT(changes_of("product").back(),
                R"({"price":3980,"lead_business_days":null,"onboarding_deliveries":null,)"
                R"("onboarding_days":null,"onboarding_purpose":null} )"
                R"({"price":4280,"lead_business_days":2,"onboarding_deliveries":2,)"
                R"("onboarding_days":60,"onboarding_purpose":"usage"})");
    EXPECT_THROW(
        write([&](store::Tx& tx) { change_product(tx, viewer, before.id, before.version, patch); }),
        VersionConflict);
}

TEST_P(Products, NeedANameAndAPriceThatIsNotNegative) {
    ProductPatch patch;
    patch.price = set(Money{-1});
    patch.lead_business_days = set(-1);
    patch.onboarding_deliveries = set(0);
    patch.onboarding_days = set(731);
    patch.onboarding_purpose = set("yoga");
    EXPECT_THAT(refusals([&] { write([&](store::Tx& tx) { create_product(tx, viewer, patch); }); }),
                ElementsAre("/name missing", "/price too_small", "/lead_business_days too_small",
                            "/onboarding_deliveries too_small", "/onboarding_days too_large",
                            "/onboarding_purpose not_in_list"));
}

TEST_P(Products, ForgetWhenASubscriberHasSettledInWhereItIsCleared) {
    ProductPatch patch;
    patch.name = set("Serum");
    patch.onboarding_deliveries = set(kMostOnboardingDeliveries);
    patch.onboarding_days = set(kMostOnboardingDays);
    patch.onboarding_purpose = set("usage");
    const auto told = write([&](store::Tx& tx) { return create_product(tx, viewer, patch); });
    EXPECT_EQ(told.onboarding_days, kMostOnboardingDays);
    ProductPatch clear;
    clear.onboarding_deliveries = null<int>();
    clear.onboarding_purpose = null<std::string>();
    write([&](store::Tx& tx) { change_product(tx, viewer, told.id, told.version, clear); });
    const auto stored = read(
        [&](store::Reader& reader) { return find_product(reader, viewer, told.id); });
    EXPECT_EQ(stored.onboarding_deliveries, std::nullopt);
    EXPECT_EQ(stored.onboarding_days, kMostOnboardingDays);
    EXPECT_EQ(stored.onboarding_purpose, std::nullopt);
}

TEST_P(Products, HaveAPriceWhoseSumsStayWithinTheirBits) {
    ProductPatch patch;
    patch.name = set(std::string("soap"));
    patch.price = set(Money{std::numeric_limits<std::int64_t>::max()});
    EXPECT_THAT(refusals([&] { write([&](store::Tx& tx) { create_product(tx, viewer, patch); }); }),
                ElementsAre("/price too_large"));
}

TEST_P(Products, HaveACostThatOnlyThoseWhoSeeMoneySee) {
    ProductPatch patch;
    patch.name = set(std::string("soap"));
    patch.price = set(Money{4980});
    patch.cost = set(Money{1240});
    const auto made = write([&](store::Tx& tx) { return create_product(tx, viewer, patch); });
    EXPECT_EQ(made.cost, Money{1240});
    viewer.fields[FieldGroup::Money] = FieldRight::Hidden;
    const auto seen = read(
        [&](store::Reader& reader) { return find_product(reader, viewer, made.id); });
    EXPECT_EQ(seen.price, Money{4980});
    EXPECT_EQ(seen.cost, std::nullopt);
    const auto listed = read(
        [&](store::Reader& reader) { return list_products(reader, viewer, "soap", {}); });
    ASSERT_EQ(listed.items.size(), 1u);
    EXPECT_EQ(listed.items[0].cost, std::nullopt);
    ProductPatch renamed;
    renamed.name = set(std::string("savon"));
    const auto changed = write(
        [&](store::Tx& tx) { return change_product(tx, viewer, made.id, made.version, renamed); });
    EXPECT_EQ(changed.cost, std::nullopt);
    viewer = seeing_all();
    const auto stored = read(
        [&](store::Reader& reader) { return find_product(reader, viewer, made.id); });
    EXPECT_EQ(stored.cost, Money{1240});
}

TEST_P(Products, HaveACostThatIsNotNegative) {
    ProductPatch patch;
    patch.name = set(std::string("soap"));
    patch.cost = set(Money{-1});
    EXPECT_THAT(refusals([&] { write([&](store::Tx& tx) { create_product(tx, viewer, patch); }); }),
                ElementsAre("/cost too_small"));
}

TEST_P(Products, AMissingProductIsNotFound) {
    EXPECT_THROW(read([&](store::Reader& reader) { find_product(reader, viewer, {9}); }), Error);
}

}  // namespace
}  // namespace tsunagi::record
