// Terms are what a delivery of a subscription costs and how often one comes. The record keeps the
// present ones; those of earlier days follow from what its `changed` events tell of themselves:
// "cycle 1 month -> 2 month; quantity 1 -> 3; price 4980 -> 5480" (record/subscription_rules.h).
#pragma once

#include <cstdint>
#include <string_view>

namespace tsunagi::journey {

struct Terms {
    std::int64_t price = 0;  // of one delivery, all its pieces; minor units
    bool in_days = false;    // the cycle: days, else months
    std::int32_t cycle = 1;
};

struct PresentTerms {
    std::uint32_t subscription = 0;
    Terms terms;
};

// What a change tells of the terms before it; 0 or -1: nothing.
struct TermsChange {
    std::int64_t price_before = -1;
    std::int64_t price_after = -1;
    std::int32_t quantity_before = 0;
    std::int32_t quantity_after = 0;
    std::int32_t cycle_before = 0;
    bool in_days_before = false;
    bool other_product = false;

    bool tells_nothing() const {
        return price_before < 0 && quantity_before == 0 && cycle_before == 0;
    }
    // The same product, as many and as often, at another price.
    bool only_price() const {
        return price_before >= 0 && quantity_before == 0 && cycle_before == 0 && !other_product;
    }
};

// The word that stands as `reason` of a change which told another price and nothing else: what the
// shop did to her, not what she chose.
inline constexpr std::string_view kOnlyPrice = "price_change";

// Reads the detail of an event; parts that do not tell of terms are passed over.
TermsChange terms_change(std::string_view detail);

// The terms before a change that led to `after`. A quantity that changed without a word about the
// price changed it in proportion.
Terms before(Terms after, const TermsChange&);

// The price in a month of 365.25/12 days, rounded half away from zero; at most what 31 bits hold.
std::int32_t monthly_price(const Terms&);

}  // namespace tsunagi::journey
