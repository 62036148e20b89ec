#include "record/subscription_rules.h"

#include "record/changes.h"

#include <algorithm>

namespace tsunagi::record {

namespace {

CivilDate last_of_month(CivilDate date) {
    for (date.day = 31; !day_of(date); --date.day) {
    }
    return date;
}

// One cycle after `from`. The day of the month is that of `from`; where a short month had cut it,
// that of the start.
Day one_cycle_after(const Subscription& subscription, Day from) {
    const int length = std::max(1, subscription.cycle_length);
    if (subscription.cycle_unit == CycleUnit::Day) return from + length;
    const Day day = add_months(from, length);
    const int anchor = civil(subscription.started_on).day;
    const CivilDate base = civil(from);
    const bool was_cut = anchor > base.day && last_of_month(base).day == base.day;
    if (!was_cut) return day;
    CivilDate date = last_of_month(civil(day));
    date.day = std::min(anchor, date.day);
    return *day_of(date);
}

std::string arrow(const std::string& before, const std::string& after) {
    return before + " -> " + after;
}

std::string text_of(const std::optional<Day>& day) { return day ? to_text(*day) : "-"; }

std::string cycle_text(CycleUnit unit, int length) {
    return std::to_string(length) + " " + std::string(word_of(unit));
}

void add_words(std::string_view words, std::string& detail) {
    if (words.empty()) return;
    if (!detail.empty()) detail += "; ";
    detail += words;
}

// One action under way: the subscription as it becomes and the events so far.
class Step {
public:
    Step(const Subscription& before, const SubscriptionAction& action, Day today)
        : before_(before), action_(action), today_(today), on_(action.on.value_or(today)) {
        result_.after = before;
        result_.after.events.clear();
    }

    Transition run() {
        check_day();
        switch (action_.kind) {
            case ActionKind::Skip: skip(); break;
            case ActionKind::Pause: pause(); break;
            case ActionKind::Resume: resume(); break;
            case ActionKind::Change: change(); break;
            case ActionKind::Cancel: cancel(); break;
            case ActionKind::Deliver: deliver(); break;
            case ActionKind::Withdraw: withdraw(); break;
        }
        return std::move(result_);
    }

private:
    bool is(SubscriptionStatus status) const { return before_.status == status; }

    void check_day() const {
        if (on_ < before_.started_on) {
            throw invalid("/on", "day_before_start",
                          "the subscription began on " + to_text(before_.started_on));
        }
        if (on_ > today_ && action_.kind != ActionKind::Cancel) {
            throw invalid("/on", "day_in_future", to_text(on_) + " has not come yet");
        }
    }

    void require_active() const {
        if (!is(SubscriptionStatus::Active)) {
            throw invalid("/kind", "not_active", "the subscription is not active");
        }
    }

    // The next shipment as asked for, which must not have passed.
    std::optional<Day> asked_shipment() const {
        if (action_.next_shipment_on && *action_.next_shipment_on < today_) {
            throw invalid("/next_shipment_on", "day_in_past",
                          to_text(*action_.next_shipment_on) + " has passed");
        }
        return action_.next_shipment_on;
    }

    SubscriptionEvent& tell(EventKind kind, Day on, std::string detail = {}) {
        add_words(action_.note.value_or(""), detail);
        auto& event = result_.events.emplace_back();
        event.kind = kind;
        event.happened_on = on;
        event.delivery_number = result_.after.delivery_number;
        event.product_id = result_.after.product_id;
        event.reason_code = action_.reason_code.value_or("");
        event.detail = std::move(detail);
        return event;
    }

    void skip() {
        require_active();
        if (!before_.next_shipment_on) {
            throw invalid("/kind", "no_next_shipment",
                          "no shipment is planned that could be skipped");
        }
        const auto asked = asked_shipment();
        if (asked && *asked <= *before_.next_shipment_on) {
            throw invalid("/next_shipment_on", "not_later",
                          "a skipped shipment comes after " + to_text(*before_.next_shipment_on));
        }
        auto& next = result_.after.next_shipment_on;
        next = asked.value_or(one_cycle_after(before_, *before_.next_shipment_on));
        while (*next < today_) next = one_cycle_after(before_, *next);
        tell(EventKind::Skipped, on_, arrow(text_of(before_.next_shipment_on), text_of(next)));
    }

    void pause() {
        require_active();
        result_.after.status = SubscriptionStatus::Paused;
        result_.after.next_shipment_on.reset();
        tell(EventKind::Paused, on_);
    }

    void resume() {
        if (is(SubscriptionStatus::Active)) {
            throw invalid("/kind", "not_paused",
                          "the subscription is neither paused nor cancelled");
        }
        auto& after = result_.after;
        const bool cancelled = is(SubscriptionStatus::Cancelled);
        const Day begin = cancelled ? std::max(on_, before_.cancel_effective_on.value_or(on_))
                                    : on_;
        after.status = SubscriptionStatus::Active;
        after.next_shipment_on = asked_shipment();
        if (!after.next_shipment_on) after.next_shipment_on = next_shipment(before_, today_);
        if (!cancelled) {
            tell(EventKind::Resumed, on_, text_of(after.next_shipment_on));
            return;
        }
        after.delivery_number = 0;
        after.cancel_requested_on.reset();
        after.cancel_effective_on.reset();
        after.cancel_reason.clear();
        tell(EventKind::Started, begin, text_of(after.next_shipment_on));
    }

    void change() {
        if (is(SubscriptionStatus::Cancelled)) {
            throw invalid("/kind", "already_cancelled", "the subscription is cancelled");
        }
        auto& after = result_.after;
        std::string detail;
        after.cycle_unit = action_.cycle_unit.value_or(before_.cycle_unit);
        after.cycle_length = action_.cycle_length.value_or(before_.cycle_length);
        const auto cycle_before = cycle_text(before_.cycle_unit, before_.cycle_length);
        const auto cycle_after = cycle_text(after.cycle_unit, after.cycle_length);
        if (cycle_before != cycle_after) {
            add_words("cycle " + arrow(cycle_before, cycle_after), detail);
        }
        change_quantity(detail);
        if (action_.product_id && *action_.product_id != before_.product_id) {
            after.product_id = *action_.product_id;
            add_words("product " + arrow(std::to_string(before_.product_id.value),
                                         std::to_string(after.product_id.value)),
                      detail);
        }
        change_shipment(detail);
        if (detail.empty()) {
            throw invalid("/kind", "nothing_changed", "the change leaves everything as it was");
        }
        tell(EventKind::Changed, on_, std::move(detail));
    }

    void change_quantity(std::string& detail) {
        auto& after = result_.after;
        after.quantity = action_.quantity.value_or(before_.quantity);
        if (after.cycle_length < 1 || after.quantity < 1) {
            throw invalid(after.quantity < 1 ? "/quantity" : "/cycle_length", "too_small",
                          "the cycle and the quantity are at least 1");
        }
        if (after.quantity == before_.quantity) return;
        after.price.minor = before_.price.minor * after.quantity / std::max(1, before_.quantity);
        add_words("quantity " +
                      arrow(std::to_string(before_.quantity), std::to_string(after.quantity)),
                  detail);
    }

    void change_shipment(std::string& detail) {
        const auto asked = asked_shipment();
        if (!asked || asked == before_.next_shipment_on) return;
        require_active();
        result_.after.next_shipment_on = asked;
        add_words("shipment " + arrow(text_of(before_.next_shipment_on), text_of(asked)), detail);
    }

    void cancel() {
        if (is(SubscriptionStatus::Cancelled)) {
            throw invalid("/kind", "already_cancelled", "the subscription is already cancelled");
        }
        if (action_.reason_code.value_or("").empty()) {
            throw invalid("/reason_code", "reason_needed", "a cancellation needs its reason");
        }
        auto& after = result_.after;
        after.status = SubscriptionStatus::Cancelled;
        after.cancel_requested_on = std::min(on_, today_);
        after.cancel_effective_on = on_;
        after.cancel_reason = *action_.reason_code;
        drop_shipment_after_end();
        tell(EventKind::Cancelled, on_).requested_on = after.cancel_requested_on;
    }

    // What ships before a cancellation takes effect still ships.
    void drop_shipment_after_end() {
        auto& after = result_.after;
        if (after.next_shipment_on && *after.next_shipment_on >= *after.cancel_effective_on) {
            after.next_shipment_on.reset();
        }
    }

    void withdraw() {
        if (!is(SubscriptionStatus::Cancelled)) {
            throw invalid("/kind", "not_cancelled", "there is no cancellation to withdraw");
        }
        const auto cancelled = std::ranges::find(before_.events.rbegin(), before_.events.rend(),
                                                 EventKind::Cancelled, &SubscriptionEvent::kind);
        if (before_.cancel_effective_on.value_or(today_) < today_ ||
            cancelled == before_.events.rend()) {
            throw invalid("/kind", "took_effect", "the cancellation has taken effect");
        }
        auto& event = result_.withdrawn.emplace(*cancelled);
        event.kind = EventKind::Withdrawn;
        event.happened_on = on_;
        event.detail = "cancellation " + text_of(before_.cancel_effective_on);
        add_words(action_.note.value_or(""), event.detail);
        auto& after = result_.after;
        if (was_paused(cancelled)) {
            after.status = SubscriptionStatus::Paused;
        } else {
            after.status = SubscriptionStatus::Active;
            if (const auto asked = asked_shipment()) after.next_shipment_on = asked;
            if (!after.next_shipment_on) after.next_shipment_on = next_shipment(before_, today_);
        }
        after.cancel_requested_on.reset();
        after.cancel_effective_on.reset();
        after.cancel_reason.clear();
    }

    // Whether the subscription was paused before the event, by what was told last of it.
    template <class Event>
    bool was_paused(Event event) const {
        const auto told = std::find_if(event + 1, before_.events.rend(), [](const auto& each) {
            return each.kind == EventKind::Paused || each.kind == EventKind::Resumed ||
                   each.kind == EventKind::Started;
        });
        return told != before_.events.rend() && told->kind == EventKind::Paused;
    }

    void deliver() {
        const bool still_ships = is(SubscriptionStatus::Cancelled) && before_.next_shipment_on;
        if (!still_ships) require_active();
        auto& after = result_.after;
        ++after.delivery_number;
        after.next_shipment_on = asked_shipment();
        if (!after.next_shipment_on) after.next_shipment_on = next_shipment(before_, on_);
        if (still_ships) drop_shipment_after_end();
        tell(EventKind::Delivered, on_);
    }

    const Subscription& before_;
    const SubscriptionAction& action_;
    Day today_;
    Day on_;
    Transition result_;
};

int open_days_between(Day after, Day until, const BusinessCalendar& calendar) {
    int open = 0;
    for (Day day = after + 1; day <= until; day = day + 1) open += calendar.is_open(day) ? 1 : 0;
    return open;
}

}  // namespace

Transition apply(const Subscription& before, const SubscriptionAction& action, Day today) {
    return Step(before, action, today).run();
}

// Counted from the planned day, so that a late parcel does not move the rhythm.
Day next_shipment(const Subscription& subscription, Day shipped_on) {
    Day next = one_cycle_after(subscription, subscription.next_shipment_on.value_or(shipped_on));
    while (next <= shipped_on) next = one_cycle_after(subscription, next);
    return next;
}

Day cutoff_of(Day shipment, int lead_business_days, const BusinessCalendar& calendar) {
    return calendar.minus_business_days(shipment, lead_business_days);
}

int business_days_left(Day today, Day cutoff, const BusinessCalendar& calendar) {
    if (cutoff >= today) return open_days_between(today, cutoff, calendar);
    return -open_days_between(cutoff, today, calendar);
}

}  // namespace tsunagi::record
