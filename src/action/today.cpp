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

constexpr int kMostEntries = 100'000;  // what a call list may hold

constexpr Phrase kDefinition{
    "次回の締切(次回出荷日−営業日数)がN日以内に来る継続中の定期を、損失見込みの大きい順に並べます。"
    "損失見込み=次のお届け前に解約する見込み×続けた場合に今後12か月で見込める粗利("
    "粗利率が未設定なら"
    "売上)。",
    "Active subscriptions whose cut-off (next shipment minus lead business days) comes within N "
    "days, by expected loss: the chance of cancelling before the next delivery times the gross "
    "margin that the next twelve months promise of one who stays (sales while no margin rate is "
    "set)."};

// A shipment ahead as it stands now.
struct Candidate : Shipment {
    std::string product_name;
    std::optional<int> lead_business_days;
};
BOOST_DESCRIBE_STRUCT(Candidate, (Shipment), (product_name, lead_business_days))

using Entry = Forecast::Entry;

// Everything the answers share, read once.
class Desk {
public:
    explicit Desk(const TodayView& view)
        : view_(view), settings_(record::read_settings(view.reader)),
          calendar_(record::calendar_of(settings_)),
          horizon_(view.days.value_or(settings_.today_horizon_days)),
          seen_(view.reader, view.viewer, Entity::Subscription) {
        if (horizon_ < 1 || horizon_ > kMostHorizonDays) {
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
    bool in_time(Day cutoff) const { return today() <= cutoff && cutoff <= today() + horizon_; }
    bool lists(const Entry& entry) const {
        return in_time(entry.cutoff_on) && seen_.has(entry.customer_id);
    }

    TodaySummary summary() const {
        TodaySummary summary{.value_is = worth()};
        for (const Entry& entry : view_.forecast.entries()) {
            if (!lists(entry)) continue;
            ++summary.count;
            summary.expected_loss += entry.expected_loss;
        }
        if (!view_.viewer.reads(FieldGroup::Money)) summary.expected_loss = {};
        return summary;
    }

    Day cutoff_of(const Candidate& candidate) const {
        const int lead = candidate.lead_business_days.value_or(settings_.lead_business_days);
        return record::cutoff_of(candidate.next_shipment_on, lead, calendar_);
    }
    int days_left(Day cutoff) const {
        return record::business_days_left(today(), cutoff, calendar_);
    }
    // Computed once per product and delivery: the quantiles of a beta cost 30 µs, and a hundred
    // thousand entries of a call list stand in a few hundred cells.
    const churn::Risk& risk(Id<record::Product> product, int delivery) const {
        auto& risk = risks_[std::pair(product, delivery)];
        if (!risk) risk = view_.forecast.risk(product, delivery);
        return *risk;
    }

    std::vector<record::Fact> facts(Id<record::Customer> customer, const churn::Subject& subject,
                                    const insight::Labels& labels) const {
        const journey::View& journeys = *view_.journeys.view;
        const auto code = journeys.code_of(customer.value);
        std::vector<record::Fact> told;
        if (!code) return told;
        fold_one(view_.journeys, *code, [&](const journey::Journey& journey) {
            told = churn::facts_of(journey, *journeys.words, subject, labels);
        });
        return told;
    }

private:
    const TodayView& view_;
    record::Settings settings_;
    BusinessCalendar calendar_;
    mutable std::map<std::pair<Id<record::Product>, int>, std::optional<churn::Risk>> risks_;
    int horizon_;
    record::SeenCustomers seen_;
};

churn::Subject subject_of(const Shipment& shipment, const churn::Risk& risk) {
    return {.subscription = shipment.subscription_id.value,
            .delivery = shipment.delivery_number,
            .risk = risk};
}

// The newest item of a call list on which she still waits for a call, of these agents or of
// anybody; 0: none.
std::int64_t open_item(store::Reader& reader, const Entry& entry, std::string_view agents = "") {
    return reader.integer(sql::open_item, {{"customer", entry.customer_id},
                                           {"subscription", entry.subscription_id},
                                           {"agents", agents}});
}

bool was_spoken_to_today(const std::vector<record::Fact>& facts) {
    return std::ranges::find(facts, "talked_today", &record::Fact::code) != facts.end();
}

// The item of an entry as it stands now; nothing when it is none any more.
std::optional<TodayItem> item_of(const TodayView& view, const Desk& desk, const Entry& entry,
                                 const insight::Labels& labels) {
    const auto found = view.reader.one<Candidate>(
        sql::shipment_of_today, {{"subscription", entry.subscription_id}, {"today", desk.today()}});
    if (!found) return std::nullopt;
    TodayItem item;
    item.cutoff_on = desk.cutoff_of(*found);
    if (!desk.in_time(item.cutoff_on)) return std::nullopt;
    item.customer.id = found->customer_id;
    item.subscription_id = found->subscription_id;
    item.product_id = found->product_id;
    item.product_name = found->product_name;
    item.delivery_number = found->delivery_number;
    item.next_shipment_on = found->next_shipment_on;
    item.days_left = desk.days_left(item.cutoff_on);
    item.risk = desk.risk(found->product_id, found->delivery_number);
    item.price_known = found->price != Money{};
    item.value_12m = view.forecast.worth(*found, desk.settings().margin_rate);
    item.expected_loss = churn::expected_loss(item.value_12m, item.risk.probability.value_or(0));
    item.facts = desk.facts(found->customer_id, subject_of(*found, item.risk), labels);
    const auto open = open_item(view.reader, entry,
                                record::agents_of(view.viewer, view.viewer.sees[Entity::CallList]));
    if (open != 0) item.call_list_item_id = Id<record::CallListItem>{open};
    if (!view.viewer.reads(FieldGroup::Money)) item.value_12m = item.expected_loss = {};
    return item;
}

// Puts in who the items' customers are. One who went since the list was read is left out.
std::vector<TodayItem> with_customers(const TodayView& view, std::vector<TodayItem> items) {
    std::vector<Id<record::Customer>> customers;
    customers.reserve(items.size());
    for (const TodayItem& item : items) customers.push_back(item.customer.id);
    const auto rows = record::customer_rows(view.reader, view.viewer, customers);
    std::vector<TodayItem> complete;
    for (TodayItem& item : items) {
        const auto row = std::ranges::find(rows, item.customer.id, &record::CustomerRow::id);
        if (row == rows.end()) continue;
        item.customer = *row;
        complete.push_back(std::move(item));
    }
    return complete;
}

TodayPart part_of(const TodayView& view, const Desk& desk, std::size_t first, std::size_t most) {
    const auto entries = view.forecast.entries();
    const auto labels = insight::read_labels(view.reader, view.viewer.language);
    TodayPart part;
    std::size_t taken = 0;
    std::size_t at = first;
    for (; at < entries.size() && taken < most; ++at) {
        if (!desk.lists(entries[at])) continue;
        ++taken;
        if (auto item = item_of(view, desk, entries[at], labels)) {
            part.items.push_back(std::move(*item));
        }
    }
    while (at < entries.size() && !desk.lists(entries[at])) ++at;
    if (at < entries.size()) part.next = at;
    part.items = with_customers(view, std::move(part.items));
    return part;
}

// The first entry that does not stand before the cursor's. The cursor of a viewer who may not read
// money names the entry only: its place would tell what is at stake.
std::size_t place_of(const TodayView& view, const std::string& cursor) {
    if (cursor.empty()) return 0;
    const auto entries = view.forecast.entries();
    if (!view.viewer.reads(FieldGroup::Money)) {
        const Id<record::Subscription> id{record::Cursor::parse(cursor, 1).integer(0)};
        return static_cast<std::size_t>(std::ranges::find(entries, id, &Entry::subscription_id) -
                                        entries.begin());
    }
    const auto at = record::Cursor::parse(cursor, 4);
    const Forecast::Place place{at.integer(0), at.integer(1), Day{static_cast<int>(at.integer(2))},
                                at.integer(3)};
    return static_cast<std::size_t>(
        std::ranges::lower_bound(entries, place, {}, &Forecast::place_of) - entries.begin());
}

std::string cursor_of(const TodayView& view, const Entry& entry) {
    const auto [loss, risk, cutoff, id] = Forecast::place_of(entry);
    if (!view.viewer.reads(FieldGroup::Money)) return record::Cursor().add(id).text();
    return record::Cursor().add(loss).add(risk).add(cutoff.number).add(id).text();
}

}  // namespace

Today today(const TodayView& view, const record::PageRequest& asked) {
    const Desk desk(view);
    const auto entries = view.forecast.entries();
    const TodaySummary summary = desk.summary();
    Today answer;
    answer.meta = insight::meta_of(journey::scope_of(view.journeys, {}), {}, "today", kDefinition);
    answer.meta.n = answer.count = summary.count;
    answer.horizon_days = desk.horizon();
    answer.expected_loss = summary.expected_loss;
    answer.value_is = summary.value_is;
    answer.margin_rate = desk.settings().margin_rate;
    auto part = part_of(view, desk, place_of(view, asked.cursor),
                        static_cast<std::size_t>(asked.rows()));
    answer.items = std::move(part.items);
    if (part.next) answer.next = cursor_of(view, entries[*part.next]);
    return answer;
}

TodaySummary today_summary(const TodayView& view) { return Desk(view).summary(); }

TodayPart today_part(const TodayView& view, std::size_t first, std::size_t most) {
    return part_of(view, Desk(view), first, most);
}

record::CallListDraft call_list_of_today(const TodayView& view, std::string name,
                                         std::optional<int> most) {
    const Desk desk(view);
    const auto labels = insight::read_labels(view.reader, view.viewer.language);
    record::CallListDraft draft{.name = std::move(name)};
    draft.source.text = R"({"kind":"today","days":)" + std::to_string(desk.horizon()) + "}";
    const auto room = static_cast<std::size_t>(std::min(most.value_or(kMostEntries), kMostEntries));
    for (const Entry& entry : view.forecast.entries()) {
        if (!desk.lists(entry)) continue;
        if (draft.entries.size() == room) break;
        const auto& risk = desk.risk(entry.product_id, entry.delivery_number);
        const churn::Subject subject{.subscription = entry.subscription_id.value,
                                     .delivery = entry.delivery_number,
                                     .risk = risk};
        auto facts = desk.facts(entry.customer_id, subject, labels);
        if (was_spoken_to_today(facts) || open_item(view.reader, entry) != 0) continue;
        draft.entries.push_back({.customer_id = entry.customer_id,
                                 .subscription_id = entry.subscription_id,
                                 .cutoff_on = entry.cutoff_on,
                                 .next_shipment_on = entry.next_shipment_on,
                                 .probability = risk.probability,
                                 .expected_loss = entry.expected_loss,
                                 .facts = std::move(facts)});
    }
    return draft;
}

TodaySummary callable_today(const TodayView& view) {
    TodaySummary summary{.value_is = Desk(view).worth()};
    for (const auto& entry : call_list_of_today(view, "").entries) {
        ++summary.count;
        summary.expected_loss += entry.expected_loss;
    }
    if (!view.viewer.reads(FieldGroup::Money)) summary.expected_loss = {};
    return summary;
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
    found.risk = desk.risk(next->product_id, next->delivery_number);
    found.facts = desk.facts(customer, subject_of(*next, *found.risk),
                             insight::read_labels(view.reader, view.viewer.language));
    return found;
}

}  // namespace tsunagi::action
