// A Forecast is what a shop expects of its subscribers on one day: how likely each cancels before
// her next delivery, and all whose cut-off comes soon, by expected loss. Making it takes a pass
// over every journey and every shipment ahead, so one is kept for all who ask (server/shop_day.h).
//
//   cut-off        next shipment minus the lead business days of the product, or of the shop
//   expected loss  P(cancel before the next delivery) x the worth of the next twelve months
//
// Immutable; any thread.
#pragma once

#include "churn/expected_loss.h"
#include "journey/journey.h"
#include "store/database.h"

#include <span>
#include <tuple>
#include <vector>

namespace tsunagi::action {

inline constexpr int kMostHorizonDays = 60;

// A shipment that is ahead.
struct Shipment {
    Id<record::Subscription> subscription_id;
    Id<record::Customer> customer_id;
    Id<record::Product> product_id;
    record::CycleUnit cycle_unit = record::CycleUnit::Month;
    int cycle_length = 1;
    Money price;
    int delivery_number = 0;  // shipped so far
    Day next_shipment_on;
};
BOOST_DESCRIBE_STRUCT(Shipment, (),
                      (subscription_id, customer_id, product_id, cycle_unit, cycle_length, price,
                       delivery_number, next_shipment_on))

class Forecast {
public:
    // Of the day that `journeys` looks at.
    Forecast(store::Reader&, const journey::Snapshot& journeys);

    struct Entry {
        Money expected_loss;
        bool price_known = true;  // else the loss is not known, and nothing in expected_loss
        std::optional<double> probability;  // nothing: not known, and so is the loss
        Id<record::Subscription> subscription_id;
        Id<record::Customer> customer_id;
        Id<record::Product> product_id;
        int delivery_number = 0;
        Day next_shipment_on;
        Day cutoff_on;
    };
    // Everybody whose cut-off comes within kMostHorizonDays, in the order of their places.
    std::span<const Entry> entries() const { return entries_; }

    // The largest expected loss first, then the nearest cut-off, then the smallest id. Those whose
    // loss is not known stand behind, the largest risk first.
    using Place = std::tuple<std::int64_t, std::int64_t, Day, std::int64_t>;
    static Place place_of(const Entry& entry) {
        const double risk = entry.price_known ? 0 : entry.probability.value_or(0) * 1e9;
        return {-entry.expected_loss.minor, -static_cast<std::int64_t>(risk), entry.cutoff_on,
                entry.subscription_id.value};
    }

    churn::Risk risk(Id<record::Product>, int delivery) const;
    // Worth of the next twelve months, see expected_loss.h; nothing when the risk is not known.
    Money worth(const Shipment&, std::optional<double> margin_rate) const;

private:
    int number_of(Id<record::Product>) const;
    void list(store::Reader&, Day today);

    std::shared_ptr<const journey::Words> words_;  // those of hazard_
    churn::DeliveryHazard hazard_;
    std::vector<Entry> entries_;
};

}  // namespace tsunagi::action
