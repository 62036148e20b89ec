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
    bool active = true;
};
BOOST_DESCRIBE_STRUCT(Product, (),
                      (id, version, external_key, name, category, price, cost, is_subscription,
                       lead_business_days, active))

// A creation (name is then needed) or a correction: absent leaves, null clears.
struct ProductPatch {
    Patch<std::string> external_key;
    Patch<std::string> name;
    Patch<std::string> category;
    Patch<Money> price;
    Patch<Money> cost;
    Patch<bool> is_subscription;
    Patch<int> lead_business_days;
    Patch<bool> active;
};
BOOST_DESCRIBE_STRUCT(ProductPatch, (),
                      (external_key, name, category, price, cost, is_subscription,
                       lead_business_days, active))

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
             .en = "Lead business days"}};
};
