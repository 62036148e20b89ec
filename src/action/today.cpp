#include "action/today.h"

#include "action/today.sql.h"
#include "base/phrase.h"
#include "churn/facts.h"
#include "insight/labels.h"
#include "record/scope.h"

#include <algorithm>
#include <map>

namespace tsunagi::action {
namespace {

constexpr int kMostDays = 60;
constexpr std::size_t kMostEntries = 100'000;  // what a call list may hold

constexpr Phrase kDefinition{
    "次回の締切(次回出荷日−営業日数)がN日以内に来る継続中の定期を、損失見込みの大きい順に並べます。"
    "損失見込み=次のお届け前に解約する見込み×今後12か月の粗利(粗利率が未設定なら売上)。",
    "Active subscriptions whose cut-off (next shipment minus lead business days) comes within N "
    "days, by expected loss: the chance of cancelling before the next delivery times the gross "
    "margin of the next twelve months (sales while no margin rate is set)."};

struct Candidate {
    Id<record::Subscription> id;
    Id<record::Customer> customer_id;
    Id<record::Product> product_id;
    std::string product_name;
    std::optional<int> lead_business_days;
    record::CycleUnit cycle_unit = record::CycleUnit::Month;
    int cycle_length = 1;
    Money price;
    int delivery_number = 0;
    Day next_shipment_on;
};
BOOST_DESCRIBE_STRUCT(Candidate, (),
                      (id, customer_id, product_id, product_name, lead_business_days, cycle_unit,
                       cycle_length, price, delivery_number, next_shipment_on))

struct Scored {
    Candidate subscription;
    Day cutoff_on;
    churn::Risk risk;
    Money value_12m;
    Money expected_loss;
};

// Everything the answers share, read once.
class Desk {
public:
    explicit Desk(const TodayView& view)
        : view_(view), settings_(record::read_settings(view.reader)),
          calendar_(record::calendar_of(settings_)),
          hazard_(insight::delivery_table(journey::scope_of(view.journeys, {}),
                                          insight::SplitBy::Product)) {
        horizon_ = view.days.value_or(settings_.today_horizon_days);
        if (horizon_ < 1 || horizon_ > kMostDays) {
            throw Error(Code::InvalidInput, "days must be within 1 and 60",
                        {{.path = "/days", .code = "range", .message = "must be within 1 and 60"}});
        }
    }

    Day today() const { return view_.journeys.as_of; }
    int horizon() const { return horizon_; }
    const record::Settings& settings() const { return settings_; }
    churn::Worth worth() const {
        return settings_.margin_rate ? churn::Worth::Margin : churn::Worth::Sales;
    }

    // All of the list, the largest expected loss first.
    std::vector<Scored> list() const {
        std::vector<Scored> listed;
        if (!record::sees_any(view_.viewer, Entity::Subscription)) return listed;
        const record::SeenCustomers seen(view_.reader, view_.viewer, Entity::Subscription);
        const auto candidates = view_.reader.all<Candidate>(
            sql::candidates, {{"today", today()}, {"until", last_shipment()}});
        for (const Candidate& candidate : candidates) {
            if (!seen.has(candidate.customer_id)) continue;
            const Day cutoff = cutoff_of(candidate);
            if (cutoff < today() || cutoff > today() + horizon_) continue;
            listed.push_back(scored(candidate, cutoff));
        }
        std::sort(listed.begin(), listed.end(), [](const Scored& a, const Scored& b) {
            return std::pair(b.expected_loss, a.subscription.id) <
                   std::pair(a.expected_loss, b.subscription.id);
        });
        return listed;
    }

    Scored scored(const Candidate& candidate, Day cutoff) const {
        Scored item{.subscription = candidate, .cutoff_on = cutoff};
        record::Subscription priced;
        priced.price = candidate.price;
        priced.cycle_unit = candidate.cycle_unit;
        priced.cycle_length = candidate.cycle_length;
        item.risk = risk_of(candidate);
        item.value_12m = churn::worth_of_a_year(priced, settings_.margin_rate);
        item.expected_loss = churn::expected_loss(item.value_12m, item.risk);
        return item;
    }

    Day cutoff_of(const Candidate& candidate) const {
        const int lead = candidate.lead_business_days.value_or(settings_.lead_business_days);
        return record::cutoff_of(candidate.next_shipment_on, lead, calendar_);
    }
    int days_left(Day cutoff) const {
        return record::business_days_left(today(), cutoff, calendar_);
    }

    std::vector<record::Fact> facts(const Scored& item, const insight::Labels& labels) const {
        const journey::View& journeys = *view_.journeys.view;
        const auto code = journeys.code_of(item.subscription.customer_id.value);
        std::vector<record::Fact> told;
        if (!code) return told;
        const churn::Subject subject{.subscription = item.subscription.id.value,
                                     .delivery = item.subscription.delivery_number,
                                     .risk = item.risk};
        fold_one(view_.journeys, *code, [&](const journey::Journey& journey) {
            told = churn::facts_of(journey, *journeys.words, subject, labels);
        });
        return told;
    }

private:
    // Computed once per product and delivery: the quantiles of a beta cost 30 µs, and a hundred
    // thousand candidates stand in a few hundred cells.
    const churn::Risk& risk_of(const Candidate& candidate) const {
        const auto known = view_.journeys.view->words->products.find(candidate.product_id.value);
        const int product = known.value_or(0);
        const int delivery = candidate.delivery_number;
        auto& risk = risks_[std::pair(product, delivery)];
        if (!risk) risk = hazard_.risk(product, delivery);
        return *risk;
    }
    // No shipment after this day has its cut-off within the horizon: a business day is at most some
    // days of calendar, and holidays come in weeks at most.
    Day last_shipment() const {
        const auto longest = static_cast<int>(view_.reader.integer(sql::longest_lead));
        const int lead = std::max(longest, settings_.lead_business_days);
        return today() + horizon_ + lead * 2 + 21;
    }

    const TodayView& view_;
    record::Settings settings_;
    BusinessCalendar calendar_;
    churn::DeliveryHazard hazard_;
    mutable std::map<std::pair<int, int>, std::optional<churn::Risk>> risks_;
    int horizon_ = 0;
};

TodayItem item_of(const TodayView& view, const Desk& desk, const Scored& scored,
                  const insight::Labels& labels) {
    TodayItem item;
    item.subscription_id = scored.subscription.id;
    item.product_id = scored.subscription.product_id;
    item.product_name = scored.subscription.product_name;
    item.delivery_number = scored.subscription.delivery_number;
    item.next_shipment_on = scored.subscription.next_shipment_on;
    item.cutoff_on = scored.cutoff_on;
    item.days_left = desk.days_left(scored.cutoff_on);
    item.risk = scored.risk;
    item.value_12m = scored.value_12m;
    item.expected_loss = scored.expected_loss;
    item.facts = desk.facts(scored, labels);
    const std::string agents = record::agents_of(view.viewer, view.viewer.sees[Entity::CallList]);
    const auto open = view.reader.integer(sql::open_item,
                                          {{"customer", scored.subscription.customer_id},
                                           {"subscription", scored.subscription.id},
                                           {"agents", agents}});
    if (open != 0) item.call_list_item_id = Id<record::CallListItem>{open};
    if (!view.viewer.reads(FieldGroup::Money)) item.value_12m = item.expected_loss = {};
    return item;
}

// The customers of the items, in their order. One who went since the list was read is left out.
std::vector<TodayItem> with_customers(const TodayView& view, std::vector<TodayItem> items,
                                      const std::vector<Id<record::Customer>>& customers) {
    const auto rows = record::customer_rows(view.reader, view.viewer, customers);
    std::vector<TodayItem> complete;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto row = std::find_if(rows.begin(), rows.end(), [&](const record::CustomerRow& r) {
            return r.id == customers[i];
        });
        if (row == rows.end()) continue;
        items[i].customer = *row;
        complete.push_back(std::move(items[i]));
    }
    return complete;
}

record::Cursor cursor_of(const Scored& item) {
    return record::Cursor().add(item.expected_loss.minor).add(item.subscription.id.value);
}

// The first item after the cursor's.
std::size_t start_of(const std::vector<Scored>& list, const std::string& cursor) {
    if (cursor.empty()) return 0;
    const auto after = record::Cursor::parse(cursor, 2);
    const auto start = std::find_if(list.begin(), list.end(), [&](const Scored& item) {
        return std::pair(-item.expected_loss.minor, item.subscription.id.value) >
               std::pair(-after.integer(0), after.integer(1));
    });
    return static_cast<std::size_t>(start - list.begin());
}

Money total_of(const TodayView& view, const std::vector<Scored>& list) {
    Money total;
    if (!view.viewer.reads(FieldGroup::Money)) return total;
    for (const Scored& item : list) total += item.expected_loss;
    return total;
}

}  // namespace

Today today(const TodayView& view, const record::PageRequest& asked) {
    const Desk desk(view);
    const auto list = desk.list();
    const auto labels = insight::read_labels(view.reader, view.viewer.language);
    Today answer;
    answer.meta = insight::meta_of(journey::scope_of(view.journeys, {}), {}, "today", kDefinition);
    answer.meta.n = answer.count = static_cast<std::int64_t>(list.size());
    answer.horizon_days = desk.horizon();
    answer.expected_loss = total_of(view, list);
    answer.value_is = desk.worth();
    answer.margin_rate = desk.settings().margin_rate;

    const std::size_t first = start_of(list, asked.cursor);
    const std::size_t last = std::min(list.size(), first + static_cast<std::size_t>(asked.rows()));
    std::vector<Id<record::Customer>> customers;
    for (std::size_t i = first; i < last; ++i) {
        answer.items.push_back(item_of(view, desk, list[i], labels));
        customers.push_back(list[i].subscription.customer_id);
    }
    answer.items = with_customers(view, std::move(answer.items), customers);
    if (last < list.size()) answer.next = cursor_of(list[last - 1]).text();
    return answer;
}

TodaySummary today_summary(const TodayView& view) {
    const Desk desk(view);
    const auto list = desk.list();
    return {.count = static_cast<std::int64_t>(list.size()),
            .expected_loss = total_of(view, list),
            .value_is = desk.worth()};
}

record::CallListDraft call_list_of_today(const TodayView& view, std::string name) {
    const Desk desk(view);
    const auto labels = insight::read_labels(view.reader, view.viewer.language);
    record::CallListDraft draft{.name = std::move(name)};
    draft.source.text = R"({"kind":"today","days":)" + std::to_string(desk.horizon()) + "}";
    auto list = desk.list();
    if (list.size() > kMostEntries) list.resize(kMostEntries);
    for (const Scored& item : list) {
        draft.entries.push_back({.customer_id = item.subscription.customer_id,
                                 .subscription_id = item.subscription.id,
                                 .cutoff_on = item.cutoff_on,
                                 .next_shipment_on = item.subscription.next_shipment_on,
                                 .probability = item.risk.probability,
                                 .expected_loss = item.expected_loss,
                                 .facts = desk.facts(item, labels)});
    }
    return draft;
}

Outlook outlook(const TodayView& view, Id<record::Customer> customer) {
    const Desk desk(view);
    Outlook found;
    if (!record::sees_customer(view.reader, view.viewer, Entity::Subscription, customer)) {
        return found;
    }
    const auto next = view.reader.one<Candidate>(sql::next_of_customer,
                                                 {{"customer", customer}, {"today", desk.today()}});
    if (!next) return found;
    const Scored item = desk.scored(*next, desk.cutoff_of(*next));
    found.risk = item.risk;
    found.facts = desk.facts(item, insight::read_labels(view.reader, view.viewer.language));
    return found;
}

}  // namespace tsunagi::action
