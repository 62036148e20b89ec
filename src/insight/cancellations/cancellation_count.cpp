#include "insight/cancellations/cancellation_count.h"

#include "insight/asked_in.h"
#include "insight/delivery_table.h"

namespace tsunagi::insight {

using journey::Event;
using journey::EventKind;
using journey::Scope;

static bool shares_risk(Axis axis) { return axis == Axis::Reason || axis == Axis::Agent; }

static int number_of(const Event& event) { return std::min(event.delivery, kMostDeliveries - 1); }

AxisPlaces::AxisPlaces(const Scope& scope, const journey::Months& months, Axis axis,
                       const Axes& axes)
    : words_(&scope.words()), months_(&months), segments_(axes.segments), axis_(axis), size_(1) {
    if (axis == Axis::Reason) size_ = words_->reasons.size();
    if (axis == Axis::Product) size_ = words_->products.size();
    if (axis == Axis::Delivery) size_ = kMostDeliveries;
    if (axis == Axis::Month) size_ = months.size();
    if (axis == Axis::Medium) size_ = words_->media.size();
    if (axis == Axis::Prefecture) size_ = words_->prefectures.size();
    if (axis == Axis::Agent) size_ = words_->agents.size() + 1;
    if (axis == Axis::Segment) size_ = static_cast<int>(segments_.size()) + 1;
}

std::string AxisPlaces::key(int place) const {
    const bool has_rest = axis_ == Axis::Agent || axis_ == Axis::Segment;
    if (has_rest && place == size_ - 1) return std::string(kNoPlace);
    switch (axis_) {
        case Axis::Reason: return std::string(words_->reasons.text(place));
        case Axis::Product: return std::to_string(words_->products.id(place));
        case Axis::Delivery: return std::to_string(place);
        case Axis::Month: return to_text(months_->month(place));
        case Axis::Medium: return std::string(words_->media.text(place));
        case Axis::Prefecture: return std::string(words_->prefectures.text(place));
        case Axis::Agent: return std::to_string(words_->agents.id(place));
        case Axis::Segment: return std::to_string(segments_[std::size_t(place)].id);
        case Axis::None: break;
    }
    return "all";
}

AxisKey AxisPlaces::named(int place, const Labels& labels) const {
    AxisKey named{key(place), key(place)};
    if (axis_ == Axis::Reason) named.label = labels.reason(named.key);
    if (axis_ == Axis::Product) named.label = labels.product(words_->products.id(place));
    if (axis_ == Axis::Medium || axis_ == Axis::Prefecture) named.label = labels.text(named.key);
    if (axis_ == Axis::None) named.label = "";
    if (named.key == kNoPlace) return named;
    if (axis_ == Axis::Agent) named.label = labels.agent(words_->agents.id(place));
    if (axis_ == Axis::Segment) named.label = segments_[std::size_t(place)].name;
    return named;
}

CancellationCount::CancellationCount(const Scope& scope, const journey::Months& months, Axes axes)
    : scope_(&scope), months_(&months), axes_(axes),
      rows_(AxisPlaces(scope, months, axes.by, axes).size()),
      columns_(AxisPlaces(scope, months, axes.across, axes).size()),
      by_delivery_(axes.by == Axis::Delivery || axes.across == Axis::Delivery),
      by_month_(axes.by == Axis::Month || axes.across == Axis::Month),
      by_person_(axes.by >= Axis::Medium || axes.across >= Axis::Medium),
      cancel_(purpose_cancel(scope)), filtered_(!scope.whole_time() || !scope.product.empty()),
      segment_stride_(static_cast<std::size_t>(stride_of(Axis::Segment))),
      segment_spells_(axes.segments.size() + 1) {
    strides_ = {stride_of(Axis::Reason), stride_of(Axis::Product), stride_of(Axis::Delivery),
                stride_of(Axis::Month),  stride_of(Axis::Medium),  stride_of(Axis::Prefecture),
                stride_of(Axis::Agent)};
    const auto size = (static_cast<std::size_t>(rows_) + 1) *
                      (static_cast<std::size_t>(columns_) + 1);
    events_.resize(size);
    risk_.resize(size);
    if (axes.across == Axis::Segment) row_events_.resize(static_cast<std::size_t>(rows_));
    reasons_.resize(static_cast<std::size_t>(scope.words().reasons.size()));
    trend_.resize(static_cast<std::size_t>(months.size()) + 1);
}

void CancellationCount::operator()(const journey::Run& run) {
    if (by_delivery_) {
        count_all<true>(run.events(), run.as_of());
    } else {
        count_all<false>(run.events(), run.as_of());
    }
}

// A unit is at risk once, in the place where it begins (with a delivery axis) or ends, so it is
// counted there without being kept in mind.
template <bool kByDelivery>
void CancellationCount::count_all(const journey::Range<journey::EventLane>& events, int as_of) {
    std::int64_t* const risk = risk_.data();
    const auto product_step = static_cast<std::size_t>(strides_.product);
    const auto delivery_step = static_cast<std::size_t>(strides_.delivery);
    std::size_t unit = 0;  // its place without the reason's part
    bool open = false;
    int from = 0;
    for (const Event event : events) {
        const bool cancelled = event.kind == EventKind::Cancelled;
        if (event.first && open) {
            if (!kByDelivery) ++risk[unit];
            count_spell(from, as_of);
            open = false;
        }
        const std::size_t place = static_cast<std::size_t>(event.product) * product_step;
        if (!open) {
            if (cancelled && !event.first) continue;
            open = true;
            from = event.day;
            const auto number = static_cast<std::size_t>(cancelled ? number_of(event) : 0);
            unit = place + number * delivery_step;
            risk[unit] += kByDelivery && event.kind != EventKind::Delivered;
        }
        if (cancelled) {
            if (!kByDelivery) ++risk[unit];
            count_spell(from, event.day);
            count_left(event, unit);
            open = false;
        } else if (kByDelivery) {
            const bool delivered = event.kind == EventKind::Delivered;
            const auto number = static_cast<std::size_t>(number_of(event));
            unit = delivered ? place + number * delivery_step : unit;
            risk[unit] += delivered;
        } else {
            unit = place;
        }
    }
    if (!open) return;
    if (!kByDelivery) ++risk[unit];
    count_spell(from, as_of);
}

void CancellationCount::count_left(const Event& event, std::size_t unit) {
    ++cancelled_;
    ++reasons_[static_cast<std::size_t>(event.reason)];
    ++trend_[static_cast<std::size_t>(months_->of(event.day))].cancelled;
    ++events_[unit + static_cast<std::size_t>(event.reason * strides_.reason)];
}

void CancellationCount::count_spell(int from, int to) {
    ++spells_;
    const auto first = static_cast<std::size_t>(months_->of(std::max(from, scope_->from)));
    const auto last = static_cast<std::size_t>(months_->of(std::min(to, scope_->to)));
    if (scope_->covers(from)) ++trend_[first].started;
    ++trend_[first].change;
    --trend_[last + 1].change;
}

void CancellationCount::operator()(const journey::Journey& journey) {
    medium_ = journey.medium();
    prefecture_ = journey.prefecture();
    segments_ = segments_of(journey.code());
    Unit unit;
    bool open = false;
    bool collected = false;
    const auto finish = [&] {
        if (!open) return;
        close_unit(unit, journey.as_of());
        close_spell(unit, journey.as_of());
    };
    for (const Event event : journey.events()) {
        if (event.first) {
            finish();
            open = false;
        }
        if (!open) {
            // A cancellation of what was cancelled already changes nothing.
            if (event.kind == EventKind::Cancelled && !event.first) continue;
            open = true;
            unit = {event.day, event.day, event.product, 0};
            if (event.kind == EventKind::Delivered) unit.delivery = -1;
            if (event.kind == EventKind::Cancelled) unit.delivery = number_of(event);
        }
        if (event.kind == EventKind::Cancelled) {
            collected |= leave(journey, unit, event);
            open = false;
        } else {
            take(unit, event);
        }
    }
    finish();
    if (collected) people_.push_back(journey.code());
}

void CancellationCount::take(Unit& unit, const Event& event) {
    if (!by_delivery_) {
        unit.product = event.product;
        unit.delivery = 0;
    } else if (event.kind == EventKind::Delivered) {
        close_unit(unit, event.day);
        unit = {unit.spell_from, event.day, event.product, number_of(event)};
    }
}

// Nobody stands in two places unless segments are an axis.
std::uint32_t CancellationCount::segments_of(journey::CustomerCode code) const {
    if (segment_stride_ == 0) return 1;
    std::uint32_t places = 0;
    for (std::size_t i = 0; i < axes_.segments.size(); ++i) {
        places |= std::uint32_t{axes_.segments[i].members.test(code)} << i;
    }
    return places == 0 ? std::uint32_t{1} << axes_.segments.size() : places;
}

// Of a subscription known by its end alone nobody knows since when it ran.
int CancellationCount::agent_of(const journey::Journey& journey, const Unit& unit,
                                const Event& event) const {
    const int from = event.first ? 0 : unit.spell_from;
    const auto contact = asked_in(journey.touches(), cancel_,
                                  {from, decided_on(event), unit.product});
    return contact ? contact->agent : scope_->words().agents.size();
}

bool CancellationCount::leave(const journey::Journey& journey, const Unit& unit,
                              const Event& event) {
    close_unit(unit, event.day);
    close_spell(unit, event.day);
    if (!scope_->covers(event.day) || !scope_->has(unit.product)) return false;
    const int month = months_->of(event.day);
    ++cancelled_;
    ++reasons_[static_cast<std::size_t>(event.reason)];
    ++trend_[static_cast<std::size_t>(month)].cancelled;
    if (unit.delivery < 0) return false;
    const int agent = strides_.agent == 0 ? 0 : agent_of(journey, unit, event);
    const Place at{event.reason, unit.product, unit.delivery, month, medium_, prefecture_, agent};
    add(events_, at, 1);
    if (!row_events_.empty()) ++row_events_[static_cast<std::size_t>(value(at, axes_.by))];
    return wanted_.any && stands(at, axes_.by, wanted_.row) &&
           stands(at, axes_.across, wanted_.column);
}

void CancellationCount::close_unit(const Unit& unit, int to) {
    if (unit.delivery < 0) return;
    if (filtered_ && !concerns(unit.product, unit.from, to)) return;
    Place at{.product = unit.product,
             .delivery = unit.delivery,
             .medium = medium_,
             .prefecture = prefecture_};
    if (!by_month_) return add(risk_, at, 1);
    at.month = months_->of(std::max(unit.from, scope_->from));
    add(risk_, at, 1);
    at.month = months_->of(std::min(to, scope_->to)) + 1;
    add(risk_, at, -1);
}

void CancellationCount::close_spell(const Unit& unit, int to) {
    if (filtered_ && !concerns(unit.product, unit.spell_from, to)) return;
    count_spell(unit.spell_from, to);
    each_segment([&](std::size_t segment) { ++segment_spells_[segment]; });
}

void CancellationCount::merge(const CancellationCount& other) {
    for (std::size_t i = 0; i < events_.size(); ++i) {
        events_[i] += other.events_[i];
        risk_[i] += other.risk_[i];
    }
    for (std::size_t i = 0; i < reasons_.size(); ++i) reasons_[i] += other.reasons_[i];
    for (std::size_t i = 0; i < row_events_.size(); ++i) row_events_[i] += other.row_events_[i];
    for (std::size_t i = 0; i < segment_spells_.size(); ++i) {
        segment_spells_[i] += other.segment_spells_[i];
    }
    for (std::size_t i = 0; i < trend_.size(); ++i) {
        trend_[i].started += other.trend_[i].started;
        trend_[i].cancelled += other.trend_[i].cancelled;
        trend_[i].change += other.trend_[i].change;
    }
    people_.insert(people_.end(), other.people_.begin(), other.people_.end());
    spells_ += other.spells_;
    cancelled_ += other.cancelled_;
}

std::int64_t CancellationCount::events_of_row(int row) const {
    if (!row_events_.empty()) return row_events_[static_cast<std::size_t>(row)];
    std::int64_t sum = 0;
    for (int column = 0; column < columns_; ++column) sum += events(row, column);
    return sum;
}

std::vector<std::int64_t> CancellationCount::at_risk() const {
    std::vector<std::int64_t> risk = risk_;
    for (int row = 0; row < rows_; ++row) {
        for (int column = 0; column < columns_; ++column) {
            std::int64_t& cell = risk[index(row, column)];
            if (axes_.by == Axis::Month && row > 0) cell += risk[index(row - 1, column)];
            if (axes_.across == Axis::Month && column > 0) cell += risk[index(row, column - 1)];
            if (shares_risk(axes_.by) && row > 0) cell = risk[index(0, column)];
            if (shares_risk(axes_.across) && column > 0) cell = risk[index(row, 0)];
        }
    }
    return risk;
}

std::vector<MonthCount> CancellationCount::trend() const {
    std::vector<MonthCount> months(trend_.begin(), trend_.end() - 1);
    for (std::size_t i = 1; i < months.size(); ++i) months[i].change += months[i - 1].change;
    return months;
}

}  // namespace tsunagi::insight
