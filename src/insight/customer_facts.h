// Facts of one customer as they were known at the end of a day: what she bought, what became of her
// subscriptions, how she was spoken with. A number each, or nothing (NaN) where there is none: no
// mean gap between orders before the second. What happened later or was learnt later is not in
// them, so a fact may be held against what came after that day without looking ahead.
//
//   orders      that count, and what their lines brought; "single" belongs to no subscription.
//               Lines, pieces and products: of what was neither cancelled nor returned
//   *_30 …      of the last so many days, that day included
//   sales_change  sales of the last 180 days less those of the 180 days before
//   gap         days from one order to the next; its spread is the standard deviation (n)
//   in force    started and no cancellation known that took effect or was asked for
//   monthly     what those in force and not paused cost in a month of 365.25/12 days
//   enquiry     an inbound contact
#pragma once

#include "base/phrase.h"
#include "insight/report.h"
#include "journey/view.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace tsunagi::insight {

enum class Fact {
    DaysSinceOrder,
    DaysSinceFirst,
    LastGap,
    LongestGap,
    MeanGap,
    GapSpread,
    Orders,
    Orders30,
    Orders90,
    Orders180,
    Orders365,
    SingleOrders,
    VoidedOrders,
    Lines,
    Pieces,
    Products,
    Sales,
    Sales30,
    Sales90,
    Sales180,
    Sales365,
    SalesChange,
    SubscriptionSales,
    SalesPerOrder,
    FirstOrder,
    LastOrder,
    LastOrderChange,
    LargestOrder,
    SubscriptionDays,
    Started,
    InForce,
    Cancelled,
    Delivery,
    Skips,
    Skips180,
    Pauses,
    Changes,
    Monthly,
    DaysSinceContact,
    Contacts,
    Contacts90,
    Enquiries90,
    Negative180
};
inline constexpr std::size_t kFacts = 43;
using Facts = std::array<double, kFacts>;

struct FactRule {
    std::string_view key;  // "days_since_order"
    Phrase label;
    Unit unit;  // Days, Money or Number
};
// In the order of the enumerators.
inline constexpr std::array<FactRule, kFacts> kFactRules{{
    {"days_since_order", {"最後の注文からの日数", "Days since the last order"}, Unit::Days},
    {"days_since_first", {"最初の注文からの日数", "Days since the first order"}, Unit::Days},
    {"last_gap", {"直近の注文間隔", "Last gap between orders"}, Unit::Days},
    {"longest_gap", {"最長の注文間隔", "Longest gap between orders"}, Unit::Days},
    {"mean_gap", {"平均の注文間隔", "Mean gap between orders"}, Unit::Days},
    {"gap_spread", {"注文間隔のばらつき", "Spread of the gaps"}, Unit::Days},
    {"orders", {"注文回数", "Orders"}, Unit::Number},
    {"orders_30", {"注文回数(30日)", "Orders, 30 days"}, Unit::Number},
    {"orders_90", {"注文回数(90日)", "Orders, 90 days"}, Unit::Number},
    {"orders_180", {"注文回数(180日)", "Orders, 180 days"}, Unit::Number},
    {"orders_365", {"注文回数(365日)", "Orders, 365 days"}, Unit::Number},
    {"single_orders", {"単品の注文回数", "Single orders"}, Unit::Number},
    {"voided_orders", {"取消・返品の回数", "Orders cancelled or returned"}, Unit::Number},
    {"lines", {"明細数", "Order lines"}, Unit::Number},
    {"pieces", {"個数", "Pieces"}, Unit::Number},
    {"products", {"商品の種類", "Different products"}, Unit::Number},
    {"sales", {"売上", "Sales"}, Unit::Money},
    {"sales_30", {"売上(30日)", "Sales, 30 days"}, Unit::Money},
    {"sales_90", {"売上(90日)", "Sales, 90 days"}, Unit::Money},
    {"sales_180", {"売上(180日)", "Sales, 180 days"}, Unit::Money},
    {"sales_365", {"売上(365日)", "Sales, 365 days"}, Unit::Money},
    {"sales_change", {"売上の増減(180日と前の180日)", "Change of sales, 180 days"}, Unit::Money},
    {"subscription_sales", {"定期の売上", "Sales of subscriptions"}, Unit::Money},
    {"sales_per_order", {"1回あたりの売上", "Sales per order"}, Unit::Money},
    {"first_order", {"最初の注文の金額", "First order"}, Unit::Money},
    {"last_order", {"最後の注文の金額", "Last order"}, Unit::Money},
    {"last_order_change", {"最後の注文の増減", "Last order less the one before"}, Unit::Money},
    {"largest_order", {"最大の注文の金額", "Largest order"}, Unit::Money},
    {"subscription_days", {"最初の定期開始からの日数", "Days since first subscribing"}, Unit::Days},
    {"started", {"始めた定期の数", "Subscriptions started"}, Unit::Number},
    {"in_force", {"契約中の定期の数", "Subscriptions in force"}, Unit::Number},
    {"cancelled", {"解約した定期の数", "Subscriptions cancelled"}, Unit::Number},
    {"delivery", {"お届け回数(最大)", "Highest delivery number"}, Unit::Number},
    {"skips", {"スキップの回数", "Skips"}, Unit::Number},
    {"skips_180", {"スキップの回数(180日)", "Skips, 180 days"}, Unit::Number},
    {"pauses", {"休止の回数", "Pauses"}, Unit::Number},
    {"changes", {"契約変更の回数", "Changes of the contract"}, Unit::Number},
    {"monthly", {"定期の月額", "Subscriptions by month"}, Unit::Money},
    {"days_since_contact", {"最後の応対からの日数", "Days since the last contact"}, Unit::Days},
    {"contacts", {"応対の回数", "Contacts"}, Unit::Number},
    {"contacts_90", {"応対の回数(90日)", "Contacts, 90 days"}, Unit::Number},
    {"enquiries_90", {"お問い合わせの回数(90日)", "Enquiries, 90 days"}, Unit::Number},
    {"negative_180", {"不満の応対の回数(180日)", "Negative contacts, 180 days"}, Unit::Number},
}};

// Thread: one for each worker.
class FactsReader {
public:
    // `day` is a day of lanes.
    FactsReader(const journey::View&, int day);

    // All of them; the reference holds until the next call.
    const Facts& read(journey::CustomerCode);
    // Only this one; reads no lane but its own.
    double read(journey::CustomerCode, Fact);

private:
    // Those from `first` to `last`: what only the others need is left out.
    template <Fact first, Fact last>
    void read_orders(const journey::Part&, std::uint32_t index);
    // read_orders() of each fact alone.
    template <std::size_t... i>
    static constexpr auto readers_of_orders(std::index_sequence<i...>);
    void read_subscriptions(const journey::Part&, std::uint32_t index);
    void read_contacts(const journey::Part&, std::uint32_t index);
    double& fact(Fact one) { return facts_[static_cast<std::size_t>(one)]; }

    const journey::View* view_;
    int day_;
    Facts facts_{};
    std::vector<std::uint32_t> bought_;  // by product, the last `customer_` who had it
    std::uint32_t customer_ = 0;         // counts those who were read
};

}  // namespace tsunagi::insight
