// Today's list (今日の発信リスト): active subscribers whose next shipment can still be changed for
// N days or less, those first whom the shop stands to lose most with (forecast.h). Customers who
// asked not to be contacted are not on it.
//
// Who is on it, the order, the count and the sum are the forecast's, which may be some seconds old.
// What is told of each person is read when it is asked for, and who is not to be called any more by
// then (cancelled, shipped, put off) is left out of the page.
//
// Pure reading; any thread.
#pragma once

#include "action/forecast.h"
#include "insight/meta.h"
#include "journey/journey.h"
#include "record/call_lists.h"
#include "record/settings.h"

#include <optional>
#include <string>
#include <vector>

namespace tsunagi::action {

struct TodayItem {
    record::CustomerRow customer;
    Id<record::Subscription> subscription_id;
    Id<record::Product> product_id;
    std::string product_name;
    int delivery_number = 0;  // shipped so far
    Day next_shipment_on;
    Day cutoff_on;
    int days_left = 0;  // business days until the cut-off
    churn::Risk risk;
    bool price_known = true;  // without price or probability the next two are not known and zero
    Money value_12m;
    Money expected_loss;
    std::vector<record::Fact> facts;
    std::optional<Id<record::CallListItem>> call_list_item_id;  // when she is on a list already
};
BOOST_DESCRIBE_STRUCT(TodayItem, (),
                      (customer, subscription_id, product_id, product_name, delivery_number,
                       next_shipment_on, cutoff_on, days_left, risk, price_known, value_12m,
                       expected_loss, facts, call_list_item_id))

struct Today {
    insight::Meta meta;
    int horizon_days = 0;
    std::int64_t count = 0;
    Money expected_loss;  // of all of them
    churn::Worth value_is = churn::Worth::Sales;
    std::optional<double> margin_rate;
    std::vector<TodayItem> items;
    std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(Today, (),
                      (meta, horizon_days, count, expected_loss, value_is, margin_rate, items,
                       next))

// The head of the list, for the first page of the product.
struct TodaySummary {
    std::int64_t count = 0;
    Money expected_loss;
    churn::Worth value_is = churn::Worth::Sales;
};
BOOST_DESCRIBE_STRUCT(TodaySummary, (), (count, expected_loss, value_is))

// What the answers are computed from: the shop as a viewer sees it at one moment.
struct TodayView {
    store::Reader& reader;
    const Viewer& viewer;
    journey::Snapshot journeys;  // as of today, in the shop's zone
    const Forecast& forecast;    // of the same day
    std::optional<int> days;     // horizon; absent: the shop's setting
};

// Throws InvalidInput when `days` is not within 1 … kMostHorizonDays.
Today today(const TodayView&, const record::PageRequest&);
TodaySummary today_summary(const TodayView&);

// The items of some of the forecast's entries, from number `first` on; `next` is the number to go
// on with. Whoever wants all of the list reads it in such parts of one forecast.
struct TodayPart {
    std::vector<TodayItem> items;
    std::optional<std::size_t> next;
};
TodayPart today_part(const TodayView&, std::size_t first, std::size_t most);

// The list as a call list to be made (record::create_call_list), with its reasons, or the first
// `most` of it. Left out are those who were spoken to today and those who wait on another list.
record::CallListDraft call_list_of_today(const TodayView&, std::string name,
                                         std::optional<int> most = std::nullopt);
// How many a call list of today would hold, and what the shop stands to lose with them.
TodaySummary callable_today(const TodayView&);

// The risk of a customer's next delivery and what speaks for it; nothing without an active
// subscription.
struct Outlook {
    std::optional<churn::Risk> risk;
    std::vector<record::Fact> facts;
};
Outlook outlook(const TodayView&, Id<record::Customer>);

}  // namespace tsunagi::action
