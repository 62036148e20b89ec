#include "insight/customer_facts.h"

#include "insight/decisions.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tsunagi::insight {

using journey::EventKind;
using journey::OrderLane;
using journey::Part;
using journey::Row;
using journey::TouchLane;

static constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

namespace {

// Of the last 30, 90, 180 and 365 days, and of the 180 days before the last 180.
struct Recent {
    std::int64_t d30 = 0;
    std::int64_t d90 = 0;
    std::int64_t d180 = 0;
    std::int64_t d365 = 0;
    std::int64_t d360 = 0;

    void add(int ago, std::int64_t amount) {
        d30 += ago < 30 ? amount : 0;
        d90 += ago < 90 ? amount : 0;
        d180 += ago < 180 ? amount : 0;
        d360 += ago < 360 ? amount : 0;
        d365 += ago < 365 ? amount : 0;
    }
};

// Amounts of the orders that count, each known once the next begins.
class Amounts {
public:
    void begin(bool counts) {
        end();
        counts_ = counts;
        amount_ = 0;
    }
    void add(std::int64_t amount) { amount_ += amount; }
    void end() {
        if (!counts_) return;
        before_ = last_;
        last_ = amount_;
        largest_ = orders_ == 0 ? amount_ : std::max(largest_, amount_);
        if (orders_++ == 0) first_ = amount_;
        counts_ = false;
    }
    int orders() const { return orders_; }
    std::int64_t first() const { return first_; }
    std::int64_t last() const { return last_; }
    std::int64_t change() const { return last_ - before_; }
    std::int64_t largest() const { return largest_; }

private:
    bool counts_ = false;
    int orders_ = 0;
    std::int64_t amount_ = 0;
    std::int64_t first_ = 0;
    std::int64_t last_ = 0;
    std::int64_t before_ = 0;
    std::int64_t largest_ = 0;
};

struct Gaps {
    int first = -1;  // day of the first order
    int latest = -1;
    int last = 0;
    int longest = 0;
    std::int64_t squares = 0;

    void order(int day) {
        if (latest < 0) {
            first = day;
        } else {
            last = day - latest;
            longest = std::max(longest, last);
            squares += std::int64_t{last} * last;
        }
        latest = day;
    }
    double mean(int gaps) const { return static_cast<double>(latest - first) / gaps; }
    double spread(int gaps) const {
        const double middle = mean(gaps);
        const double variance = static_cast<double>(squares) / gaps - middle * middle;
        return std::sqrt(std::max(0.0, variance));
    }
};

struct Purchases {
    Recent orders;
    Recent sales;
    Amounts amounts;
    Gaps gaps;
    int single = 0;
    int voided = 0;
    int lines = 0;
    int pieces = 0;
    int products = 0;
    std::int64_t total = 0;
    std::int64_t of_subscriptions = 0;

    [[gnu::always_inline]] void add(const OrderLane& lane, Row row, int today) {
        const int ago = today - lane.day_at(row);
        const std::int64_t amount = lane.amount_at(row);
        const bool head = (lane.day[row] & OrderLane::kHead) != 0;
        const bool first = (lane.flags[row] & OrderLane::kFirst) != 0;
        const bool alone = lane.delivery[row] == 0;
        const bool kept = (lane.flags[row] & OrderLane::kVoid) == 0;
        if (first) amounts.begin(head);
        if (head) {
            gaps.order(today - ago);
            orders.add(ago, 1);
        }
        single += head && alone;
        voided += first && !head;
        lines += kept;
        if (kept) pieces += lane.quantity_at(row);
        total += amount;
        of_subscriptions += alone ? 0 : amount;
        amounts.add(amount);
        sales.add(ago, amount);
    }
};

// Ends a pause.
bool goes_on(EventKind kind) {
    return kind == EventKind::Started || kind == EventKind::Resumed ||
           kind == EventKind::Delivered || kind == EventKind::Cancelled;
}

double number(std::int64_t value) { return static_cast<double>(value); }

template <class Tell>
void tell_counts(const Purchases& all, int day, const Tell& tell) {
    const int n = all.amounts.orders();
    const Gaps& gaps = all.gaps;
    tell(Fact::DaysSinceOrder, n > 0 ? day - gaps.latest : kNone);
    tell(Fact::DaysSinceFirst, n > 0 ? day - gaps.first : kNone);
    tell(Fact::LastGap, n > 1 ? gaps.last : kNone);
    tell(Fact::LongestGap, n > 1 ? gaps.longest : kNone);
    tell(Fact::MeanGap, n > 1 ? gaps.mean(n - 1) : kNone);
    tell(Fact::GapSpread, n > 1 ? gaps.spread(n - 1) : kNone);
    tell(Fact::Orders, n);
    tell(Fact::Orders30, number(all.orders.d30));
    tell(Fact::Orders90, number(all.orders.d90));
    tell(Fact::Orders180, number(all.orders.d180));
    tell(Fact::Orders365, number(all.orders.d365));
    tell(Fact::SingleOrders, all.single);
    tell(Fact::VoidedOrders, all.voided);
    tell(Fact::Lines, all.lines);
    tell(Fact::Pieces, all.pieces);
    tell(Fact::Products, all.products);
}

template <class Tell>
void tell_money(const Purchases& all, const Tell& tell) {
    const int n = all.amounts.orders();
    const Recent& sales = all.sales;
    tell(Fact::Sales, number(all.total));
    tell(Fact::Sales30, number(sales.d30));
    tell(Fact::Sales90, number(sales.d90));
    tell(Fact::Sales180, number(sales.d180));
    tell(Fact::Sales365, number(sales.d365));
    tell(Fact::SalesChange, number(2 * sales.d180 - sales.d360));
    tell(Fact::SubscriptionSales, number(all.of_subscriptions));
    tell(Fact::SalesPerOrder, n > 0 ? number(all.total) / n : kNone);
    tell(Fact::FirstOrder, n > 0 ? number(all.amounts.first()) : kNone);
    tell(Fact::LastOrder, n > 0 ? number(all.amounts.last()) : kNone);
    tell(Fact::LastOrderChange, n > 1 ? number(all.amounts.change()) : kNone);
    tell(Fact::LargestOrder, n > 0 ? number(all.amounts.largest()) : kNone);
}

}  // namespace

FactsReader::FactsReader(const journey::View& view, int day)
    : view_(&view), day_(day), bought_(static_cast<std::size_t>(view.words->products.size())) {}

const Facts& FactsReader::read(journey::CustomerCode code) {
    const auto [part, index] = view_->place(code);
    read_orders<Fact::DaysSinceOrder, Fact::LargestOrder>(*part, index);
    read_subscriptions(*part, index);
    read_contacts(*part, index);
    return facts_;
}

template <std::size_t... i>
constexpr auto FactsReader::readers_of_orders(std::index_sequence<i...>) {
    return std::array{&FactsReader::read_orders<static_cast<Fact>(i), static_cast<Fact>(i)>...};
}

double FactsReader::read(journey::CustomerCode code, Fact one) {
    const auto [part, index] = view_->place(code);
    if (one < Fact::SubscriptionDays) {
        constexpr auto kFactsOfOrders = static_cast<std::size_t>(Fact::SubscriptionDays);
        constexpr auto kReaders = readers_of_orders(std::make_index_sequence<kFactsOfOrders>());
        (this->*kReaders[static_cast<std::size_t>(one)])(*part, index);
    } else if (one < Fact::DaysSinceContact) {
        read_subscriptions(*part, index);
    } else {
        read_contacts(*part, index);
    }
    return fact(one);
}

template <Fact first, Fact last>
void FactsReader::read_orders(const Part& part, std::uint32_t index) {
    constexpr bool kProducts = first <= Fact::Products && Fact::Products <= last;
    const OrderLane& lane = part.orders;
    Purchases all;  // added up in line: what no fact asks for is then not worked out
    ++customer_;
    each_known(lane, index, day_, [&](Row row) __attribute__((always_inline)) {
        all.add(lane, row, day_);
        if (!kProducts || (lane.flags[row] & OrderLane::kVoid) != 0) return;
        std::uint32_t& bought = bought_[lane.product[row]];
        all.products += bought != customer_;
        bought = customer_;
    });
    all.amounts.end();
    const auto tell = [&](Fact one, double value) {
        if (first <= one && one <= last) fact(one) = value;
    };
    tell_counts(all, day_, tell);
    tell_money(all, tell);
}

void FactsReader::read_subscriptions(const Part& part, std::uint32_t index) {
    int since = -1;
    int started = 0;
    int in_force = 0;
    int cancelled = 0;
    int delivery = 0;
    int skips = 0;
    int recent_skips = 0;
    int pauses = 0;
    int changes = 0;
    std::int64_t monthly = 0;
    // The one that is read.
    bool runs = false;
    bool paused = false;
    std::int64_t pays = 0;
    const auto close = [&] {
        in_force += runs;
        monthly += runs && !paused ? pays : 0;
    };
    each_decision(part.events, index, day_, [&](const journey::Event& event) {
        if (event.first) {
            close();
            ++started;
            paused = false;
            since = since < 0 ? event.day : std::min(since, event.day);
        }
        runs = event.kind != EventKind::Cancelled;
        paused = event.kind == EventKind::Paused || (paused && !goes_on(event.kind));
        pays = event.monthly;
        cancelled += event.kind == EventKind::Cancelled;
        delivery = std::max(delivery, event.delivery);
        skips += event.kind == EventKind::Skipped;
        recent_skips += event.kind == EventKind::Skipped && day_ - event.day < 180;
        pauses += event.kind == EventKind::Paused;
        changes += event.kind == EventKind::Changed;
    });
    close();
    fact(Fact::SubscriptionDays) = started > 0 ? day_ - since : kNone;
    fact(Fact::Started) = started;
    fact(Fact::InForce) = in_force;
    fact(Fact::Cancelled) = cancelled;
    fact(Fact::Delivery) = delivery;
    fact(Fact::Skips) = skips;
    fact(Fact::Skips180) = recent_skips;
    fact(Fact::Pauses) = pauses;
    fact(Fact::Changes) = changes;
    fact(Fact::Monthly) = static_cast<double>(monthly);
}

void FactsReader::read_contacts(const Part& part, std::uint32_t index) {
    const TouchLane& lane = part.touches;
    int contacts = 0;
    int recent = 0;
    int enquiries = 0;
    int negative = 0;
    int latest = -1;
    each_known(lane, index, day_, [&](Row row) {
        const int ago = day_ - lane.day_at(row);
        const auto has = [&](std::uint8_t flag) { return (lane.flags[row] & flag) != 0; };
        ++contacts;
        recent += ago < 90;
        enquiries += ago < 90 && has(TouchLane::kInbound);
        negative += ago < 180 && has(TouchLane::kNegative);
        latest = lane.day_at(row);
    });
    fact(Fact::DaysSinceContact) = contacts > 0 ? day_ - latest : kNone;
    fact(Fact::Contacts) = contacts;
    fact(Fact::Contacts90) = recent;
    fact(Fact::Enquiries90) = enquiries;
    fact(Fact::Negative180) = negative;
}

}  // namespace tsunagi::insight
