// A Product is what the shop sells, once or by subscription. Products are few (thousands at most).
#pragma once

#include "base/viewer.h"
#include "record/page.h"
#include "store/database.h"

#include <string>

namespace tsunagi::record {

// In minor units: ten million such prices, or a thousand years of the largest quantity, still add
// up within 64 bits.
inline constexpr std::int64_t kMostPrice = 100'000'000'000;

// What may be asked of who settles in: two years, and a delivery a month of them.
inline constexpr int kMostOnboardingDeliveries = 24;
inline constexpr int kMostOnboardingDays = 730;

struct Product {
    Id<Product> id;
    std::int64_t version = 0;
    std::optional<std::string> external_key;  // SKU
    std::string name;
    std::string category;
    Money price;
    std::optional<Money> cost;  // of a piece to the shop; null: not told, or not hers to see
    bool is_subscription = false;
    std::optional<int> lead_business_days;  // null: the shop's
    // A subscriber has settled in after so many deliveries within so many days of the start, and a
    // contact for a purpose of the pick-lists, such as a call about how to use it; null: not told.
    std::optional<int> onboarding_deliveries;
    std::optional<int> onboarding_days;
    std::optional<std::string> onboarding_purpose;
    bool active = true;
};
BOOST_DESCRIBE_STRUCT(Product, (),
                      (id, version, external_key, name, category, price, cost, is_subscription,
                       lead_business_days, onboarding_deliveries, onboarding_days,
                       onboarding_purpose, active))

// A creation (name is then needed) or a correction: absent leaves, null clears.
struct ProductPatch {
    Patch<std::string> external_key;
    Patch<std::string> name;
    Patch<std::string> category;
    Patch<Money> price;
    Patch<Money> cost;
    Patch<bool> is_subscription;
    Patch<int> lead_business_days;
    Patch<int> onboarding_deliveries;
    Patch<int> onboarding_days;
    Patch<std::string> onboarding_purpose;
    Patch<bool> active;
};
BOOST_DESCRIBE_STRUCT(ProductPatch, (),
                      (external_key, name, category, price, cost, is_subscription,
                       lead_business_days, onboarding_deliveries, onboarding_days,
                       onboarding_purpose, active))

Product find_product(store::Reader&, const Viewer&, Id<Product>);
// Products whose name or SKU holds `q`, by name; all of them when it is empty.
Page<Product> list_products(store::Reader&, const Viewer&, std::string_view q, const PageRequest&);

Product create_product(store::Tx&, const Viewer&, const ProductPatch&);
Product change_product(store::Tx&, const Viewer&, Id<Product>, std::int64_t version,
                       const ProductPatch&);

}  // namespace tsunagi::record

template <>
struct tsunagi::rules_of<tsunagi::record::ProductPatch> {
    static constexpr std::array value{
        Rule{.field = "external_key", .max_length = 100, .ja = "商品コード", .en = "SKU"},
        Rule{.field = "name", .min_length = 1, .max_length = 200, .ja = "商品名", .en = "Name"},
        Rule{.field = "category", .max_length = 100, .ja = "分類", .en = "Category"},
        Rule{.field = "price",
             .min = 0,
             .max = tsunagi::record::kMostPrice,
             .ja = "価格",
             .en = "Price"},
        Rule{.field = "cost",
             .min = 0,
             .max = tsunagi::record::kMostPrice,
             .ja = "原価",
             .en = "Cost"},
        Rule{.field = "lead_business_days",
             .min = 0,
             .max = 60,
             .ja = "締切までの営業日数",
             .en = "Lead business days"},
        Rule{.field = "onboarding_deliveries",
             .min = 1,
             .max = tsunagi::record::kMostOnboardingDeliveries,
             .ja = "定着とみなすお届け回数",
             .en = "Deliveries until settled in"},
        Rule{.field = "onboarding_days",
             .min = 1,
             .max = tsunagi::record::kMostOnboardingDays,
             .ja = "定着を判定する日数",
             .en = "Days until settled in"},
        Rule{.field = "onboarding_purpose",
             .max_length = 40,
             .ja = "定着に必要な応対の用件",
             .en = "Contact needed to settle in"}};
};
