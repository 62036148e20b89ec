// What the demo shop sells, where its customers come from and how both shape the hazard of
// leaving. The figures are invented, in the order of magnitude shops of the field report.
#pragma once

#include <span>
#include <string_view>

namespace tsunagi::demo {

struct Article {
    std::string_view sku;
    std::string_view name;
    std::string_view category;
    int price = 0;          // yen, of one delivery
    int first_price = 0;    // of the first delivery; 0 for single sales
    int cycle_months = 0;   // 0: sold singly
    double popularity = 0;  // weight as the first purchase
    double hazard = 1;      // times the base hazard of cancelling
    double use_days = 30;   // how long one delivery lasts an average person
    bool on_skin = false;   // skin care (else eaten or drunk)
};

std::span<const Article> articles();

struct Medium {
    std::string_view name;
    double share = 0;
    double early_hazard = 1;  // before the third delivery
};

std::span<const Medium> media();

}  // namespace tsunagi::demo
