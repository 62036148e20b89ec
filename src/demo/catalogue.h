// What the demo shop sells, where its customers come from and how both shape the hazard of
// leaving. The figures are invented, in the order of magnitude shops of the field report.
#pragma once

#include "base/time.h"

#include <span>
#include <string_view>

namespace tsunagi::demo {

struct Article {
    std::string_view sku;
    std::string_view name;
    std::string_view category;
    int price = 0;                    // yen, of one delivery
    int first_price = 0;              // of the first delivery; 0 for single sales
    int cycle_months = 0;             // 0: sold singly
    double popularity = 0;            // weight as the first purchase
    double hazard = 1;                // times the base hazard of cancelling
    double use_days = 30;             // how long one delivery lasts an average person
    bool on_skin = false;             // skin care (else eaten or drunk)
    int cost = 0;                     // yen, of a piece to the shop
    std::string_view leads_to = {};   // of a trial: SKU of the subscription it is for
    std::string_view goes_with = {};  // SKU of what is often bought with it
};

std::span<const Article> articles();
const Article& article_of(std::string_view sku);

// A price that rose for everybody, running subscriptions too; Article::price is the one since.
struct PriceRise {
    std::string_view sku;
    Day on;
    int before = 0;
};

std::span<const PriceRise> price_rises();
const PriceRise* rise_of(const Article&);  // null: its price was always the same
int price_on(const Article&, Day);

// Days on which one article was pushed hard and bought by people who meant the first parcel only.
struct Campaign {
    Day first;
    Day last;
    std::string_view sku;
    std::string_view medium;
};
const Campaign& campaign();

// When the shop takes a subscriber to have settled in, as set for each product.
struct Onboarding {
    std::string_view sku;
    int deliveries = 0;
    int days = 0;
    std::string_view purpose = {};  // of a contact that is needed; empty: none
};
const Onboarding* onboarding_of(const Article&);  // null: not set

struct Medium {
    std::string_view name;
    double share = 0;
    double early_hazard = 1;  // before the third delivery
};

std::span<const Medium> media();

}  // namespace tsunagi::demo
