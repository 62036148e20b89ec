#include "insight/cancellations/cancellation_count.h"

#include "insight/delivery_table.h"

namespace tsunagi::insight {

using journey::Event;
using journey::EventKind;
using journey::Scope;

static int number_of(const Event& event) { return std::min(event.delivery, kMostDeliveries - 1); }

AxisPlaces::AxisPlaces(const Scope& scope, const journey::Months& months, Axis axis)
    : words_(&scope.words()), months_(&months), axis_(axis), size_(1) {
    if (axis == Axis::Reason) size_ = words_->reasons.size();
    if (axis == Axis::Product) size_ = words_->products.size();
    if (axis == Axis::Delivery) size_ = kMostDeliveries;
    if (axis == Axis::Month) size_ = months.size();
    if (axis == Axis::Medium) size_ = words_->media.size();
    if (axis == Axis::Prefecture) size_ = words_->prefectures.size();
}

std::string AxisPlaces::key(int place) const {
    switch (axis_) {
        case Axis::Reason: return std::string(words_->reasons.text(place));
        case Axis::Product: return std::to_string(words_->products.id(place));
        case Axis::Delivery: return std::to_string(place);
        case Axis::Month: return to_text(months_->month(place));
        case Axis::Medium: return std::string(words_->media.text(place));
        case Axis::Prefecture: return std::string(words_->prefectures.text(place));
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
    return named;
}

CancellationCount::CancellationCount(const Scope& scope, const journey::Months& months, Axes axes)
    : scope_(&scope), months_(&months), axes_(axes),
      rows_(AxisPlaces(scope, months, axes.by).size()),
      columns_(AxisPlaces(scope, months, axes.across).size()),
      by_delivery_(axes.by == Axis::Delivery || axes.across == Axis::Delivery),
      by_month_(axes.by == Axis::Month || axes.across == Axis::Month),
      by_person_(axes.by >= Axis::Medium || axes.across >= Axis::Medium),
      filtered_(!scope.whole_time() || !scope.product.empty()) {
    strides_ = {stride_of(Axis::Reason), stride_of(Axis::Product), stride_of(Axis::Delivery),
                stride_of(Axis::Month),  stride_of(Axis::Medium),  stride_of(Axis::Prefecture)};
    const auto size = static_cast<std::size_t>((rows_ + 1) * (columns_ + 1));
    events_.resize(size);
    risk_.resize(size);
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
            collected |= leave(unit, event);
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

bool CancellationCount::leave(const Unit& unit, const Event& event) {
    close_unit(unit, event.day);
    close_spell(unit, event.day);
    if (!scope_->covers(event.day) || !scope_->has(unit.product)) return false;
    const int month = months_->of(event.day);
    ++cancelled_;
    ++reasons_[static_cast<std::size_t>(event.reason)];
    ++trend_[static_cast<std::size_t>(month)].cancelled;
    if (unit.delivery < 0) return false;
    const Place at{event.reason, unit.product, unit.delivery, month, medium_, prefecture_};
    ++events_[place(at)];
    return wanted_.any && (wanted_.row < 0 || wanted_.row == row_of(at)) &&
           (wanted_.column < 0 || wanted_.column == column_of(at));
}

void CancellationCount::close_unit(const Unit& unit, int to) {
    if (unit.delivery < 0) return;
    if (filtered_ && !concerns(unit.product, unit.from, to)) return;
    Place at{.product = unit.product,
             .delivery = unit.delivery,
             .medium = medium_,
             .prefecture = prefecture_};
    if (!by_month_) {
        ++risk_[place(at)];
        return;
    }
    at.month = months_->of(std::max(unit.from, scope_->from));
    ++risk_[place(at)];
    at.month = months_->of(std::min(to, scope_->to)) + 1;
    --risk_[place(at)];
}

void CancellationCount::close_spell(const Unit& unit, int to) {
    if (filtered_ && !concerns(unit.product, unit.spell_from, to)) return;
    count_spell(unit.spell_from, to);
}

void CancellationCount::merge(const CancellationCount& other) {
    for (std::size_t i = 0; i < events_.size(); ++i) {
        events_[i] += other.events_[i];
        risk_[i] += other.risk_[i];
    }
    for (std::size_t i = 0; i < reasons_.size(); ++i) reasons_[i] += other.reasons_[i];
    for (std::size_t i = 0; i < trend_.size(); ++i) {
        trend_[i].started += other.trend_[i].started;
        trend_[i].cancelled += other.trend_[i].cancelled;
        trend_[i].change += other.trend_[i].change;
    }
    people_.insert(people_.end(), other.people_.begin(), other.people_.end());
    spells_ += other.spells_;
    cancelled_ += other.cancelled_;
}

std::vector<std::int64_t> CancellationCount::at_risk() const {
    std::vector<std::int64_t> risk = risk_;
    for (int row = 0; row < rows_; ++row) {
        for (int column = 0; column < columns_; ++column) {
            std::int64_t& cell = risk[index(row, column)];
            if (axes_.by == Axis::Month && row > 0) cell += risk[index(row - 1, column)];
            if (axes_.across == Axis::Month && column > 0) cell += risk[index(row, column - 1)];
            if (axes_.by == Axis::Reason && row > 0) cell = risk[index(0, column)];
            if (axes_.across == Axis::Reason && column > 0) cell = risk[index(row, 0)];
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
