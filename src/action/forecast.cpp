#include "action/forecast.h"

#include "action/forecast.sql.h"
#include "journey/filter.h"
#include "record/settings.h"

#include <algorithm>
#include <map>

namespace tsunagi::action {
namespace {

struct ProductLead {
    Id<record::Product> id;
    int lead_business_days = 0;
};
BOOST_DESCRIBE_STRUCT(ProductLead, (), (id, lead_business_days))

// Cut-offs of shipments: there are few days and few leads, and many shipments.
class CutOffs {
public:
    CutOffs(store::Reader& reader, const record::Settings& settings)
        : calendar_(record::calendar_of(settings)), usual_lead_(settings.lead_business_days) {
        for (const auto& own : reader.all<ProductLead>(sql::leads)) {
            leads_[own.id.value] = own.lead_business_days;
            longest_lead_ = std::max(longest_lead_, own.lead_business_days);
        }
        longest_lead_ = std::max(longest_lead_, usual_lead_);
    }

    Day of(const Shipment& shipment) {
        const auto own = leads_.find(shipment.product_id.value);
        const int lead = own == leads_.end() ? usual_lead_ : own->second;
        const auto [known, is_new] = known_.try_emplace({shipment.next_shipment_on, lead});
        if (is_new) {
            known->second = record::cutoff_of(shipment.next_shipment_on, lead, calendar_);
        }
        return known->second;
    }
    // No later shipment has its cut-off by `day`: a business day is at most some days of calendar,
    // and holidays come in weeks at most.
    Day last_shipment(Day day) const { return day + longest_lead_ * 2 + 21; }

private:
    BusinessCalendar calendar_;
    int usual_lead_;
    int longest_lead_ = 0;
    std::map<std::int64_t, int> leads_;  // of the products that have their own
    std::map<std::pair<Day, int>, Day> known_;
};

}  // namespace

Forecast::Forecast(store::Reader& reader, const journey::Snapshot& journeys)
    : words_(journeys.view->words),
      hazard_(insight::delivery_table(journey::scope_of(journeys, {}), insight::SplitBy::Product)) {
    list(reader, journeys.as_of);
}

void Forecast::list(store::Reader& reader, Day today) {
    const auto settings = record::read_settings(reader);
    CutOffs cutoffs(reader, settings);
    const Day last_day = today + kMostHorizonDays;
    const store::Args days{{"today", today}, {"until", cutoffs.last_shipment(last_day)}};
    reader.rows(sql::shipments, days, [&](const store::Row& row) {
        Shipment shipment;
        store::read_row(type_of<Shipment>(), row, &shipment);
        const Day cutoff = cutoffs.of(shipment);
        if (cutoff < today || last_day < cutoff) return true;
        const auto chance = hazard_.probability(number_of(shipment.product_id),
                                                shipment.delivery_number);
        entries_.push_back({.expected_loss = churn::expected_loss(
                                worth(shipment, settings.margin_rate), chance.value_or(0)),
                            .price_known = shipment.price != Money{},
                            .probability = chance,
                            .subscription_id = shipment.subscription_id,
                            .customer_id = shipment.customer_id,
                            .product_id = shipment.product_id,
                            .delivery_number = shipment.delivery_number,
                            .next_shipment_on = shipment.next_shipment_on,
                            .cutoff_on = cutoff});
        return true;
    });
    std::ranges::sort(entries_, {}, &Forecast::place_of);
}

int Forecast::number_of(Id<record::Product> product) const {
    return words_->products.find(product.value).value_or(0);
}

churn::Risk Forecast::risk(Id<record::Product> product, int delivery) const {
    return hazard_.risk(number_of(product), delivery);
}

Money Forecast::worth(const Shipment& shipment, std::optional<double> margin_rate) const {
    const int product = number_of(shipment.product_id);
    if (!hazard_.probability(product, shipment.delivery_number)) return {};
    const double most = churn::deliveries_of_a_year(shipment.cycle_unit, shipment.cycle_length);
    const double ahead = hazard_.deliveries_ahead(product, shipment.delivery_number, most);
    return churn::worth_of(shipment.price, ahead, margin_rate);
}

}  // namespace tsunagi::action
